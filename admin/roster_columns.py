"""How a roster file's columns are read: shown, and corrected by a person."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from admin import guard
from admin.refusals import explain
from station.errors import Refusal
from station.rosters import files
from station.sheets.mapping import NO_HEADER, Column, Mapping, by_content, corrected
from web.house import db, now
from web.language import in_words
from web.language import say as _
from web.numbers import whole

if TYPE_CHECKING:
    from station.database import Words
    from station.rosters.files import Reading

HEADER_WITHIN = 30
PARTS = {"officer": ("rank", "first", "last"), "shift": ("from", "to")}


def column_choices(
    reading: Reading, posts: dict[str, Words], shifts: dict[str, Words]
) -> list[tuple[str, str]]:
    """All that a column may be taken for."""
    offered = [
        ("ignore", _("(not read)")),
        ("date", _("Date")),
        ("post", _("Post")),
        ("shift", _("Shift")),
        ("shift:from", _("Shift: starts")),
        ("shift:to", _("Shift: ends")),
        ("officer", _("Officers")),
        ("officer:rank", _("Officer: rank")),
        ("officer:first", _("Officer: first name")),
        ("officer:last", _("Officer: last name")),
        ("note", _("Note")),
        *(
            (
                f"duty:{post.code}:{shift}",
                f"{in_words(posts[post.code])} · {in_words(shifts[shift])}",
            )
            for post in reading.catalogue.posts
            for shift in post.shifts
        ),
        *((f"duty:{code}:", in_words(words)) for code, words in posts.items()),
        *((f"duty::{code}", in_words(words)) for code, words in shifts.items()),
    ]
    values = dict.fromkeys(column_value(column) for column in reading.mapping.columns)
    known = {value for value, _words in offered}
    # Over people, but of no post that is known, or of one that was taken away meanwhile.
    return [*((value, _("(choose)")) for value in values if value not in known), *offered]


def suggested(reading: Reading) -> Mapping:
    """The mapping as the form shows it: what no header says is told by what stands below."""
    mapping = reading.mapping
    if mapping.header != NO_HEADER or any(one.role != "ignore" for one in mapping.columns):
        return mapping
    columns = by_content(reading.sheet, reading.catalogue, reading.month)
    return replace(mapping, columns=columns)


def column_value(column: Column) -> str:
    """What a column is taken for, as the form says it."""
    if column.role == "duty":
        return f"duty:{column.post or ''}:{column.shift or ''}"
    return f"{column.role}:{column.part}" if column.part else column.role


def columns(file_id: UUID) -> Response:
    """Read the file by the columns that a person chose, now and the next time."""
    file = files.get_file(db(), guard.station_id(), file_id)
    reading = files.read_file(db(), file)
    try:
        mapping = _chosen(reading)
        files.correct_mapping(db(), file, mapping, at=now())
        db().commit()
        flash(_("The file was read again with these columns"))
    except Refusal as refusal:
        db().rollback()
        flash(explain(refusal), "problem")
    return redirect(url_for("admin.roster_file", file_id=file_id), 303)


def _chosen(reading: Reading) -> Mapping:
    """The mapping as the form says it; what it says about no column stays."""
    mapping, sheet = reading.mapping, reading.sheet
    header = request.form.get("header", mapping.header, type=whole)
    is_row = NO_HEADER <= header < min(len(sheet.rows), HEADER_WITHIN)
    chosen = tuple(
        _chosen_column(column, request.form.get(f"column-{place}", ""), reading)
        for place, column in enumerate(mapping.columns)
    )
    has_duties = any(column.role == "duty" for column in chosen)
    return corrected(
        mapping,
        sheet,
        columns=chosen,
        shape="day" if has_duties else "duty",
        header=header if is_row else mapping.header,
        header_rows=2 if request.form.get("header_rows") == "2" else 1,
        default_post=_known(request.form.get("default_post"), reading.catalogue.posts),
        default_shift=_known(request.form.get("default_shift"), reading.catalogue.shifts),
    )


def _chosen_column(column: Column, text: str, reading: Reading) -> Column:
    """A column as the form says it; the same as before where it says the same, or nothing."""
    if text == column_value(column):
        return column
    return _column(text, reading) or column


def _column(text: str, reading: Reading) -> Column | None:
    """A column from `date`, `officer:rank` or `duty:<post>:<shift>`; None for what is none."""
    role, *rest = text.split(":")
    if role == "duty":
        post, shift = (*rest, "", "")[:2]
        named = _known(post, reading.catalogue.posts), _known(shift, reading.catalogue.shifts)
        return Column("duty", *named) if named == (post or None, shift or None) else None
    if role in PARTS:
        return Column(role, part=rest[0] if rest and rest[0] in PARTS[role] else "")
    return Column(role) if role in ("date", "post", "note", "ignore") else None


def _known(code: str | None, among: tuple[Any, ...]) -> str | None:
    return code if any(one.code == code for one in among) else None
