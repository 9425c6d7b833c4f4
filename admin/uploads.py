"""Files that come with a form, kept as soon as they are good: no mistake elsewhere loses them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from flask import url_for
from flask_wtf.file import FileField

from admin import guard
from admin.refusals import put_refusal_at
from station.files.actions import keep_file
from station.files.preparing import prepare_pdf, prepare_picture
from station.files.queries import find_file
from station.files.rules import BadFile, Kind
from web.house import db, house, let_go, now

if TYPE_CHECKING:
    from wtforms import Field, Form

    from station.files.tables import StoredFile


def take_uploads(form: Form) -> bool:
    """Keep every file that came with a form, its id in the field that says so; whether all were.

    Preparing one may take up to a minute: no transaction is open meanwhile, and each is kept for
    itself. What is refused is said at its field.
    """
    taken = [_take(form, field) for field in form if isinstance(field, FileField)]
    return all(taken)


def _take(form: Form, field: Field) -> bool:
    kept = form[f"{field.name}_kept"]
    if not (field.data and field.data.filename):
        found = find_upload(kept.data)
        kept.data = kept.data if found and found.kind == _kind(field) else ""
        return True
    try:
        kept.data = str(_keep(field).id)
    except BadFile as refusal:
        db().rollback()
        put_refusal_at(field, refusal)
        return False
    form[f"{field.name}_gone"].data = False
    return True


def _kind(field: Field) -> Kind:
    return Kind.PICTURE if field.name == "picture" else Kind.PDF


def _keep(field: Field) -> StoredFile:
    station_id, actor = guard.station_id(), guard.staff().actor
    let_go()
    prepare = prepare_picture if _kind(field) is Kind.PICTURE else prepare_pdf
    prepared = prepare(house().store, field.data.stream, field.data.filename)
    file = keep_file(db(), station_id, prepared, by=actor, at=now())
    db().commit()
    return file


def find_upload(text: str | None) -> StoredFile | None:
    """The station's file with an id that a form sent, or None."""
    try:
        file_id = UUID(text or "")
    except ValueError:
        return None
    return find_file(db(), guard.station_id(), file_id)


def upload_name(text: str) -> str:
    """What a kept file is called."""
    file = find_upload(text)
    return file.name if file else ""


def upload_address(text: str) -> str:
    """Where a kept file can be looked at."""
    file = find_upload(text)
    if file is None:
        return ""
    if file.kind == Kind.PICTURE:
        return url_for("kiosk_files.picture", file_id=file.id)
    return url_for("kiosk_files.pdf", file_id=file.id, name=file.name)
