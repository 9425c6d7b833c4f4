"""What a station still has to fill in before it is ready."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from station.channels.queries import is_proved, list_kept
from station.channels.rules import NEEDS_ADDRESS, leads_out
from station.linkchecks.queries import count_dead
from station.points.queries import list_kiosks
from station.quotas.queries import find_fiscal_year, list_phases
from station.quotas.rules import fiscal_year_of
from web.house import house

if TYPE_CHECKING:
    from collections.abc import Sequence

    from station.channels.queries import KeptChannel
    from station.stations.tables import Station


@dataclass(frozen=True)
class Missing:
    """One thing to fill in: its code, how many of it, and the page where it is done."""

    code: str
    count: int = 1
    page: str | None = None


def list_missing(db: Session, station: Station, *, today: date) -> list[Missing]:
    """What is missing, the most urgent first; an unfinished set-up blocks nothing."""
    kept = list_kept(db, station.id)
    found = [
        *_of_channels(kept),
        Missing("dead_links", count_dead(db, station.id, _addresses(kept)), "admin.link_checks"),
        Missing("no_kiosk", int(not _has_paired_kiosk(db, station)), "admin.kiosks"),
        Missing("no_public_url", int(house().settings.public_url is None), "admin.links"),
        Missing("unproved_public_url", int(_is_unproved(db)), "admin.links"),
        *_of_year(db, station, fiscal_year_of(today)),
    ]
    return [item for item in found if item.count]


def _of_channels(kept: Sequence[KeptChannel]) -> list[Missing]:
    """What of the kiosk's content is not the station's own yet, or waits to be shown."""
    shown = [(one.channel.kind, one.in_force) for one in kept if one.in_force]
    general = [meaning for _kind, meaning in shown if meaning.is_general]
    without = [
        meaning for kind, meaning in shown if kind in NEEDS_ADDRESS and not leads_out(meaning)
    ]
    drafts = [one for one in kept if one.draft]
    return [
        Missing("survey_is_general", len(general), "admin.channels"),
        Missing("channels_without_address", len(without), "admin.channels"),
        Missing("drafts", len(drafts), "admin.channels"),
    ]


def _addresses(kept: Sequence[KeptChannel]) -> list[tuple[str, str | None]]:
    """Each channel's code, and the address it leads to now."""
    return [(one.channel.code, one.in_force.address) for one in kept if one.in_force]


def _of_year(db: Session, station: Station, year: int) -> list[Missing]:
    phases = list_phases(db, station.id, year)
    return [
        Missing("no_plan_for_year", int(find_fiscal_year(db, station.id, year) is None)),
        Missing("provisional_phases", sum(phase.is_provisional for phase in phases)),
    ]


def _has_paired_kiosk(db: Session, station: Station) -> bool:
    return any(kiosk.token_hash for kiosk in list_kiosks(db, station.id))


def _is_unproved(db: Session) -> bool:
    public_url = house().settings.public_url
    return public_url is not None and not is_proved(db, public_url)
