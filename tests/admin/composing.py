"""The composer's form, filled in as its page shows it."""

from bs4 import BeautifulSoup
from werkzeug.test import TestResponse

from tests.cast import Person, read


def composer(code: str = "satisfaction") -> str:
    """The address of a questionnaire's composer."""
    return f"/admin/questionnaires/{code}"


def fields_of(page: BeautifulSoup) -> dict[str, str]:
    """What the form on a page would send, without the button that sends it."""
    (form,) = page.select("form.composer")
    found = {str(one["name"]): one.get_text() for one in form.select("textarea")}
    for one in form.select("input"):
        if one.get("type") != "checkbox" or one.has_attr("checked"):
            found[str(one["name"])] = str(one["value"])
    return found


def presses(person: Person, code: str, do: str, **changes: str) -> TestResponse:
    """Open the composer, type, and press one of its buttons."""
    fields = fields_of(read(person.opens(composer(code))))
    typed = {name.replace("_", "-"): value for name, value in changes.items()}
    return person.browser.post(composer(code), data={**fields, **typed, "do": do})


def begins(person: Person) -> str:
    """Begin a new questionnaire; its code."""
    answer = person.sends("/admin/new-questionnaire", form_at="/admin/questionnaires")
    return answer.headers["Location"].rpartition("/")[2]
