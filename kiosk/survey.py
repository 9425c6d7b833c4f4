"""The survey: a code for the visitor's own phone, and three steps."""

from flask import render_template

from kiosk.lead import list_leads
from kiosk.place import place, today
from station.channels.rules import Kind
from station.quotas.queries import EIT, find_phase, span_of
from station.quotas.rules import fiscal_year_of
from station.stations.queries import get_division
from web.house import db


def show(division: str) -> str:
    """The division's survey; outside its phase, in plain words when answers count."""
    station = place().station
    found = get_division(db(), station.id, division)
    leads = list_leads(division, [Kind.SURVEY])
    phase = find_phase(db(), station.id, fiscal_year_of(today()), EIT)
    return render_template(
        "kiosk/survey.html",
        division=found,
        lead=leads[0] if leads else None,
        phase=phase,
        standing=span_of(phase).standing(today()) if phase else None,
    )
