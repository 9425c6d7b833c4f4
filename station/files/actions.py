"""Keeping files that were prepared, and forgetting what no row names."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from station.files.preparing import Picture, Prepared
from station.files.queries import list_named
from station.files.store import FileStore
from station.files.tables import FilePage, StoredFile
from station.people.actions import Actor, note_act

UNNAMED_FOR = timedelta(days=1)
"""How long a content waits for a row that names it: what is being prepared has none yet."""


def keep_file(
    db: Session, station_id: UUID, prepared: Prepared, *, by: Actor, at: datetime
) -> StoredFile:
    """Keep a file that is on the disk, and each of its pages."""
    file = StoredFile(
        station_id=station_id,
        id=uuid4(),
        kind=prepared.kind,
        name=prepared.name,
        media_type=prepared.media_type,
        digest=prepared.digest,
        size=prepared.size,
        pages=len(prepared.pages),
        width=prepared.width,
        height=prepared.height,
        by=by.account_id,
        created_at=at,
    )
    db.add(file)
    db.flush()
    db.add_all(_page(file, number, one) for number, one in enumerate(prepared.pages, 1))
    detail = {"file": str(file.id), "kind": prepared.kind, "name": prepared.name}
    note_act(db, "file_kept", by=by, at=at, **detail)
    db.flush()
    return file


def _page(file: StoredFile, number: int, picture: Picture) -> FilePage:
    return FilePage(
        station_id=file.station_id,
        file_id=file.id,
        number=number,
        digest=picture.digest,
        media_type=picture.media_type,
        size=picture.size,
        width=picture.width,
        height=picture.height,
    )


def forget_unused(db: Session, store: FileStore, *, at: datetime) -> int:
    """Remove from the disk what no row of any station names and is a day old; how many that was.

    Such is left where a process ended, or a PDF was refused, half way. Rows stay for ever.
    """
    before = at - UNNAMED_FOR
    store.remove_pieces(before=before)
    unnamed = set(store.list_digests()) - list_named(db)
    return sum(store.remove(digest, if_before=before) for digest in unnamed)
