"""Whether the kiosk's links still lead somewhere, and what to do about those that do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from admin import guard
from station.errors import NotFound
from station.jobs.actions import make_due
from station.jobs.queries import find_job
from station.linkchecks.actions import want_looks
from station.linkchecks.queries import CheckedLink, list_links
from station.linkchecks.rules import NoWayOut, Verdict
from web.background import LINK_CHECKS
from web.house import db, house, now

if TYPE_CHECKING:
    from station.jobs.tables import Job

BEGINS_WITHIN = timedelta(minutes=5)
"""What was asked for begins at once where this server runs jobs."""
WORST_FIRST = (
    *(Verdict.DEAD, Verdict.FAILING, Verdict.MOVED, Verdict.UNCLEAR, Verdict.NOT_ASKED),
    *(None, Verdict.GOOD),
)
"""Verdicts in the order of what is to do; None was not looked at yet."""


@dataclass(frozen=True)
class LinkBoard:
    """A station's links, and how the look at them goes that somebody asked for."""

    links: Sequence[CheckedLink]
    job: Job | None
    now: datetime

    @property
    def sections(self) -> list[tuple[Verdict | None, list[CheckedLink]]]:
        """The links by verdict, the worst first."""
        by_verdict = [(v, [link for link in self.links if link.verdict is v]) for v in WORST_FIRST]
        return [(verdict, found) for verdict, found in by_verdict if found]

    @property
    def counts(self) -> dict[str, int]:
        """How many links there are of each verdict, and how many were never looked at."""
        of_each = [(v, sum(link.verdict is v for link in self.links)) for v in WORST_FIRST]
        return {verdict or "never": count for verdict, count in of_each}

    @property
    def looked_at(self) -> datetime | None:
        """When any link was last looked at."""
        return max((link.looked_at for link in self.links if link.looked_at), default=None)

    @property
    def waiting(self) -> list[datetime]:
        """When each look was asked for that was not taken yet."""
        return [link.wanted_at for link in self.links if link.wanted_at]

    @property
    def done(self) -> int:
        """How many were looked at since the first of these was asked for."""
        first = min(self.waiting, default=self.now)
        return sum(link.looked_at is not None and link.looked_at >= first for link in self.links)

    @property
    def trouble(self) -> str | None:
        """Why nothing is found out for now: no_way_out, failed, not_begun; or None."""
        newest = max(self.waiting, default=None)
        finished = self.job.finished_at if self.job else None
        is_tried = finished and (newest is None or finished >= newest)
        if self.job and self.job.problem and is_tried:
            return NoWayOut.code if self.job.problem == NoWayOut.code else "failed"
        is_late = newest and self.now - newest > BEGINS_WITHIN
        return "not_begun" if is_late and not self._is_running else None

    @property
    def _is_running(self) -> bool:
        lease = self.job.lease_until if self.job else None
        return lease is not None and lease > self.now

    @property
    def is_going_on(self) -> bool:
        """Whether something changes by itself in a moment."""
        return bool(self.waiting) and self.trouble is None


def show() -> str:
    """Every link by what is thought of it."""
    station_id = guard.station_id()
    job = find_job(db(), LINK_CHECKS, station_id)
    return render_template(
        "admin/link_checks.html",
        checks=LinkBoard(list_links(db(), station_id), job, now()),
    )


def check_all() -> Response:
    """Have every link looked at now."""
    return _check(list_links(db(), guard.station_id()))


def check_one(code: str) -> Response:
    """Have one link looked at now."""
    links = [link for link in list_links(db(), guard.station_id()) if link.channel.code == code]
    if not links:
        raise NotFound(what="link")
    return _check(links)


def _check(links: Sequence[CheckedLink]) -> Response:
    station_id = guard.station_id()
    want_looks(db(), station_id, links, by=guard.staff().actor, at=now())
    make_due(db(), LINK_CHECKS, station_id, at=now())
    db().commit()
    house().ticker.wake()
    return redirect(url_for("admin.link_checks"), 303)
