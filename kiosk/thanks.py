"""Thanks: the same for everybody, then home."""

from flask import render_template

from kiosk.place import place
from station.stations.queries import get_division
from web.house import db


def show(division: str) -> str:
    """The end of a visit, with what could be done next."""
    found = get_division(db(), place().station.id, division)
    return render_template("kiosk/thanks.html", division=found)
