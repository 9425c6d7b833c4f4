"""A division's page: survey, complaint channels, manuals, e-service."""

from flask import render_template

from kiosk.place import place
from station.stations.queries import get_division
from web.house import db


def show(division: str) -> str:
    """What a visitor of a division can do here."""
    found = get_division(db(), place().station.id, division)
    return render_template("kiosk/division.html", division=found)
