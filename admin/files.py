"""Tables as files: CSV as Excel reads it, and XLSX; in either, no text is a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

from flask import Response
from xlsxwriter import Workbook

from admin import guard
from station.sheets.writing import FONT, FONT_SIZE, harmless

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60
Line = Sequence[str | int | float]


def csv_of(lines: Iterable[Line]) -> bytes:
    """Lines as CSV in UTF-8 with the mark by which Excel knows it."""
    out = StringIO()
    write = csv.writer(out, lineterminator="\r\n").writerow
    for line in lines:
        write([harmless(cell) if isinstance(cell, str) else cell for cell in line])
    return out.getvalue().encode("utf-8-sig")


def xlsx_of(name: str, lines: Iterable[Line]) -> bytes:
    """Lines as a sheet of that name, the first of them its heading; texts are never formulas."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet(name)
    look = {"font_name": FONT, "font_size": FONT_SIZE, "valign": "top", "border": 1}
    plain = book.add_format({**look, "text_wrap": True})
    head = book.add_format({**look, "bold": True})
    widths: dict[int, int] = {}
    for row, line in enumerate(lines):
        for column, cell in enumerate(line):
            style = plain if row else head
            if isinstance(cell, str):
                sheet.write_string(row, column, cell, style)
            else:
                sheet.write_number(row, column, cell, style)
            widths[column] = min(max(widths.get(column, 8), len(str(cell)) + 2), WIDEST)
    for column, width in widths.items():
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def attachment(content: bytes, content_type: str, name: str) -> Response:
    """A file to keep, its name beginning with the station's."""
    answer = Response(content, content_type=content_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{guard.station().slug}-{name}"'
    return answer
