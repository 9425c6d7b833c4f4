"""Which shift a text names: by name, by place among the post's shifts, or by its hours (pure)."""

import re
from datetime import time

from station.sheets.catalogue import Catalogue, KnownShift
from station.sheets.plain import Found, key, near, plain

STARTS = {
    "ดึก": time(0), "ด": time(0), "เช้า": time(8), "ช": time(8), "บ่าย": time(16), "บ": time(16),
}  # fmt: skip
BEFORE_NAME = re.compile(r"(?:ผลัด|เวร|กะ|รอบ|ช่วง|shift)?(?:เวลา)?(?:ที่)?")
CLOCK = r"(\d{1,2})(?:[.:]?(\d{2}))?(?::\d{2})? ?(?:น\.?|hrs?\.?)?"
RANGE = re.compile(rf"(?<!\d){CLOCK} ?(?:[-–—\u2212~]+|ถึง|to) ?{CLOCK}(?![\d.:])")
BETWEEN = re.compile(r"[\s,/+&]+")
SHORTEST_WITHIN = 3

Hours = tuple[time, time]


def read_hours(text: str) -> Hours | None:
    """The start and end in `08.00 – 16.00 น.`, `0800-1600`, `16.00-24.00` (00:00), or None.

    A minute more or less than the hour (`00.01`, `23.59`) is the hour. Of two, neither is taken.
    """
    found = set(RANGE.findall(plain(text)))
    if len(found) != 1:
        return None
    first, second, third, fourth = found.pop()
    hours = _clock(first, second), _clock(third, fourth)
    return (hours[0], hours[1]) if hours[0] and hours[1] else None


def _clock(hour: str, minute: str | None) -> time | None:
    minutes = int(hour) * 60 + int(minute or 0)
    if int(minute or 0) > 59 or minutes > 24 * 60:
        return None
    minutes += {1: -1, 59: 1}.get(minutes % 60, 0)
    return time(minutes // 60 % 24, minutes % 60)


def find_shift(text: str, catalogue: Catalogue, post: str | None) -> Found:
    """The shift that a text names at a post; where no post is known, of all."""
    shifts = catalogue.shifts_at(post)
    hours = read_hours(text)
    rest = RANGE.sub(" ", plain(text)) if hours else text
    name = _bare(rest)
    by_hours = {one.code for one in shifts if hours == (one.starts, one.ends)}
    by_name = _by_name(name, shifts, catalogue, post)
    both = by_hours & by_name if hours and by_name else by_hours | by_name
    if hours and not by_hours:
        both = set()
    if len(both) == 1:
        return Found(next(iter(both)))
    names = [(one.code, _bare(word)) for one in shifts for word in one.names]
    return Found(None, tuple(sorted(by_hours | by_name)) or near(name, names))


def shifts_within(text: str, catalogue: Catalogue) -> set[str]:
    """The shifts that a title or heading names among other words."""
    found = find_shift(text, catalogue, None).code
    if found:
        return {found}
    hours, whole = read_hours(text), key(text)
    if hours:
        return {one.code for one in catalogue.shifts if hours == (one.starts, one.ends)}
    return {
        one.code
        for one in catalogue.shifts
        for name in one.names
        if len(_bare(name)) >= SHORTEST_WITHIN and _bare(name) in whole
    }


def pieces_of(text: str, catalogue: Catalogue) -> list[str]:
    """The marks in `ช`, `ช/บ`, `ชบ` or `เช้า บ่าย`, each of a shift; none where one is of none."""
    tried = [[text], BETWEEN.split(text), list(key(text))]
    found = [[find_shift(piece, catalogue, None) for piece in pieces] for pieces in tried]
    for is_named in (lambda one: one.code, lambda one: one.code or one.choices):
        for pieces, shifts in zip(tried, found, strict=True):
            if shifts and all(map(is_named, shifts)):
                return pieces
    return []


def _bare(text: str) -> str:
    """A shift's name as compared: without `ผลัด`, `เวร`, `ที่`, `น.`, spaces and dots."""
    bare = key(text).removesuffix("น") if plain(text).endswith("น.") else key(text)
    return bare[len(found[0]) :] if (found := BEFORE_NAME.match(bare)) else bare


def _by_name(
    name: str, shifts: tuple[KnownShift, ...], catalogue: Catalogue, post: str | None
) -> set[str]:
    if not name:
        return set()
    same = {one.code for one in shifts if name in (key(one.code), *map(_bare, one.names))}
    if same:
        return same
    if name.isdigit():
        return _by_place(int(name), catalogue, post)
    return {one.code for one in shifts if STARTS.get(name) == one.starts}


def _by_place(place: int, catalogue: Catalogue, post: str | None) -> set[str]:
    """The first, second … shift of the day: at the post, or at every post that has several."""
    posts = [post] if post else [one.code for one in catalogue.posts if len(one.shifts) > 1]
    found = [catalogue.shifts_at(one)[place - 1 : place] if place else () for one in posts]
    return {one[0].code for one in found if one} if all(found) else set()
