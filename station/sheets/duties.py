"""Reading the duties line by line (pure)."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from station.sheets.catalogue import Catalogue
from station.sheets.columns import Mapping, blocks_of
from station.sheets.findings import NEW, Fixes, NewOfficer, ReadDuty, RowProblem, Understood
from station.sheets.groups import Group, groups_of, people_or_ids
from station.sheets.lines import Line, Lines
from station.sheets.month import Month
from station.sheets.people import Person, Roll
from station.sheets.placing import Places
from station.sheets.sheet import Sheet
from station.sheets.titles import month_in_titles


class DutyReader:
    """Reads a sheet once; every problem goes to the cell that it is about."""

    def __init__(
        self,
        sheet: Sheet,
        mapping: Mapping,
        catalogue: Catalogue,
        month: Month,
        fixes: Fixes,
        allow_new: bool,  # noqa: FBT001 handed on by understand, where it is named
    ) -> None:
        self.sheet, self.mapping, self.month = sheet, mapping, month
        self.fixes, self.allow_new = fixes, allow_new
        self.catalogue, self.roll = catalogue, Roll(catalogue.officers)
        self.places = Places(sheet, mapping, catalogue)
        self.groups = groups_of(mapping)
        self.duties: dict[tuple[object, ...], ReadDuty] = {}
        self.problems: dict[RowProblem, None] = {}
        self.warnings: dict[RowProblem, None] = {}
        self.unknown: dict[str, list[tuple[int, Person]]] = defaultdict(list)
        self.has_bare_days = False

    def read(self) -> Understood:
        """All that the sheet says."""
        for block in blocks_of(self.mapping):
            self._block(block)
        title = month_in_titles(self.sheet, self.mapping, self.month)
        if title and self.has_bare_days:
            self.problems[title] = None
        return Understood(
            duties=tuple(self.duties.values()),
            problems=_in_order(self.problems),
            warnings=_in_order(self.warnings),
            new_officers=tuple(_new(key, seen) for key, seen in self.unknown.items()),
        )

    def _block(self, block: Mapping) -> None:
        self.mapping, self.groups = block, groups_of(block)
        self.places = Places(self.sheet, block, self.catalogue)
        lines = Lines(self.sheet, block, self.catalogue, self.month)
        for line in lines:
            self._line(line)
        for row in lines.left_out:
            place, text = next((i, text) for i, text in enumerate(self.sheet.rows[row]) if text)
            self.warnings[RowProblem(row, place, "left_out", text)] = None

    def _line(self, line: Line) -> None:
        people = {group: self._people(line, group) for group in self.groups}
        if any(people.values()):
            day = self._day(line)
            for group, named in people.items():
                if named:
                    self._duties(line, day, group, named)
        elif self.mapping.shape == "duty" and self._says_anything(line):
            self._day(line)
            place = self.groups[0].place
            if not line.cells[place].strip():  # "-" says that nobody is on duty; empty says nothing
                self._problem(line.row, place, "no_officer", "")

    def _people(self, line: Line, group: Group) -> list[Person]:
        return people_or_ids(group.text(line.cells, self.roll), self.roll)

    def _says_anything(self, line: Line) -> bool:
        """Whether a row without people is a duty: it names a post, a shift, or its own day."""
        names_place = any(line.cells[one] for one in self.mapping.columns_of("post", "shift"))
        names_officer = any(line.cells[one] for one in self.mapping.columns_of("officer"))
        return names_place or (names_officer and line.has_own_day)

    def _day(self, line: Line) -> date | None:
        place = next(iter(self.mapping.columns_of("date")), 0)
        day = line.day.day
        if day is None:
            if line.has_own_day:
                self._problem(line.row, place, line.day.problem, line.day_text)
            return None
        self.has_bare_days |= line.day.is_alone
        if day in self.month:
            return day
        if line.has_own_day:
            self._problem(line.row, place, "other_month", line.day_text, (day.isoformat(),))
        return None

    def _duties(self, line: Line, day: date | None, group: Group, named: list[Person]) -> None:
        place = self.places.find(line, group)
        for problem in place.problems:
            self.problems[problem] = None
        for person in named:
            is_told, officer = self._officer(line.row, group.place, person)
            if day and place.post and place.shift and is_told:
                name = (person.rank, person.name)
                duty = ReadDuty(line.row, group.place, day, place.post, place.shift, *name, officer)
                self._keep(duty, person)

    def _keep(self, duty: ReadDuty, person: Person) -> None:
        same = (duty.post, duty.shift, duty.day, duty.officer or person.key)
        if same in self.duties:
            text = f"{person.rank} {person.name}".strip()
            self.warnings[RowProblem(duty.row, duty.column, "repeated_row", text)] = None
        self.duties.setdefault(same, duty)

    def _officer(self, row: int, column: int, person: Person) -> tuple[bool, UUID | None]:
        """Whether it is told who a person is, and the officer, None for someone new."""
        decided = self.fixes.officers.get(person.key, "")
        found = self.roll.by_id(person.name) or self.roll.by_id(decided)
        if found:
            return True, found
        text = f"{person.rank} {person.name}".strip()
        same = self.roll.named(person) if decided != NEW else ()
        if len(same) == 1:
            return True, same[0]
        if same:
            self._problem(row, column, "ambiguous_officer", text, tuple(map(str, same)))
            return False, None
        self.unknown[person.key].append((row, person))
        if decided != NEW:
            self._unknown(RowProblem(row, column, "unknown_officer", text, self.roll.near(person)))
        return True, None

    def _unknown(self, problem: RowProblem) -> None:
        if not self.allow_new:
            self.problems[problem] = None
        elif problem.choices:
            self.warnings[problem] = None

    def _problem(
        self, row: int, column: int, code: str, text: str, choices: tuple[str, ...] = ()
    ) -> None:
        self.problems[RowProblem(row, column, code, text, choices)] = None


def _in_order(problems: dict[RowProblem, None]) -> tuple[RowProblem, ...]:
    return tuple(sorted(problems, key=lambda one: (one.row, one.column)))


def _new(key: str, seen: list[tuple[int, Person]]) -> NewOfficer:
    rank = next((person.rank for _, person in seen if person.rank), "")
    return NewOfficer(rank, seen[0][1].name, key, tuple(_rows(seen)))


def _rows(seen: list[tuple[int, Person]]) -> Iterator[int]:
    yield from dict.fromkeys(row for row, _ in seen)
