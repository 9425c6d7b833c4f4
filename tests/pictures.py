"""QR codes out of a page, read as a phone's camera would."""

import re

import zxingcpp
from bs4 import BeautifulSoup, Tag
from PIL import Image, ImageDraw

PIXELS = 8
RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")


def read_qrs(page: BeautifulSoup) -> list[str]:
    """What each QR code on a page says, in their order."""
    return [read_qr(svg) for svg in page.select("svg.qr")]


def read_qr(svg: Tag) -> str:
    """What a QR code says: its path is drawn, and the picture decoded."""
    side = int(str(svg["viewbox"] if "viewbox" in svg.attrs else svg["viewBox"]).split()[2])
    picture = Image.new("L", (side * PIXELS, side * PIXELS), 255)
    draw = ImageDraw.Draw(picture)
    dark = svg.select("path")[1]
    assert (svg.select("path")[0]["fill"], dark["fill"]) == ("#fff", "#000")
    drawn = str(dark["d"])
    assert not RUN.sub("", drawn), "the path holds more than runs of modules"
    for x, y, width, back in (map(int, run) for run in RUN.findall(drawn)):
        assert width == back
        corner = ((x + width) * PIXELS - 1, (y + 1) * PIXELS - 1)
        draw.rectangle(((x * PIXELS, y * PIXELS), corner), fill=0)
    return decode(picture)


def decode(picture: Image.Image) -> str:
    """The text of the one code in a picture."""
    (found,) = zxingcpp.read_barcodes(picture)
    return str(found.text)
