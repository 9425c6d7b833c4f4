"""The kinds of channel (pure)."""

from enum import StrEnum


class Kind(StrEnum):
    """What a channel is for."""

    SURVEY = "survey"
    COMPLAINT = "complaint"
    MANUAL = "manual"
    ESERVICE = "eservice"
    NOTICE = "notice"
    NEWS = "news"
    SERVICE = "service"
    FACILITY = "facility"


LINKED = frozenset({Kind.SURVEY, Kind.COMPLAINT, Kind.MANUAL, Kind.ESERVICE, Kind.NOTICE})
"""What phones are led to: the others are read on the screen, and have no short link."""

NEEDS_ADDRESS = frozenset({Kind.COMPLAINT, Kind.MANUAL, Kind.ESERVICE})
"""What is of little use before the station has said where it leads."""
