"""Where an ODS file merges cells, which the spreadsheet library does not tell; in the child."""

from collections import defaultdict
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat
from zipfile import ZipFile

from station.sheets.unpacking import Stopped, check_size

Span = tuple[int, int, int, int]
"""Top, left, bottom and right, counted from 0, the last ones within."""

FILLED = "office:value-type"
CELLS = ("table:table-cell", "table:covered-table-cell")


@dataclass
class _Places:
    """Counts along the rows and cells of every table, and stops at more than a roster has."""

    table: int = -1
    row: int = 0
    column: int = 0
    repeated: int = 1
    spans: dict[int, list[Span]] = field(default_factory=lambda: defaultdict(list))

    def start(self, name: str, values: dict[str, str]) -> None:
        if name == "table:table":
            self.table += 1
            self.row = 0
        elif name == "table:table-row":
            self.column = 0
            self.repeated = _count(values, "number-rows-repeated")
        elif name in CELLS:
            self._cell(values)

    def end(self, name: str) -> None:
        if name == "table:table-row":
            self.row += self.repeated

    def _cell(self, values: dict[str, str]) -> None:
        rows = _count(values, "number-rows-spanned")
        columns = _count(values, "number-columns-spanned")
        repeated = _count(values, "number-columns-repeated")
        if FILLED in values:
            check_size(self.row + self.repeated, self.column + repeated)
        if rows * columns > 1:
            ends = (self.row + rows - 1, self.column + columns - 1)
            self.spans[self.table].append((self.row, self.column, *ends))
        self.column += repeated


def _count(values: dict[str, str], name: str) -> int:
    value = values.get(f"table:{name}", "1")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 8 else 1


def ods_spans(content: bytes) -> dict[int, list[Span]]:
    """The merged ranges of each table, counted from 0, in an ODS file; raises Stopped."""
    with ZipFile(BytesIO(content)) as archive:
        xml = archive.read("content.xml")
    places = _Places()
    parser = expat.ParserCreate()
    parser.StartElementHandler = places.start
    parser.EndElementHandler = places.end
    try:
        parser.Parse(xml, True)  # noqa: FBT003 expat takes it by place
    except expat.ExpatError as error:
        raise Stopped("damaged") from error
    return places.spans
