"""PDFs as stations have them: what their pages show is kept, as a document and as pictures."""

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject

from station.files import preparing
from station.files.preparing import Picture, Prepared, prepare_pdf
from station.files.rules import BadFile, Kind
from station.files.store import FileStore
from tests.station.files.hostile_pictures import saved
from tests.station.files.pdfs import INK, PAGE, document, manual, stream, with_in_catalog


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def kept(store: FileStore, content: bytes, name: str = "คู่มือ.pdf") -> Prepared:
    return prepare_pdf(store, BytesIO(content), name)


def shown(store: FileStore, page: Picture) -> Image.Image:
    """The picture of a page."""
    with store.open(page.digest) as file:
        picture = Image.open(file)
        picture.load()
    assert picture.size == (page.width, page.height)
    return picture.convert("RGB")


def reader(store: FileStore, prepared: Prepared) -> PdfReader:
    """The document as whoever downloads it reads it."""
    return PdfReader(BytesIO(store.path(prepared.digest).read_bytes()))


def is_inked(picture: Image.Image) -> bool:
    return any(picture.convert("L").histogram()[:100])


def test_a_manual_is_kept_with_a_picture_of_every_page(store: FileStore) -> None:
    prepared = kept(store, manual(7))
    assert (prepared.kind, prepared.name) == (Kind.PDF, "คู่มือ.pdf")
    assert prepared.media_type == "application/pdf"
    assert len(prepared.pages) == 7
    for page in prepared.pages:
        assert (page.width, page.height) == (1240, 1755)
        assert page.media_type == "image/png"
        assert is_inked(shown(store, page))
    assert len({page.digest for page in prepared.pages}) == 7
    assert (prepared.width, prepared.height) == (1240, 1755)


def test_the_text_of_a_manual_can_still_be_read_and_searched(store: FileStore) -> None:
    read = reader(store, kept(store, manual(3)))
    texts = [page.extract_text() for page in read.pages]
    assert [f"page {number}" in text for number, text in enumerate(texts, 1)] == [True] * 3


def test_nothing_says_who_made_it_or_when(store: FileStore) -> None:
    assert PdfReader(BytesIO(manual(1))).metadata
    read = reader(store, kept(store, manual(1)))
    assert read.metadata is None
    assert set(read.root_object.keys()) == {"/Type", "/Pages"}
    assert set(read.pages[0].keys()) <= {
        "/Type", "/Parent", "/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/Group",
    }  # fmt: skip


def test_the_same_document_twice_is_one_file(store: FileStore) -> None:
    first, second = kept(store, manual(2)), kept(store, manual(2), "other.pdf")
    assert (first.digest, first.pages) == (second.digest, second.pages)
    assert (first.name, second.name) == ("คู่มือ.pdf", "other.pdf")


def turned_and_cut() -> bytes:
    """A page lying on its side, one of which a part is shown, and a long one."""
    writer = PdfWriter()
    for number in range(3):
        writer.append(PdfReader(BytesIO(document())))
        page = writer.pages[number]
        if number == 0:
            page.rotate(90)
        elif number == 1:
            page.cropbox.upper_right = (400, 200)
        else:
            page.mediabox.upper_right = (595, 4_000)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def test_every_page_has_its_own_shape_and_never_too_many_pixels(store: FileStore) -> None:
    sizes = [(page.width, page.height) for page in kept(store, turned_and_cut()).pages]
    assert sizes == [(1240, 876), (1240, 620), (572, 3846)]


def test_what_is_said_for_all_pages_holds_for_each(store: FileStore) -> None:
    bare = PAGE.replace(b"/MediaBox[0 0 595 842]", b"")
    tree = b"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 300 300]/Rotate 180>>"
    prepared = kept(store, document(tree=tree, page=bare))
    assert [(page.width, page.height) for page in prepared.pages] == [(1240, 1240)]
    assert reader(store, prepared).pages[0].rotation == 180


def with_stamp() -> bytes:
    """A page whose only ink is a stamp that was put on it, with its own look."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    look = StreamObject()
    look.set_data(INK)
    look.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject([NumberObject(n) for n in (0, 0, 595, 842)]),
        }
    )
    stamp = FreeText(text="x", rect=(0, 0, 595, 842))
    added = writer.add_annotation(0, stamp)
    appearance = DictionaryObject({NameObject("/N"): writer._add_object(look)})
    added[NameObject("/AP")] = appearance
    assert "/Annots" in page
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def test_stamps_and_filled_forms_become_ink(store: FileStore) -> None:
    prepared = kept(store, with_stamp())
    assert is_inked(shown(store, prepared.pages[0]))
    assert "/Annots" not in reader(store, prepared).pages[0]


def test_a_layer_that_is_hidden_stays_hidden(store: FileStore) -> None:
    hidden = b"/OCProperties<</OCGs[9 0 R]/D<</OFF[9 0 R]/Order[9 0 R]>>>>"
    page = PAGE.replace(b"<<>>>>", b"<</Properties<</L 9 0 R>>>>>>")
    prepared = kept(
        store,
        document(
            catalog=with_in_catalog(hidden),
            page=page,
            content=stream(b"/OC /L BDC " + INK + b" EMC"),
            more={9: b"<</Type/OCG/Name(hidden)>>"},
        ),
    )
    assert not is_inked(shown(store, prepared.pages[0]))


@pytest.mark.parametrize("size", [(2480, 3508), (4000, 3000)])
def test_a_scanned_page_is_never_shown_empty(store: FileStore, size: tuple[int, int]) -> None:
    """More memory than a page of text has, where its pictures need it."""
    scan = saved("JPEG", size)
    said = b"/Type/XObject/Subtype/Image/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
    shape = b"/Width %d/Height %d" % size
    page = PAGE.replace(b"<<>>>>", b"<</XObject<</X 5 0 R>>>>>>")
    content = stream(b"595 0 0 842 0 0 cm /X Do")
    prepared = kept(
        store, document(page=page, content=content, more={5: stream(scan, said + shape)})
    )
    picture = shown(store, prepared.pages[0])
    assert prepared.pages[0].media_type == "image/webp"
    assert is_inked(picture)
    assert picture.convert("L").getextrema()[1] > 200  # type: ignore[operator]


def thai_without_its_font() -> bytes:
    """Thai in a font that the document names and does not hold."""
    letters = b"/Encoding<</Type/Encoding/Differences[65/uni0E01/uni0E02/uni0E04]>>"
    face = b"<</Type/Font/Subtype/TrueType/BaseFont/THSarabunPSK%s>>" % letters
    page = PAGE.replace(b"<<>>>>", b"<</Font<</F 5 0 R>>>>>>")
    content = stream(b"BT /F 90 Tf 100 400 Td (ABC) Tj ET")
    return document(page=page, content=content, more={5: face})


def test_thai_is_shown_though_the_document_brings_no_font(store: FileStore) -> None:
    (page,) = kept(store, thai_without_its_font()).pages
    assert is_inked(shown(store, page))


def test_without_our_font_it_would_be_missing(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: pdfium is left to what it brings itself, which is no Thai."""
    planted = (
        "import sys; sys.path.insert(0, sys.argv[1]); from station.files import pages_child;"
        " pages_child.offer_fonts = lambda: None; pages_child.main()"
    )
    monkeypatch.setattr(preparing, "PAGES", planted)
    (page,) = kept(store, thai_without_its_font()).pages
    assert not is_inked(shown(store, page))


COLOURS = {b".46 .11 .165": (117, 28, 42), b".95 .95 .95": (242, 242, 242)}


def test_a_page_of_text_keeps_its_colours_down_to_a_single_heading(store: FileStore) -> None:
    """A heading in maroon on a page of black text, and a table's ground of the palest grey."""
    heading, pale = COLOURS
    text = b"BT /F 12 Tf 1 0 0 1 60 %d Tm (Say what was lost, and where, and when it was) Tj ET\n"
    ink = b"%s rg 50 100 500 400 re f %s rg BT /F 30 Tf 60 760 Td (H) Tj ET 0 g\n" % (
        pale,
        heading,
    ) + b"".join(text % (720 - 14 * line) for line in range(45))
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    page = PAGE.replace(b"<<>>>>", b"<</Font<</F 5 0 R>>>>>>")
    (kept_page,) = kept(store, document(page=page, content=stream(ink), more={5: font})).pages
    assert kept_page.media_type == "image/png"
    found: list[tuple[int, tuple[int, int, int]]] = shown(store, kept_page).getcolors() or []  # type: ignore[assignment]
    for wanted in (*COLOURS.values(), (255, 255, 255), (0, 0, 0)):
        assert any(
            max(abs(a - b) for a, b in zip(wanted, colour, strict=True)) <= 2 for _, colour in found
        )


def test_a_page_looks_as_a_reader_of_pdfs_shows_it(store: FileStore) -> None:
    (page,) = kept(store, document()).pages
    ours = shown(store, page).convert("L").resize((62, 88))
    theirs = pypdfium2.PdfDocument(document())[0].render(scale=1).to_pil().convert("L")
    differences = zip(ours.tobytes(), theirs.resize((62, 88)).tobytes(), strict=True)
    assert max(abs(one - other) for one, other in differences) < 40


@pytest.mark.parametrize(
    ("content", "problem"),
    [(b"", "empty"), (b"x", "not_a_pdf"), (saved("PNG"), "not_a_pdf"), (b"%PDF-1.4", "damaged")],
)
def test_what_is_no_pdf_is_refused(store: FileStore, content: bytes, problem: str) -> None:
    with pytest.raises(BadFile) as refused:
        kept(store, content)
    assert refused.value.values == {"problem": problem}
    assert list(store.list_digests()) == []


def test_what_is_too_large_is_refused_with_the_limit(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparing, "MOST_BYTES", 1_000)
    with pytest.raises(BadFile) as refused:
        kept(store, manual(2))
    assert refused.value.values == {"problem": "too_large", "most": 1_000}
