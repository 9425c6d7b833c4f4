"""PDFs made by hand, byte by byte: what no program that writes PDFs would write."""

from collections.abc import Callable, Mapping
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from tests.station.files.hostile_pictures import packed

CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
TREE = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<>>>>"
INK = b"0.1 0.2 0.3 rg 100 100 300 300 re f"
"""A square, so that a picture of a page is not white."""
SCRIPT = b"<</S/JavaScript/JS(app.alert\\('canary'\\))>>"


def stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), more, content)


def flate(content: bytes, times: int = 1, more: bytes = b"") -> bytes:
    """A stream that unpacks to a content so many times."""
    return stream(packed(content, times), b"/Filter/FlateDecode" + more)


def written(objects: Mapping[int, bytes], trailer: bytes = b"", start: bytes = b"") -> bytes:
    """A document of these objects, the first of them its root."""
    out = bytearray(start + b"%PDF-1.7\n")
    places = {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    begins = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    size = max(places) + 1
    out += b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, begins)
    return bytes(out)


def document(
    *,
    catalog: bytes = CATALOG,
    tree: bytes = TREE,
    page: bytes = PAGE,
    content: bytes | None = None,
    more: Mapping[int, bytes] | None = None,
    trailer: bytes = b"",
    start: bytes = b"",
) -> bytes:
    """A page with a square on it, and whatever is to be different; `more` has numbers from 5 on."""
    ink = stream(INK) if content is None else content
    objects = {1: catalog, 2: tree, 3: page, 4: ink, **(more or {})}
    return written(objects, trailer, start)


def with_in_catalog(said: bytes) -> bytes:
    return CATALOG.replace(b">>", said + b">>")


def with_in_page(said: bytes) -> bytes:
    return PAGE.removesuffix(b">>") + said + b">>"


def with_resources(said: bytes) -> bytes:
    return PAGE.replace(b"/Resources<<>>", b"/Resources<<" + said + b">>")


def picture(width: int, height: int, said: bytes, content: bytes) -> Callable[[], bytes]:
    """A document whose page shows one picture."""
    size = b"/Type/XObject/Subtype/Image/Width %d/Height %d" % (width, height)
    shown = stream(content, size + said)
    page = with_resources(b"/XObject<</X 5 0 R>>")
    ink = stream(b"595 0 0 842 0 0 cm /X Do")
    return lambda: document(page=page, content=ink, more={5: shown})


def font(kind: bytes, content: bytes, times: int = 1) -> bytes:
    """A document written in a font that is embedded."""
    said = b"<</Type/Font/Subtype/%s/BaseFont/X/FirstChar 65/LastChar 66/Widths[500 500]" % kind
    face = b"<</Type/FontDescriptor/FontName/X/Flags 4/FontBBox[0 0 1 1]/FontFile2 7 0 R>>"
    page = with_resources(b"/Font<</F 5 0 R>>")
    more = {5: said + b"/FontDescriptor 6 0 R>>", 6: face, 7: flate(content, times)}
    return document(page=page, content=stream(b"BT /F 40 Tf 100 100 Td (AB) Tj ET"), more=more)


def manual(pages: int) -> bytes:
    """Pages of text, as a program writes them."""
    made = BytesIO()
    canvas = Canvas(made, pagesize=(595, 842), invariant=1)
    for number in range(1, pages + 1):
        canvas.setFont("Helvetica", 14)
        canvas.drawString(72, 760, f"Sample manual, page {number}")
        for line in range(30):
            canvas.drawString(72, 730 - 20 * line, f"{number}.{line} Say what was lost, and where")
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def locked(user: str, owner: str) -> bytes:
    """A document that needs a password, to be read or (no user's) to be changed."""
    writer = PdfWriter()
    writer.append(PdfReader(BytesIO(document())))
    writer.encrypt(user_password=user, owner_password=owner, algorithm="RC4-128")
    made = BytesIO()
    writer.write(made)
    return made.getvalue()
