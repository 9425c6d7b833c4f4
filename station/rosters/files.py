"""A roster file on its way to becoming a version: kept, corrected, mended, published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from station.errors import NotFound
from station.officers.actions import add_officer
from station.people.actions import Actor, note_act
from station.posts.rules import Place
from station.rosters.actions import publish_roster
from station.rosters.queries import (
    duties_of_version,
    get_roster_catalogue,
    month_key,
    problems_of,
    version_in_force,
)
from station.rosters.rules import (
    Change,
    FilePublished,
    Problem,
    StillUnclear,
    changes_between,
)
from station.rosters.tables import RememberedMapping, RosterFile, RosterVersion
from station.sheets.catalogue import Catalogue
from station.sheets.choosing import alone, choose
from station.sheets.findings import Fixes, NewOfficer, ReadDuty, Understood
from station.sheets.mapping import Mapping, apply, guess, signature
from station.sheets.month import Month
from station.sheets.sheet import Sheet
from station.sheets.understanding import person_key, understand


@dataclass(frozen=True)
class Reading:
    """What a file says by its present mapping and fixes, beside the version in force.

    New officers, who have no id yet, stand in `duties` under one made of their name.
    """

    month: Month
    sheet: Sheet
    mapping: Mapping
    fixes: Fixes
    catalogue: Catalogue
    understood: Understood
    duties: frozenset[tuple[Place, UUID]]
    newcomers: dict[UUID, NewOfficer]
    changes: list[Change]
    problems: list[Problem]
    in_force: int


def take_in(
    db: Session,
    station_id: UUID,
    month: Month,
    sheet: Sheet,
    *,
    file_name: str,
    by: Actor,
    at: datetime,
) -> RosterFile:
    """Keep a file that was read, mapped as one with its headings was before, else by a guess."""
    sheet = likeliest_sheet(db, station_id, month, sheet)
    mapping = likeliest_mapping(db, station_id, month, sheet)
    file = RosterFile(
        station_id=station_id,
        id=uuid4(),
        month=month_key(month),
        file_name=file_name[-200:],
        sheet=asdict(sheet),
        mapping=mapping.to_json(),
        fixes=Fixes().to_json(),
        base=version_in_force(db, station_id, month),
        published=None,
        by=by.account_id,
        at=at,
    )
    db.add(file)
    db.flush()
    note_act(db, "roster_file_taken_in", by=by, at=at, month=file.month, file=str(file.id))
    return file


def likeliest_sheet(db: Session, station_id: UUID, month: Month, sheet: Sheet) -> Sheet:
    """Of a file's sheets the one to read, or several that are one table."""
    return choose(sheet, get_roster_catalogue(db, station_id), month)


def likeliest_mapping(db: Session, station_id: UUID, month: Month, sheet: Sheet) -> Mapping:
    """The mapping that a person chose for these headings, the latest first, else a guess."""
    ask = select(RememberedMapping).where(RememberedMapping.station_id == station_id)
    for kept in db.scalars(ask.order_by(RememberedMapping.at.desc())):
        remembered = apply(Mapping.from_json(kept.mapping), sheet)
        if remembered:
            return remembered
    return guess(sheet, get_roster_catalogue(db, station_id), month)


def get_file(db: Session, station_id: UUID, file_id: UUID) -> RosterFile:
    """A file of a station; raises NotFound."""
    found = db.get(RosterFile, (station_id, file_id))
    if found is None:
        raise NotFound(what="roster_file")
    return found


def list_open_files(db: Session, station_id: UUID) -> list[RosterFile]:
    """The files that were not published yet, the newest first."""
    ask = select(RosterFile).where(
        RosterFile.station_id == station_id, RosterFile.published.is_(None)
    )
    return list(db.scalars(ask.order_by(RosterFile.at.desc()).limit(50)))


def read_file(db: Session, file: RosterFile) -> Reading:
    """What a file says now, and what publishing it would change."""
    month = Month.parse(file.month)
    sheet = Sheet.from_json(file.sheet)
    mapping, fixes = Mapping.from_json(file.mapping), Fixes.from_json(file.fixes)
    catalogue = get_roster_catalogue(db, file.station_id)
    understood = understand(sheet, mapping, catalogue, month, fixes)
    newcomers = {uuid5(file.id, one.key): one for one in understood.new_officers}
    in_force = version_in_force(db, file.station_id, month)
    duties = frozenset(_places(understood.duties, {n.key: i for i, n in newcomers.items()}))
    return Reading(
        month=month,
        sheet=sheet,
        mapping=mapping,
        fixes=fixes,
        catalogue=catalogue,
        understood=understood,
        duties=duties,
        newcomers=newcomers,
        changes=changes_between(duties_of_version(db, file.station_id, month, in_force), duties),
        problems=problems_of(db, file.station_id, month, duties),
        in_force=in_force,
    )


def _places(duties: Iterable[ReadDuty], newcomers: dict[str, UUID]) -> Iterable[tuple[Place, UUID]]:
    for duty in duties:
        officer = duty.officer or newcomers.get(person_key(duty.name))
        if officer is not None:
            yield Place(duty.day, duty.post, duty.shift), officer


def correct_mapping(db: Session, file: RosterFile, mapping: Mapping, *, at: datetime) -> None:
    """Read the file by another mapping, and every later one with its headings too."""
    _check_open(file)
    file.mapping = mapping.to_json()
    kept = signature(Sheet.from_json(file.sheet), mapping)
    remembered = db.get(RememberedMapping, (file.station_id, kept))
    if remembered is None:
        db.add(
            RememberedMapping(
                station_id=file.station_id, signature=kept, mapping=mapping.to_json(), at=at
            )
        )
    else:
        remembered.mapping, remembered.at = mapping.to_json(), at
    db.flush()


def read_another(db: Session, file: RosterFile, name: str) -> None:
    """Read an unread sheet of the file instead; raises NotFound.

    What was decided about cells and people of the one before is forgotten.
    """
    _check_open(file)
    month, catalogue = Month.parse(file.month), get_roster_catalogue(db, file.station_id)
    sheet = alone(Sheet.from_json(file.sheet), name, catalogue, month)
    if sheet is None:
        raise NotFound(what="sheet")
    file.sheet = asdict(sheet)
    file.mapping = likeliest_mapping(db, file.station_id, month, sheet).to_json()
    file.fixes = Fixes().to_json()
    db.flush()


def mend(db: Session, file: RosterFile, fixes: Fixes) -> None:
    """Keep what a person decided about the file's cells and people so far."""
    _check_open(file)
    file.fixes = fixes.to_json()
    db.flush()


def set_beside(db: Session, file: RosterFile, version: int) -> None:
    """Make the file one beside the version that its importer has seen meanwhile."""
    _check_open(file)
    file.base = version
    db.flush()


def drop_file(db: Session, file: RosterFile, *, by: Actor, at: datetime) -> None:
    """Forget a file that shall not be published."""
    _check_open(file)
    db.delete(file)
    db.flush()
    note_act(db, "roster_file_dropped", by=by, at=at, month=file.month, file=str(file.id))


def _check_open(file: RosterFile) -> None:
    if file.published is not None:
        raise FilePublished(version=file.published)


def publish_file(
    db: Session, file: RosterFile, *, why: str, by: Actor, at: datetime
) -> RosterVersion | None:
    """Let what the file says be the month's roster; None where nothing would change.

    Raises StillUnclear, NotAnyMore, HardProblems, FilePublished. New officers are taken on.
    """
    _check_open(file)
    reading = read_file(db, file)
    if reading.understood.problems:
        raise StillUnclear(count=len(reading.understood.problems))
    version = publish_duties(
        db,
        file.station_id,
        reading.month,
        reading.understood,
        base=file.base,
        source=file.file_name,
        why=why,
        by=by,
        at=at,
    )
    file.published = version.number if version else reading.in_force
    db.flush()
    return version


def publish_duties(
    db: Session,
    station_id: UUID,
    month: Month,
    understood: Understood,
    *,
    base: int | None,
    source: str,
    why: str,
    by: Actor,
    at: datetime,
) -> RosterVersion | None:
    """Publish what was understood without a problem, its new officers taken on first."""
    newcomers = {
        one.key: add_officer(db, station_id, rank=one.rank, name=one.name, by=by, at=at).id
        for one in understood.new_officers
    }
    return publish_roster(
        db,
        station_id,
        month,
        _places(understood.duties, newcomers),
        base=base,
        source=source,
        why=why,
        by=by,
        at=at,
    )
