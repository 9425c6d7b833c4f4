"""Which files there are."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from station.errors import NotFound
from station.files.rules import Kind
from station.files.tables import FilePage, StoredFile


def find_file(db: Session, station_id: UUID, file_id: UUID) -> StoredFile | None:
    """A file of a station, or None."""
    return db.get(StoredFile, (station_id, file_id))


def get_file(db: Session, station_id: UUID, file_id: UUID) -> StoredFile:
    """A file of a station; raises NotFound."""
    found = find_file(db, station_id, file_id)
    if found is None:
        raise NotFound(what="file")
    return found


def find_shown(db: Session, file_id: UUID, kind: Kind) -> StoredFile | None:
    """A file of that kind by its id alone, which nobody guesses; whose it is, it says itself."""
    ask = select(StoredFile).where(StoredFile.id == file_id, StoredFile.kind == kind)
    return db.scalars(ask).one_or_none()


def find_page(db: Session, station_id: UUID, file_id: UUID, number: int) -> FilePage | None:
    """A page of a station's file, counted from 1, or None."""
    return db.get(FilePage, (station_id, file_id, number))


def list_pages(db: Session, station_id: UUID, file_id: UUID) -> Sequence[FilePage]:
    """Every page of a station's file, in order."""
    ask = select(FilePage).where(FilePage.station_id == station_id, FilePage.file_id == file_id)
    return db.scalars(ask.order_by(FilePage.number)).all()


def list_named(db: Session) -> set[str]:
    """The hash of every content that a row of any station names."""
    named = set(db.scalars(select(StoredFile.digest)))
    return named | set(db.scalars(select(FilePage.digest)))
