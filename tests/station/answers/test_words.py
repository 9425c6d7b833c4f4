"""Words of answers: kept for their time, then forgotten; hidden in part, never deleted."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy.exc import DBAPIError

from station import clock
from station.answers.actions import forget_texts, review_text, tell_privacy
from station.answers.notices import NoticeChangedMeanwhile, Told, days_over, terms_of
from station.answers.queries import find_privacy_notice, list_acts, list_privacy_notices
from station.answers.reviews import (
    Act,
    Piece,
    Review,
    State,
    WordsNotThere,
    joined,
    pieces_of,
    places_of,
    state_after,
)
from station.answers.rules import BadYears
from station.answers.tables import TextForgetting, TextReview
from station.errors import NotFound
from station.people.actions import Actor
from tests.answering import kept_answers, kept_words, make_words, send_answers
from tests.cast import Person, add_neighbour, house_of
from tests.kept import acts, count, run_sql


def forget(app: Flask, station_id: UUID) -> int:
    with house_of(app).database.session(writing=True) as db:
        found = forget_texts(db, station_id, by=Actor(station_id, None), at=clock.now())
        db.commit()
    return found


def review(app: Flask, station_id: UUID, answer: object, what: Review, words: str = "") -> None:
    with house_of(app).database.session(writing=True) as db:
        review_text(
            db,
            station_id,
            UUID(str(answer)),
            what,
            words=words,
            by=Actor(station_id, None),
            at=clock.now(),
        )
        db.commit()


def state(app: Flask, station_id: UUID, answer: object) -> State:
    with house_of(app).database.session(writing=False) as db:
        found = list_acts(db, station_id, [UUID(str(answer))])
        return state_after(found.get(UUID(str(answer)), []))


def tell(app: Flask, station_id: UUID, *, version: int | None = None, **told: Any) -> None:
    """Tell something else from now on, made from the present notice."""
    with house_of(app).database.session(writing=True) as db:
        made_from = find_privacy_notice(db, station_id).number if version is None else version
        by = Actor(station_id, None)
        tell_privacy(db, station_id, Told(**told), version=made_from, by=by, at=clock.now())
        db.commit()


def move_to(now: time_machine.Traveller, day: str) -> None:
    now.move_to(datetime.fromisoformat(f"{day}T12:00:00+07:00"))


def test_words_are_forgotten_after_two_fiscal_years_more_and_what_was_chosen_stays(
    app: Flask, malee: Person, station_id: UUID, now: time_machine.Traveller
) -> None:
    move_to(now, "2024-09-30")  # the last day of 2567
    old = make_words("old")
    send_answers(malee, old)
    move_to(now, "2024-10-01")
    new = make_words("new")
    send_answers(malee, new)
    move_to(now, "2026-09-30")
    assert forget(app, station_id) == 0
    move_to(now, "2026-10-01")
    assert forget(app, station_id) == 1
    assert forget(app, station_id) == 0
    assert kept_words(app) == {new["id"]: "new"}
    assert len(kept_answers(app)) == 2
    assert count(app, TextForgetting) == 1
    with pytest.raises(DBAPIError, match="text_forgettings is append-only"):
        run_sql(app, "DELETE FROM text_forgettings")
    assert acts(app)[-1] == "texts_forgotten"


def test_an_answer_whose_words_were_forgotten_is_still_known(
    app: Flask, malee: Person, station_id: UUID, now: time_machine.Traveller
) -> None:
    answer = make_words("old")
    send_answers(malee, answer)
    move_to(now, "2028-01-01")
    assert forget(app, station_id) == 1
    assert send_answers(malee, answer).json["known"] == [answer["id"]]  # type: ignore[index]
    assert kept_words(app) == {}


def test_the_station_decides_for_how_long_words_are_kept(
    app: Flask, malee: Person, station_id: UUID, now: time_machine.Traveller
) -> None:
    tell(app, station_id, years=0, contact={"th": "ก", "en": "a"})
    with house_of(app).database.session(writing=False) as db:
        told = find_privacy_notice(db, station_id)
    assert (told.years, told.contact, told.purpose) == (0, {"th": "ก", "en": "a"}, None)
    send_answers(malee, make_words("old"))
    move_to(now, "2025-09-30")
    assert forget(app, station_id) == 0
    move_to(now, "2025-10-01")
    assert forget(app, station_id) == 1
    for years in (-1, 11):
        with pytest.raises(BadYears):
            tell(app, station_id, years=years)


def test_raising_the_years_keeps_no_words_longer_than_their_writers_were_told(
    app: Flask, malee: Person, station_id: UUID, now: time_machine.Traveller
) -> None:
    send_answers(malee, make_words("old"))  # until 30 September 2027, as the screen says
    move_to(now, "2025-03-10")
    tell(app, station_id, years=10)
    move_to(now, "2025-03-20")
    send_answers(malee, make_words("new"))
    move_to(now, "2027-09-30")
    assert forget(app, station_id) == 0
    move_to(now, "2027-10-01")
    assert forget(app, station_id) == 1
    assert list(kept_words(app).values()) == ["new"]
    move_to(now, "2035-10-01")
    assert forget(app, station_id) == 1


def test_lowering_the_years_takes_no_words_away_before_what_their_writers_were_told(
    app: Flask, malee: Person, station_id: UUID, now: time_machine.Traveller
) -> None:
    send_answers(malee, make_words("old"))
    move_to(now, "2025-03-10")
    tell(app, station_id, years=0)
    send_answers(malee, make_words("new"))
    move_to(now, "2025-10-01")
    assert forget(app, station_id) == 1
    assert list(kept_words(app).values()) == ["old"]
    move_to(now, "2027-10-01")
    assert forget(app, station_id) == 1


@pytest.mark.parametrize("years", [(0, 5), (5, 0)])
def test_on_the_day_of_a_change_the_shorter_time_is_what_words_are_kept_for(
    app: Flask,
    malee: Person,
    station_id: UUID,
    now: time_machine.Traveller,
    years: tuple[int, int],
) -> None:
    move_to(now, "2025-03-01")
    tell(app, station_id, years=years[0])
    move_to(now, "2025-03-10")
    send_answers(malee, make_words("before the change"))
    tell(app, station_id, years=years[1])
    send_answers(malee, make_words("after it"))
    move_to(now, "2025-10-01")
    assert forget(app, station_id) == 2


def test_no_days_words_are_kept_longer_than_any_notice_of_the_day_said() -> None:
    days = [(date(2025, 3, 10), 5), (date(2025, 6, 1), 1)]
    (usual, longer, shorter) = terms_of(days)
    assert [one.years for one in (usual, longer, shorter)] == [2, 5, 1]
    assert (usual.first, usual.last) == (None, date(2025, 3, 11))
    assert (longer.first, longer.last) == (date(2025, 3, 10), date(2025, 6, 2))
    assert (shorter.first, shorter.last) == (date(2025, 6, 1), None)
    over = list(days_over([usual, longer, shorter], date(2026, 10, 1)))
    assert [(one.first, one.before) for one in over] == [
        (None, date(2024, 10, 1)),
        (date(2025, 6, 1), date(2025, 10, 1)),
    ]


def test_each_notice_stays_and_the_later_of_two_is_not_told_unseen(
    app: Flask, station_id: UUID, now: time_machine.Traveller
) -> None:
    tell(app, station_id, contact={"th": "ก", "en": "one"})
    tell(app, station_id, contact={"th": "ก", "en": "one"})  # the same again
    now.shift(24 * 3600)
    tell(app, station_id, version=1, contact={"th": "ข", "en": "two"})
    with pytest.raises(NoticeChangedMeanwhile):
        tell(app, station_id, version=1, contact={"th": "ค", "en": "three"})
    with house_of(app).database.session(writing=False) as db:
        told = list_privacy_notices(db, station_id)
    assert [(one.told.number, one.told.contact) for one in told] == [
        (1, {"th": "ก", "en": "one"}),
        (2, {"th": "ข", "en": "two"}),
    ]
    assert told[0].at < told[1].at
    with pytest.raises(DBAPIError, match="privacy_notices is append-only"):
        run_sql(app, "UPDATE privacy_notices SET years = 9")


def test_words_cannot_be_taken_away_before_their_time_nor_changed(
    app: Flask, malee: Person, station_id: UUID
) -> None:
    send_answers(malee, make_words("old"))
    with pytest.raises(DBAPIError, match="kept for its time"):
        run_sql(app, "DELETE FROM answer_texts")
    with pytest.raises(DBAPIError, match="answer_texts is append-only"):
        run_sql(app, "UPDATE answer_texts SET text = 'x'")
    assert list(kept_words(app).values()) == ["old"]


def test_one_stations_forgetting_leaves_anothers_words(
    app: Flask, malee: Person, station_id: UUID, plan: Any, now: time_machine.Traveller
) -> None:
    neighbour = add_neighbour(app, plan)
    for slug in ("don-ya-nang", "neighbour"):
        send_answers(malee, make_words(slug), path=f"/s/{slug}/answers")
    move_to(now, "2028-01-01")
    assert forget(app, neighbour) == 1
    assert list(kept_words(app).values()) == ["don-ya-nang"]


def test_words_are_hidden_and_shown_again_and_every_act_is_kept(
    app: Flask, malee: Person, station_id: UUID
) -> None:
    answer = make_words("Officer A helped, officer A smiled")
    send_answers(malee, answer)
    review(app, station_id, answer["id"], Review.HIDE, "fficer A")
    assert state(app, station_id, answer["id"]).hidden == ((1, 9), (19, 27))
    review(app, station_id, answer["id"], Review.HIDE, "smiled")
    assert len(state(app, station_id, answer["id"]).hidden) == 3
    review(app, station_id, answer["id"], Review.FLAG)
    assert state(app, station_id, answer["id"]).is_flagged
    review(app, station_id, answer["id"], Review.SHOW)
    assert state(app, station_id, answer["id"]) == State(is_flagged=True)
    review(app, station_id, answer["id"], Review.UNFLAG)
    assert count(app, TextReview) == 5
    assert list(kept_words(app).values()) == ["Officer A helped, officer A smiled"]
    with pytest.raises(DBAPIError, match="text_reviews is append-only"):
        run_sql(app, "DELETE FROM text_reviews")


def test_what_changes_nothing_is_not_noted(app: Flask, malee: Person, station_id: UUID) -> None:
    answer = make_words("a name")
    send_answers(malee, answer)
    for what, text in (
        (Review.UNFLAG, ""),
        (Review.SHOW, ""),
        (Review.HIDE, "name"),
        (Review.HIDE, "name"),
        (Review.HIDE, "am"),
    ):
        review(app, station_id, answer["id"], what, text)
    assert count(app, TextReview) == 1


def test_only_words_that_are_there_can_be_hidden(
    app: Flask, malee: Person, station_id: UUID
) -> None:
    answer = make_words("a name")
    send_answers(malee, answer)
    for text in ("", "Name"):
        with pytest.raises(WordsNotThere):
            review(app, station_id, answer["id"], Review.HIDE, text)
    with pytest.raises(NotFound):
        review(app, station_id, uuid4(), Review.FLAG)


def test_places_that_touch_are_one_and_a_text_is_cut_at_them() -> None:
    assert joined([(5, 7), (0, 2), (2, 4), (6, 9)]) == ((0, 4), (5, 9))
    assert places_of("aaaa", "aa") == [(0, 2), (2, 4)]
    assert pieces_of("abcdef", ((0, 2), (3, 4))) == [
        Piece("ab", is_hidden=True),
        Piece("c", is_hidden=False),
        Piece("d", is_hidden=True),
        Piece("ef", is_hidden=False),
    ]
    assert pieces_of("ab", ()) == [Piece("ab", is_hidden=False)]
    assert state_after([Act(Review.FLAG), Act(Review.UNFLAG)]) == State()
