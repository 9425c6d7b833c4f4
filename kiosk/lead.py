"""What a page shows of a channel: its words, and the code that a phone scans."""

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from kiosk.place import place
from station.channels.queries import ShownChannel, list_channels
from station.channels.rules import Kind, phone_address
from web.assets import draw_qr
from web.house import db, house


@dataclass(frozen=True)
class Lead:
    """A channel with the address a phone opens; without one, `channel.otherwise` says how."""

    channel: ShownChannel
    address: str | None
    qr: Markup | None

    @property
    def typed(self) -> str | None:
        """The address as someone would type it: without the scheme, which browsers add."""
        if self.address is None:
            return None
        return self.address.removeprefix("https://").removeprefix("http://").rstrip("/")


def list_leads(division: str, kinds: Iterable[Kind]) -> list[Lead]:
    """The channels of a division at this place, each ready to be scanned."""
    here = place()
    channels = list_channels(
        db(),
        here.station.id,
        kinds=tuple(kinds),
        division=division,
        kiosk_id=here.kiosk.id if here.kiosk else None,
    )
    return [_lead(channel) for channel in channels]


def _lead(channel: ShownChannel) -> Lead:
    address = phone_address(house().settings.public_url, channel.link, channel.address)
    return Lead(channel, address, draw_qr(address) if address else None)
