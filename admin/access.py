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
    SEE_ROSTERS = "see_rosters"
    KEEP_ROSTERS = "keep_rosters"
    SEE_OPINIONS = "see_opinions"
    READ_TEXTS = "read_texts"
    REVIEW_TEXTS = "review_texts"
    KEEP_QUESTIONNAIRES = "keep_questionnaires"


P = Permission

ALLOWED: dict[Role, frozenset[Permission]] = {
    Role.ADMIN: frozenset(Permission),
    Role.COMMANDER: frozenset(
        {P.BE_SIGNED_IN, P.SEE_COUNTS, P.SEE_ROSTERS, P.SEE_OPINIONS, P.READ_TEXTS}
    ),
    Role.SYSTEM: frozenset(
        {
            P.BE_SIGNED_IN,
            P.SEE_COUNTS,
            P.ENTER_COUNTS,
            P.CHANGE_CHANNELS,
            P.KEEP_KIOSKS,
            P.KEEP_ACCOUNTS,
            P.SEE_ROSTERS,
            P.KEEP_ROSTERS,
        }
    ),
    Role.OFFICER: frozenset({P.BE_SIGNED_IN, P.SEE_ROSTERS}),
    Role.PROVINCE: frozenset({P.BE_SIGNED_IN, P.SEE_COUNTS, P.SEE_ROSTERS, P.SEE_OPINIONS}),
}

WITHOUT_SIGN_IN = frozenset({"admin.sign_in", "admin.set_up"})

PAGES: dict[str, Permission] = {
    "admin.home": P.BE_SIGNED_IN,
    "admin.sign_out": P.BE_SIGNED_IN,
    "admin.own_password": P.BE_SIGNED_IN,
    "admin.counts_json": P.SEE_COUNTS,
    "admin.coverage": P.SEE_COUNTS,
    "admin.coverage_csv": P.SEE_COUNTS,
    "admin.answers": P.SEE_COUNTS,
    "admin.enter_reading": P.ENTER_COUNTS,
    "admin.enter_tally": P.ENTER_COUNTS,
    "admin.channels": P.CHANGE_CHANNELS,
    "admin.channel": P.CHANGE_CHANNELS,
    "admin.channel_new": P.CHANGE_CHANNELS,
    "admin.channel_history": P.CHANGE_CHANNELS,
    "admin.channels_order": P.CHANGE_CHANNELS,
    "admin.channel_move": P.CHANGE_CHANNELS,
    "admin.channel_publish": P.CHANGE_CHANNELS,
    "admin.channel_drop": P.CHANGE_CHANNELS,
    "admin.channel_off": P.CHANGE_CHANNELS,
    "admin.channel_bring_back": P.CHANGE_CHANNELS,
    "admin.link_checks": P.CHANGE_CHANNELS,
    "admin.link_check_all": P.CHANGE_CHANNELS,
    "admin.link_check_one": P.CHANGE_CHANNELS,
    "admin.station": P.NAME_STATION,
    "admin.links": P.KEEP_KIOSKS,
    "admin.kiosks": P.KEEP_KIOSKS,
    "admin.kiosk_code": P.KEEP_KIOSKS,
    "admin.kiosk_revoke": P.KEEP_KIOSKS,
    "admin.accounts": P.KEEP_ACCOUNTS,
    "admin.account_close": P.KEEP_ACCOUNTS,
    "admin.account_password": P.KEEP_ACCOUNTS,
    "admin.rosters": P.SEE_ROSTERS,
    "admin.roster": P.SEE_ROSTERS,
    "admin.roster_xlsx": P.SEE_ROSTERS,
    "admin.roster_csv": P.SEE_ROSTERS,
    "admin.roster_versions": P.SEE_ROSTERS,
    "admin.roster_names": P.KEEP_ROSTERS,
    "admin.roster_import": P.KEEP_ROSTERS,
    "admin.roster_file": P.KEEP_ROSTERS,
    "admin.roster_file_columns": P.KEEP_ROSTERS,
    "admin.roster_file_sheet": P.KEEP_ROSTERS,
    "admin.roster_file_fixes": P.KEEP_ROSTERS,
    "admin.roster_file_publish": P.KEEP_ROSTERS,
    "admin.roster_file_drop": P.KEEP_ROSTERS,
    "admin.my_duties": P.SEE_ROSTERS,
    "admin.calendar_give": P.SEE_ROSTERS,
    "admin.calendar_end": P.SEE_ROSTERS,
    "admin.officers": P.SEE_ROSTERS,
    "admin.officer_new": P.KEEP_ROSTERS,
    "admin.officer": P.KEEP_ROSTERS,
    "admin.leave_new": P.KEEP_ROSTERS,
    "admin.leave_remove": P.KEEP_ROSTERS,
    "admin.officer_account": P.KEEP_ROSTERS,
    "admin.officer_account_new": P.KEEP_ACCOUNTS,
    "admin.posts": P.SEE_ROSTERS,
    "admin.post_new": P.KEEP_ROSTERS,
    "admin.post": P.KEEP_ROSTERS,
    "admin.post_move": P.KEEP_ROSTERS,
    "admin.post_remove": P.KEEP_ROSTERS,
    "admin.post_calendar": P.KEEP_ROSTERS,
    "admin.post_calendar_end": P.KEEP_ROSTERS,
    "admin.shift_new": P.KEEP_ROSTERS,
    "admin.shifts_ready": P.KEEP_ROSTERS,
    "admin.shift": P.KEEP_ROSTERS,
    "admin.shift_remove": P.KEEP_ROSTERS,
    "admin.holidays": P.SEE_ROSTERS,
    "admin.holiday_new": P.KEEP_ROSTERS,
    "admin.holidays_official": P.KEEP_ROSTERS,
    "admin.holiday": P.KEEP_ROSTERS,
    "admin.holiday_remove": P.KEEP_ROSTERS,
    "admin.opinions": P.SEE_OPINIONS,
    "admin.opinion": P.SEE_OPINIONS,
    "admin.opinion_csv": P.SEE_OPINIONS,
    "admin.opinion_xlsx": P.SEE_OPINIONS,
    "admin.opinion_texts": P.READ_TEXTS,
    "admin.opinion_texts_csv": P.READ_TEXTS,
    "admin.opinion_texts_xlsx": P.READ_TEXTS,
    "admin.text_review": P.REVIEW_TEXTS,
    "admin.questionnaires": P.SEE_OPINIONS,
    "admin.questionnaire_new": P.KEEP_QUESTIONNAIRES,
    "admin.questionnaire": P.KEEP_QUESTIONNAIRES,
    "admin.questionnaire_move": P.KEEP_QUESTIONNAIRES,
    "admin.questionnaire_asking": P.KEEP_QUESTIONNAIRES,
    "admin.questionnaire_preview": P.SEE_OPINIONS,
    "admin.questionnaire_preview_at": P.SEE_OPINIONS,
    "admin.questionnaire_history": P.SEE_OPINIONS,
    "admin.questionnaire_force": P.KEEP_QUESTIONNAIRES,
    "admin.questionnaire_copy": P.KEEP_QUESTIONNAIRES,
    "admin.questionnaire_off": P.KEEP_QUESTIONNAIRES,
    "admin.questionnaire_drop": P.KEEP_QUESTIONNAIRES,
    "admin.privacy_notice": P.KEEP_QUESTIONNAIRES,
}


def may(role: Role, permission: Permission) -> bool:
    """Whether a role has a permission."""
    return permission in ALLOWED[role]


def may_look_after(role: Role, other: Role) -> bool:
    """Whether a role may open, close and give passwords to accounts of another.

    Only of those that may do nothing which it may not itself: else it could let itself in.
    """
    return may(role, Permission.KEEP_ACCOUNTS) and ALLOWED[other] <= ALLOWED[role]
