"""Pictures as stations have them: kept small, upright, and without anything that came along."""

from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from station.files import preparing
from station.files.preparing import Prepared, prepare_picture
from station.files.rules import BadFile, Kind
from station.files.store import FileStore

RED, BLUE, GREEN = (220, 20, 20), (20, 20, 220), (20, 160, 20)
PLACE = "13.7563N 100.5018E"


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def quarters(size: tuple[int, int] = (800, 400), mode: str = "RGB") -> Image.Image:
    """Red at the top left, blue at the top right, green below."""
    picture = Image.new("RGB", size, GREEN)
    width, height = size
    picture.paste(RED, (0, 0, width // 2, height // 2))
    picture.paste(BLUE, (width // 2, 0, width, height // 2))
    return picture.convert(mode)


def saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    made = BytesIO()
    picture.save(made, kind, **options)
    return made.getvalue()


def kept(store: FileStore, content: bytes, name: str = "รูป.jpg") -> tuple[Prepared, Image.Image]:
    """A picture that was prepared, and what its bytes show."""
    prepared = prepare_picture(store, BytesIO(content), name)
    with store.open(prepared.digest) as file:
        shown = Image.open(file)
        shown.load()
    assert (prepared.width, prepared.height) == shown.size
    assert prepared.media_type == f"image/{str(shown.format).lower()}"
    return prepared, shown


def near(one: Image.Image, place: tuple[float, float], colour: tuple[int, int, int]) -> bool:
    """Whether a picture has about that colour at a place, given as parts of its sides."""
    at = int(one.width * place[0]), int(one.height * place[1])
    found = one.convert("RGB").getpixel(at)
    assert isinstance(found, tuple)
    return all(abs(a - b) < 24 for a, b in zip(found, colour, strict=True))


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        ("JPEG", "RGB"),
        ("JPEG", "CMYK"),
        ("PNG", "RGB"),
        ("PNG", "P"),
        ("PNG", "RGBA"),
        ("WEBP", "RGB"),
        ("GIF", "P"),
    ],
)
def test_a_picture_shows_the_same_whatever_it_came_as(
    store: FileStore, kind: str, mode: str
) -> None:
    prepared, shown = kept(store, saved(quarters(mode=mode), kind))
    assert (prepared.kind, prepared.pages, shown.size) == (Kind.PICTURE, (), (800, 400))
    for place, colour in (((0.2, 0.2), RED), ((0.8, 0.2), BLUE), ((0.5, 0.8), GREEN)):
        assert near(shown, place, colour)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_large_picture_is_shrunk_to_what_a_screen_shows(store: FileStore, kind: str) -> None:
    _, shown = kept(store, saved(quarters((3300, 2200)), kind))
    assert shown.size == (1600, 1067)
    assert near(shown, (0.2, 0.2), RED)
    assert near(shown, (0.5, 0.9), GREEN)


def test_a_telephone_s_48_million_pixels_fit(store: FileStore) -> None:
    _, shown = kept(store, saved(Image.new("L", (8_000, 6_000), 128), "JPEG"))
    assert shown.size == (1600, 1200)
    assert near(shown, (0.5, 0.5), (128, 128, 128))


def test_strips_leave_no_seams(store: FileStore) -> None:
    gradient = Image.linear_gradient("L").resize((2000, 2900), Image.Resampling.BICUBIC)
    _, shown = kept(store, saved(gradient.convert("RGB"), "PNG"))
    column = [shown.convert("L").getpixel((500, y)) for y in range(shown.height)]
    steps = [b - a for a, b in pairwise(column)]  # type: ignore[operator]
    assert max(map(abs, steps)) <= 4


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_picture_stands_upright_however_the_camera_was_held(store: FileStore, turn: int) -> None:
    turned = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    held = quarters() if turn == 1 else quarters().transpose(turned[turn])
    exif = Image.Exif()
    exif[0x0112] = turn
    _, shown = kept(store, saved(held, "JPEG", exif=exif))
    assert shown.size == (800, 400)
    assert near(shown, (0.2, 0.2), RED)
    assert near(shown, (0.8, 0.2), BLUE)


def with_notes(kind: str) -> bytes:
    """A picture that says where it was taken, by whom, and with which colours."""
    exif = Image.Exif()
    exif[0x010F] = PLACE
    exif.get_ifd(0x8825)[2] = (13.0, 45.0, 22.0)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    notes = PngInfo()
    notes.add_text("Location", PLACE)
    more: dict[str, dict[str, object]] = {
        "PNG": {"pnginfo": notes},
        "JPEG": {"comment": PLACE},
        "WEBP": {"xmp": PLACE.encode()},
    }
    return saved(quarters(), kind, exif=exif, icc_profile=profile, **more[kind])


def notes_of(content: bytes) -> list[str]:
    """What a picture says beside its pixels."""
    with Image.open(BytesIO(content)) as shown:
        shown.load()
        found = [name for name in ("exif", "icc_profile", "xmp", "comment") if shown.info.get(name)]
    return found + (["place"] if PLACE.encode() in content else [])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_is_kept_of_where_and_by_whom_it_was_taken(store: FileStore, kind: str) -> None:
    content = with_notes(kind)
    assert len(notes_of(content)) >= 3
    prepared, _ = kept(store, content)
    assert notes_of(store.path(prepared.digest).read_bytes()) == []


def test_what_is_see_through_stays_so(store: FileStore) -> None:
    picture = quarters(mode="RGBA")
    picture.putalpha(Image.linear_gradient("L").resize(picture.size))
    _, shown = kept(store, saved(picture, "PNG"))
    assert shown.mode == "RGBA"
    low, high = shown.getchannel("A").getextrema()
    assert (low, high) == (0, 255)


def test_grey_of_sixteen_bits_is_not_taken_for_white(store: FileStore) -> None:
    grey = Image.new("I;16", (60, 60), 128 * 256)
    _, shown = kept(store, saved(grey, "PNG"))
    assert near(shown, (0.5, 0.5), (128, 128, 128))


def test_a_drawing_is_kept_as_png_and_a_photograph_as_webp(store: FileStore) -> None:
    drawn, _ = kept(store, saved(quarters((1200, 800)), "JPEG", quality=100, subsampling=0))
    noise = Image.effect_noise((600, 400), 90).convert("RGB")
    photograph, _ = kept(store, saved(noise, "PNG"))
    assert photograph.media_type == "image/webp"
    assert drawn.size < 20_000


@pytest.mark.parametrize("name", ["x.pdf", "x.svg", "x.html", "", "x"])
def test_what_it_is_is_told_by_its_bytes_not_by_its_name(store: FileStore, name: str) -> None:
    prepared, _ = kept(store, saved(quarters(), "JPEG"), name)
    assert prepared.name.endswith((".webp", ".png"))
    with pytest.raises(BadFile) as refused:
        prepare_picture(store, BytesIO(b"<svg/>"), "picture.png")
    assert refused.value.values == {"problem": "not_a_picture"}


def test_the_same_picture_twice_is_one_file(store: FileStore) -> None:
    content = saved(quarters(), "JPEG")
    first, second = (kept(store, content, name)[0] for name in ("a.jpg", "b.jpg"))
    assert first.digest == second.digest
    assert len(list(store.list_digests())) == 1


def test_what_is_refused_leaves_nothing_on_the_disk(store: FileStore) -> None:
    for content in (b"", b"<svg/>", saved(quarters(), "JPEG")[:500]):
        with pytest.raises(BadFile):
            prepare_picture(store, BytesIO(content), "x.jpg")
    assert [file.name for file in store.folder.rglob("*") if file.is_file()] == []


def test_only_two_are_read_at_once() -> None:
    assert preparing._few_at_once._value == 2


PLANTED = """
import sys; sys.path.insert(0, sys.argv[1])
from station.files import picture_child
{fault}
picture_child.main()
"""


def test_a_child_that_keeps_notes_is_found(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: the picture is handed on as it came."""
    fault = (
        "def passed_on(file): picture_child.came = file.read(); return picture_child.Image.open("
        "picture_child.BytesIO(picture_child.came))\n"
        "picture_child.warm_up()\n"
        "picture_child.warm_up = lambda: None\n"
        "picture_child.remake = passed_on\n"
        "picture_child.encode_picture = lambda ours: ('image/webp', picture_child.came)"
    )
    monkeypatch.setattr(preparing, "PICTURE", PLANTED.format(fault=fault))
    prepared, _ = kept(store, with_notes("WEBP"))
    assert notes_of(store.path(prepared.digest).read_bytes()) != []


def test_a_child_that_goes_by_the_name_is_found(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: what is called a picture is handed on; its first bytes give it away."""
    fault = (
        "picture_child.remake = lambda file: picture_child.Image.new('RGB', (9, 9))\n"
        "picture_child.warm_up = lambda: None\n"
        "picture_child.encode_picture = lambda ours: ('image/png', b'<svg/>')"
    )
    monkeypatch.setattr(preparing, "PICTURE", PLANTED.format(fault=fault))
    with pytest.raises(BadFile) as refused:
        prepare_picture(store, BytesIO(b"<svg/>"), "picture.png")
    assert refused.value.values == {"problem": "damaged"}
