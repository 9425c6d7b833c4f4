"""How a kiosk is paired (pure)."""

import hashlib
from datetime import timedelta

from station.errors import Refusal

PAIRING_LASTS = timedelta(minutes=15)
CODE_LENGTH = 8
LONGEST_NAME = 60
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class BadKioskName(Refusal):
    """A name for a kiosk that is empty or too long."""

    code = "bad_kiosk_name"


class UnknownPoint(Refusal):
    """A service point that this station does not have."""

    code = "unknown_point"


class WrongPairingCode(Refusal):
    """A pairing code that is mistyped, used, too old, or withdrawn."""

    code = "wrong_pairing_code"


class KioskRevoked(Refusal):
    """A kiosk that was revoked stays so; a new one is made instead."""

    code = "kiosk_revoked"


def tidy_kiosk_name(text: str) -> str:
    """A kiosk's name as it is kept; raises BadKioskName."""
    name = " ".join(text.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise BadKioskName(longest=LONGEST_NAME)
    return name


def tidy_code(text: str) -> str:
    """A typed code as Crockford reads it: capitals, no dashes or spaces, O as 0, I and L as 1."""
    kept = "".join(character for character in text.upper() if character.isalnum())
    return kept.translate(str.maketrans("OIL", "011"))


def hash_token(token: str) -> str:
    """What is kept of a code or a kiosk's token (64 hexadecimal digits)."""
    return hashlib.sha256(token.encode()).hexdigest()
