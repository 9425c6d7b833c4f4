"""What is wrong with a roster, or with a file of one, in words."""

from station.rosters.rules import Kind
from station.sheets.findings import RowProblem
from station.sheets.sheet import NAME_CELL, Sheet, column_letters
from web.language import say as _


def problem_name(kind: str) -> str:
    """What is wrong with a roster."""
    return {
        Kind.DOUBLE: _("Two duties at the same time"),
        Kind.ON_LEAVE: _("On leave"),
        Kind.NOT_HERE: _("Not at this station on that day"),
        Kind.GAP: _("Nobody on duty"),
        Kind.SHORT_REST: _("Less than 11 hours of rest"),
        Kind.NO_HANDOVER: _("No time to take over before the shift begins"),
    }[Kind(kind)]


def place_name(sheet: Sheet, problem: RowProblem) -> str:
    """Where in the file something stands."""
    if (problem.row, problem.column) == NAME_CELL:
        return _("The sheet’s name")
    source = sheet.source(problem.row, problem.column)
    letters = column_letters(problem.column if source.column is None else source.column)
    if source.sheet:
        return _(
            "Sheet %(sheet)s, row %(row)s, column %(column)s",
            sheet=source.sheet,
            row=source.row + 1,
            column=letters,
        )
    return _("Row %(row)s, column %(column)s", row=source.row + 1, column=letters)


def row_problem(problem: RowProblem) -> str:
    """What is wrong with a cell, and what to do."""
    sentences = {
        "no_header": _("No row names the columns. Choose below which row does, or that none does"),
        "missing_column": _missing(problem.text),
        "bad_date": _("This is no date. Write it like 31/1/2569"),
        "no_such_day": _("There is no such day"),
        "other_month": _("This day is not in the month. Check the file, or choose the other month"),
        "other_title": _(
            "The title, or the sheet’s name, is of another month. Check the file; if it is the"
            " right one, correct the title"
        ),
        "unknown_post": _("The station has no such post"),
        "unknown_shift": _("The station has no such shift"),
        "shift_not_at_post": _("This shift is not worked at this post"),
        "unknown_officer": _("The station does not know this officer"),
        "ambiguous_officer": _("More than one officer has this name. Choose who is meant"),
        "no_officer": _("Nobody is named. Write a name, or - for nobody"),
    }
    return sentences[problem.code]


def _missing(role: str) -> str:
    sentences = {
        "date": _("No column holds the date. Choose it below"),
        "post": _("No column holds the post. Choose it below, or one post for the whole file"),
        "shift": _("No column holds the shift. Choose it below, or one shift for the whole file"),
        "officer": _("No column holds the officers. Choose it below"),
    }
    return sentences.get(role, "")


def row_warning(problem: RowProblem) -> str:
    """What is worth knowing about a cell."""
    return {
        "repeated_row": _("Stands twice in the file; it is kept once"),
        "left_out": _("Not read: it stands below the table"),
        "unknown_officer": _("Taken for somebody new, although another name is near"),
    }[problem.code]


def unreadable(problem: str, most: object) -> str:
    """Why a file cannot be read, and what to do."""
    megabytes = most // 2**20 if isinstance(most, int) else 5
    sentences = {
        "empty": _("The file is empty. Choose another"),
        "too_large": _(
            "The file is larger than %(n)s MB. Save only the roster's sheet", n=megabytes
        ),
        "bomb": _("The file unpacks to more than a roster can be. Save only the roster's sheet"),
        "protected": _("The file is protected by a password. Save it without one"),
        "unknown_format": _("This is no spreadsheet. Choose a file of XLSX, XLS, ODS or CSV"),
        "damaged": _("The file is damaged. Open it and save it again"),
        "too_slow": _("Reading the file takes too long. Save only the roster's sheet"),
        "no_text": _("The text cannot be read. Save it as CSV UTF-8"),
    }
    return sentences.get(problem, "")
