"""Which post and shift the people of a line are at: by their column, their row, or the title."""

from dataclasses import dataclass
from functools import cache

from station.sheets.catalogue import Catalogue, KnownPost
from station.sheets.columns import Mapping
from station.sheets.findings import RowProblem
from station.sheets.groups import Group
from station.sheets.lines import Line
from station.sheets.plain import Found
from station.sheets.posts import find_post
from station.sheets.sheet import Sheet
from station.sheets.shifts import find_shift

Cell = tuple[int, int]


@dataclass(frozen=True)
class Place:
    """A post and a shift by code; where one is None, a problem says why."""

    post: str | None
    shift: str | None
    problems: tuple[RowProblem, ...] = ()


class Places:
    """Finds the place of people by all that a sheet says of it."""

    def __init__(self, sheet: Sheet, mapping: Mapping, catalogue: Catalogue) -> None:
        self.sheet, self.mapping, self.catalogue = sheet, mapping, catalogue
        self.find_post = cache(lambda text: find_post(text, catalogue))
        self.find_shift = cache(lambda text, post: find_shift(text, catalogue, post))
        self.names_posts = any(one.post for one in mapping.columns)
        self.names_shifts = any(one.shift for one in mapping.columns)

    def find(self, line: Line, group: Group) -> Place:
        """The place of a group's people in a line."""
        post = self._post(line, group)
        if isinstance(post, RowProblem):
            # The shift is told about too, if it is wrong wherever the post may be.
            shift = self._named_shift(line, None)
            return Place(None, None, (post, shift) if isinstance(shift, RowProblem) else (post,))
        shift = self._shift(line, group, post)
        if isinstance(shift, RowProblem):
            return Place(post.code, None, (shift,))
        return Place(post.code, shift)

    def _post(self, line: Line, group: Group) -> KnownPost | RowProblem:
        heading = self._heading(group)
        if group.column.post:
            return self._known(group.column.post, heading)
        cell = self._filled(line, "post")
        named = cell if cell and line.cells[cell[1]] else line.post_above
        if named:
            cell, found = named, self.find_post(self.sheet.cell(*named))
            known = self.catalogue.post(found.code)
            return known or self._problem(cell, "unknown_post", found)
        if line.section_post:
            return self._known(line.section_post, heading)
        if cell or self.names_posts or not self.mapping.default_post:
            return self._problem(cell or heading, "unknown_post", self._meant(group))
        return self._known(self.mapping.default_post, heading)

    def _known(self, code: str, cell: Cell) -> KnownPost | RowProblem:
        """The post of a code that a mapping holds; it may have been taken away since."""
        return self.catalogue.post(code) or self._problem(cell, "unknown_post", Found(None))

    def _meant(self, group: Group) -> Found:
        texts = [self.sheet.cell(*cell) for cell in self._heading_cells(group)]
        return Found(None, tuple(code for text in texts for code in self.find_post(text).choices))

    def _shift(self, line: Line, group: Group, post: KnownPost) -> str | RowProblem:
        heading = self._heading(group)
        if group.column.shift:
            return self._at(post, group.column.shift, heading)
        named = self._named_shift(line, post)
        if named:
            return named
        if len(post.shifts) == 1:
            return post.shifts[0]
        cell = self._filled(line, "shift")
        if cell or self.names_shifts or not self.mapping.default_shift:
            return self._problem(cell or heading, "unknown_shift", Found(None, post.shifts))
        return self._at(post, self.mapping.default_shift, heading)

    def _named_shift(self, line: Line, post: KnownPost | None) -> str | RowProblem | None:
        """The shift that a line's own cell names, None where it names none."""
        cell = self._filled(line, "shift")
        text = self._hours(line) or (line.cells[cell[1]] if cell else "")
        if not cell or not text:
            return None
        found = self.find_shift(text, post.code if post else None)
        if found.code:
            return found.code
        elsewhere = self.find_shift(text, None)
        if not elsewhere.code:
            choices = found.choices or elsewhere.choices or (post.shifts if post else ())
            return self._problem(cell, "unknown_shift", Found(None, choices))
        return self._at(post, elsewhere.code, cell) if post else elsewhere.code

    def _hours(self, line: Line) -> str:
        """From when to when, where start and end have columns of their own."""
        parts = {
            self.mapping.columns[place].part: line.cells[place]
            for place in self.mapping.columns_of("shift")
        }
        starts, ends = parts.get("from", ""), parts.get("to", "")
        return f"{starts}-{ends}" if starts and ends else ""

    def _at(self, post: KnownPost, shift: str, cell: Cell) -> str | RowProblem:
        if shift in post.shifts:
            return shift
        return self._problem(cell, "shift_not_at_post", Found(None, post.shifts))

    def _filled(self, line: Line, role: str) -> Cell | None:
        """The cell of a role: the first with a text, else the first, None without such a column."""
        places = self.mapping.columns_of(role)
        place = next((one for one in places if line.cells[one]), next(iter(places), None))
        return None if place is None else (line.row, place)

    def _heading(self, group: Group) -> Cell:
        """The lowest cell with a text over a group's column."""
        lowest = max(self.mapping.header, 0), group.place
        return next(iter(self._heading_cells(group)), lowest)

    def _heading_cells(self, group: Group) -> list[Cell]:
        rows = range(self.mapping.data - 1, self.mapping.header - 1, -1)
        return [(row, group.place) for row in rows if self.sheet.cell(row, group.place)]

    def _problem(self, cell: Cell, code: str, found: Found) -> RowProblem:
        return RowProblem(*cell, code, self.sheet.cell(*cell), found.choices)
