"""Thanks: the same for everybody, then home."""

from flask import render_template

from kiosk.place import place, today
from station.questionnaires.queries import find_in_force
from station.stations.queries import get_division
from web.house import db


def show(division: str) -> str:
    """The end of a visit, with what could be done next."""
    station_id = place().station.id
    return render_template(
        "kiosk/thanks.html",
        division=get_division(db(), station_id, division),
        asks_opinion=find_in_force(db(), station_id, division, today()) is not None,
    )
