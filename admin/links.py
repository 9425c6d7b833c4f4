"""Short links: under which address phones reach this server, and whether one ever did."""

from flask import render_template

from station.channels.queries import is_proved
from station.channels.rules import proof_token
from web.assets import draw_qr
from web.house import db, house


def show() -> str:
    """The address, its proof, and the code for a phone off the network to prove it with."""
    settings = house().settings
    public_url, proof = settings.public_url, None
    if public_url:
        proof = f"{public_url}/prove/{proof_token(public_url, settings.secret_key)}"
    return render_template(
        "admin/links.html",
        public_url=public_url,
        is_proved=bool(public_url) and is_proved(db(), public_url or ""),
        proof=proof,
        qr=draw_qr(proof) if proof else None,
    )
