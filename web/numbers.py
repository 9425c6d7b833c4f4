"""Whole numbers as they stand in addresses and forms."""

MOST = 2**31 - 1
"""What every column of ours can hold."""
LONGEST = 11


def whole(text: str) -> int:
    """The number that a text is; raises ValueError, also for what no database of ours could keep.

    To be used as `request.args.get(name, otherwise, type=whole)`.
    """
    number = int(text) if len(text) <= LONGEST else MOST + 1
    if abs(number) > MOST:
        raise ValueError(f"not between -{MOST} and {MOST}: {text[:LONGEST]}")
    return number
