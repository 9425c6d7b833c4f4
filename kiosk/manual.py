"""One manual, read on the screen page by page, with a code to take it along."""

from flask import render_template

from kiosk.lead import get_lead
from kiosk.place import place, today
from station.channels.rules import Kind
from station.stations.queries import get_division
from web.house import db


def show(division: str, code: str) -> str:
    """The manual, and how to take it along."""
    found = get_division(db(), place().station.id, division)
    lead = get_lead(division, Kind.MANUAL, code)
    return render_template("kiosk/manual.html", division=found, lead=lead, today=today())
