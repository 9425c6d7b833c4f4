"""The month grid of 5 posts x 3 shifts x 31 days, and importing that month from a spreadsheet."""

import re
from collections.abc import Callable
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from statistics import median
from time import perf_counter

from flask import Flask
from openpyxl import Workbook
from werkzeug.test import TestResponse

from bench.result import Result, at_most
from commands.first_run import SAMPLE_PLAN
from station import clock
from station.people.rules import Role
from station.plan.file import read_plan
from station.plan.loading import load_plan
from station.plan.model import PlanPost, PlanWords
from station.sheets.month import Month
from tests.cast import Person, csrf_token, house_of, open_for
from tests.instances import Instance, copy_sqlite

IMPORT = "/admin/rosters/import"
MONTH = Month(2025, 3)
POSTS = 5
CODES = ("night", "morning", "afternoon")
SHIFTS = ("00.00-08.00", "08.00-16.00", "16.00-24.00")
OFFICERS = 40
ROUNDS = 15
IMPORTS = 5


def measure(template: Path, folder: Path) -> dict[str, Result]:
    """Both, by the pages themselves."""
    folder.mkdir(mode=0o700)
    instance = Instance(folder, copy_sqlite(template, folder))
    with instance.app() as app:
        person = _staff(app)
        imports = [_import(person, _sheet(first)) for first in range(IMPORTS)]
        grids = [_open(person, f"/admin/rosters/{MONTH}") for _ in range(ROUNDS)]
    rows = POSTS * len(SHIFTS) * len(MONTH.days)
    slowest = round(max(imports) / 1000, 2)
    return {
        "GRID": at_most(median(grids), 300, "ms for the page of a month's roster", duties=rows),
        "IMPORT": at_most(
            median(imports) / 1000,
            2,
            "s to read a month's XLSX, show it and publish it",
            duties=rows,
            slowest_seconds=slowest,
        ),
    }


def _staff(app: Flask) -> Person:
    """Somebody who keeps the rosters of a station with five posts of three shifts each."""
    plan = read_plan(SAMPLE_PLAN)
    posts = tuple(
        PlanPost(code=f"post-{n}", name=PlanWords(th=f"จุด {n}", en=f"Post {n}"), shifts=CODES)
        for n in range(POSTS)
    )
    station = plan.station.model_copy(update={"slug": "bench"})
    with house_of(app).database.session(writing=True) as db:
        moved = plan.model_copy(update={"posts": posts, "station": station})
        loaded = load_plan(db, moved, at=clock.now())
        open_for(db, "bench", Role.ADMIN, loaded.station.id)
        db.commit()
    person = Person(app.test_client())
    person.signs_in("bench")
    return person


def _sheet(first: int) -> bytes:
    """A month as a row per duty; each has the next forty people on other days."""
    book = Workbook()
    page = book.active
    page.append(["วันที่", "จุด", "ผลัด", "ผู้ปฏิบัติ"])
    number = first
    for day in MONTH.days:
        for post in range(POSTS):
            for shift in SHIFTS:
                name = f"ด.ต. ตัวอย่าง คนที่{chr(0x0E01 + number % OFFICERS)}{number % OFFICERS}"
                page.append([day, f"จุด {post}", shift, name])
                number += 1
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _import(person: Person, content: bytes) -> float:
    """Read, look, take everybody on, look, publish: the milliseconds of the server's answers."""
    fields = {"month": str(MONTH), "file": (BytesIO(content), "month.xlsx")}
    token = csrf_token(person.opens(IMPORT))
    taken, read = _timed(lambda: person.browser.post(IMPORT, data={"csrf_token": token, **fields}))
    address = read.headers["Location"]
    shown, page = _timed(lambda: person.opens(address))
    people = re.findall(r'name="(who:[^"]+)"', page.get_data(as_text=True))
    fixes = dict.fromkeys(people, "new")
    mended, _ = _timed(
        lambda: person.browser.post(f"{address}/fixes", data={"csrf_token": token, **fixes})
    )
    why = {"csrf_token": token, "why": "ตัวอย่าง"}
    published, done = _timed(lambda: person.browser.post(f"{address}/publish", data=why))
    if done.status_code != HTTPStatus.SEE_OTHER:
        raise RuntimeError(f"publishing was answered with {done.status_code}")
    return taken + shown + mended + published


def _timed(ask: Callable[[], TestResponse]) -> tuple[float, TestResponse]:
    started = perf_counter()
    answer = ask()
    return (perf_counter() - started) * 1e3, answer


def _open(person: Person, address: str) -> float:
    taken, answer = _timed(lambda: person.opens(address))
    if answer.status_code != HTTPStatus.OK:
        raise RuntimeError(f"{address} was answered with {answer.status_code}")
    return taken
