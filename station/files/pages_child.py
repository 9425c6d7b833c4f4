"""The child process that makes a picture of every page of a PDF, one after the other."""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

import pypdfium2.raw as pdfium
from PIL import Image

from station.files import limits
from station.files.bounds import (
    LEAST_POINTS,
    MEGABYTE,
    MOST_PAGE_PIXELS,
    MOST_POINTS,
    MOST_SLENDER,
    PAGE_WIDTH,
)
from station.files.encoding import encode_page
from station.files.fonts import offer_fonts
from station.files.framing import Stopped, say

MEMORY = 60 * MEGABYTE
"""What starting takes, and fifty more."""
MOST_FOR_PICTURES = 240 * MEGABYTE
"""What a page that shows large pictures may have besides, where they need it."""
ADDRESSES = 1024 * MEGABYTE
SECONDS_AT_FIRST, SECONDS_A_PAGE = 0.5, 0.3
"""Of the processor; what a page leaves of its time, the next ones have."""
BYTES_A_SECOND = 1_000_000_000
"""How fast large pictures are read, at least."""
MOST_SECONDS = 100
WHITE = 0xFFFFFFFF
FLAGS = pdfium.FPDF_REVERSE_BYTE_ORDER

COSTS = {b"JPXDecode": 17, b"DCTDecode": 6}
"""Bytes that reading a picture may take for each of its pixels, by how it is packed."""
OTHER_COST = 4
DEEPEST_FORM = 4
MOST_OBJECTS = 5_000
"""How many things on a page are looked at to find its pictures."""

Size = tuple[int, int]


def main() -> None:
    """Read a PDF from standard input, and say the picture of each page."""
    warm_up()
    limits.limit(memory=ADDRESSES, seconds=MOST_SECONDS)
    limits.hold_memory(MEMORY, ever=MEMORY + MOST_FOR_PICTURES)
    limits.shut_in()
    limits.allow(SECONDS_AT_FIRST)
    try:
        with opened() as document:
            sizes = list(page_sizes(document))
        for number, size in enumerate(sizes):
            # Opened anew for each, so that nothing of a page is still remembered at the next.
            with opened() as document:
                picture = draw(document, number, size)
            media_type, content = encode_page(picture)
            say(content, media_type=media_type, width=size[0], height=size[1])
            limits.allow(SECONDS_A_PAGE)
    except Stopped as stopped:
        say(**stopped.said)
    except MemoryError:
        say(problem="bomb")


def warm_up() -> None:
    """Encode a page of each kind: what Pillow imports late, it imports now. Start pdfium."""
    white, grey = Image.new("RGB", (30, 30), "white"), Image.linear_gradient("L").convert("RGB")
    for page in (white, grey):
        encode_page(page)
    config = pdfium.FPDF_LIBRARY_CONFIG(2, None, None, 0, 0)
    pdfium.FPDF_InitLibraryWithConfig(ctypes.byref(config))
    offer_fonts()


@contextmanager
def opened() -> Iterator[Any]:
    """The document on standard input, read where and when it is needed."""
    access = pdfium.FPDF_FILEACCESS(m_FileLen=os.fstat(0).st_size)
    access.m_GetBlock = type(access.m_GetBlock)(_read)
    document = pdfium.FPDF_LoadCustomDocument(access, None)
    if not document:
        raise Stopped("damaged")
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _read(_: Any, place: int, target: Any, size: int) -> int:
    room = (ctypes.c_ubyte * size).from_address(ctypes.addressof(target.contents))
    return int(os.preadv(0, [room], place) == size)


def page_sizes(document: Any) -> Iterator[Size]:
    """The pixels of each page's picture; stops at a page that nobody could print."""
    found = pdfium.FS_SIZEF()
    for number in range(pdfium.FPDF_GetPageCount(document)):
        if not pdfium.FPDF_GetPageSizeByIndexF(document, number, ctypes.byref(found)):
            raise Stopped("damaged")
        yield picture_size(found.width, found.height)


def picture_size(width: float, height: float) -> Size:
    """The pixels for a page of so many points."""
    short, long = sorted((width, height))
    if not (short >= LEAST_POINTS and long <= MOST_POINTS and long <= MOST_SLENDER * short):
        raise Stopped("odd_page", MOST_POINTS)
    scale = min(PAGE_WIDTH / width, (MOST_PAGE_PIXELS / (width * height)) ** 0.5)
    return max(1, round(width * scale)), max(1, round(height * scale))


def draw(document: Any, number: int, size: Size) -> Image.Image:
    """A page as it would be printed, on white."""
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        raise Stopped("damaged")
    _make_room(page)
    width, height = size
    pixels = bytearray(4 * width * height)
    bitmap = pdfium.FPDFBitmap_CreateEx(
        *(width, height, pdfium.FPDFBitmap_BGRx),
        *((ctypes.c_ubyte * len(pixels)).from_buffer(pixels), 4 * width),
    )
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE)
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, FLAGS)
    pdfium.FPDFBitmap_Destroy(bitmap)
    pdfium.FPDF_ClosePage(page)
    return Image.frombuffer("RGBX", size, pixels, "raw", "RGBX", 0, 1).convert("RGB")


def _make_room(page: Any) -> None:
    """Allow the memory and time that a page's pictures need: they would be missing, unnoticed."""
    objects = islice(_objects(page), MOST_OBJECTS)
    need = sum(_need(one) for one in objects)
    if need > MOST_FOR_PICTURES:
        raise Stopped("too_many_pixels")
    limits.hold_memory(MEMORY + need, ever=MEMORY + MOST_FOR_PICTURES)
    limits.allow(need / BYTES_A_SECOND)


def _objects(page: Any) -> Iterator[Any]:
    """What stands on a page, what stands in its forms included."""
    for place in range(pdfium.FPDFPage_CountObjects(page)):
        yield from _parts(pdfium.FPDFPage_GetObject(page, place), 0)


def _parts(one: Any, depth: int) -> Iterator[Any]:
    yield one
    if pdfium.FPDFPageObj_GetType(one) == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST_FORM:
        for place in range(pdfium.FPDFFormObj_CountObjects(one)):
            yield from _parts(pdfium.FPDFFormObj_GetObject(one, place), depth + 1)


def _need(one: Any) -> int:
    if pdfium.FPDFPageObj_GetType(one) != pdfium.FPDF_PAGEOBJ_IMAGE:
        return 0
    width, height = ctypes.c_uint(), ctypes.c_uint()
    pdfium.FPDFImageObj_GetImagePixelSize(one, ctypes.byref(width), ctypes.byref(height))
    packed = [_filter(one, at) for at in range(pdfium.FPDFImageObj_GetImageFilterCount(one))]
    cost = max((COSTS.get(name, OTHER_COST) for name in packed), default=OTHER_COST)
    return width.value * height.value * cost


def _filter(one: Any, at: int) -> bytes:
    name = ctypes.create_string_buffer(32)
    pdfium.FPDFImageObj_GetImageFilter(one, at, name, len(name))
    return name.value
