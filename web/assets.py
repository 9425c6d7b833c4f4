"""Stylesheets, scripts, fonts and icons: served under an address that changes with them."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask
from lucide.jinja import lucide
from markupsafe import Markup
from whitenoise import WhiteNoise

from station.channels.qr import qr_svg

FOR_EVER = 365 * 24 * 3600


def address_of(folder: Path) -> str:
    """The address of a folder of assets; it changes with any file in it.

    One address for the whole folder lets stylesheets and scripts name each other by relative
    paths, which file names with hashes in them would not.
    """
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(str(file.relative_to(folder)).encode())
        digest.update(file.read_bytes())
    return f"/static/{digest.hexdigest()[:12]}"


def serve_assets(app: Flask) -> None:
    """Serve the static folder so that a browser may keep each file for ever."""
    served = WhiteNoise(
        app.wsgi_app,
        max_age=FOR_EVER,
        immutable_file_test=lambda *_: True,
        allow_all_origins=False,
    )
    served.add_files(app.static_folder, prefix=app.static_url_path)
    app.wsgi_app = served  # type: ignore[method-assign]
    app.add_template_global(icon, "icon")


@lru_cache(maxsize=256)
def icon(name: str, size: int = 24) -> Markup:
    """A lucide icon as SVG that screen readers pass over."""
    shown = {"class": "icon", "aria-hidden": "true", "focusable": "false"}
    return Markup(lucide(name, size=size, **shown))  # noqa: S704 (the package's own drawings)


def draw_qr(text: str) -> Markup:
    """A QR code as SVG for a page."""
    return Markup(qr_svg(text))  # noqa: S704 (squares only: nothing of the text is in it)
