"""A division's page: survey, complaint channels, manuals, e-service, a short opinion."""

from flask import render_template

from kiosk.duty import find_strip
from kiosk.place import place, today
from station.questionnaires.queries import find_in_force
from station.stations.queries import get_division
from web.house import db


def show(division: str) -> str:
    """What a visitor of a division can do here."""
    found = get_division(db(), place().station.id, division)
    station_id = place().station.id
    return render_template(
        "kiosk/division.html",
        division=found,
        on_duty=find_strip(found.code),
        asks_opinion=find_in_force(db(), station_id, found.code, today()) is not None,
    )
