"""Who is on duty at a moment, and who comes next; which post is empty, and which is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy.orm import Session

from station.posts.queries import list_posts, shifts_by_post, worked_at
from station.rosters.queries import list_duties_between
from station.stations.queries import get_station

if TYPE_CHECKING:
    from station.posts.tables import Post
    from station.rosters.tables import Duty

LOOKS_AHEAD = timedelta(days=7)
"""How far the next duty may lie ahead: past a weekend with holidays on either side."""


@dataclass(frozen=True)
class OnDuty:
    """A post with its duties of now and its next ones; none of either is an empty list.

    Where nobody is on duty, `is_worked` tells a post that is empty from one that is closed.
    """

    post: Post
    is_worked: bool
    now: list[Duty]
    next: list[Duty]

    @property
    def until(self) -> datetime | None:
        """When the last of those on duty goes."""
        return max((duty.ends_at for duty in self.now), default=None)


def list_on_duty(db: Session, station_id: UUID, at: datetime) -> list[OnDuty]:
    """Who is on duty at a moment at each post, and who comes next within a week.

    A post at which no shift is worked any more is told of only where somebody has a duty there.
    """
    coming = list_duties_between(db, station_id, at, at + LOOKS_AHEAD)
    worked = worked_at(db, station_id, at, get_station(db, station_id).zone)
    in_use = {code for code, shifts in shifts_by_post(db, station_id).items() if shifts}
    return [
        _on_duty(post, [duty for duty in coming if duty.post == post.code], worked, at)
        for post in list_posts(db, station_id)
        if post.code in in_use or any(duty.post == post.code for duty in coming)
    ]


def _on_duty(post: Post, coming: list[Duty], worked: set[str], at: datetime) -> OnDuty:
    later = [duty for duty in coming if duty.starts_at > at]
    return OnDuty(
        post,
        is_worked=post.code in worked,
        now=[duty for duty in coming if duty.starts_at <= at < duty.ends_at],
        next=[duty for duty in later if duty.starts_at == later[0].starts_at],
    )
