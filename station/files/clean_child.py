"""The child process that makes a PDF harmless: what its pages show is kept, and nothing else.

A PDF can run scripts, start programs, send forms and carry files. None of this is looked for: the
document is made anew of what is known to be no more than ink on paper.
"""

import sys
from io import BytesIO
from typing import BinaryIO

from pikepdf import (
    AccessMode,
    Array,
    Dictionary,
    Name,
    Object,
    ObjectStreamMode,
    PasswordError,
    Pdf,
    PdfError,
    Stream,
    StreamDecodeLevel,
)

from station.files import limits
from station.files.bounds import MEGABYTE, MOST_PAGES
from station.files.framing import Stopped, say

MEMORY = 60 * MEGABYTE
"""What starting takes, and fifty more."""
ADDRESSES = 512 * MEGABYTE
SECONDS = 0.7
MOST_SECONDS = 10
HEADER_WITHIN = 1024
DEEPEST_TREE = 50

INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
OF_A_PAGE = {"/Type", "/Contents", "/Group", *INHERITED}
OF_A_DOCUMENT = {"/Type", "/OCProperties"}
"""Layers stay as they are shown or hidden; a page tree is made anew."""
ABOUT_A_DOCUMENT = {"/Root", "/Size", "/ID"}
NOT_OF_A_STREAM = (
    *("/AA", "/AF", "/F", "/FFilter", "/FDecodeParms", "/Metadata", "/OPI", "/PieceInfo", "/Ref"),
)
"""What a picture or a font could carry along, or fetch from elsewhere."""


def main() -> None:
    """Read a PDF from standard input; say how many pages it has, then write one that is ours."""
    warm_up()
    limits.limit(memory=ADDRESSES, seconds=MOST_SECONDS)
    limits.hold_memory(MEMORY)
    limits.shut_in()
    limits.allow(SECONDS)
    try:
        write_clean(sys.stdin.buffer, sys.stdout.buffer)
    except Stopped as stopped:
        say(**stopped.said)
    except MemoryError:
        say(problem="bomb")


def warm_up() -> None:
    """Clean an empty document: what pikepdf imports late, it imports now."""
    written = BytesIO()
    empty = Pdf.new()
    empty.add_blank_page()
    empty.save(written)
    clean(_opened(written)).save(BytesIO())


def write_clean(file: BinaryIO, ours: BinaryIO) -> None:
    """Write a PDF that shows what the file's pages show."""
    if b"%PDF-" not in file.read(HEADER_WITHIN):
        raise Stopped("not_a_pdf")
    pdf = clean(_opened(file))
    say(pages=len(pdf.pages))
    pdf.save(
        ours,
        compress_streams=False,  # what is packed stays as it is packed, unlooked at
        stream_decode_level=StreamDecodeLevel.none,
        object_stream_mode=ObjectStreamMode.generate,
        deterministic_id=True,  # the same document is the same file, whenever it is uploaded
    )


def _opened(file: BinaryIO) -> Pdf:
    try:
        pdf = Pdf.open(file, access_mode=AccessMode.stream)
        if pdf.is_encrypted:
            raise Stopped("protected")
        _count(pdf)
    except PasswordError:
        raise Stopped("protected") from None
    except PdfError:
        raise Stopped("damaged") from None
    return pdf


def _count(pdf: Pdf) -> None:
    pages = len(pdf.pages)
    if not pages:
        raise Stopped("no_pages")
    if pages > MOST_PAGES:
        raise Stopped("too_many_pages", MOST_PAGES)


def clean(pdf: Pdf) -> Pdf:
    """The document with its pages' contents alone; notes and filled forms become such."""
    pdf.flatten_annotations("screen")
    pages = [page.obj for page in pdf.pages]
    for page in pages:
        _keep(page, {key: _inherited(page, key) for key in INHERITED}, OF_A_PAGE)
    tree = pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=Array(pages), Count=len(pages)))
    for page in pages:
        page.Parent = tree
    _keep(pdf.Root, {"/Pages": tree}, OF_A_DOCUMENT)
    _keep(pdf.trailer, {}, ABOUT_A_DOCUMENT)
    for one in pdf.objects:
        if isinstance(one, Stream):
            for key in NOT_OF_A_STREAM:
                if key in one:
                    del one[key]
    return pdf


def _inherited(page: Object, key: str) -> Object | None:
    """What a page says itself, or what is said for all pages below a node of the tree."""
    node: Object | None = page
    for _ in range(DEEPEST_TREE):
        if node is None or key in node:
            break
        node = node.get("/Parent")
    return None if node is None else node.get(key)


def _keep(whole: Object, said: dict[str, Object | None], wanted: set[str]) -> None:
    """Leave what is wanted, and what is said here; nothing else is written any more."""
    for key in set(whole.keys()) - wanted:
        del whole[key]
    for key, value in said.items():
        if value is not None:
            whole[key] = value
