"""Which post a text names (pure)."""

from collections.abc import Iterator

from station.sheets.catalogue import Catalogue
from station.sheets.plain import MOST_CHOICES, Found, key, near

NAMELESS = ("จุด", "เวร")
"""What stands before a post's name and is not of it."""
IDLE = ("ฝ่าย", "งาน")
SHORTEST_WITHIN = 4
LONGEST_SHEET_NAME = 31


def find_post(text: str, catalogue: Catalogue) -> Found:
    """The post of that code or name; a merely similar name is a choice, never taken."""
    wanted = post_key(text)
    names = list(_names(catalogue))
    same = sorted({code for code, name in names if name == wanted}) if wanted else []
    if len(same) == 1:
        return Found(same[0])
    return Found(None, tuple(same) or _meant(wanted, names))


def posts_within(text: str, catalogue: Catalogue) -> set[str]:
    """The posts that a title or heading names among other words."""
    whole = _without_idle(key(text))
    found = {(code, name) for code, name in _names(catalogue) if _is_in(name, whole)}
    # A name inside a longer one that is there too was not meant by itself.
    return {
        code
        for code, name in found
        if not any(name in other and name != other for _, other in found)
    }


def posts_of_sheet(name: str, catalogue: Catalogue) -> set[str]:
    """The posts that a sheet's name names, which spreadsheet programs cut off."""
    found = posts_within(name, catalogue)
    if found or len(name) < LONGEST_SHEET_NAME:
        return found
    begins = post_key(name)
    return {code for code, one in _names(catalogue) if one.startswith(begins)}


def post_key(text: str) -> str:
    """A post's name as compared: without `จุด` before it, `งาน`, `ฝ่าย`, spaces and dots."""
    bare = key(text)
    for word in NAMELESS:
        bare = bare.removeprefix(word)
    return _without_idle(bare)


def _without_idle(text: str) -> str:
    for word in IDLE:
        text = text.replace(word, "")
    return text


def _names(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for post in catalogue.posts:
        for name in (post.code, *post.names):
            yield post.code, post_key(name)


def _is_in(name: str, whole: str) -> bool:
    return len(name) >= SHORTEST_WITHIN and name in whole


def _meant(wanted: str, names: list[tuple[str, str]]) -> tuple[str, ...]:
    parts = [code for code, name in names if _is_in(wanted, name) or _is_in(name, wanted)]
    return tuple(dict.fromkeys([*near(wanted, names), *parts]))[:MOST_CHOICES]
