"""The police's services that need no visit."""

from flask import render_template

from kiosk.lead import list_leads
from kiosk.place import place
from station.channels.rules import Kind
from station.stations.queries import get_division
from web.house import db


def show(division: str) -> str:
    """The e-services, each with its code or how to reach it otherwise."""
    found = get_division(db(), place().station.id, division)
    leads = list_leads(division, [Kind.ESERVICE])
    return render_template("kiosk/eservice.html", division=found, leads=leads)
