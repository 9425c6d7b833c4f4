"""Files as rows: added only, bounded by station, and never before their bytes."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from station import clock
from station.errors import NotFound
from station.files import actions
from station.files.actions import forget_unused, keep_file
from station.files.preparing import Prepared, prepare_pdf
from station.files.queries import (
    find_file,
    find_page,
    find_shown,
    get_file,
    list_named,
    list_pages,
)
from station.files.rules import Kind
from station.files.store import FileStore
from station.files.tables import FilePage, StoredFile
from station.people.actions import Actor
from station.plan.file import PlanFile
from tests.cast import add_neighbour, house_of
from tests.kept import audit, rows
from tests.station.files.pdfs import manual
from tests.stored import prepared_pdf, prepared_picture

DAY = timedelta(days=1)


def store_of(app: Flask) -> FileStore:
    return house_of(app).store


def write(app: Flask, act: Callable[[Session], Any]) -> Any:
    """Do something and commit it."""
    with house_of(app).database.session(writing=True) as db:
        done = act(db)
        db.commit()
        return done


def keep(app: Flask, station_id: UUID, prepared: Prepared) -> StoredFile:
    by = Actor(station_id, None)
    kept: StoredFile = write(
        app, lambda db: keep_file(db, station_id, prepared, by=by, at=clock.now())
    )
    return kept


def grow_old(app: Flask) -> None:
    """Let everything on the disk be two days old."""
    then = (clock.now() - 2 * DAY).timestamp()
    for file in store_of(app).folder.rglob("*"):
        os.utime(file, (then, then))


def forget(app: Flask) -> int:
    """Sweep up."""
    gone: int = write(app, lambda db: forget_unused(db, store_of(app), at=clock.now()))
    return gone


def test_a_manual_is_kept_with_its_pages(app: Flask, station_id: UUID, db: Session) -> None:
    prepared = prepare_pdf(store_of(app), BytesIO(manual(3)), "คู่มือ.pdf")
    file = get_file(db, station_id, keep(app, station_id, prepared).id)
    assert (file.kind, file.name, file.pages) == ("pdf", "คู่มือ.pdf", 3)
    assert (file.media_type, file.digest, file.size) == (
        "application/pdf", prepared.digest, store_of(app).path(file.digest).stat().st_size,
    )  # fmt: skip
    assert file.created_at == clock.now()
    pages = list_pages(db, station_id, file.id)
    assert [page.number for page in pages] == [1, 2, 3]
    assert [page.digest for page in pages] == [page.digest for page in prepared.pages]
    assert [(page.width, page.height) for page in pages] == [(1240, 1755)] * 3
    assert all(store_of(app).has(page.digest) for page in pages)
    assert find_page(db, station_id, file.id, 2) == pages[1]
    assert find_page(db, station_id, file.id, 4) is None


def test_a_picture_is_kept_without_pages(app: Flask, station_id: UUID, db: Session) -> None:
    prepared = prepared_picture(store_of(app))
    file = get_file(db, station_id, keep(app, station_id, prepared).id)
    assert (file.kind, file.pages, file.width, file.height) == ("picture", 0, 40, 30)
    assert list_pages(db, station_id, file.id) == []


def test_keeping_a_file_is_noted(app: Flask, station_id: UUID) -> None:
    file = keep(app, station_id, prepared_picture(store_of(app)))
    (entry,) = audit(app)
    assert (entry.act, entry.station_id) == ("file_kept", station_id)
    assert entry.detail == {"file": str(file.id), "kind": "picture", "name": file.name}


def test_a_file_of_another_station_is_not_there(
    app: Flask, station_id: UUID, plan: PlanFile, db: Session
) -> None:
    other = add_neighbour(app, plan)
    file = keep(app, station_id, prepared_pdf(store_of(app)))
    assert find_file(db, other, file.id) is None
    assert list_pages(db, other, file.id) == []
    with pytest.raises(NotFound):
        get_file(db, other, file.id)


def test_a_page_cannot_belong_to_another_station_s_file(
    app: Flask, station_id: UUID, plan: PlanFile
) -> None:
    other = add_neighbour(app, plan)
    file = keep(app, station_id, prepared_pdf(store_of(app)))
    (page, *_) = rows(app, FilePage, FilePage.number)
    values = {"number": 9, "digest": page.digest, "media_type": "image/png", "size": 1}
    strange = FilePage(station_id=other, file_id=file.id, width=1, height=1, **values)
    with pytest.raises(IntegrityError):
        write(app, lambda db: db.add(strange))


def test_a_file_is_found_by_its_id_only_as_what_it_is(
    app: Flask, station_id: UUID, db: Session
) -> None:
    file = keep(app, station_id, prepared_pdf(store_of(app)))
    found = find_shown(db, file.id, Kind.PDF)
    assert found is not None
    assert found.station_id == station_id
    assert find_shown(db, file.id, Kind.PICTURE) is None


def test_the_same_content_may_be_kept_under_two_names(app: Flask, station_id: UUID) -> None:
    prepared = prepared_picture(store_of(app))
    first = keep(app, station_id, prepared)
    second = keep(app, station_id, replace(prepared, name="อีกชื่อ.png"))
    assert first.id != second.id
    assert len(rows(app, StoredFile)) == 2
    assert len(list(store_of(app).list_digests())) == 1


def test_what_is_refused_or_rolled_back_leaves_no_row(app: Flask, station_id: UUID) -> None:
    prepared = prepared_pdf(store_of(app))
    by = Actor(station_id, None)
    with house_of(app).database.session(writing=True) as db:
        keep_file(db, station_id, prepared, by=by, at=clock.now())
        db.rollback()
    assert rows(app, StoredFile) == []
    assert rows(app, FilePage) == []


def missing_bytes(app: Flask) -> set[str]:
    """What a row names and the disk does not have."""
    with house_of(app).database.session(writing=False) as db:
        return {digest for digest in list_named(db) if not store_of(app).has(digest)}


def test_what_a_row_names_is_on_the_disk_before_the_row(
    app: Flask, station_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that dies right after the commit has lost nothing."""
    prepared = prepare_pdf(store_of(app), BytesIO(manual(2)), "x.pdf")
    assert all(store_of(app).has(d) for d in (prepared.digest, *(p.digest for p in prepared.pages)))
    monkeypatch.setattr(FileStore, "put", None)
    keep(app, station_id, prepared)
    assert missing_bytes(app) == set()


def test_a_row_before_its_bytes_is_found(app: Flask, station_id: UUID) -> None:
    """The planted fault: the row is committed, and the process dies before it wrote the file."""
    keep(app, station_id, replace(prepared_picture(store_of(app)), digest="0" * 64))
    assert missing_bytes(app) == {"0" * 64}


def test_what_nobody_names_is_forgotten_after_a_day(app: Flask, station_id: UUID) -> None:
    store = store_of(app)
    keep(app, station_id, prepared_pdf(store))
    named = set(store.list_digests())
    orphan = store.put([b"of a process that died half way"]).digest
    assert forget(app) == 0
    grow_old(app)
    assert forget(app) == 1
    assert set(store.list_digests()) == named
    assert not store.has(orphan)
    assert missing_bytes(app) == set()


def test_what_another_station_names_is_not_forgotten(
    app: Flask, station_id: UUID, plan: PlanFile
) -> None:
    keep(app, add_neighbour(app, plan), prepared_picture(store_of(app)))
    grow_old(app)
    assert forget(app) == 0


def test_forgetting_where_nothing_was_ever_kept_is_nothing(app: Flask) -> None:
    assert forget(app) == 0
    assert not store_of(app).folder.exists()


def test_forgetting_by_the_rows_of_one_station_is_found(
    app: Flask, station_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: what is not seen to be named is taken for nobody's."""
    keep(app, station_id, prepared_picture(store_of(app)))
    grow_old(app)
    monkeypatch.setattr(actions, "list_named", lambda _: set())
    assert forget(app) == 1
    assert len(missing_bytes(app)) == 1
