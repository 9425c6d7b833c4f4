"""What the station promises for each service: steps, minutes, fee and papers."""

from flask import render_template

from kiosk.lead import get_lead, list_leads
from kiosk.place import place, today
from station.channels.bodies import Commitment
from station.channels.rules import Kind
from station.opinions.queries import promise_kept
from station.stations.queries import get_division
from web.house import db


def show_all(division: str) -> str:
    """Every service of a division."""
    found = get_division(db(), place().station.id, division)
    services = list_leads(division, [Kind.SERVICE])
    return render_template("kiosk/services.html", division=found, services=services)


def show(division: str, code: str) -> str:
    """One service, as a text that is read without a file, and whether its promise is kept."""
    found = get_division(db(), place().station.id, division)
    lead = get_lead(division, Kind.SERVICE, code)
    body, kept = lead.channel.body, None
    if isinstance(body, Commitment) and body.minutes is not None:
        kept = promise_kept(db(), place().station.id, code, body.minutes, today())
    return render_template("kiosk/service.html", division=found, lead=lead, kept=kept)
