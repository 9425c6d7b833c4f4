"""What the kiosk leads to: surveys, complaint channels, manuals, e-services, notices."""
