"""Pictures as we keep them, without anything that came along with them (in a child process)."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from PIL import Image, ImagePalette

# With more colours than this, a picture is no drawing and no text.
FEW_COLOURS = 4096
FEWER_COLOURS = 600
"""How many of them are looked at, the most frequent first, to choose those of a page."""
PAGE_COLOURS = 16
GROUND = 0.3
"""The least share of a page of text that is its ground."""
MOST_ERROR = 40
"""The mean square by which the colours of a page of text may be missed."""

Encoded = tuple[str, bytes]
"""The media type, and the bytes."""
Colour = tuple[int, int, int]


def encode_picture(picture: Image.Image) -> Encoded:
    """A picture as WebP, or as PNG where it is drawn and smaller so."""
    webp = _saved(picture, "WEBP", quality=82, method=2)
    if _colours_on_ground(picture, 256) is None:
        return webp
    return min(webp, _saved(picture, "PNG", compress_level=6), key=lambda one: len(one[1]))


def encode_page(page: Image.Image) -> Encoded:
    """The picture of a page: text as PNG in sixteen colours, photographs as WebP.

    Text is a quarter as large this way, and sharper; and making it takes less memory.
    """
    colours = _best_colours(page)
    if colours is None:
        return _saved(page, "WEBP", quality=75, method=1)
    palette = Image.new("P", (1, 1))
    palette.putpalette(ImagePalette.ImagePalette("RGB", [part for one in colours for part in one]))
    painted = page.quantize(palette=palette, dither=Image.Dither.NONE)
    return _saved(painted, "PNG", compress_level=6)


def _best_colours(page: Image.Image) -> list[Colour] | None:
    """The few colours that a page can be painted in; None for what would be seen to be painted."""
    found = _colours_on_ground(page, FEW_COLOURS)
    if found is None:
        return None
    colours, error = _chosen(found[:FEWER_COLOURS])
    return colours if error <= MOST_ERROR * page.width * page.height else None


def _colours_on_ground(picture: Image.Image, most: int) -> list[tuple[int, Any]] | None:
    """Each colour of a drawing or a text and how often it occurs, its ground first; else None."""
    found = picture.getcolors(most)
    if found is None:
        return None
    found.sort(reverse=True)
    return found if found[0][0] >= GROUND * picture.width * picture.height else None


def _chosen(found: Sequence[tuple[int, Colour]]) -> tuple[list[Colour], float]:
    """One colour after the other, each where the others miss most; and by how much all miss."""
    missed = [float("inf")] * len(found)
    chosen: list[Colour] = []
    while len(chosen) < PAGE_COLOURS and any(missed):
        weights = [count * by for (count, _), by in zip(found, missed, strict=True)]
        next_one = found[weights.index(max(weights))][1]
        chosen.append(next_one)
        missed = [
            min(by, _apart(colour, next_one)) for (_, colour), by in zip(found, missed, strict=True)
        ]
    return chosen, sum(count * by for (count, _), by in zip(found, missed, strict=True))


def _apart(one: Colour, other: Colour) -> int:
    """How different two colours are: the square of their distance."""
    (a, b, c), (d, e, f) = one, other
    return (a - d) * (a - d) + (b - e) * (b - e) + (c - f) * (c - f)


def _saved(picture: Image.Image, kind: str, **options: int) -> Encoded:
    written = BytesIO()
    picture.save(written, kind, **options)
    return f"image/{kind.lower()}", written.getvalue()
