"""Digits as a visitor reads them on the kiosk: Thai ones in Thai, Arabic ones elsewhere."""

from station.thai import thai_digits
from web.language import language


def in_digits(value: object) -> str:
    """A date, a time or a number with the digits of the visitor's language."""
    return thai_digits(str(value)) if language() == "th" else str(value)
