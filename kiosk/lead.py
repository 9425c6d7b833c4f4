"""What a page shows of a channel: its words, and the code that a phone scans."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from flask import g, url_for
from markupsafe import Markup

from kiosk.place import place
from station.channels.bodies import Manual
from station.channels.queries import Preview, ShownChannel, list_channels
from station.channels.rules import Kind, phone_address
from station.errors import NotFound
from web.assets import draw_qr
from web.house import db, house
from web.language import language


@dataclass(frozen=True)
class Lead:
    """A channel with the address a phone opens; without one, `channel.otherwise` says how.

    `file` is the manual's file in the visitor's language, `download` where a browser gets it.
    """

    channel: ShownChannel
    address: str | None
    qr: Markup | None
    file: UUID | None = None
    download: str | None = None

    @property
    def typed(self) -> str | None:
        """The address as someone would type it: without the scheme, which browsers add."""
        if self.address is None:
            return None
        return self.address.removeprefix("https://").removeprefix("http://").rstrip("/")


def list_leads(division: str | None, kinds: Iterable[Kind]) -> list[Lead]:
    """The channels of a division, or of all, at this place, each ready to be scanned."""
    here = place()
    channels = list_channels(
        db(),
        here.station.id,
        kinds=tuple(kinds),
        division=division,
        kiosk_id=here.kiosk.id if here.kiosk else None,
        preview=previewed(),
    )
    return [_lead(channel) for channel in channels]


def get_lead(division: str | None, kind: Kind, code: str) -> Lead:
    """One of them by its code; raises NotFound."""
    for lead in list_leads(division, [kind]):
        if lead.channel.code == code:
            return lead
    raise NotFound(what="channel")


def previewed() -> Preview | None:
    """The draft that the staff look at here before it is shown, if they do."""
    preview: Preview | None = g.get("preview")
    return preview


def _download(file: UUID, code: str) -> str:
    return url_for("kiosk_files.pdf", file_id=file, name=f"{code}.pdf")


def _lead(channel: ShownChannel) -> Lead:
    file = channel.body.file_for(language()) if isinstance(channel.body, Manual) else None
    download = _download(file, channel.code) if file else None
    public_url = house().settings.public_url
    leads_to = channel.address or (f"{public_url}{download}" if public_url and download else None)
    address = phone_address(public_url, channel.link, leads_to)
    return Lead(channel, address, draw_qr(address) if address else None, file, download)
