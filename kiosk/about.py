"""About this station: notices, news and facilities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, render_template, request

from kiosk.lead import Lead, get_lead, list_leads, previewed
from kiosk.place import place, today
from station.channels.bodies import News, Notice
from station.channels.rules import Kind
from web.house import house
from web.numbers import whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

A_PAGE = 5
"""Choices on a page, beside the one that leads to the next."""
MOST_IN_FEED = 30


def show() -> str:
    """Ways to what the station tells of itself."""
    return render_template(
        "kiosk/about.html",
        notices=_notices(),
        news=_news(),
        facilities=list_leads(None, [Kind.FACILITY]),
    )


def show_notices() -> str:
    """The notices of today, a few at a time."""
    return _listed("kiosk/notices.html", _notices())


def show_notice(code: str) -> str:
    """A notice: words, picture, figures, and its code if it leads somewhere."""
    lead = get_lead(None, Kind.NOTICE, code)
    return render_template("kiosk/notice.html", lead=lead, body=lead.channel.body)


def show_news() -> str:
    """The news, the newest first, a few at a time."""
    return _listed("kiosk/news.html", _news())


def show_news_item(code: str) -> str:
    """A piece of news, or what came of what visitors had said."""
    lead = get_lead(None, Kind.NEWS, code)
    return render_template("kiosk/news_item.html", lead=lead, body=lead.channel.body)


def feed() -> Response:
    """The news as an Atom feed, for the station's website and whoever follows it."""
    # Where it is known what phones must call us, whoever asks has no say in it: others may keep it.
    site = house().settings.public_url or request.host_url.rstrip("/")
    page = render_template("kiosk/news.xml", items=_news()[:MOST_IN_FEED], site=site)
    answer = Response(page, content_type="application/atom+xml; charset=utf-8")
    answer.headers["Cache-Control"] = "public, max-age=300"
    return answer


def show_facilities() -> str:
    """What makes the wait easier, and where it is."""
    return render_template("kiosk/facilities.html", facilities=list_leads(None, [Kind.FACILITY]))


def revision() -> dict[str, int]:
    """A number that rises with every change a page could show: open pages ask for it."""
    return {"revision": place().station.revision}


def _listed(template: str, leads: Sequence[Lead]) -> str:
    first = max(0, request.args.get("from", 0, type=whole))
    first = first if first < len(leads) else 0
    shown = leads[first : first + A_PAGE + 1]
    is_more = len(leads) - first > A_PAGE + 1
    return render_template(
        template,
        leads=leads[first : first + A_PAGE] if is_more else shown,
        following=first + A_PAGE if is_more else None,
        before=max(0, first - A_PAGE) if first else None,
    )


def _notices() -> list[Lead]:
    preview = previewed()
    on_top = preview[0] if preview else None

    def is_on(lead: Lead) -> bool:
        body = lead.channel.body
        return lead.channel.code == on_top or (isinstance(body, Notice) and body.is_on(today()))

    return [lead for lead in list_leads(None, [Kind.NOTICE]) if is_on(lead)]


def _news() -> list[Lead]:
    return sorted(list_leads(None, [Kind.NEWS]), key=_day, reverse=True)


def _day(lead: Lead) -> date:
    body = lead.channel.body
    return (body.day if isinstance(body, News) else None) or today()
