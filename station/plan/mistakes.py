"""Mistakes in a plan file: their codes, places and values, and the line an operator reads."""

import re
from dataclasses import dataclass, field

from station.errors import Refusal

SHOWN_LENGTH = 160
BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")

LINES = {
    "cannot_read": "cannot be read ({why}); give the path of a readable file",
    "too_big": "the file is larger than {most} bytes; is it a plan file?",
    "not_utf8": "byte {byte} is not UTF-8; save the file as UTF-8",
    "empty_file": "the file is empty; start from a plan of another station",
    "toml_syntax": "not TOML: {says}",
    "too_deep": "lists or tables are nested too deep; a plan needs four levels",
    "unknown_key": '"{key}" is not known here; correct or remove it',
    "missing_key": '"{key}" is missing; add it',
    "wrong_type": "should be {expected}, not {found}",
    "unknown_value": '"{value}" is not one of: {allowed}',
    "too_small": "{value} is too small; write {least} or more",
    "too_large": "{value} is too large; write {most} or less",
    "wrong_value": "will not do: {says}",
    "bad_code": '"{value}" is no code; use 1 to 40 of the characters a-z, 0-9 and -',
    "unknown_icon": '"{value}" is no icon; choose a name from lucide.dev/icons, such as car',
    "bad_telephone": '"{value}" is no telephone number; write digits, such as 1599',
    "bad_measure_number": '"{value}" is no measure number; write it as 1.2 or 7.3a',
    "bad_time": '"{value}" is no time of day; write it as "08:30"',
    "control_character": "holds a control character (a line break, a tab or a hidden one); "
    "write one line of plain words",
    "empty_words": "is empty; write the words",
    "too_long": "is longer than {most} characters; shorten it",
    "unknown_timezone": '"{value}" is no time zone; write one such as Asia/Bangkok',
    "year_not_buddhist": "{value} is no Buddhist year; fiscal years are named as 2568 is",
    "year_out_of_range": "{value} is out of range; fiscal years go from 2500 to 2700",
    "address_empty": "the address is empty; remove the key and fill in otherwise",
    "address_too_long": "the address is too long; write 2000 characters at most",
    "address_control_character": "the address holds a hidden character; type it anew",
    "address_whitespace": "the address holds a space; remove it",
    "address_backslash": "the address holds a backslash; write /",
    "address_scheme": '"{value}" does not start with https:// or http://; only these can be opened',
    "address_userinfo": "the address holds a name or password before @; remove it",
    "address_host": '"{value}" names no host; write it as https://host.example/',
    "address_port": '"{value}" has a wrong port; write 1 to 65535 or leave it out',
    "empty_list": "is empty; at least one is needed",
    "twice": '"{value}" already stands at {first}; every one must be different',
    "missing_minimum": 'division "{value}" has no minimum; add {value} = a number',
    "unknown_division": '"{value}" is not a division of this plan; the divisions are: {allowed}',
    "unknown_shift": '"{value}" is not a shift of this plan; the shifts are: {allowed}',
    "unknown_group": "measure {value} belongs to no measure group; the groups are: {allowed}",
    "missing_phase": 'no phase has the code "{value}"; add it, answers are counted in it',
    "no_survey": 'division "{value}" has no survey; add a channel of the kind survey',
    "ends_before_start": "ends on {ends}, before it starts on {starts}; swap or correct them",
    "no_length": "starts and ends at {value}; give it a length",
    "outside_fiscal_year": "{value} is outside fiscal year {year} ({starts} to {ends})",
    "buddhist_date": "{value} is in the Buddhist era; write days in the Gregorian one",
    "unreachable": "there is no address and no telephone; "
    "say in otherwise how a visitor reaches it",
    "missing_side": 'a complaint channel is inside or outside; add side = "inside" or "outside"',
    "side_not_complaint": "only complaint channels are inside or outside; remove side",
    "not_of_kind": "channels of this kind have no such key; remove it",
    "nothing_to_show": "there is nothing to read yet; add text, or draft = true until there is",
    "general_without_address": "general marks an address, and there is none; add or remove it",
    "no_due": "nothing says when it is due; add due or due_words",
    "no_follow_up_day": "a single follow-up needs its day; add follow_up_by",
    "question_no_questions": "there is no question; add [[questionnaires.questions]]",
    "question_too_many_questions": "there are more than 7 questions; a visitor has a minute",
    "question_first_is_no_tap": 'the first question is answered by one tap; use "faces" or "one"',
    "question_too_few_options": "has too few options; faces are 4 or 5, a list has 2 to 7",
    "question_too_many_options": "has too many options; faces are 4 or 5, a list has 2 to 7",
    "question_same_words": "says the same as an option before it; options must differ",
    "question_same_code": "stands twice; every question and option has a code of its own",
    "question_bad_code": "faces are numbered 1, 2, 3 and so on, the least content first",
    "question_too_long": "is too long for a screen; shorten it",
    "follow_up_day_not_once": 'a monthly follow-up has no day; remove it or set follow_up = "once"',
}


@dataclass(frozen=True)
class Mistake:
    """One mistake: where it stands, such as `divisions[2].code` (counted from 0), and what it is.

    `values` may hold `row`, the code or number of the row it stands in, and `nearest`, what was
    probably meant.
    """

    place: str
    code: str
    values: dict[str, str] = field(default_factory=dict)


class PlanMistakes(Refusal):
    """A plan that cannot be taken, with all its mistakes in the order of the file's parts."""

    code = "plan_mistakes"

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__(count=len(mistakes))
        self.mistakes = mistakes


def place_of(*steps: str | int) -> str:
    """The place that keys and positions lead to, such as `divisions[2].code`."""
    place = ""
    for step in steps:
        if isinstance(step, int):
            place += f"[{step}]"
        else:
            name = step if BARE_KEY.fullmatch(step) else f'"{step}"'
            place += f".{name}" if place else name
    return place


def mistake_line(mistake: Mistake) -> str:
    """The mistake as one line of English: its place, what is wrong, what to do."""
    values = {name: _shown(value) for name, value in mistake.values.items()}
    row = f" ({values['row']})" if "row" in values else ""
    hint = f'. Did you mean "{values["nearest"]}"?' if "nearest" in values else ""
    return f"{_shown(mistake.place)}{row}: {LINES[mistake.code].format_map(values)}{hint}"


def _shown(value: str) -> str:
    """The value on one line, hidden characters written out, cut where it is long."""
    line = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in value[: SHOWN_LENGTH + 1])
    return line if len(line) <= SHOWN_LENGTH else line[: SHOWN_LENGTH - 1] + "…"
