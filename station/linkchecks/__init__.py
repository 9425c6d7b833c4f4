"""Whether the addresses the kiosk leads to still lead somewhere."""
