"""The bounds within which files are taken in, for both sides of a child process (pure)."""

MEGABYTE = 1024 * 1024
MOST_BYTES = 25 * MEGABYTE
MOST_PAGES = 300
LONGEST_SIDE = 1600
"""Pixels of a picture as it is kept."""
PAGE_WIDTH, MOST_PAGE_PIXELS = 1240, 2_200_000
"""Pixels across a page's picture, and in all of it: A4 fits, what is longer gets narrower."""
LEAST_POINTS, MOST_POINTS = 18, 14_400
"""A side of a page, 72 points to an inch: what no page is smaller than, and what PDF allows."""
MOST_SLENDER = 20
"""How many times as long as wide a page may be."""
