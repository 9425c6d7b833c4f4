"""Importing a roster: the file comes in, is understood, mended, and published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from admin import guard
from admin.refusals import explain, refusals_in
from admin.roster_columns import column_choices, column_value, suggested
from admin.roster_file_inputs import PublishInput, RosterFileInput
from admin.roster_words import place_name, problem_name, row_problem, row_warning
from station.errors import NotFound, Refusal
from station.posts.queries import list_posts, list_shifts
from station.rosters import files
from station.sheets.findings import NEW, Fixes, RowProblem
from station.sheets.month import Month
from station.sheets.reading import read_sheet
from station.sheets.sheet import MOST_BYTES, NAME_CELL, column_letters
from station.sheets.understanding import person_key
from station.thai import month_words
from web.house import db, now
from web.language import in_words, language
from web.language import say as _
from web.numbers import whole

if TYPE_CHECKING:
    from station.database import Words
    from station.rosters.files import Reading
    from station.rosters.tables import RosterFile

ROWS_SHOWN = 12
"""Rows of a file that the page shows above and below its header."""
LONGEST_FIX = 500
ALIKE = ("unknown_post", "unknown_shift", "shift_not_at_post")
"""What is mended at once wherever the same stands in a column."""


def take() -> str | tuple[str, int] | Response:
    """Ask for a month and a file; what was read is kept until it is published or dropped."""
    station = guard.station()
    form = RosterFileInput(month=str(_next_month()))
    if form.validate_on_submit():
        with refusals_in(form):
            upload = form.file.data
            sheet = read_sheet(upload.read(MOST_BYTES + 1))
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
    form.why.flags.required = any(problem.is_hard for problem in reading.problems)
    names = _names(reading)
    posts = {post.code: post.name for post in list_posts(db(), file.station_id)}
    shifts = {shift.code: shift.name for shift in list_shifts(db(), file.station_id)}
    return render_template(
        "admin/roster_file.html",
        file=file,
        form=form,
        reading=reading,
        mapping=suggested(reading),
        names=names,
        problems=_together(reading.understood.problems),
        officer_names=names,
        officer_label=lambda text: names.get(UUID(text), text),
        posts=posts,
        post_names={code: in_words(words) for code, words in posts.items()},
        shifts=shifts,
        choice_label=lambda code, choice: _choice(code, choice, posts, shifts),
        column_choices=column_choices(reading, posts, shifts),
        column_value=column_value,
        letters=column_letters,
        place_name=place_name,
        person_key=person_key,
        problem_name=problem_name,
        row_problem=row_problem,
        row_warning=row_warning,
        rows_shown=ROWS_SHOWN,
    )


def _together(problems: Sequence[RowProblem]) -> list[tuple[RowProblem, int]]:
    """The problems, those of one text in one column once, and how many they are."""
    alike = Counter(map(_likeness, problems))
    firsts = {_likeness(problem): problem for problem in reversed(problems)}
    return [(one, alike[_likeness(one)]) for one in problems if firsts[_likeness(one)] is one]


def _likeness(problem: RowProblem) -> tuple[object, ...]:
    """What makes two problems one to whoever mends them; an empty cell is like no other."""
    is_own = problem.code not in ALIKE or not problem.text
    row = problem.row if is_own else None
    return problem.code, problem.column, problem.text, problem.choices, row


def _names(reading: Reading) -> dict[UUID, str]:
    """Rank and name of everybody the file speaks of, and of those it would replace."""
    known = {one.id: f"{one.rank} {one.name}".strip() for one in reading.catalogue.officers}
    new = {key: f"{one.rank} {one.name}".strip() for key, one in reading.newcomers.items()}
    return known | new


def _choice(code: str, choice: str, posts: dict[str, Words], shifts: dict[str, Words]) -> str:
    """What would mend a cell, as it would be typed."""
    if code == "other_title":
        return month_words(Month.parse(choice).first, language())
    among = posts if code == "unknown_post" else shifts if "shift" in code else {}
    return in_words(among[choice]) if choice in among else choice


def sheet(file_id: UUID) -> Response:
    """Read another sheet of the file instead."""
    file = _file(file_id)
    try:
        files.read_another(db(), file, request.form.get("sheet", ""))
        db().commit()
        flash(_("Another sheet of the file was read"))
    except NotFound:
        db().rollback()
        flash(_("The file has no such sheet"), "problem")
    except Refusal as refusal:
        db().rollback()
        flash(explain(refusal), "problem")
    return redirect(url_for("admin.roster_file", file_id=file_id), 303)


def fixes(file_id: UUID) -> Response:
    """Keep what was typed over cells, and who is who."""
    file = _file(file_id)
    kept = Fixes.from_json(file.fixes)
    cells, people = dict(kept.cells), dict(kept.officers)
    for name, text in request.form.items():
        kind, _colon, place = name.partition(":")
        if kind in ("cell", "alike") and (found := _cell(place)):
            for cell in _alike(file, found) if kind == "alike" else (found,):
                cells[cell] = text[:LONGEST_FIX]
        elif kind == "who" and text:
            people[place[:LONGEST_FIX]] = text if text == NEW else _officer_id(text)
    try:
        files.mend(db(), file, replace(kept, cells=cells, officers=people))
        db().commit()
    except Refusal as refusal:
        db().rollback()
        flash(explain(refusal), "problem")
    return redirect(url_for("admin.roster_file", file_id=file_id), 303)


def _alike(file: RosterFile, cell: tuple[int, int]) -> list[tuple[int, int]]:
    """The cells that are unclear in the same way as one of them."""
    problems = files.read_file(db(), file).understood.problems
    ways = {_likeness(one) for one in problems if (one.row, one.column) == cell}
    return [(one.row, one.column) for one in problems if _likeness(one) in ways]


def _cell(place: str) -> tuple[int, int] | None:
    if place == ",".join(map(str, NAME_CELL)):
        return NAME_CELL
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
            files.set_beside(db(), file, request.form.get("beside", file.base, type=whole))
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
        files.drop_file(db(), file, by=guard.staff().actor, at=now())
        db().commit()
        flash(_("The file was dropped; the roster in force stays as it is"))
    except Refusal as refusal:
        db().rollback()
        flash(explain(refusal), "problem")
    return redirect(url_for("admin.rosters"), 303)
