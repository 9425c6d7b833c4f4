"""Who may open what: every page of the admin side names its permission here, or is refused."""

from enum import StrEnum

from station.people.rules import Role


class Permission(StrEnum):
    """What a role may be allowed to do."""

    BE_SIGNED_IN = "be_signed_in"
    SEE_COUNTS = "see_counts"
    ENTER_COUNTS = "enter_counts"
    CHANGE_CHANNELS = "change_channels"
    NAME_STATION = "name_station"
    KEEP_KIOSKS = "keep_kiosks"
    KEEP_ACCOUNTS = "keep_accounts"


P = Permission

ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.ADMIN: frozenset(Permission),
    Role.COMMANDER: frozenset({P.BE_SIGNED_IN, P.SEE_COUNTS}),
    Role.SYSTEM: frozenset({P.BE_SIGNED_IN, P.SEE_COUNTS, P.KEEP_KIOSKS, P.KEEP_ACCOUNTS}),
    Role.OFFICER: frozenset({P.BE_SIGNED_IN}),
    Role.PROVINCE: frozenset({P.BE_SIGNED_IN, P.SEE_COUNTS}),
}

WITHOUT_SIGN_IN = frozenset({"admin.sign_in", "admin.set_up"})

PAGES: dict[str, Permission] = {
    "admin.home": P.BE_SIGNED_IN,
    "admin.sign_out": P.BE_SIGNED_IN,
    "admin.own_password": P.BE_SIGNED_IN,
    "admin.counts_json": P.SEE_COUNTS,
    "admin.answers": P.SEE_COUNTS,
    "admin.enter_reading": P.ENTER_COUNTS,
    "admin.enter_tally": P.ENTER_COUNTS,
    "admin.channels": P.CHANGE_CHANNELS,
    "admin.channel": P.CHANGE_CHANNELS,
    "admin.station": P.NAME_STATION,
    "admin.links": P.KEEP_KIOSKS,
    "admin.kiosks": P.KEEP_KIOSKS,
    "admin.kiosk_code": P.KEEP_KIOSKS,
    "admin.kiosk_revoke": P.KEEP_KIOSKS,
    "admin.accounts": P.KEEP_ACCOUNTS,
    "admin.account_close": P.KEEP_ACCOUNTS,
    "admin.account_password": P.KEEP_ACCOUNTS,
}


def may(role: Role, permission: Permission) -> bool:
    """Whether a role has a permission."""
    return permission in ALLOWED[role]
