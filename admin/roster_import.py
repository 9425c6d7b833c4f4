"""Importing a roster: the file comes in, is understood, mended, and published."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from admin import guard
from admin.refusals import explain, refusals_in
from admin.roster_file_inputs import PublishInput, RosterFileInput
from admin.roster_words import problem_name, row_problem, row_warning
from station.errors import Refusal
from station.posts.queries import list_posts, list_shifts
from station.rosters import files
from station.sheets.findings import NEW, Fixes
from station.sheets.mapping import Column, Mapping, corrected
from station.sheets.month import Month
from station.sheets.reading import read_sheet
from station.sheets.sheet import MOST_BYTES, column_letters
from station.sheets.understanding import person_key
from web.house import db, now
from web.language import in_words
from web.language import say as _

if TYPE_CHECKING:
    from station.database import Words
    from station.rosters.files import Reading
    from station.rosters.tables import RosterFile

ROWS_SHOWN = 12
"""Rows of a file that the page shows above and below its header."""
HEADER_WITHIN = 30
LONGEST_FIX = 500


def take() -> str | tuple[str, int] | Response:
    """Ask for a month and a file; what was read is kept until it is published or dropped."""
    station = guard.station()
    form = RosterFileInput(month=str(_next_month()))
    if form.validate_on_submit():
        with refusals_in(form):
            upload = form.file.data
            sheet = read_sheet(upload.read(MOST_BYTES + 1), upload.filename or "")
            file = files.take_in(
                db(),
                station.id,
                Month.parse(form.month.data or ""),
                sheet,
                file_name=upload.filename or "",
                by=guard.staff().actor,
                at=now(),
            )
            db().commit()
            return redirect(url_for("admin.roster_file", file_id=file.id), 303)
    kept = files.list_open_files(db(), station.id)
    page = render_template("admin/roster_import.html", form=form, files=kept)
    return (page, 422) if form.is_submitted() else page


def _next_month() -> Month:
    """The month that a roster is most often made for."""
    today = now().astimezone(guard.station().zone).date()
    this = Month.of(today)
    return Month(this.year + this.month // 12, this.month % 12 + 1) if today.day > 15 else this


def show(file_id: UUID) -> str:
    """What the file says, what is unclear, and what publishing it would change."""
    return _page(_file(file_id), PublishInput())


def _file(file_id: UUID) -> RosterFile:
    return files.get_file(db(), guard.station_id(), file_id)


def _page(file: RosterFile, form: PublishInput) -> str:
    reading = files.read_file(db(), file)
    names = _names(reading)
    posts = {post.code: post.name for post in list_posts(db(), file.station_id)}
    shifts = {shift.code: shift.name for shift in list_shifts(db(), file.station_id)}
    return render_template(
        "admin/roster_file.html",
        file=file,
        form=form,
        reading=reading,
        names=names,
        officer_names=names,
        officer_label=lambda text: names.get(UUID(text), text),
        posts=posts,
        post_names={code: in_words(words) for code, words in posts.items()},
        shifts=shifts,
        choice_label=lambda code, choice: _choice(code, choice, posts, shifts),
        column_choices=_column_choices(reading, posts, shifts),
        column_value=_column_value,
        letters=column_letters,
        person_key=person_key,
        problem_name=problem_name,
        row_problem=row_problem,
        row_warning=row_warning,
        rows_shown=ROWS_SHOWN,
    )


def _names(reading: Reading) -> dict[UUID, str]:
    """Rank and name of everybody the file speaks of, and of those it would replace."""
    known = {one.id: f"{one.rank} {one.name}".strip() for one in reading.catalogue.officers}
    new = {key: f"{one.rank} {one.name}".strip() for key, one in reading.newcomers.items()}
    return known | new


def _choice(code: str, choice: str, posts: dict[str, Words], shifts: dict[str, Words]) -> str:
    """What would mend a cell, as it would be typed."""
    among = posts if code == "unknown_post" else shifts if "shift" in code else {}
    return in_words(among[choice]) if choice in among else choice


def _column_choices(
    reading: Reading, posts: dict[str, Words], shifts: dict[str, Words]
) -> list[tuple[str, str]]:
    """All that a column may be taken for."""
    return [
        ("ignore", _("(not read)")),
        ("date", _("Date")),
        ("post", _("Post")),
        ("shift", _("Shift")),
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


def _column_value(column: Column) -> str:
    if column.role == "duty":
        return f"duty:{column.post or ''}:{column.shift or ''}"
    return f"officer:{column.part}" if column.role == "officer" and column.part else column.role


def columns(file_id: UUID) -> Response:
    """Read the file by the columns that a person chose, now and the next time."""
    file = _file(file_id)
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
    header = request.form.get("header", mapping.header, type=int)
    is_row = 0 <= header < min(len(sheet.rows), HEADER_WITHIN)
    chosen = tuple(
        _column(request.form.get(f"column-{place}", ""), reading) or column
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


def _column(text: str, reading: Reading) -> Column | None:
    """A column from `date`, `officer:rank` or `duty:<post>:<shift>`; None for what is none."""
    role, *rest = text.split(":")
    if role == "duty":
        post, shift = (*rest, "", "")[:2]
        posts, shifts = reading.catalogue.posts, reading.catalogue.shifts
        return Column("duty", _known(post, posts), _known(shift, shifts))
    if role == "officer":
        part = rest[0] if rest and rest[0] in ("rank", "first", "last") else ""
        return Column("officer", part=part)
    return Column(role) if role in ("date", "post", "shift", "note", "ignore") else None


def _known(code: str | None, among: tuple[Any, ...]) -> str | None:
    return code if any(one.code == code for one in among) else None


def fixes(file_id: UUID) -> Response:
    """Keep what was typed over cells, and who is who."""
    file = _file(file_id)
    kept = Fixes.from_json(file.fixes)
    cells, people = dict(kept.cells), dict(kept.officers)
    for name, text in request.form.items():
        kind, _colon, place = name.partition(":")
        if kind == "cell" and (found := _cell(place)):
            cells[found] = text[:LONGEST_FIX]
        elif kind == "who" and text:
            people[place[:LONGEST_FIX]] = text if text == NEW else _officer_id(text)
    try:
        files.mend(db(), file, replace(kept, cells=cells, officers=people))
        db().commit()
    except Refusal as refusal:
        db().rollback()
        flash(explain(refusal), "problem")
    return redirect(url_for("admin.roster_file", file_id=file_id), 303)


def _cell(place: str) -> tuple[int, int] | None:
    row, _comma, column = place.partition(",")
    is_place = row.isascii() and row.isdigit() and column.isascii() and column.isdigit()
    return (int(row[:6]), int(column[:6])) if is_place else None


def _officer_id(text: str) -> str:
    """An id as typed, or nobody's: an id that is none is unknown, and asked about again."""
    try:
        return str(UUID(text))
    except ValueError:
        return ""


def publish(file_id: UUID) -> tuple[str, int] | Response:
    """Let the file be the month's roster."""
    file = _file(file_id)
    form = PublishInput()
    if form.validate():
        with refusals_in(form):
            files.set_beside(db(), file, request.form.get("beside", file.base, type=int))
            version = files.publish_file(
                db(), file, why=form.why.data or "", by=guard.staff().actor, at=now()
            )
            month = Month.parse(file.month)
            db().commit()
            flash(
                _("Version %(n)s of the roster is in force", n=version.number)
                if version
                else _("The roster in force says the same already; nothing was changed")
            )
            return redirect(url_for("admin.roster", month=month), 303)
    return _page(_file(file_id), form), 422


def drop(file_id: UUID) -> Response:
    """Forget a file; the roster in force stays as it is."""
    file = _file(file_id)
    try:
        files.drop_file(db(), file)
        db().commit()
        flash(_("The file was dropped; the roster in force stays as it is"))
    except Refusal as refusal:
        db().rollback()
        flash(explain(refusal), "problem")
    return redirect(url_for("admin.rosters"), 303)
