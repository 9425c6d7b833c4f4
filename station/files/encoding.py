"""Pictures as we keep them, without anything that came along with them (in a child process)."""

from io import BytesIO
from typing import Any

from PIL import Image, ImagePalette

# With more colours than this, a picture is no drawing and no text.
FEW_COLOURS = 4096
PAGE_COLOURS = 16
FLAT = 0.01
"""The least share of a page that one colour covers, for it to be more than the edge of a letter."""
MOST_FLAT = 6
GROUND = 0.3
"""The least share of a page of text that is its ground."""
EVERY = 3

Encoded = tuple[str, bytes]
"""The media type, and the bytes."""


def encode_picture(picture: Image.Image) -> Encoded:
    """A picture as WebP, or as PNG where it is drawn and smaller so."""
    webp = _saved(picture, "WEBP", quality=82, method=2)
    if _grounds(picture, 256) is None:
        return webp
    return min(webp, _saved(picture, "PNG", compress_level=6), key=lambda one: len(one[1]))


def encode_page(page: Image.Image) -> Encoded:
    """The picture of a page: text as PNG in sixteen colours, photographs as WebP.

    Text is a quarter as large this way, and sharper; and making it takes a third of the memory.
    """
    grounds = _grounds(page, FEW_COLOURS)
    if grounds is None:
        return _saved(page, "WEBP", quality=75, method=1)
    return _saved(_painted(page, grounds), "PNG", compress_level=6)


def _grounds(picture: Image.Image, most_colours: int) -> list[Any] | None:
    """The colours of a drawing's or a text's grounds; None for a photograph, which has none."""
    colours = picture.getcolors(most_colours)
    if colours is None:
        return None
    size = picture.width * picture.height
    colours.sort(reverse=True)
    if colours[0][0] < GROUND * size:
        return None
    return [colour for count, colour in colours if count >= FLAT * size][:MOST_FLAT]


def _painted(page: Image.Image, grounds: list[Any]) -> Image.Image:
    """A page in the colours of its grounds, exactly, and the best few for all else."""
    seen = page.resize(
        (max(1, page.width // EVERY), max(1, page.height // EVERY)), Image.Resampling.NEAREST
    )
    others = seen.quantize(PAGE_COLOURS - len(grounds), Image.Quantize.MEDIANCUT)
    palette = [part for colour in grounds for part in colour] + (others.getpalette() or [])
    painted = Image.new("P", (1, 1))
    painted.putpalette(ImagePalette.ImagePalette("RGB", palette[: 3 * PAGE_COLOURS]))
    return page.quantize(palette=painted, dither=Image.Dither.NONE)


def _saved(picture: Image.Image, kind: str, **options: int) -> Encoded:
    written = BytesIO()
    picture.save(written, kind, **options)
    return f"image/{kind.lower()}", written.getvalue()
