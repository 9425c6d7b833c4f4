"""The rosters of months: which there are, and one as a grid, a week or a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from admin import guard
from admin.roster_words import problem_name
from station.officers.queries import list_officers
from station.officers.rules import NameShown
from station.people.queries import list_accounts
from station.posts.queries import (
    list_holidays,
    list_posts,
    list_shifts,
    needed_in,
    shifts_by_post,
)
from station.posts.rules import Place
from station.rosters import actions, queries
from station.rosters.files import list_open_files
from station.rosters.rules import Kind, Problem, changes_between
from station.sheets.month import Month
from station.thai import long_date, month_words, short_date
from web.house import db, now
from web.language import in_words, language
from web.language import say as _
from web.numbers import whole

if TYPE_CHECKING:
    from station.posts.tables import Post, Shift
    from station.rosters.tables import RosterVersion

VIEWS = ("month", "week", "day")
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Grid:
    """A month's roster, or a part of it, as posts by days."""

    month: Month
    version: RosterVersion | None
    is_in_force: bool
    days: tuple[date, ...]
    columns: list[tuple[Post, list[Shift]]]
    officers: dict[Place, list[UUID]]
    names: dict[UUID, str]
    needed: frozenset[Place]
    problems: dict[Place, list[Problem]]
    holidays: dict[date, dict[str, str]]

    def at(self, day: date, post: str, shift: str) -> Place:
        """A cell of the grid."""
        return Place(day, post, shift)

    def post_name(self, code: str) -> str:
        """A post in the reader's language."""
        return next(in_words(post.name) for post, _shifts in self.columns if post.code == code)

    @property
    def early(self) -> list[tuple[int, list[str]]]:
        """By how many minutes officers arrive early, and for which shifts."""
        found: dict[int, dict[str, None]] = defaultdict(dict)
        for _post, shifts in self.columns:
            for shift in shifts:
                if shift.arrive_before_minutes:
                    found[shift.arrive_before_minutes][in_words(shift.name)] = None
        return [(minutes, list(names)) for minutes, names in sorted(found.items())]

    @property
    def count(self) -> int:
        """How many duties there are."""
        return sum(map(len, self.officers.values()))

    @property
    def wrong(self) -> list[Problem]:
        """All that is wrong, by day."""
        return [problem for place in sorted(self.problems) for problem in self.problems[place]]


def show_all() -> str:
    """Every month that has a roster, and where to go from here."""
    station_id = guard.station_id()
    today = now().astimezone(guard.station().zone).date()
    may_keep = guard.staff().may("keep_rosters")
    return render_template(
        "admin/rosters.html",
        rosters=[(Month.parse(one.month), one) for one in queries.list_rosters(db(), station_id)],
        this_month=Month.of(today),
        missing=_missing(Month.of(today)),
        files=list_open_files(db(), station_id) if may_keep else [],
        people=_accounts(),
        names=queries.names_shown(db(), station_id),
        may_keep=may_keep,
    )


def _missing(this: Month) -> Month | None:
    """Of this month and the next, the first that has no roster."""
    following = Month.of(this.last + timedelta(days=1))
    for month in (this, following):
        if not queries.version_in_force(db(), guard.station_id(), month):
            return month
    return None


def _accounts() -> dict[UUID, str]:
    return {one.id: one.name for one in list_accounts(db(), guard.station_id())}


def choose_names() -> Response:
    """How much of the names of those on duty visitors see."""
    asked = request.form.get("names", "")
    if asked not in NameShown.__members__.values():
        abort(400)
    names = NameShown(asked)
    actions.show_names(db(), guard.station_id(), names, by=guard.staff().actor, at=now())
    db().commit()
    flash(_("Visitors now see the names that way"))
    return redirect(url_for("admin.rosters"), 303)


def show(month: Month) -> str:
    """A month's roster: the grid, and what is wrong with it."""
    view = request.args.get("view", "month")
    view = view if view in VIEWS else "month"
    grid = _grid(month, request.args.get("version", type=whole), _days(month, view))
    period = _period(grid, view)
    return render_template(
        "admin/roster.html",
        grid=grid,
        view=view,
        period=period,
        finding=_finding(grid, period),
        before=_shifted(grid, view, -1),
        after=_shifted(grid, view, 1),
        versions=queries.list_versions(db(), guard.station_id(), month),
        problem_name=problem_name,
        may_keep=guard.staff().may("keep_rosters"),
        today=now().astimezone(guard.station().zone).date(),
    )


def _period(grid: Grid, view: str) -> str:
    """What is shown: the month, the week from day to day, or the day."""
    if view == "day":
        return long_date(grid.days[0], language())
    if view == "week":
        return " – ".join(short_date(day, language()) for day in (grid.days[0], grid.days[-1]))
    return month_words(grid.month.first, language())


def _finding(grid: Grid, period: str) -> str:
    """What is to be known of the shown days, in one sentence."""
    gaps = sum(problem.kind is Kind.GAP for problem in grid.wrong)
    others = len(grid.wrong) - gaps
    if not grid.version:
        return _("%(period)s has no roster yet", period=period)
    if gaps and others:
        return _(
            "%(period)s: shifts with nobody on duty: %(gaps)s, other problems: %(others)s",
            period=period,
            gaps=gaps,
            others=others,
        )
    if gaps:
        return _("%(period)s: shifts with nobody on duty: %(gaps)s", period=period, gaps=gaps)
    if others:
        return _(
            "%(period)s: every shift is filled, problems: %(others)s", period=period, others=others
        )
    return _("%(period)s: every shift is filled", period=period)


def _days(month: Month, view: str) -> tuple[date, ...]:
    """The days that are shown: all of the month, or the asked day, or its week from Monday."""
    if view not in ("week", "day"):
        return month.days
    asked = request.args.get("day", month.first, type=date.fromisoformat)
    if "day" not in request.args or not month.first - WEEK <= asked <= month.last + WEEK:
        asked = _natural_day(month)
    if view == "day":
        return (asked,)
    monday = asked - timedelta(days=asked.weekday())
    return tuple(monday + timedelta(days=day) for day in range(7))


def _natural_day(month: Month) -> date:
    today = now().astimezone(guard.station().zone).date()
    return today if today in month else month.first


def _shifted(grid: Grid, view: str, by: int) -> dict[str, str]:
    """The address of the month, week or day before or after."""
    if view in ("week", "day"):
        day = grid.days[0] + by * (WEEK if view == "week" else timedelta(days=1))
        return {"month": str(Month.of(day)), "view": view, "day": day.isoformat()}
    edge = grid.month.first - timedelta(days=1) if by < 0 else grid.month.last + timedelta(days=1)
    return {"month": str(Month.of(edge))}


def _grid(month: Month, number: int | None, days: tuple[date, ...]) -> Grid:
    station_id = guard.station_id()
    in_force = queries.version_in_force(db(), station_id, month)
    shown = in_force if number is None else number
    versions = {one.number: one for one in queries.list_versions(db(), station_id, month)}
    if number is not None and number not in versions:
        abort(404)
    parts = {
        part: shown if part == month else queries.version_in_force(db(), station_id, part)
        for part in sorted({Month.of(day) for day in days})
    }
    officers: dict[Place, list[UUID]] = defaultdict(list)
    for part, own in parts.items():
        for place, officer in queries.duties_of_version(db(), station_id, part, own):
            if place.day in days:
                officers[place].append(officer)
    return Grid(
        month=month,
        version=versions.get(shown),
        is_in_force=shown == in_force,
        days=days,
        columns=_columns(officers),
        officers=officers,
        names=_officer_names(),
        needed=frozenset(needed_in(db(), station_id, days)),
        problems=_problems(parts, days),
        holidays={one.day: one.name for one in list_holidays(db(), station_id, days[0], days[-1])},
    )


def _columns(duties: Iterable[Place]) -> list[tuple[Post, list[Shift]]]:
    """The posts with the shifts worked there now, and those that duties still name."""
    station_id = guard.station_id()
    used = {(place.post, place.shift) for place in duties}
    for code, worked in shifts_by_post(db(), station_id).items():
        used |= {(code, shift.code) for shift in worked}
    shifts = sorted(list_shifts(db(), station_id), key=lambda one: (one.starts, one.position))
    return [
        (post, [shift for shift in shifts if (post.code, shift.code) in used])
        for post in list_posts(db(), station_id)
    ]


def _officer_names() -> dict[UUID, str]:
    found = list_officers(db(), guard.station_id())
    return {one.id: f"{one.rank} {one.name}".strip() for one in found}


def _problems(parts: dict[Month, int], days: tuple[date, ...]) -> dict[Place, list[Problem]]:
    """What is wrong on the shown days of the months' versions; of none, nothing is."""
    found: dict[Place, list[Problem]] = defaultdict(list)
    for month, version in parts.items():
        if not version:
            continue
        duties = queries.duties_of_version(db(), guard.station_id(), month, version)
        for problem in queries.problems_of(db(), guard.station_id(), month, duties):
            if problem.place.day in days:
                found[problem.place].append(problem)
    return found


def versions(month: Month) -> str:
    """A month's versions: what each changed, by whom, why."""
    station_id = guard.station_id()
    kept = queries.list_versions(db(), station_id, month)
    duties = {
        one.number: queries.duties_of_version(db(), station_id, month, one.number) for one in kept
    }
    return render_template(
        "admin/roster_versions.html",
        month=month,
        versions=[
            (one, changes_between(duties.get(one.number - 1, []), duties[one.number]))
            for one in kept
        ],
        posts={post.code: post.name for post in list_posts(db(), station_id)},
        shifts={shift.code: shift.name for shift in list_shifts(db(), station_id)},
        names=_officer_names(),
        people=_accounts(),
    )
