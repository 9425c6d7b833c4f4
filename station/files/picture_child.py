"""The child process that makes a picture ours: told by its bytes, shrunk, turned, written anew."""

import sys
from io import BytesIO
from typing import IO

from PIL import (
    ExifTags,
    GifImagePlugin,
    Image,
    ImageFile,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,  # noqa: F401 (Pillow reads EXIF by it)
    WebPImagePlugin,
)

from station.files import limits
from station.files.bounds import LONGEST_SIDE, MEGABYTE
from station.files.encoding import encode_picture
from station.files.framing import Stopped, say

MEMORY = 57 * MEGABYTE
"""What starting takes, and fifty more."""
ADDRESSES = 512 * MEGABYTE
SECONDS = 0.7
MOST_SECONDS = 10
MOST_DECODED = 38 * MEGABYTE
COSTS = {"1": 1, "L": 1, "P": 1, "I;16": 2}
"""Bytes of a pixel, by the picture's mode; four in any other."""
MOST_WEBP_PIXELS = 2_800_000
"""Its decoder takes sixteen bytes for each."""
ROWS = 64
REACH = 4
"""How many rows above and below, of those it is shrunk to, a row is made of."""

READERS: dict[bytes, type[ImageFile.ImageFile]] = {
    b"\xff\xd8\xff": JpegImagePlugin.JpegImageFile,
    b"\x89PNG\r\n\x1a\n": PngImagePlugin.PngImageFile,
    b"RIFF": WebPImagePlugin.WebPImageFile,
    b"GIF87a": GifImagePlugin.GifImageFile,
    b"GIF89a": GifImagePlugin.GifImageFile,
}
"""What is read at all, by how it begins; no name and no claim is asked."""

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How a picture is set upright, by what its camera noted."""


def main() -> None:
    """Read a picture from standard input, and say what became of it."""
    warm_up()
    limits.limit(memory=ADDRESSES, seconds=MOST_SECONDS)
    limits.hold_memory(MEMORY)
    limits.shut_in()
    limits.allow(SECONDS)
    try:
        ours = remake(sys.stdin.buffer)
        media_type, content = encode_picture(ours)
        say(content, media_type=media_type, width=ours.width, height=ours.height)
    except Stopped as stopped:
        say(**stopped.said)
    except MemoryError:
        say(problem="too_many_pixels")


def warm_up() -> None:
    """Make a small picture of every kind ours: what Pillow imports late, it imports now."""
    for kind in ("JPEG", "PNG", "WEBP", "GIF"):
        written = BytesIO()
        exif = Image.Exif()
        exif[ExifTags.Base.Orientation] = 6
        Image.new("P" if kind == "GIF" else "RGB", (9, 9)).save(written, kind, exif=exif)
        written.seek(0)
        encode_picture(remake(written))


def remake(file: IO[bytes]) -> Image.Image:
    """The picture in a file, upright, no larger than we keep it; nothing else of the file."""
    picture = _open(file)
    if isinstance(picture, JpegImagePlugin.JpegImageFile):
        _open_smaller(picture)
    if picture.width * picture.height * COSTS.get(picture.mode, 4) > MOST_DECODED:
        raise Stopped("too_many_pixels")
    picture.load()
    picture.fp = None  # a WebP's holds all its pixels once more
    turn = TURNS.get(picture.getexif().get(ExifTags.Base.Orientation, 1))
    ours = _shrunk(picture)
    if ours.mode == "RGBA" and ours.getchannel("A").getextrema() == (255, 255):
        ours = ours.convert("RGB")
    return ours if turn is None else ours.transpose(turn)


def _open(file: IO[bytes]) -> ImageFile.ImageFile:
    start = file.read(30)
    file.seek(0)
    for begins, reader in READERS.items():
        if start.startswith(begins):
            if begins == b"RIFF":
                _check_webp(start)
            return reader(file)
    raise Stopped("not_a_picture")


def _check_webp(start: bytes) -> None:
    """A WebP's decoder takes its memory as soon as it is opened: its header is read here first."""
    if start[8:12] != b"WEBP":
        raise Stopped("not_a_picture")
    if start[12:16] == b"VP8X":
        width, height = (int.from_bytes(start[at : at + 3], "little") + 1 for at in (24, 27))
    elif start[12:16] == b"VP8L":
        bits = int.from_bytes(start[21:25], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    else:
        width, height = (int.from_bytes(start[at : at + 2], "little") & 0x3FFF for at in (26, 28))
    if width * height > MOST_WEBP_PIXELS:
        raise Stopped("too_many_pixels")


def _open_smaller(picture: JpegImagePlugin.JpegImageFile) -> None:
    """Let a JPEG be decoded at a half, a quarter or an eighth, where that is still enough."""
    if picture.info.get("progressive"):
        # Before any of it is seen, all of it is kept: two bytes for each of its values.
        full = max(across * down for _, across, down, _ in picture.layer)
        values = sum(across * down / full for _, across, down, _ in picture.layer)
        if picture.width * picture.height * values * 2 > MOST_DECODED:
            raise Stopped("too_many_pixels")
    picture.draft(None, _kept_size(picture))


def _kept_size(picture: Image.Image) -> tuple[int, int]:
    shrink = max(1.0, max(picture.size) / LONGEST_SIDE)
    return max(1, round(picture.width / shrink)), max(1, round(picture.height / shrink))


def _shrunk(picture: Image.Image) -> Image.Image:
    """A picture of our own, of the size we keep; made in strips, to need little beside the two."""
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    width, height = _kept_size(picture)
    ours = Image.new(mode, (width, height))
    shrink = picture.height / height
    for top in range(0, height, ROWS):
        bottom = min(height, top + ROWS)
        first = max(0, int((top - REACH) * shrink))
        last = min(picture.height, int((bottom + REACH) * shrink) + 1)
        strip = _plain(picture.crop((0, first, picture.width, last)), mode)
        box = (0, top * shrink - first, picture.width, min(bottom * shrink - first, strip.height))
        rows = (width, bottom - top)
        ours.paste(strip.resize(rows, Image.Resampling.LANCZOS, box, reducing_gap=2.0), (0, top))
    return ours


def _plain(strip: Image.Image, mode: str) -> Image.Image:
    if strip.mode == "I;16":
        strip = strip.point(lambda value: value * (1 / 256)).convert("L")  # not cut off at 255
    return strip if strip.mode == mode else strip.convert(mode)
