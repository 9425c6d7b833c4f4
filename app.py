"""The wiring: settings, database, languages, headers, error pages, doors and commands."""

import os
from pathlib import Path

import click
from flask import Flask
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined

import admin
import kiosk
from kiosk.intake import Intakes
from station.counts.actions import open_writer
from station.database import Database
from station.files.store import FileStore
from station.settings import BadSetting, load_settings
from web.assets import address_of, serve_assets
from web.background import make_ticker
from web.bodies import limit_bodies
from web.cookies import SameSiteSessions
from web.errors import use_error_pages
from web.headers import SecurityHeaders
from web.house import House, move_in
from web.language import use_languages

ROOT = Path(__file__).parent


def create_app() -> Flask:
    """One process's app, set up from the environment."""
    try:
        settings = load_settings(os.environ, ROOT)
    except BadSetting as bad:
        raise SystemExit(f"Error: {bad}") from None
    app = Flask(__name__, static_url_path=address_of(ROOT / "static"))
    app.config.update(
        SECRET_KEY=settings.secret_key,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # some browsers send no Referer; the token is what proves it
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.session_interface = SameSiteSessions()
    database = Database(settings.database_url)
    store = FileStore(settings.instance_dir / "files")
    ticker = make_ticker(settings, database, store)
    house = House(settings, database, open_writer(database), store, ticker)
    move_in(app, house)
    use_languages(app, ROOT / "templates" / "translations")
    use_error_pages(app)
    limit_bodies(app, admin.LARGER_BODIES)
    csrf = CSRFProtect(app)
    kiosk.open_door(app, csrf)
    admin.open_door(app)
    if click.get_current_context(silent=True):  # only the command line needs its commands
        from commands import register

        register(app)
    serve_assets(app)
    app.wsgi_app = SecurityHeaders(Intakes(app, house))  # type: ignore[method-assign]
    return app
