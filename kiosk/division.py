"""A division's page: survey, complaint channels, manuals, e-service."""

from flask import render_template

from kiosk.duty import find_strip
from kiosk.place import place
from station.stations.queries import get_division
from web.house import db


def show(division: str) -> str:
    """What a visitor of a division can do here."""
    found = get_division(db(), place().station.id, division)
    on_duty = find_strip(found.code)
    return render_template("kiosk/division.html", division=found, on_duty=on_duty)
