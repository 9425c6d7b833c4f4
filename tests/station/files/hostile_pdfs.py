"""PDFs that are none, or mean harm; each with what is to become of it."""

import zlib
from collections.abc import Callable

from station.files.bounds import MOST_BYTES
from tests.station.files.hostile_pictures import CANARY, HARMLESS, HTML, packed, saved, zipped
from tests.station.files.pdfs import (
    CATALOG,
    INK,
    PAGE,
    SCRIPT,
    TREE,
    document,
    flate,
    font,
    locked,
    manual,
    picture,
    stream,
    with_in_catalog,
    with_in_page,
    with_resources,
    written,
)

LAUNCH = b"<</S/Launch/F(canary.exe)>>"
FILE = b"<</Type/Filespec/F(canary.exe)/UF(canary.exe)/EF<</F 9 0 R>>>>"
EMBEDDED = stream(b"MZ" + CANARY, b"/Type/EmbeddedFile")


def in_catalog(said: bytes, **more: bytes) -> Callable[[], bytes]:
    """A document of which the catalog says something more."""
    objects = {int(name[1:]): content for name, content in more.items()}
    return lambda: document(catalog=with_in_catalog(said), more=objects)


def annotation(said: bytes, **more: bytes) -> Callable[[], bytes]:
    """A document with an annotation on its page."""
    objects = {int(name[1:]): content for name, content in more.items()}
    note = b"<</Type/Annot/Rect[0 0 595 842]%s>>" % said
    page = with_in_page(b"/Annots[8 0 R]")
    return lambda: document(page=page, more={8: note, **objects})


def action(said: bytes) -> Callable[[], bytes]:
    return annotation(b"/Subtype/Link/A" + said)


def forms_of_forms(levels: int, times: int) -> bytes:
    """A form that shows a form so many times, which shows a form so many times, and so on."""
    objects = {}
    for level in range(levels):
        inner = b"/Resources<</XObject<</X %d 0 R>>>>" % (6 + level)
        form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]" + inner
        objects[5 + level] = stream(b"/X Do " * times, form)
    objects[5 + levels] = stream(INK, b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]")
    page = with_resources(b"/XObject<</X 5 0 R>>")
    return document(page=page, content=stream(b"/X Do"), more=objects)


def form_of_itself() -> bytes:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>"
    page = with_resources(b"/XObject<</X 5 0 R>>")
    return document(page=page, content=stream(b"/X Do"), more={5: stream(b"/X Do /X Do", form)})


def glyph_of_itself() -> bytes:
    """A letter that is drawn by writing the letter."""
    said = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 65"
        b"/LastChar 65/Widths[9]/CharProcs<</A 6 0 R>>/Encoding<</Differences[65/A]>>"
        b"/Resources<</Font<</F 5 0 R>>>>>>"
    )
    page = with_resources(b"/Font<</F 5 0 R>>")
    ink = b"BT /F 9 Tf (AAAA) Tj ET"
    return document(page=page, content=stream(ink), more={5: said, 6: stream(b"9 0 d0 " + ink)})


def tiles() -> bytes:
    """A ground of tiles so small that there are a billion."""
    tile = b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep .001"
    page = with_resources(b"/Pattern<</P 5 0 R>>")
    ink = b"/Pattern cs /P scn 0 0 595 842 re f"
    more = {5: stream(INK, tile + b"/YStep .001/Resources<<>>")}
    return document(page=page, content=stream(ink), more=more)


def drawn(strokes: int) -> bytes:
    """A page of so many lines across it."""
    lines = b"".join(b"%d 0 m %d 842 l S " % (n % 595, -n % 595) for n in range(997))
    return document(content=flate(lines, strokes // 997))


def objects_packed(count: int) -> bytes:
    """Small objects in packed streams, each of which the page names."""
    index = b"".join(b"%d %d " % (100 + at, 5 * at) for at in range(count))
    content = index + b"<<>> " * count
    said = b"/Type/ObjStm/N %d/First %d" % (count, len(index))
    entries = b"".join(b"\2\0\0\0\5" + at.to_bytes(4, "big") for at in range(count))
    objects = {1: CATALOG, 2: TREE, 3: PAGE, 4: stream(INK), 5: flate(content, more=said)}
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, one in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(
        b"\1" + places.get(number, 0).to_bytes(4, "big") + bytes(4) for number in range(6)
    )
    begins = len(out)
    said = b"/Type/XRef/W[1 4 4]/Root 1 0 R/Size %d/Index[0 6 100 %d]" % (100 + count, count)
    out += b"6 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF" % (
        flate(table + entries, more=said),
        begins,
    )
    return bytes(out)


def circling_tables() -> bytes:
    """A table of objects that says to be continued in itself."""
    whole = document()
    begins = whole.rindex(b"xref", 0, whole.rindex(b"startxref"))
    return document(trailer=b"/Prev %d" % begins)


def twice_packed(size: int) -> bytes:
    """A page of so many megabytes of spaces."""
    twice = packed(packed(b" " * 1_000_000, size), 1)
    return document(content=stream(twice, b"/Filter[/FlateDecode/FlateDecode]"))


def many_annotations(count: int) -> bytes:
    note = b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A%s>>" % SCRIPT
    return document(page=with_in_page(b"/Annots[%s]" % (note * count)))


def many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (5 + number) for number in range(count))
    pages = {5 + number: PAGE for number in range(count)}
    tree = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count)
    return document(tree=tree, more=pages)


def hidden_script() -> bytes:
    """A script whose key is written in another way, inside of a packed stream."""
    script = b"<</S/J#61vaScript/J#53(canary\\(\\))>>"
    said = b"/Type/ObjStm/N 1/First 4"
    return document(
        catalog=with_in_catalog(b"/Op#65nAction 20 0 R"),
        more={5: flate(b"20 0 " + script, more=said), 20: script},
    )


STOPPED = "bomb or too_slow"
"""Whichever of its limits it meets first."""
HUGE = b"/ColorSpace/DeviceRGB/BitsPerComponent 8"
PDFS: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "empty"),
    "a web page": (lambda: HTML, "not_a_pdf"),
    "a picture": (lambda: saved("PNG"), "not_a_pdf"),
    "a zip": (zipped, "not_a_pdf"),
    "PostScript": (lambda: b"%!PS-Adobe-3.0\n(canary) run", "not_a_pdf"),
    "noise after a PDF's start": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40, "damaged"),
    "a PDF cut off": (lambda: manual(20)[:300], "damaged"),
    "a web page before a PDF": (lambda: document(start=HTML), HARMLESS),
    "a web page behind a PDF": (lambda: document() + HTML, HARMLESS),
    "a zip behind a PDF": (lambda: document() + zipped(), HARMLESS),
    "a script that runs when it is opened": (in_catalog(b"/OpenAction" + SCRIPT), HARMLESS),
    "a script by name": (
        in_catalog(b"/Names<</JavaScript<</Names[(x) 9 0 R]>>>>", _9=SCRIPT),
        HARMLESS,
    ),
    "a script in disguise": (hidden_script, HARMLESS),
    "a script when it is printed": (in_catalog(b"/AA<</WP%s>>" % SCRIPT), HARMLESS),
    "a script when a page is turned": (
        lambda: document(page=with_in_page(b"/AA<</O%s>>" % SCRIPT)),
        HARMLESS,
    ),
    "a script when it is touched": (action(SCRIPT), HARMLESS),
    "a script behind a script": (
        action(b"<</S/GoTo/D[3 0 R/Fit]/Next%s>>" % SCRIPT),
        HARMLESS,
    ),
    "a program started when it is opened": (in_catalog(b"/OpenAction" + LAUNCH), HARMLESS),
    "a program started when it is touched": (action(LAUNCH), HARMLESS),
    "an address that is a script": (action(b"<</S/URI/URI(javascript:canary\\(\\))>>"), HARMLESS),
    "a form that is sent": (
        action(b"<</S/SubmitForm/F<</FS/URL/F(https://canary.example/)>>>>"),
        HARMLESS,
    ),
    "data taken from elsewhere": (action(b"<</S/ImportData/F(canary.fdf)>>"), HARMLESS),
    "a file elsewhere": (action(b"<</S/GoToR/F(//canary/share.pdf)/D[0/Fit]>>"), HARMLESS),
    "a form that counts": (
        annotation(
            b"/Subtype/Widget/FT/Tx/T(x)/AA<</K%s>>" % SCRIPT,
        ),
        HARMLESS,
    ),
    "an XFA form": (
        in_catalog(b"/AcroForm<</Fields[]/XFA 9 0 R>>", _9=stream(HTML)),
        HARMLESS,
    ),
    "an embedded file": (
        in_catalog(b"/Names<</EmbeddedFiles<</Names[(x)%s]>>>>" % FILE, _9=EMBEDDED),
        HARMLESS,
    ),
    "an attached file": (annotation(b"/Subtype/FileAttachment/FS" + FILE, _9=EMBEDDED), HARMLESS),
    "a file that goes with a page": (
        lambda: document(page=with_in_page(b"/AF[%s]" % FILE), more={9: EMBEDDED}),
        HARMLESS,
    ),
    "a film": (
        annotation(b"/Subtype/RichMedia/RichMediaContent<</Assets%s>>" % FILE, _9=EMBEDDED),
        HARMLESS,
    ),
    "a contents that stands elsewhere": (
        lambda: document(content=stream(b"", b"/F(//canary/share)")),
        HARMLESS,
    ),
    "a password to read it": (lambda: locked("secret", "secret"), "protected"),
    "a password to change it": (lambda: locked("", "secret"), "protected"),
    "no pages": (lambda: document(tree=b"<</Type/Pages/Kids[]/Count 0>>"), "no_pages"),
    "1,000 pages": (lambda: many_pages(1_000), "too_many_pages"),
    "pages that name their parent as a page": (
        lambda: document(tree=b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>"),
        "damaged",
    ),
    "a billion pages of which there is one": (
        lambda: document(tree=TREE.replace(b"Count 1", b"Count 1000000000")),
        HARMLESS,
    ),
    "a table of objects in a circle": (circling_tables, HARMLESS),
    "a catalog that is missing": (lambda: written({2: TREE, 3: PAGE}), "damaged"),
    "a page of 1,000,000 by 1,000,000": (
        lambda: document(page=PAGE.replace(b"595 842", b"1000000 1000000")),
        "odd_page",
    ),
    "a page of no size": (
        lambda: document(page=PAGE.replace(b"0 0 595 842", b"5 5 5 5")),
        HARMLESS,
    ),
    "a page as thin as a hair": (
        lambda: document(page=PAGE.replace(b"595 842", b"14000 19")),
        "odd_page",
    ),
    "a page that unpacks to 200 MB": (
        lambda: document(content=flate(b" " * 1_000_000, 200)),
        STOPPED,
    ),
    "a page that was packed twice": (lambda: twice_packed(200), STOPPED),
    "300,000 objects in a packed stream": (
        lambda: objects_packed(300_000),
        f"{HARMLESS} or {STOPPED}",
    ),
    "brackets in brackets": (
        lambda: document(more={5: b"[" * 500_000 + b"]" * 500_000}),
        HARMLESS,
    ),
    "a form that shows itself": (form_of_itself, f"{HARMLESS} or {STOPPED}"),
    "forms that show ten billion forms": (lambda: forms_of_forms(10, 10), STOPPED),
    "a letter that writes itself": (glyph_of_itself, HARMLESS),
    "a billion tiles": (tiles, STOPPED),
    "a million lines": (lambda: drawn(1_000_000), STOPPED),
    "10,000 links that are scripts": (lambda: many_annotations(10_000), HARMLESS),
    "a broken font": (lambda: font(b"TrueType", b"\0\1\0\0" + bytes(range(256))), HARMLESS),
    "a font of 100 MB": (lambda: font(b"TrueType", bytes(1_000_000), 100), STOPPED),
    "JBIG2 of noise": (
        picture(
            2_000,
            2_000,
            b"/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/JBIG2Decode",
            bytes(range(256)) * 40,
        ),
        HARMLESS,
    ),
    "JPEG 2000 of noise": (
        picture(2_000, 2_000, HUGE + b"/Filter/JPXDecode", bytes(range(256)) * 40),
        HARMLESS,
    ),
    "a JPEG that is none": (
        picture(2_000, 2_000, HUGE + b"/Filter/DCTDecode", bytes(range(256)) * 40),
        HARMLESS,
    ),
    "a picture of 100,000 by 100,000": (
        picture(100_000, 100_000, HUGE + b"/Filter/FlateDecode", zlib.compress(bytes(10**6))),
        "too_many_pixels",
    ),
    "a JBIG2 of 60,000 by 60,000": (
        picture(
            60_000,
            60_000,
            b"/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/JBIG2Decode",
            b"x",
        ),
        "too_many_pixels",
    ),
    "25 MB and a byte": (lambda: manual(1).ljust(MOST_BYTES + 1, b"\0"), "too_large"),
}
"""What is uploaded as a PDF, however it is named: how it is made, and what becomes of it."""
