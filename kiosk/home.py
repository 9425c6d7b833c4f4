"""Home: which of the station's divisions did you come for?"""

from flask import render_template

from kiosk.duty import find_strip
from kiosk.place import place
from station.stations.queries import list_divisions
from web.house import db


def show() -> str:
    """The divisions, and a way for who is not sure."""
    divisions = list_divisions(db(), place().station.id)
    return render_template("kiosk/home.html", divisions=divisions, on_duty=find_strip())
