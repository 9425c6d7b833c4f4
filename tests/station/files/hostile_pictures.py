"""Pictures that are none, or mean harm; each with what is to become of it."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

from PIL import Image

from station.files.bounds import MOST_BYTES

HARMLESS = "harmless"
CANARY = b"canary()"
SVG = (
    b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><script>canary()</script></svg>"
)
HTML = b"<!doctype html><script>canary()</script>"
PNG_START = b"\x89PNG\r\n\x1a\n"


def saved(
    kind: str, size: tuple[int, int] = (40, 30), mode: str = "RGB", **options: object
) -> bytes:
    """A picture as Pillow writes it: a gradient, to be told from nothing."""
    made = BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(made, kind, **options)
    return made.getvalue()


def chunk(name: bytes, content: bytes) -> bytes:
    crc = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", crc)


def png(width: int, height: int, *chunks: bytes, depth: int = 8, colour: int = 2) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return PNG_START + chunk(b"IHDR", header) + b"".join(chunks) + chunk(b"IEND", b"")


def packed(piece: bytes, times: int) -> bytes:
    """A piece so many times, packed, without ever being there at once."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(piece) for _ in range(times)) + packer.flush()


def png_of_nothing(width: int, height: int) -> bytes:
    """As large as it says, in a few bytes."""
    return png(width, height, chunk(b"IDAT", packed(b"\0" + bytes(3 * width), height)))


def png_with(*chunks: bytes) -> bytes:
    pixel = chunk(b"IDAT", zlib.compress(b"\0" + bytes(3)))
    return png(1, 1, *chunks, pixel)


def animated_png(frames: int) -> bytes:
    pictures = [Image.new("RGB", (64, 64), (number % 256, 0, 0)) for number in range(frames)]
    made = BytesIO()
    pictures[0].save(made, "PNG", save_all=True, append_images=pictures[1:])
    return made.getvalue()


def animated_gif(frames: int) -> bytes:
    """One frame, again and again."""
    whole = saved("GIF", (64, 64), "P")
    start = whole.index(b"\x2c")
    return whole[:start] + whole[start:-1] * frames + b"\x3b"


def gif_that_is_script() -> bytes:
    """A GIF whose size reads as the beginning of a comment, and whose end is a script."""
    return b"GIF89a/*\x00\x00\x00\x00\x00\x2c" + b"*/=1;" + CANARY


def gif_header(width: int, height: int) -> bytes:
    whole = bytearray(saved("GIF", (8, 8), "P"))
    struct.pack_into("<HH", whole, 6, width, height)
    frame = whole.index(b"\x2c")
    struct.pack_into("<HH", whole, frame + 5, width, height)
    return bytes(whole)


def jpeg_segments(marker: int, content: bytes, count: int) -> bytes:
    """A JPEG with so many segments put behind its start."""
    whole = saved("JPEG")
    segment = bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content
    return whole[:2] + segment * count + whole[2:]


def jpeg_header(width: int, height: int, *, progressive: bool = False) -> bytes:
    """A small JPEG that says to be so large."""
    whole = bytearray(saved("JPEG", progressive=progressive))
    place = whole.index(b"\xff\xc2" if progressive else b"\xff\xc0")
    struct.pack_into(">HH", whole, place + 5, height, width)
    return bytes(whole)


def jpeg_of_many_scans(scans: int) -> bytes:
    """A progressive JPEG, all of which is refined again and again."""
    whole = saved("JPEG", (2000, 1500), progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:last] + whole[last:-2] * scans + whole[-2:]


def exif_loop() -> bytes:
    """Directories that name each other as the next."""
    one = struct.pack("<HHHIII", 1, 0x8769, 4, 1, 8, 8)
    return b"Exif\0\0II*\0\x08\0\0\0" + one


def webp_header(width: int, height: int) -> bytes:
    said = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + said
    return b"RIFF" + struct.pack("<I", len(body)) + body


def animated_webp(frames: int) -> bytes:
    pictures = [Image.new("RGB", (64, 64), (number % 256, 0, 0)) for number in range(frames)]
    made = BytesIO()
    pictures[0].save(made, "WEBP", save_all=True, append_images=pictures[1:], lossless=True)
    return made.getvalue()


def zipped() -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr("index.html", HTML)
    return made.getvalue()


PICTURES: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "empty"),
    "SVG with a script": (lambda: SVG, "not_a_picture"),
    "a web page": (lambda: HTML, "not_a_picture"),
    "a web page after a byte order mark": (lambda: b"\xef\xbb\xbf" + HTML, "not_a_picture"),
    "a zip": (zipped, "not_a_picture"),
    "TIFF": (lambda: saved("TIFF"), "not_a_picture"),
    "BMP": (lambda: saved("BMP"), "not_a_picture"),
    "ICO": (lambda: saved("ICO"), "not_a_picture"),
    "PCX": (lambda: saved("PCX"), "not_a_picture"),
    "AVIF": (lambda: saved("AVIF"), "not_a_picture"),
    "PSD": (lambda: b"8BPS\0\1" + bytes(6) + b"\0\3" + bytes(2000), "not_a_picture"),
    "EPS that runs a program": (
        lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n(%pipe%canary) (w) file",
        "not_a_picture",
    ),
    "a RIFF that is a sound": (lambda: b"RIFF\x24\0\0\0WAVEfmt " + bytes(40), "not_a_picture"),
    "noise after a JPEG's start": (lambda: b"\xff\xd8\xff" + bytes(range(256)) * 40, "damaged"),
    "noise after a PNG's start": (lambda: PNG_START + bytes(range(256)) * 40, "damaged"),
    "a JPEG cut off": (lambda: saved("JPEG", (900, 900))[:2_000], "damaged"),
    "a PNG cut off": (lambda: saved("PNG", (900, 900))[:400], "damaged"),
    "a WebP cut off": (lambda: saved("WEBP", (900, 900))[:300], "damaged"),
    "a GIF cut off": (lambda: saved("GIF", (900, 900), "P")[:900], "damaged"),
    "a PNG of no size": (lambda: png(0, 0), "damaged"),
    "a GIF that is script": (gif_that_is_script, "damaged"),
    "a GIF with a script behind it": (lambda: saved("GIF") + b";" + CANARY, HARMLESS),
    "a JPEG with a web page behind it": (lambda: saved("JPEG") + HTML, HARMLESS),
    "a PNG with a zip behind it": (lambda: saved("PNG") + zipped(), HARMLESS),
    "a PNG with a script in its notes": (
        lambda: png_with(chunk(b"tEXt", b"Comment\0" + HTML)),
        HARMLESS,
    ),
    "a JPEG with a script in its notes": (lambda: jpeg_segments(0xFE, HTML, 1), HARMLESS),
    "a JPEG with 1 MB of EXIF": (
        lambda: jpeg_segments(0xE1, b"Exif\0\0" + CANARY * 8_000, 16),
        HARMLESS,
    ),
    "a JPEG with 20 MB of EXIF": (
        lambda: jpeg_segments(0xE1, b"Exif\0\0" + CANARY * 8_000, 320),
        "too_slow",
    ),
    "a JPEG whose EXIF runs in a circle": (
        lambda: jpeg_segments(0xE1, exif_loop(), 1),
        HARMLESS,
    ),
    "notes of a PNG that unpack to 1 GB": (
        lambda: png_with(chunk(b"zTXt", b"x\0\0" + packed(bytes(1_000_000), 100) * 10)),
        "damaged",
    ),
    "colours of a PNG that unpack to 100 MB": (
        lambda: png_with(chunk(b"iCCP", b"x\0\0" + packed(bytes(1_000_000), 100))),
        "damaged",
    ),
    "a PNG of 30,000 by 30,000": (
        lambda: png(30_000, 30_000, chunk(b"IDAT", zlib.compress(bytes(10**7), 9))),
        "too_many_pixels",
    ),
    "a PNG of 9 million pixels of nothing": (lambda: png_of_nothing(3_000, 3_000), HARMLESS),
    "a PNG of 10 million pixels of nothing": (
        lambda: png_of_nothing(4_000, 2_500),
        "too_many_pixels",
    ),
    "a PNG a pixel wide": (lambda: png_of_nothing(1, 400_000), HARMLESS),
    "a GIF of 65,535 by 65,535": (lambda: gif_header(65_535, 65_535), "too_many_pixels"),
    "a JPEG of 65,500 by 65,500": (lambda: jpeg_header(65_500, 65_500), "too_many_pixels"),
    "a progressive JPEG of 20,000 by 20,000": (
        lambda: jpeg_header(20_000, 20_000, progressive=True),
        "too_many_pixels",
    ),
    "a JPEG refined 1,500 times": (lambda: jpeg_of_many_scans(1_500), "too_slow"),
    "a WebP of 16,384 by 16,384": (lambda: webp_header(16_384, 16_384), "too_many_pixels"),
    "an animated PNG of 1,000 frames": (lambda: animated_png(1_000), HARMLESS),
    "an animated GIF of 5,000 frames": (lambda: animated_gif(5_000), HARMLESS),
    "an animated WebP of 500 frames": (lambda: animated_webp(500), HARMLESS),
    "a PNG that ends in 25 MB of nothing": (
        lambda: saved("PNG") + bytes(MOST_BYTES - 10_000),
        HARMLESS,
    ),
    "25 MB and a byte": (lambda: saved("PNG").ljust(MOST_BYTES + 1, b"\0"), "too_large"),
}
"""What is uploaded as a picture, however it is named: how it is made, and what becomes of it."""
