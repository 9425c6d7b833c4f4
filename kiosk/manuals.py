"""Service manuals and the law people should know."""

from flask import render_template

from kiosk.lead import list_leads
from kiosk.place import place
from station.channels.rules import Kind
from station.stations.queries import get_division
from web.house import db


def show(division: str) -> str:
    """The division's manuals, each with its code or how to get it otherwise."""
    found = get_division(db(), place().station.id, division)
    leads = list_leads(division, [Kind.MANUAL])
    return render_template("kiosk/manuals.html", division=found, leads=leads)
