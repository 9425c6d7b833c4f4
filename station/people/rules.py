"""Roles, how long a sign-in lasts, and how often one may guess (pure)."""

import hashlib
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from station.errors import Refusal

SIGN_IN_LASTS = timedelta(hours=12)
SET_UP_LINK_LASTS = timedelta(days=7)
GUESSES = 10
GUESSES_WITHIN = timedelta(minutes=15)
SHORTEST_PASSWORD = 10
SHORTEST_PIN, LONGEST_PIN = 6, 12
LONGEST_PASSWORD = 200
LONGEST_NAME = 60


class Role(StrEnum):
    """What an account is for; what each may do stands in admin/access.py."""

    ADMIN = "admin"
    COMMANDER = "commander"
    SYSTEM = "system"
    OFFICER = "officer"
    PROVINCE = "province"


class BadName(Refusal):
    """A name for an account that is empty, too long, or cannot be typed again."""

    code = "bad_account_name"


class NameTaken(Refusal):
    """Another account has that name already."""

    code = "account_name_taken"


class BadPassword(Refusal):
    """A password that is too short or too long."""

    code = "bad_password"


class BadPin(Refusal):
    """An officer's password that is neither long enough nor a PIN that is hard to guess."""

    code = "bad_pin"


class TooManyGuesses(Refusal):
    """Too many wrong tries; `minutes` says when the next one is allowed."""

    code = "too_many_guesses"


class WrongNameOrPassword(Refusal):
    """The name or the password is wrong; which one, nobody is told."""

    code = "wrong_name_or_password"


class DeadLink(Refusal):
    """A one-time link that was used, is too old, or never was."""

    code = "dead_link"


class RoleNeedsStation(Refusal):
    """Every role but the province's belongs to one station."""

    code = "role_needs_station"


class LastAdmin(Refusal):
    """Closing the only account that may open accounts."""

    code = "last_admin"


def tidy_name(text: str) -> str:
    """An account's name as it is kept and compared; raises BadName."""
    name = " ".join(text.split()).casefold()
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise BadName(longest=LONGEST_NAME)
    return name


def check_password(text: str, role: Role) -> None:
    """Raise BadPassword unless a password is long enough and not endless.

    An officer's may be a PIN instead; digits alone are always one. Raises BadPin where it is not.
    """
    if role is Role.OFFICER:
        _check_officers_password(text)
    elif not SHORTEST_PASSWORD <= len(text) <= LONGEST_PASSWORD:
        raise BadPassword(shortest=SHORTEST_PASSWORD, longest=LONGEST_PASSWORD)


def _check_officers_password(text: str) -> None:
    is_pin = text.isascii() and text.isdigit()
    shortest, longest = (
        (SHORTEST_PIN, LONGEST_PIN) if is_pin else (SHORTEST_PASSWORD, LONGEST_PASSWORD)
    )
    if not shortest <= len(text) <= longest or (is_pin and _is_run(text)):
        raise BadPin(
            shortest_pin=SHORTEST_PIN,
            longest_pin=LONGEST_PIN,
            shortest=SHORTEST_PASSWORD,
            is_easy=is_pin and shortest <= len(text) <= longest,
        )


def _is_run(digits: str) -> bool:
    """Whether each digit is as far from the one before: all alike, 123456, 654321, 789012."""
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(digits)}
    return steps <= {0} or steps <= {1} or steps <= {9}


def minutes_to_wait(guesses: list[datetime], now: datetime) -> int:
    """Whole minutes until another guess is allowed; 0 means now.

    `guesses` are the tries of the last 15 minutes, oldest first.
    """
    recent = [at for at in guesses if now - at < GUESSES_WITHIN]
    if len(recent) < GUESSES:
        return 0
    wait = recent[-GUESSES] + GUESSES_WITHIN - now
    return max(1, -(-wait // timedelta(minutes=1)))


def hash_token(token: str) -> str:
    """What is kept of a secret that its holder shows again (64 hexadecimal digits)."""
    return hashlib.sha256(token.encode()).hexdigest()
