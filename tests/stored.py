"""Files for visitors, kept without the children that make them: small, and the same each time."""

from uuid import UUID

from flask import Flask

from station import clock
from station.files.actions import keep_file
from station.files.preparing import Picture, Prepared
from station.files.rules import Kind
from station.files.store import FileStore
from station.files.tables import StoredFile
from station.people.actions import Actor
from tests.cast import house_of
from tests.station.files.hostile_pictures import saved
from tests.station.files.pdfs import document

NAME = "คู่มือประชาชน.pdf"
PDF_BYTES = document()
PICTURE_BYTES = saved("PNG")


def prepared_picture(store: FileStore) -> Prepared:
    """A small picture on the disk."""
    kept = store.put([PICTURE_BYTES])
    name, media_type = "รูปตัวอย่าง.png", "image/png"
    return Prepared(Kind.PICTURE, name, media_type, kept.digest, kept.size, 40, 30)


def prepared_pdf(store: FileStore, pages: int = 2) -> Prepared:
    """A small document on the disk, all of whose pages look alike."""
    kept, page = store.put([PDF_BYTES]), store.put([PICTURE_BYTES])
    pictures = (Picture(page.digest, "image/png", page.size, 40, 30),) * pages
    return Prepared(Kind.PDF, NAME, "application/pdf", kept.digest, kept.size, 40, 30, pictures)


def keep_stored(app: Flask, station_id: UUID, kind: Kind) -> StoredFile:
    """A file of a station."""
    store = house_of(app).store
    prepared = prepared_pdf(store) if kind is Kind.PDF else prepared_picture(store)
    with house_of(app).database.session(writing=True) as db:
        by = Actor(station_id, None)
        kept = keep_file(db, station_id, prepared, by=by, at=clock.now())
        db.commit()
        return kept
