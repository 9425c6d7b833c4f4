"""Complaint channels, inside and outside the station."""

from flask import render_template

from kiosk.lead import list_leads
from kiosk.place import place
from station.channels.rules import Kind
from station.stations.queries import get_division
from web.house import db


def show(division: str) -> str:
    """The channels outside the station, and those inside."""
    found = get_division(db(), place().station.id, division)
    leads = list_leads(division, [Kind.COMPLAINT])
    return render_template(
        "kiosk/complaints.html",
        division=found,
        outside=[lead for lead in leads if lead.channel.side == "outside"],
        inside=[lead for lead in leads if lead.channel.side != "outside"],
    )
