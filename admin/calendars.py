"""Private calendar addresses: shown once; those of posts are given out and ended here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from admin import guard
from station.posts.queries import get_post
from station.rosters.actions import end_calendars, give_calendar
from station.rosters.queries import list_calendars
from web.assets import draw_qr
from web.house import db, house, now
from web.language import say as _

if TYPE_CHECKING:
    from station.posts.tables import Post


def show_once(token: str, *, post: Post | None = None) -> str:
    """The page that holds a new address; of the officer's own duties where it is of no post."""
    address = f"{house().settings.public_url or request.url_root.rstrip('/')}/calendar/{token}.ics"
    return render_template(
        "admin/calendar_address.html", address=address, qr=draw_qr(address), post=post
    )


def has_address(post: Post) -> bool:
    """Whether some address leads to a post's duties."""
    return any(one.post == post.code for one in list_calendars(db(), post.station_id))


def give(code: str) -> str:
    """A new private address of a post's duties, shown this once; earlier ones end."""
    post = get_post(db(), guard.station_id(), code)
    token = give_calendar(db(), post.station_id, post=post.code, by=guard.staff().actor, at=now())
    db().commit()
    return show_once(token, post=post)


def end(code: str) -> Response:
    """Let the private address of a post's duties lead nowhere."""
    post = get_post(db(), guard.station_id(), code)
    end_calendars(db(), post.station_id, post=post.code, by=guard.staff().actor, at=now())
    db().commit()
    flash(_("The calendar address was ended"))
    return redirect(url_for("admin.post", code=code), 303)
