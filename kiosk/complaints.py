"""Complaint channels, inside and outside the station."""

from flask import render_template, request

from kiosk.lead import list_leads
from kiosk.place import place
from station.channels.rules import Kind
from station.stations.queries import get_division
from web.house import db

ABOUT_OTHERS = "others"
MOST_CHOICES = 7


def show(division: str) -> str:
    """The channels outside the station first; inside first where it is not about the station.

    Whoever complains of the station itself must not have to pass its own channels.
    """
    found = get_division(db(), place().station.id, division)
    leads = list_leads(division, [Kind.COMPLAINT])
    outside = [lead for lead in leads if lead.channel.side == "outside"]
    inside = [lead for lead in leads if lead.channel.side != "outside"]
    is_elsewhere = request.args.get("about") == ABOUT_OTHERS
    groups = [("outside", outside), ("inside", inside)]
    return render_template(
        "kiosk/complaints.html",
        division=found,
        groups=[group for group in (groups[::-1] if is_elsewhere else groups) if group[1]],
        is_elsewhere=is_elsewhere,
        has_both=bool(outside and inside),
        is_long=len(leads) > MOST_CHOICES,
    )
