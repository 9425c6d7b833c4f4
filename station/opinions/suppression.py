"""Which sums of a table may be shown, so that no group of fewer than ten can be told (pure).

A table has the answers to one question by row and column (division and month). Its cells, and the
sums of its rows, of its columns and of all, may be shown where they are ten or more. That alone
would not do: a hidden cell of four is the sum of its row less the cells shown of it. So more is
hidden, until whatever can be reckoned from what is shown, by adding and taking away, is the sum
of a group of ten or more. That a cell has no answer at all is taken to be known.

What can be reckoned. Cells that are shown say all about themselves; leave them out. Whatever else
follows from sums of rows and columns is a sum of some of these less others. Every such group is
one of "some rows, without the columns that lie in them wholly", or is made of such groups that
share nothing, or of whole columns. Rows whose sums are not shown count as one row: their sum is
that of all, less the others. So it is enough to look at every choice of rows, and each column.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

LEAST = 10
REST = None
"""Stands for all rows, or columns, whose sums are not shown."""

Cell = tuple[str, str]
Counts = Mapping[Cell, int]
Block = str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """The rows, columns and cells that may be shown, and whether the sum of all may."""

    total: bool
    rows: frozenset[str]
    columns: frozenset[str]
    cells: frozenset[Cell]


NOTHING = Shown(total=False, rows=frozenset(), columns=frozenset(), cells=frozenset())


@dataclass(frozen=True, slots=True)
class Leak:
    """A group that could be told: the rows it lies in, and its columns; None is any."""

    rows: frozenset[Block] | None
    columns: frozenset[Block] | None

    def touches(self, row: Block, column: Block) -> bool:
        """Whether a cell more, hidden there, would make the group larger."""
        in_rows = self.rows is None or row in self.rows
        return in_rows and (self.columns is None or column in self.columns)


def shown_of(counts: Counts) -> Shown:
    """What of a table may be shown."""
    known = {cell: count for cell, count in counts.items() if count}
    if sum(known.values()) < LEAST:
        return NOTHING
    shown = Shown(
        total=True,
        rows=frozenset(row for row, count in _sums(known, 0).items() if count >= LEAST),
        columns=frozenset(column for column, count in _sums(known, 1).items() if count >= LEAST),
        cells=frozenset(cell for cell, count in known.items() if count >= LEAST),
    )
    while leak := next(_leaks(known, shown), None):
        shown = _less(known, shown, leak)
    return shown


def _sums(counts: Counts, side: int) -> dict[str, int]:
    sums: dict[str, int] = {}
    for cell, count in counts.items():
        sums[cell[side]] = sums.get(cell[side], 0) + count
    return sums


def _hidden(counts: Counts, shown: Shown) -> dict[tuple[Block, Block], int]:
    """What is not shown by itself, by the rows and columns whose sums are."""
    hidden: dict[tuple[Block, Block], int] = {}
    for (row, column), count in counts.items():
        if (row, column) in shown.cells:
            continue
        block = row if row in shown.rows else REST, column if column in shown.columns else REST
        hidden[block] = hidden.get(block, 0) + count
    return hidden


def _leaks(counts: Counts, shown: Shown) -> Iterator[Leak]:
    """Every group of fewer than ten that can be told, as far as one is not made of others."""
    hidden = _hidden(counts, shown)
    rows = list(dict.fromkeys(row for row, _ in hidden))
    columns = list(dict.fromkeys(column for _, column in hidden))
    if len(rows) <= len(columns):
        yield from _leaks_by_rows(hidden, rows, columns)
        return
    turned = {(column, row): count for (row, column), count in hidden.items()}
    for leak in _leaks_by_rows(turned, columns, rows):
        yield Leak(leak.columns, leak.rows)


def _leaks_by_rows(
    hidden: Mapping[tuple[Block, Block], int], rows: list[Block], columns: list[Block]
) -> Iterator[Leak]:
    parts = {column: [hidden.get((row, column), 0) for row in rows] for column in columns}
    masks = {
        column: sum(1 << place for place, count in enumerate(part) if count)
        for column, part in parts.items()
    }
    for column, part in parts.items():
        if 0 < sum(part) < LEAST:
            yield Leak(None, frozenset({column}))
    for choice in range(1, 1 << len(rows)):
        crossing = [
            column for column in columns if masks[column] & choice and masks[column] & ~choice
        ]
        size = sum(
            count
            for column in crossing
            for place, count in enumerate(parts[column])
            if choice >> place & 1
        )
        if 0 < size < LEAST:
            yield Leak(_chosen(rows, choice), frozenset(crossing))


def _chosen(rows: list[Block], choice: int) -> frozenset[Block]:
    return frozenset(row for place, row in enumerate(rows) if choice >> place & 1)


def _less(counts: Counts, shown: Shown, leak: Leak) -> Shown:
    """Show one thing less: a cell that hides a group among more, else a sum."""
    cells = [
        (row, column)
        for row, column in shown.cells
        if leak.touches(_block(row, shown.rows), _block(column, shown.columns))
    ]
    if cells:
        cell = min(cells, key=lambda one: (counts[one], one))
        return replace(shown, cells=shown.cells - {cell})
    return min(_without_a_sum(counts, shown), key=lambda less: _cost(counts, shown, less))


def _block(name: str, shown: frozenset[str]) -> Block:
    return name if name in shown else REST


def _without_a_sum(counts: Counts, shown: Shown) -> list[Shown]:
    """Every way to show one row's or column's sum less."""
    return [
        *(replace(shown, rows=shown.rows - {row}) for row in sorted(shown.rows)),
        *(replace(shown, columns=shown.columns - {column}) for column in sorted(shown.columns)),
    ]


def _cost(counts: Counts, before: Shown, after: Shown) -> tuple[bool, int]:
    """Whether a leak is left, and how much is no longer told."""
    lost_rows, lost_columns = before.rows - after.rows, before.columns - after.columns
    lost = sum(
        count
        for (row, column), count in counts.items()
        if row in lost_rows or column in lost_columns
    )
    return next(_leaks(counts, after), None) is not None, lost
