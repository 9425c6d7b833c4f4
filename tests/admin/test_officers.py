"""Officers on the staff's pages: found, added, changed, on leave, and let in by an account."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from flask import Flask

from station.officers.tables import Leave, Officer
from station.people.tables import Account
from station.plan.file import PlanFile
from tests.admin.boards import text_of
from tests.admin.filling import SAMPLE_PIN, Filler
from tests.cast import Person, add_neighbour, read
from tests.duties import take_on
from tests.instances import on_sqlite
from tests.kept import acts, everything, rows

PAGE = "/admin/officers"
FORM = {
    "rank": "ด.ต.",
    "name": " ตัวอย่าง  หนึ่ง ",
    "division": "traffic",
    "is_public": "y",
    "since": "๑/๑๐/๒๕๖๗",
    "until": "",
}
SignedIn = Callable[[str], Person]


def names(person: Person, query: str = "") -> list[str]:
    page = read(person.opens(f"{PAGE}?lang=en{query}"))
    return [text_of(one) for one in page.select("main li.row .row-name strong")]


def states(person: Person, query: str = "") -> list[list[str]]:
    page = read(person.opens(f"{PAGE}?lang=en{query}"))
    return [[text_of(s) for s in row.select(".state")] for row in page.select("main li.row")]


def only(app: Flask) -> Officer:
    (officer,) = rows(app, Officer)
    return officer


def wrong_fields(person: Person, path: str, form: dict[str, str], form_at: str) -> set[str]:
    answer = person.sends(path, form_at=form_at, **form)
    assert answer.status_code == 422
    page = read(answer)
    assert text_of(page.select_one("title")).startswith(("Please check", "กรุณา", "โปรด"))
    return {str(a["href"]).removeprefix("#") for a in page.select(".error-summary a")}


def test_an_officer_is_added_and_stands_in_the_list(app: Flask, praew: Person) -> None:
    answer = praew.sends(f"{PAGE}/new", **FORM)
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    kept = only(app)
    assert (kept.rank, kept.name, kept.division) == ("ด.ต.", "ตัวอย่าง หนึ่ง", "traffic")
    assert (str(kept.since), kept.until, kept.is_public) == ("2024-10-01", None, True)
    assert names(praew) == ["ด.ต. ตัวอย่าง หนึ่ง"]
    assert acts(app).count("officer_added") == 1


WRONG = [
    {"name": ""},
    {"name": "   "},
    {"name": "x" * 121},
    {"name": "a\u0000b"},
    {"rank": "x" * 61},
    {"division": "nowhere"},
    {"since": "31/2/2568"},
    {"until": "soon"},
    {"until": "30/9/2567"},
]


@on_sqlite
@pytest.mark.parametrize("is_new", [True, False])
def test_an_officer_that_cannot_be_is_refused_at_its_field(
    app: Flask, praew: Person, station_id: UUID, is_new: bool
) -> None:
    (officer,) = take_on(app, station_id, "ตัวอย่าง สอง")
    path = f"{PAGE}/new" if is_new else f"{PAGE}/{officer}"
    before = everything(app)
    for change in WRONG:
        assert wrong_fields(praew, path, {**FORM, **change}, path) == change.keys(), change
    assert everything(app) == before


def test_an_officer_is_changed_transferred_and_hidden(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    take_on(app, station_id, "ตัวอย่าง สอง")
    form = {"rank": "", "name": "ตัวอย่าง สาม", "division": "", "until": "2025-02-28"}
    assert praew.sends(f"{PAGE}/{only(app).id}", **form).status_code == 303
    kept = only(app)
    assert (kept.rank, kept.name, kept.division, kept.is_public) == ("", "ตัวอย่าง สาม", None, False)
    assert names(praew) == []
    assert names(praew, "&serving=gone") == names(praew, "&serving=all") == ["ตัวอย่าง สาม"]
    assert states(praew, "&serving=all") == [["transferred 28 Feb 2025", "name not shown"]]


def test_the_form_shows_what_is_kept(app: Flask, praew: Person) -> None:
    praew.sends(f"{PAGE}/new", **FORM)
    page = read(praew.opens(f"{PAGE}/{only(app).id}?lang=th"))
    shown = {str(one["name"]): str(one.get("value", "")) for one in page.select("main input[id]")}
    assert (shown["name"], shown["since"], shown["until"]) == ("ตัวอย่าง หนึ่ง", "1/10/2567", "")
    assert page.select("input#is_public[checked]")
    (chosen,) = page.select("select#division option[selected]")
    assert chosen["value"] == "traffic"


@on_sqlite
def test_officers_are_found_by_words_division_and_whether_they_serve(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    take_on(app, station_id, "ตัวอย่าง หนึ่ง", "ตัวอย่าง สอง")
    take_on(app, station_id, "Sample Three", rank="Pol.Capt.")
    praew.sends(f"{PAGE}/new", **{**FORM, "name": "ตัวอย่าง จราจร", "until": "3/3/2568"})
    assert names(praew, "&q=sample+CAPT") == ["Pol.Capt. Sample Three"]
    assert names(praew, "&q=สอง+ตัว") == ["ด.ต. ตัวอย่าง สอง"]
    assert names(praew, "&division=traffic") == ["ด.ต. ตัวอย่าง จราจร"], "the last day is one here"
    assert names(praew, "&q=nobody") == []
    assert len(names(praew, "&serving=odd&q=%00")) == 0
    assert len(names(praew)) == 4


@on_sqlite
def test_the_others_read_the_list_without_leave_or_accounts(
    app: Flask, signed_in: SignedIn, station_id: UUID
) -> None:
    (officer,) = take_on(app, station_id, "ตัวอย่าง หนึ่ง")
    praew = signed_in("praew")
    praew.sends(
        f"{PAGE}/{officer}/leave", form_at=f"{PAGE}/{officer}", first="3/3/2568", last="3/3/2568"
    )
    assert states(praew) == [["on leave today"]]
    for name in ("anan", "somsak"):
        person = signed_in(name)
        assert names(person) == ["ด.ต. ตัวอย่าง หนึ่ง"]
        assert states(person) == [[]]
        assert not read(person.opens(PAGE)).select("main a.button, main form[method=post]")


def leave_days(app: Flask) -> list[tuple[str, str]]:
    return [(str(one.first), str(one.last)) for one in rows(app, Leave)]


def test_leave_is_noted_and_taken_back(app: Flask, praew: Person, station_id: UUID) -> None:
    (officer,) = take_on(app, station_id, "ตัวอย่าง หนึ่ง")
    at = f"{PAGE}/{officer}"
    answer = praew.sends(f"{at}/leave", form_at=at, first="๓๐/๓/๒๕๖๘", last="2025-04-02")
    assert (answer.status_code, answer.headers["Location"]) == (303, at)
    assert leave_days(app) == [("2025-03-30", "2025-04-02")]
    page = read(praew.opens(f"{at}?lang=en"))
    assert "30 Mar 2025 – 2 Apr 2025" in text_of(page.select_one("section.part .row-name"))
    (form,) = page.select("form[action$='/remove']")
    assert praew.sends(str(form["action"]), form_at=at).status_code == 303
    assert leave_days(app) == []
    assert praew.sends(str(form["action"]), form_at=at).status_code == 404


@on_sqlite
def test_leave_that_ends_before_it_begins_is_refused_and_the_rest_stays_typed(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    (officer,) = take_on(app, station_id, "ตัวอย่าง หนึ่ง")
    at, before = f"{PAGE}/{officer}", everything(app)
    for form, fields in (
        ({"first": "5/3/2568", "last": "4/3/2568"}, {"last"}),
        ({"first": "", "last": "31/2/2568"}, {"first", "last"}),
    ):
        assert wrong_fields(praew, f"{at}/leave", form, at) == fields
    assert everything(app) == before
    page = read(praew.sends(f"{at}/leave", form_at=at, first="5/3/2568", last="x"))
    typed = page.select_one("input#first")
    kept = page.select_one("input#name")
    assert typed is not None
    assert kept is not None
    assert (typed["value"], kept["value"]) == ("5/3/2568", "ตัวอย่าง หนึ่ง")


@on_sqlite
def test_leave_of_another_officer_is_not_found(app: Flask, praew: Person, station_id: UUID) -> None:
    one, other = take_on(app, station_id, "ตัวอย่าง หนึ่ง", "ตัวอย่าง สอง")
    at = f"{PAGE}/{one}"
    praew.sends(f"{at}/leave", form_at=at, first="3/3/2568", last="3/3/2568")
    (leave,) = rows(app, Leave)
    for path in (f"{PAGE}/{other}/leave/{leave.id}/remove", f"{at}/leave/{uuid4()}/remove"):
        assert praew.sends(path, form_at=at).status_code == 404
    assert len(rows(app, Leave)) == 1


def offered(person: Person, officer: UUID) -> list[str]:
    page = read(person.opens(f"{PAGE}/{officer}/account?lang=en"))
    return [text_of(one) for one in page.select("select#account option")][1:]


def test_an_account_is_opened_there_and_then_with_a_pin(
    app: Flask, praew: Person, malee: Person, station_id: UUID
) -> None:
    (officer,) = take_on(app, station_id, "ตัวอย่าง หนึ่ง")
    at = f"{PAGE}/{officer}/account"
    form = {"name": "Nok", "password": SAMPLE_PIN, "again": SAMPLE_PIN}
    assert praew.sends(f"{at}/new", form_at=at, **form).status_code == 303
    (opened,) = [one for one in rows(app, Account) if one.name == "nok"]
    assert (opened.role, opened.station_id, only(app).account_id) == (
        "officer",
        station_id,
        opened.id,
    )
    answer = malee.signs_in("nok", SAMPLE_PIN)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/admin/")
    page = read(malee.opens("/admin/?lang=en"))
    assert "ด.ต. ตัวอย่าง หนึ่ง" in text_of(page.select_one("main header"))


@on_sqlite
@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"password": "123456", "again": "123456"}, {"password"}),
        ({"password": "777777", "again": "777777"}, {"password"}),
        ({"password": "13579", "again": "13579"}, {"password"}),
        ({"password": "1357902468135", "again": "1357902468135"}, {"password"}),
        ({"again": "135791"}, {"again"}),
        ({"name": "praew"}, {"name"}),
        ({"name": ""}, {"name"}),
    ],
)
def test_an_account_that_cannot_be_is_not_opened(
    app: Flask, praew: Person, station_id: UUID, change: dict[str, str], fields: set[str]
) -> None:
    (officer,) = take_on(app, station_id, "ตัวอย่าง หนึ่ง")
    at, before = f"{PAGE}/{officer}/account", everything(app)
    form = {"name": "nok", "password": SAMPLE_PIN, "again": SAMPLE_PIN, **change}
    assert wrong_fields(praew, f"{at}/new", form, at) == fields
    assert everything(app) == before


def test_an_account_there_is_may_be_chosen_and_let_go(
    app: Flask, praew: Person, station_id: UUID
) -> None:
    one, other = take_on(app, station_id, "ตัวอย่าง หนึ่ง", "ตัวอย่าง สอง")
    anan = next(account.id for account in rows(app, Account) if account.name == "anan")
    at = f"{PAGE}/{one}/account"
    assert offered(praew, one) == ["anan"], "neither other roles' nor the province's"
    assert praew.sends(at, account=str(anan)).status_code == 303
    assert (offered(praew, one), offered(praew, other)) == (["anan"], [])
    assert praew.sends(f"{PAGE}/{other}/account", account=str(anan)).status_code == 422
    assert praew.sends(at, account="").status_code == 303
    assert offered(praew, other) == ["anan"]
    assert acts(app).count("officer_account_set") == 2


@on_sqlite
def test_a_closed_account_or_another_stations_cannot_be_chosen(
    app: Flask, praew: Person, station_id: UUID, plan: PlanFile
) -> None:
    (officer,) = take_on(app, station_id, "ตัวอย่าง หนึ่ง")
    closed = Filler(app, station_id).open_account("sample closed")
    elsewhere = Filler(app, add_neighbour(app, plan)).open_account()
    praew.sends(f"/admin/accounts/{closed}/close")
    before = everything(app)
    for account in (closed, elsewhere, uuid4(), "x"):
        answer = praew.sends(f"{PAGE}/{officer}/account", account=str(account))
        assert answer.status_code == 422
    assert everything(app) == before


@on_sqlite
def test_a_pin_is_guessed_no_more_often_than_a_password(
    app: Flask, praew: Person, malee: Person, station_id: UUID
) -> None:
    (officer,) = take_on(app, station_id, "ตัวอย่าง หนึ่ง")
    at = f"{PAGE}/{officer}/account"
    praew.sends(f"{at}/new", form_at=at, name="nok", password=SAMPLE_PIN, again=SAMPLE_PIN)
    tries = [malee.signs_in("nok", f"24680{n}").status_code for n in range(10)]
    assert tries == [422] * 10
    assert malee.signs_in("nok", SAMPLE_PIN).status_code == 429


@on_sqlite
def test_on_the_page_of_accounts_an_officer_may_have_a_pin_and_nobody_else(
    praew: Person,
) -> None:
    form = {"name": "nok", "password": SAMPLE_PIN, "again": SAMPLE_PIN}
    assert praew.sends("/admin/accounts", role="commander", **form).status_code == 422
    assert praew.sends("/admin/accounts", role="officer", **form).status_code == 303


@on_sqlite
def test_a_name_is_text_on_every_page(app: Flask, praew: Person) -> None:
    praew.sends(f"{PAGE}/new", **{**FORM, "name": "<b>1</b>"})
    for path in (PAGE, f"{PAGE}/{only(app).id}", f"{PAGE}/{only(app).id}/account"):
        page = read(praew.opens(path))
        assert not page.select("main b")
        assert "<b>1</b>" in text_of(page.select_one("main"))


@on_sqlite
def test_the_list_shows_the_own_stations_officers_only(
    app: Flask, krit: Person, station_id: UUID
) -> None:
    take_on(app, station_id, "ตัวอย่าง หนึ่ง")
    assert names(krit) == []
