"""Guessing a mapping: every row near the top is tried as a header, the best one wins (pure)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from station.sheets.catalogue import Catalogue
from station.sheets.columns import NO_HEADER, Column, Mapping, headings_at
from station.sheets.days import DayRead, read_day
from station.sheets.headings import Heading, parted, read_heading
from station.sheets.month import Month
from station.sheets.people import Roll, looks_like_people
from station.sheets.posts import find_post, posts_of_sheet, posts_within
from station.sheets.sheet import Sheet
from station.sheets.shifts import find_shift, shifts_within

HEADER_WITHIN = 30
"""Rows from the top that a header is looked for in."""
SAMPLED = 40
"""Rows below a header by which its columns are told."""
ENOUGH = 0.5
PEOPLE = ("officer", "duty")


@dataclass(frozen=True)
class _Scene:
    """All that a guess rests on."""

    sheet: Sheet
    catalogue: Catalogue
    month: Month
    roll: Roll
    _days: dict[str, DayRead] = field(default_factory=dict)
    _people: dict[str, bool] = field(default_factory=dict)

    def is_day(self, text: str) -> bool:
        return self._read(text).day is not None

    def is_full_day(self, text: str) -> bool:
        read = self._read(text)
        return read.day is not None and not read.is_alone

    def _read(self, text: str) -> DayRead:
        """The day in a text; each is read once, though many headers are tried."""
        if text not in self._days:
            self._days[text] = read_day(text, self.month)
        return self._days[text]

    def names_people(self, text: str) -> bool:
        if text not in self._people:
            self._people[text] = looks_like_people(text, self.roll)
        return self._people[text]

    def share(self, column: int, first: int, holds: Callable[[str], bool]) -> float:
        """Which part of a column's filled cells from a row on is such."""
        rows = self.sheet.rows[first : first + SAMPLED]
        filled = [row[column] for row in rows if row[column]]
        return sum(map(holds, filled)) / len(filled) if filled else 0.0


def guess(sheet: Sheet, catalogue: Catalogue, month: Month) -> Mapping:
    """The likeliest mapping; where no header is found, one with NO_HEADER."""
    scene = _Scene(sheet, catalogue, month, Roll(catalogue.officers))
    tried = [one for header in _candidates(scene) for one in _tried(scene, header)]
    best = max(tried, key=lambda one: one[0], default=None)
    if best is None:
        return Mapping("duty", NO_HEADER, tuple(Column("ignore") for _ in range(sheet.width)))
    mapping = _with_defaults(scene, best[1])
    headings = headings_at(sheet, mapping.header, mapping.header_rows)
    return replace(mapping, headings=headings)


def by_content(sheet: Sheet, catalogue: Catalogue, month: Month) -> tuple[Column, ...]:
    """What each column of a sheet without a header seems to hold, for a person to confirm."""
    scene = _Scene(sheet, catalogue, month, Roll(catalogue.officers))
    holds: dict[str, Callable[[str], bool]] = {
        "date": scene.is_day,
        "officer": scene.names_people,
        "shift": lambda text: bool(find_shift(text, catalogue, None).code),
        "post": lambda text: bool(find_post(text, catalogue).code),
    }
    roles: list[str] = []
    for place in range(sheet.width):
        left = [role for role in holds if role == "officer" or role not in roles]
        fitting = (role for role in left if scene.share(place, 0, holds[role]) >= ENOUGH)
        roles.append(next(fitting, "ignore"))
    return tuple(map(Column, roles))


def _candidates(scene: _Scene) -> Iterator[int]:
    """Rows with at least two different texts, no date and nobody, before the first with both."""
    for index, row in enumerate(scene.sheet.rows[:HEADER_WITHIN]):
        has_people = any(map(scene.names_people, row))
        if has_people and any(map(scene.is_day, row)):
            return
        if len(set(row) - {""}) > 1 and not (has_people or any(map(scene.is_full_day, row))):
            yield index


def _tried(scene: _Scene, header: int) -> Iterator[tuple[tuple[int, ...], Mapping]]:
    for rows in (1, 2):
        if rows == 2 and not _continues(scene, header + 1):
            return
        known, mapping = _mapping(scene, header, rows)
        dates, people = mapping.columns_of("date"), mapping.columns_of(*PEOPLE)
        if known < 1 or not (dates or people) or (known < 2 and not (dates and people)):
            continue
        resolved = sum(bool(one.post) + bool(one.shift) for one in mapping.columns)
        unclear = sum(one.role == "duty" and not (one.post or one.shift) for one in mapping.columns)
        score = (2 * bool(dates) + bool(people), resolved + known - unclear, -rows, -header)
        yield score, mapping


def _continues(scene: _Scene, index: int) -> bool:
    """Whether a row may be the second of a header: several texts, no day and no people in it."""
    row = scene.sheet.rows[index] if index < len(scene.sheet.rows) else ()
    texts = list(set(row) - {""})
    if len(texts) < 2 and read_heading(texts, scene.catalogue).role != "officer":
        return False  # one text over a whole row is the name of a section
    return not any(map(scene.is_day, row)) and not any(map(scene.names_people, row))


def _mapping(scene: _Scene, header: int, rows: int) -> tuple[int, Mapping]:
    """How many headings are understood, and what the columns then hold."""
    texts = [_texts(scene, header, rows, column) for column in range(scene.sheet.width)]
    headings = parted([read_heading(one, scene.catalogue) for one in texts], texts)
    first = header + rows
    columns = _dated(scene, first, _peopled(scene, first, headings), headings)
    is_day = any(one.role == "duty" for one in columns)
    mapping = Mapping("day" if is_day else "duty", header, columns, rows)
    # A second row that says more is part of the header, whatever the first says without it.
    second = [one[-1:] for one in texts if len(one) > 1]
    more = sum(read_heading(one, scene.catalogue).is_known for one in second)
    return sum(one.is_known for one in headings) + more, mapping


def _texts(scene: _Scene, header: int, rows: int, column: int) -> list[str]:
    """The different texts of a heading; what is merged over both rows is one."""
    cells = [scene.sheet.cell(row, column) for row in range(header, header + rows)]
    if rows == 2 and not cells[0] and cells[1]:
        cells[0] = _merged_once(scene, header, column)
    return list(dict.fromkeys(text for text in cells if text))


def _merged_once(scene: _Scene, header: int, column: int) -> str:
    """The upper heading to the left, which was merged over this column before it became CSV."""
    for place in range(column - 1, -1, -1):
        upper = scene.sheet.cell(header, place)
        if upper:
            return upper if scene.sheet.cell(header + 1, place) else ""
    return ""


def _peopled(scene: _Scene, first: int, headings: list[Heading]) -> list[Column]:
    """The columns; those with an unknown heading over people hold duties that nothing names yet."""
    has_officer = any(heading.role == "officer" for heading in headings)
    columns = [Column(one.role or "ignore", one.post, one.shift, one.part) for one in headings]
    unknown = [
        place
        for place, heading in enumerate(headings)
        if not heading.is_known and scene.share(place, first, scene.names_people) >= ENOUGH
    ]
    has_duty = any(heading.role == "duty" for heading in headings)
    if has_officer and not has_duty:
        return columns
    role = "officer" if len(unknown) == 1 and not has_duty else "duty"
    for place in unknown:
        columns[place] = Column(role)
    return columns


def _dated(
    scene: _Scene, first: int, columns: list[Column], headings: list[Heading]
) -> tuple[Column, ...]:
    """The columns with their dates: of those headed so, or of all whose heading says nothing."""
    headed = [place for place, one in enumerate(columns) if one.role == "date"]
    unheaded = [place for place, one in enumerate(headings) if not one.is_known]
    shares = {place: scene.share(place, first, scene.is_day) for place in headed or unheaded}
    best = max(shares, key=lambda place: shares[place], default=None)
    if best is None or (not headed and shares[best] < ENOUGH):
        return tuple(columns)
    kept = [place for place in headed if shares[place] >= ENOUGH]
    kept = [place for place in kept if _has_people(columns, place, kept)] if kept[1:] else []
    for place in headed:
        columns[place] = Column("ignore")
    for place in kept or [best]:
        columns[place] = Column("date")
    return tuple(columns)


def _has_people(columns: list[Column], date: int, dates: list[int]) -> bool:
    """Whether a date has people of its own to its right, before the next: a half of the month."""
    ends = next((place for place in dates if place > date), len(columns))
    return any(one.role in PEOPLE for one in columns[date:ends])


def _with_defaults(scene: _Scene, mapping: Mapping) -> Mapping:
    """The mapping with the post and shift that the lines above the header name."""
    above = [text for row in scene.sheet.rows[: mapping.header] for text in row if text]
    titles = list(dict.fromkeys([*above, scene.sheet.name]))
    posts = {code for title in above for code in posts_within(title, scene.catalogue)}
    posts |= posts_of_sheet(scene.sheet.name, scene.catalogue)
    if not posts and len(scene.catalogue.posts) == 1:
        posts = {scene.catalogue.posts[0].code}
    shifts = {code for title in titles for code in shifts_within(title, scene.catalogue)}
    has_post = mapping.columns_of("post") or any(one.post for one in mapping.columns)
    has_shift = mapping.columns_of("shift") or any(one.shift for one in mapping.columns)
    return replace(
        mapping,
        default_post=min(posts) if len(posts) == 1 and not has_post else None,
        default_shift=min(shifts) if len(shifts) == 1 and not has_shift else None,
    )
