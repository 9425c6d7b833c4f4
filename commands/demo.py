"""flask demo: a year of samples, in an instance of its own."""

from __future__ import annotations

import secrets
from collections import Counter
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

import click
from alembic import command
from sqlalchemy.orm import Session

from commands.demo_answers import record_opinions
from commands.demo_content import fill_content
from commands.demo_rosters import fill_rosters
from commands.demo_samples import SampleDay, SampleTap, sample_days
from commands.first_run import SAMPLE_PLAN
from commands.plain import PlainCommand
from commands.plan import load_for_year
from commands.session import in_one_line, open_session
from station import clock
from station.answers.queries import get_catalogue as get_answers_catalogue
from station.answers.queries import has_answers
from station.answers.rules import Catalogue as AnswersCatalogue
from station.channels.bodies import Commitment
from station.channels.links import make_missing_links
from station.channels.queries import ScannedLink, find_link, list_channels
from station.channels.rules import Kind
from station.counts.actions import record_scan, record_taps
from station.counts.queries import get_catalogue, has_events
from station.counts.rules import Catalogue, Device, Report, SentTap
from station.people.actions import Actor, open_account
from station.people.queries import find_account
from station.people.rules import Role
from station.points.actions import add_kiosk, make_pairing_code, pair_kiosk
from station.points.queries import list_points
from station.quotas.actions import enter_reading, enter_tally
from station.quotas.queries import EIT, find_phase, list_collectors, span_of
from station.quotas.rules import Span, Standing, fiscal_year_of, span_of_year
from station.stations.actions import mark_as_demo
from station.stations.queries import list_divisions
from web.house import house
from web.schema import alembic_config

if TYPE_CHECKING:
    from station.stations.tables import Station

DEMO_ACCOUNT = "demo-admin"
FRIDAY = 4
NEXT_MONTH = timedelta(days=31)
SETTLED = timedelta(minutes=15)
"""How long after its last tap a sample day is sent: no tap lies in the future then."""


@click.command(cls=PlainCommand)
@click.option(
    "--year", type=int, help="The (Buddhist) fiscal year to fill; else the last with EIT."
)
@click.option(
    "--seed", type=int, default=1, show_default=True, help="The same seed, the same year."
)
def demo(year: int | None, seed: int) -> None:
    """Fill this instance, if nothing was counted in it yet, with a year of samples."""
    with in_one_line():
        command.upgrade(alembic_config(house().database), "head")
    with open_session(writing=False) as db:
        if has_events(db) or has_answers(db):
            raise click.ClickException(
                "visitors were counted here already or answered: samples never mix with them;"
                " give the demo an instance of its own with INSTANCE_DIR=demo flask demo"
            )
    now = clock.now()
    chosen = year or _last_year_with_eit(now.date())
    station = load_for_year(SAMPLE_PLAN, chosen, at=now).station
    load_for_year(SAMPLE_PLAN, fiscal_year_of(now.date()), at=now)
    with open_session(writing=True) as db:
        mark_as_demo(db, station.id)
        shown = fill_content(db, station.id, now.astimezone(station.zone).date(), at=now)
        filling = _prepare(db, station, chosen, now)
        password = _open_demo_account(db, station, now)
        rostered = fill_rosters(
            db,
            station.id,
            filling.days.first,
            now.astimezone(station.zone).date() + NEXT_MONTH,
            Random(seed),
            at=now,
        )
    total = filling.run(Random(seed))
    click.echo(f"{station.slug}: {rostered} sample duties, {shown} samples on the kiosk")
    click.echo(f"{station.slug}: {total} sample taps and scans in fiscal year {chosen}")
    click.echo(f"{station.slug}: {filling.opinions} sample answers of visitors")
    if password:
        click.echo(f"sign in as {DEMO_ACCOUNT} with the password {password}")


def _last_year_with_eit(today: date) -> int:
    """The fiscal year whose phase (from 1 January) began last."""
    return fiscal_year_of(date(today.year, 1, 1))


def _open_demo_account(db: Session, station: Station, now: datetime) -> str | None:
    if find_account(db, DEMO_ACCOUNT):
        return None
    password = secrets.token_urlsafe(9)
    open_account(
        db,
        DEMO_ACCOUNT,
        password=password,
        role=Role.ADMIN,
        station_id=station.id,
        needs_second_factor=False,
        by=Actor(station.id, None),
        at=now,
    )
    return password


def _prepare(db: Session, station: Station, year: int, now: datetime) -> Filling:
    days = span_of_year(year)
    first_day = datetime(days.first.year, days.first.month, days.first.day, tzinfo=station.zone)
    actor = Actor(station.id, None)
    point = list_points(db, station.id)[0].code
    kiosk = add_kiosk(db, station.id, name="ตัวอย่าง หนึ่ง", point=point, by=actor, at=first_day)
    code = make_pairing_code(db, kiosk, by=actor, at=first_day)
    pair_kiosk(db, code, at=first_day)
    make_missing_links(db, station.id, at=now)
    phase = find_phase(db, station.id, year, EIT)
    if phase is None:
        raise click.ClickException(f"the plan has no EIT phase in {year}")
    device = Device(kiosk.id, station.id, kiosk.epoch, first_day)
    last = min(days.last, now.astimezone(station.zone).date() - timedelta(days=1))
    links = _survey_links(db, station, device)
    catalogue = get_catalogue(db, station.id)
    return Filling(
        station,
        catalogue,
        get_answers_catalogue(db, station.id),
        device,
        links,
        _services(db, station),
        Span(days.first, last),
        span_of(phase),
    )


def _survey_links(db: Session, station: Station, device: Device) -> dict[str, ScannedLink]:
    found = {}
    for division in list_divisions(db, station.id):
        channels = list_channels(
            db, station.id, kinds=[Kind.SURVEY], division=division.code, kiosk_id=device.id
        )
        link = find_link(db, channels[0].link or "")
        assert link is not None  # make_missing_links was just called
        found[division.code] = link
    return found


def _services(db: Session, station: Station) -> dict[str, str]:
    """A service of each division that promises a time."""
    return {
        one.division: one.code
        for one in list_channels(db, station.id, kinds=[Kind.SERVICE])
        if one.division and isinstance(one.body, Commitment) and one.body.minutes
    }


class Filling:
    """One year being filled through the same doors that real taps and entries take."""

    def __init__(
        self,
        station: Station,
        catalogue: Catalogue,
        asked: AnswersCatalogue,
        device: Device,
        links: dict[str, ScannedLink],
        services: dict[str, str],
        days: Span,
        phase: Span,
    ) -> None:
        self.station = station
        self.catalogue = catalogue
        self.asked = asked
        self.device = device
        self.links = links
        self.services = services
        self.days = days
        self.phase = phase
        self.answers: Counter[str] = Counter()
        self.opinions = 0

    def run(self, random: Random) -> int:
        """Fill every day; how many taps and scans that made."""
        opinions = Random(random.getrandbits(32))
        phase = (self.phase.first, self.phase.last)
        total = 0
        with click.progressbar(length=max(1, self.days.days), label="sample days") as bar:
            for day in sample_days(
                self.days.first, self.days.last, phase, self.station.zone, random
            ):
                total += self._fill(day)
                self._answer(day, opinions)
                bar.update(1)
        return total

    def _fill(self, day: SampleDay) -> int:
        self._send([tap for tap in day.taps if not tap.on_phone], self.device)
        self._send([tap for tap in day.taps if tap.on_phone], None)
        for division, at in day.scans:
            record_scan(
                house().writer,
                self.links[division],
                zone=self.station.zone,
                excluded=None,
                phone=None,
                at=at,
            )
        self.answers.update(day.answers)
        if day.day.weekday() == FRIDAY and self.phase.standing(day.day) is Standing.DURING:
            with open_session(writing=True) as db:
                self._report(db, day.day)
        return len(day.taps) + len(day.scans)

    def _answer(self, day: SampleDay, random: Random) -> None:
        if day.opinions:
            at = max(at for _, at in day.opinions) + SETTLED
            self.opinions += record_opinions(
                house().writer,
                self.asked,
                day.opinions,
                self.services,
                self.device,
                random,
                at=at,
            )

    def _send(self, taps: list[SampleTap], device: Device | None) -> None:
        if taps:
            at = taps[-1].at + SETTLED
            report = Report(at, tuple(_sent(tap) for tap in taps), waiting=0)
            record_taps(house().writer, self.catalogue, report, by=device, at=at)

    def _report(self, db: Session, day: date) -> None:
        """Every Friday: what ITAP shows for the station, and what the collectors report."""
        at = datetime(day.year, day.month, day.day, 16, tzinfo=self.station.zone)
        common: dict[str, Any] = {
            "day": day,
            "today": day,
            "note": "ตัวอย่าง",
            "by": Actor(self.station.id, None),
            "at": at,
        }
        enter_reading(
            db,
            self.station.id,
            division=None,
            confirmed=self.answers.total(),
            **common,
        )
        for collector in list_collectors(db, self.station.id):
            for division in collector.divisions:
                enter_tally(
                    db,
                    self.station.id,
                    division=division,
                    total=self.answers[division],
                    collector="ตัวอย่าง สอง",
                    **common,
                )


def _sent(tap: SampleTap) -> SentTap:
    return SentTap(
        id=str(tap.id),
        kind=tap.kind,
        division=tap.division,
        channel=None,
        at=tap.at.isoformat(),
        is_staff=False,
        seq=None,
    )
