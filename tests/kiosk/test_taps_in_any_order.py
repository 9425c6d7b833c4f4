"""POST /taps: whatever is sent, however often, every id stands in exactly one list."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Person, make_report
from tests.kept import events, is_whole

KINDS = ["survey_shown", "survey_done", "coffee"]
DIVISIONS = ["traffic", "patrol", "canteen"]
CHANNELS = [None, "eit-survey", "nowhere"]
TIMES = ["2025-03-03T01:00:00Z", "2025-03-03T01:00:01Z", "2019-01-01T00:00:00Z", "soon"]

one_tap = st.fixed_dictionaries(
    {
        "id": st.integers(0, 4) | st.sampled_from([None, "bad", 7]),
        "kind": st.sampled_from(KINDS),
        "division": st.sampled_from(DIVISIONS),
        "channel": st.sampled_from(CHANNELS),
        "at": st.sampled_from(TIMES),
        "case": st.sampled_from([str.lower, str.upper]),
    }
)
reports = st.lists(st.lists(one_tap, max_size=8), min_size=1, max_size=4)


class Model:
    """What the contract says must become of every tap, in as few words as can be."""

    def __init__(self) -> None:
        self.stored: dict[UUID, tuple[Any, ...]] = {}

    def answer(self, taps: list[dict[str, Any]]) -> Iterator[tuple[Any, str]]:
        """The id and the list (or the reason) of each tap that is answered."""
        seen: set[object] = set()
        for tap in taps:
            key = self._key(tap["id"])
            if key not in seen:
                yield tap["id"], self._judge(key, tap)
            seen.add(key)

    def _key(self, sent: object) -> object:
        return UUID(sent) if isinstance(sent, str) and len(sent) == 36 else repr(sent)

    def _judge(self, key: object, tap: dict[str, Any]) -> str:
        content = (tap["kind"], tap["division"], tap["channel"], tap["at"])
        if not isinstance(key, UUID):
            return "bad_id"
        if key in self.stored:
            return "known" if self.stored[key] == content else "other_content"
        for part, known in (("kind", KINDS), ("division", DIVISIONS), ("channel", CHANNELS)):
            if tap[part] == known[2]:
                return f"unknown_{part}"
        if tap["at"] not in TIMES[:2]:
            return "bad_time"
        self.stored[key] = content
        return "counted"


def with_real_ids(report: list[dict[str, Any]], ids: list[str]) -> list[dict[str, Any]]:
    def tap(drawn: dict[str, Any]) -> dict[str, Any]:
        case: Callable[[str], str] = drawn["case"]
        number = drawn["id"]
        is_real = isinstance(number, int) and number < len(ids)
        return {**drawn, "id": case(ids[number]) if is_real else number, "case": None}

    return [tap(drawn) for drawn in report]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(drawn=reports)
def test_every_id_stands_in_exactly_one_list_and_is_stored_once(
    app: Flask, malee: Person, drawn: list[list[dict[str, Any]]]
) -> None:
    model, ids, before = Model(), [str(uuid4()) for _ in range(5)], len(events(app))
    for report in drawn:
        taps = with_real_ids(report, ids)
        answer = malee.browser.post("/taps", json=make_report(*taps)).json
        assert answer is not None
        given_back = [(one, name) for name in ("counted", "known") for one in answer[name]]
        given_back += [(one["id"], one["why"]) for one in answer["refused"]]
        assert sorted(given_back, key=repr) == sorted(model.answer(taps), key=repr)
    assert len(events(app)) == before + len(model.stored)
    kept = {e.id: (e.kind, e.division, e.channel, e.sent_at) for e in events(app)}
    assert {key: kept[key] for key in model.stored} == model.stored
    assert is_whole(app)
