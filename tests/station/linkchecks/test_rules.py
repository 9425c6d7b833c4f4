"""What is thought of a link after one look, and after another."""

from datetime import UTC, datetime, timedelta

import pytest

from station.linkchecks.rules import (
    ANSWERED,
    AT_ONCE,
    LOOK_AGAIN_AFTER,
    LOOKED_AT_EVERY,
    OUR_OWN,
    Found,
    Standing,
    Verdict,
    host_of,
    is_due,
    is_no_way_out,
    is_web_address,
    judge,
)

NOW = datetime(2025, 3, 3, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
FAILURES = [found for found in Found if found not in AT_ONCE]


def judged(*looks: tuple[Found, float]) -> Standing:
    """What is thought after looks, each so many hours after NOW."""
    standing = None
    for found, hours in looks:
        standing = judge(standing, found, NOW + hours * HOUR)
    assert standing is not None
    return standing


@pytest.mark.parametrize("found", FAILURES)
def test_one_bad_moment_is_not_the_end(found: Found) -> None:
    assert judged((found, 0)) == Standing(Verdict.FAILING, NOW, NOW)
    assert judged((found, 0), (found, 3.9)).verdict is Verdict.FAILING


@pytest.mark.parametrize("found", FAILURES)
def test_two_failed_looks_hours_apart_are(found: Found) -> None:
    assert judged((found, 0), (found, 4)) == Standing(Verdict.DEAD, NOW + 4 * HOUR, NOW)


def test_a_page_that_is_gone_is_gone_at_once() -> None:
    assert judged((Found.GONE, 0)).verdict is Verdict.DEAD


def test_what_opens_in_between_starts_the_count_anew() -> None:
    found = judged((Found.TOO_SLOW, 0), (Found.OPENS, 2), (Found.TOO_SLOW, 5))
    assert found == Standing(Verdict.FAILING, NOW + 5 * HOUR, NOW + 5 * HOUR)


def test_different_failures_are_failures_all_the_same() -> None:
    found = judged((Found.TOO_SLOW, 0), (Found.SERVER_ERROR, 24), (Found.NO_NAME, 48))
    assert found == Standing(Verdict.DEAD, NOW + 24 * HOUR, NOW)


def test_what_was_gone_and_fails_otherwise_stays_dead() -> None:
    assert judged((Found.GONE, 0), (Found.TOO_SLOW, 1)).verdict is Verdict.DEAD


def test_what_is_unchanged_keeps_its_beginning() -> None:
    assert judged((Found.OPENS, 0), (Found.OPENS, 20), (Found.OPENS, 40)).since == NOW
    assert judged((Found.SIGN_IN, 0), (Found.TURNED_AWAY, 20)).since == NOW


def test_what_works_again_is_good_again() -> None:
    assert judged((Found.GONE, 0), (Found.OPENS, 20)) == Standing(Verdict.GOOD, NOW + 20 * HOUR)


def test_every_finding_has_its_verdict() -> None:
    assert {judged((found, 0)).verdict for found in Found} == set(Verdict)
    assert not ANSWERED & OUR_OWN


@pytest.mark.parametrize(
    ("verdict", "hours", "due"),
    [
        (Verdict.GOOD, 19, False),
        (Verdict.GOOD, 20, True),
        (Verdict.DEAD, 5, False),
        (Verdict.FAILING, 3, False),
        (Verdict.FAILING, 4, True),
        (None, 0, False),
    ],
)
def test_each_link_is_due_daily_and_a_failing_one_within_hours(
    verdict: Verdict | None, hours: int, due: bool
) -> None:
    assert is_due(verdict, NOW, NOW + hours * HOUR) is due
    assert is_due(verdict, None, NOW)
    assert LOOK_AGAIN_AFTER < LOOKED_AT_EVERY < timedelta(days=1)


A, B = "a.example", "b.example"


@pytest.mark.parametrize(
    ("looks", "says"),
    [
        ([], False),
        ([(A, Found.NO_NAME)], False),
        ([(A, Found.NO_NAME), (A, Found.TOO_SLOW)], False),
        ([(A, Found.NO_NAME), (B, Found.NO_NAME)], True),
        ([(A, Found.TOO_SLOW), (B, Found.CERTIFICATE_UNTRUSTED)], True),
        ([(A, Found.NO_NAME), (B, Found.SERVER_ERROR)], False),
        ([(A, Found.NO_NAME), (B, Found.PRIVATE)], False),
        ([(A, Found.PRIVATE)], False),
        ([(A, Found.NAMES_SILENT)], True),
        ([(A, Found.UNREACHABLE), (A, Found.CERTIFICATE_EARLY)], True),
    ],
)
def test_where_nothing_is_reached_the_fault_is_our_own(
    looks: list[tuple[str, Found]], says: bool
) -> None:
    assert is_no_way_out(looks) is says


def test_hosts_and_web_addresses() -> None:
    assert host_of("https://A.Example.:8443/x") == "a.example"
    assert is_web_address("HTTPS://a.example")
    assert not is_web_address("tel:191")
    assert not is_web_address(None)
