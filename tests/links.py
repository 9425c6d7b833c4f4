"""Looks at a station's links, as if somebody had taken them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from flask import Flask

from station.linkchecks.checking import check_links
from station.linkchecks.queries import CheckedLink, list_links
from station.linkchecks.rules import Found, Look
from station.linkchecks.tables import LinkCheck
from tests.cast import house_of
from tests.devices import lead_to
from tests.kept import rows

OPENS = Look(Found.OPENS, 200)
GONE = Look(Found.GONE, 404)
NO_NAME = Look(Found.NO_NAME)


ADDRESSES = {
    "messenger": "https://m.example.go.th/a_page",
    "manual-traffic": "https://example.go.th/traffic.pdf",
    "manual-patrol": "https://example.go.th/patrol.pdf",
    "online-crime-report": "https://report.example.go.th/",
}
"""Where channels lead beside the survey, which the plan itself gives an address."""


def fill_addresses(app: Flask, station_id: UUID) -> None:
    """Let a few channels lead somewhere."""
    for channel, address in ADDRESSES.items():
        lead_to(app, station_id, channel, address)


@dataclass
class World:
    """What each host answers; whoever is not named answers with `otherwise`."""

    otherwise: Look = OPENS
    answers: Mapping[str, Look] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def look(self, address: str) -> Look:
        """What is found there."""
        self.asked.append(address)
        found = (look for part, look in self.answers.items() if part in address)
        return next(found, self.otherwise)


def check(app: Flask, station_id: UUID, world: World) -> None:
    """Look at the links that are due, as the job does."""
    check_links(house_of(app).database, station_id, world.look, is_stopping=lambda: False)


def links_of(app: Flask, station_id: UUID) -> dict[str, CheckedLink]:
    """A station's links by their channels' codes."""
    with house_of(app).database.session(writing=False) as db:
        return {link.channel.code: link for link in list_links(db, station_id)}


def verdicts(app: Flask) -> dict[str, str | None]:
    """What is kept of each link."""
    return {kept.channel: kept.verdict for kept in rows(app, LinkCheck)}
