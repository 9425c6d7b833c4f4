"""What the station already has: the posts, shifts and officers that a roster speaks of (pure)."""

from dataclasses import dataclass
from datetime import time
from uuid import UUID


@dataclass(frozen=True)
class KnownPost:
    """A post, every name it goes by, and the codes of the shifts that are worked there."""

    code: str
    names: tuple[str, ...]
    division: str | None
    shifts: tuple[str, ...]


@dataclass(frozen=True)
class KnownShift:
    """A shift in local time; 24:00 is written as 00:00."""

    code: str
    names: tuple[str, ...]
    starts: time
    ends: time


@dataclass(frozen=True)
class KnownOfficer:
    """An officer as the station keeps them."""

    id: UUID
    rank: str
    name: str
    division: str | None


@dataclass(frozen=True)
class Catalogue:
    """All of a station's posts, shifts and officers."""

    posts: tuple[KnownPost, ...]
    shifts: tuple[KnownShift, ...]
    officers: tuple[KnownOfficer, ...]

    def post(self, code: str | None) -> KnownPost | None:
        """The post of that code, or None."""
        return next((post for post in self.posts if post.code == code), None)

    def shifts_at(self, code: str | None) -> tuple[KnownShift, ...]:
        """The shifts of a post, earliest first; of no known post, all of them."""
        post = self.post(code)
        shifts = [shift for shift in self.shifts if post is None or shift.code in post.shifts]
        return tuple(sorted(shifts, key=lambda shift: (shift.starts, shift.code)))
