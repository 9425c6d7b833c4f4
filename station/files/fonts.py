"""The letters for a PDF that embeds none (in a child process): Sarabun, Thai and Latin.

Without them, what such a PDF says in Thai would be missing from its pages' pictures.
"""

import ctypes
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium

PACKAGE = "fontpkg_sarabun"
WEIGHTS = ("Sarabun-Regular.ttf", "Sarabun-Bold.ttf")
BOLD_FROM = 600


def offer_fonts() -> None:
    """Answer with our own whenever a font is asked for; the machine's are never looked at."""
    pdfium.FPDF_SetSystemFontInfo(ctypes.byref(_answers()))


@cache
def _answers() -> Any:
    """What pdfium asks, and how it is answered; kept as long as pdfium may ask."""
    fonts = [(folder / name).read_bytes() for folder in _folders() for name in WEIGHTS]

    def choose(_: Any, weight: int, *__: Any) -> int:
        """The font's number, from 1: 0 is none."""
        return (2 if weight >= BOLD_FROM else 1) if fonts else 0

    def give(_: Any, number: int, table: int, room: Any, size: int) -> int:
        """All of a font: no table of it is given singly."""
        font = fonts[number - 1]
        if table:
            return 0
        if size >= len(font):
            ctypes.memmove(room, font, len(font))
        return len(font)

    kinds = dict(pdfium.FPDF_SYSFONTINFO._fields_)
    info = pdfium.FPDF_SYSFONTINFO(version=1)
    info.MapFont, info.GetFontData = kinds["MapFont"](choose), kinds["GetFontData"](give)
    return info


def _folders() -> list[Path]:
    found = find_spec(PACKAGE)
    places = found.submodule_search_locations if found else None
    return [Path(place) / "files" for place in places or ()]
