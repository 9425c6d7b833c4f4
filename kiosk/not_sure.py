"""Not sure: choose by what you need, not by how the station is organised."""

from flask import render_template

from kiosk.place import place
from station.stations.queries import list_divisions, list_needs
from web.house import db


def show() -> str:
    """The needs, each leading to its division."""
    station_id = place().station.id
    return render_template(
        "kiosk/not_sure.html",
        needs=list_needs(db(), station_id),
        divisions={division.code: division for division in list_divisions(db(), station_id)},
    )
