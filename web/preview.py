"""Looking at a draft at its own address: a signed word in it says which version to show."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from itsdangerous import BadData, URLSafeTimedSerializer

from web.house import house

if TYPE_CHECKING:
    from station.channels.queries import Preview

PARAMETER = "preview"
LASTS_SECONDS = 24 * 3600


def sign_preview(station_id: UUID, channel: str, version: int) -> str:
    """The word that shows a version of a channel to whoever has it, for a day."""
    return _signer().dumps([station_id.hex, channel, version])


def read_preview(word: str | None, station_id: UUID) -> Preview | None:
    """The channel and version that a word shows at a station, or None."""
    if not word:
        return None
    try:
        of_station, channel, version = _signer().loads(word, max_age=LASTS_SECONDS)
    except (BadData, ValueError, TypeError):
        return None
    return (str(channel), int(version)) if of_station == station_id.hex else None


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(house().settings.secret_key, salt=PARAMETER)
