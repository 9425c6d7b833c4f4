"""Whole numbers as they stand in addresses and forms."""

MOST = 2**31 - 1
"""What every column of ours can hold."""
LONGEST = 11


def whole(text: str) -> int:
    """The number that a text is, MOST where it is larger still: nothing of ours has that number.

    To be used as `request.args.get(name, otherwise, type=whole)`. Raises ValueError.
    """
    if len(text) > LONGEST and text.isascii() and text.isdigit():
        return MOST
    return max(-MOST, min(int(text), MOST))
