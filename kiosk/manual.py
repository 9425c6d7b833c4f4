"""One manual, read on the screen page by page, with a code to take it along."""

from flask import render_template, request

from kiosk.lead import get_lead
from kiosk.place import place, today
from station.channels.rules import Kind
from station.files.queries import list_pages
from station.stations.queries import get_division
from web.house import db
from web.numbers import whole


def show(division: str, code: str) -> str:
    """A page of the manual, the first unless another is asked for."""
    found = get_division(db(), place().station.id, division)
    lead = get_lead(division, Kind.MANUAL, code)
    pages = list_pages(db(), place().station.id, lead.file) if lead.file else []
    asked = request.args.get("page", 1, type=whole)
    return render_template(
        "kiosk/manual.html",
        division=found,
        lead=lead,
        pages=pages,
        number=max(1, min(asked, len(pages))),
        today=today(),
    )
