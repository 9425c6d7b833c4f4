"""Service manuals and the law people should know; and the steps of each service."""

from flask import render_template

from kiosk.lead import list_leads
from kiosk.place import place
from station.channels.rules import Kind
from station.stations.queries import get_division
from web.house import db

MOST_CHOICES = 7


def show(division: str) -> str:
    """The division's services and manuals, each with its code or how to get it otherwise."""
    found = get_division(db(), place().station.id, division)
    leads = list_leads(division, [Kind.MANUAL])
    services = list_leads(division, [Kind.SERVICE])
    return render_template(
        "kiosk/manuals.html",
        division=found,
        leads=leads,
        services=services,
        is_long=len(leads) + len(services) > MOST_CHOICES,
    )
