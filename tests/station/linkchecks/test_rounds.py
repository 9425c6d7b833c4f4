"""Many links at once: a few at a time, one at a host, and an end to it."""

from collections import Counter
from threading import Barrier, Event, Lock

import pytest

from station.linkchecks import rounds
from station.linkchecks.rounds import AT_A_TIME, look_round
from station.linkchecks.rules import Look
from tests.links import OPENS

SOON = 30


def never() -> bool:
    return False


class Crowd:
    """Counts who is being asked at the same time."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.here: Counter[str] = Counter()
        self.most_at_once = self.most_at_one_host = 0

    def look(self, address: str) -> Look:
        host = address.split("/")[2]
        with self.lock:
            self.here[host] += 1
            self.most_at_once = max(self.most_at_once, self.here.total())
            self.most_at_one_host = max(self.most_at_one_host, self.here[host])
        Event().wait(0.005)
        with self.lock:
            self.here[host] -= 1
        return OPENS


def test_every_link_is_looked_at_once_whatever_their_hosts() -> None:
    addresses = [f"http://{host}.example/{n}" for host in "abcdef" for n in range(5)]
    crowd = Crowd()
    found = [address for address, _ in look_round(addresses, crowd.look, is_stopping=never)]
    assert sorted(found) == addresses
    assert crowd.most_at_one_host == 1
    assert 1 <= crowd.most_at_once <= AT_A_TIME


def test_several_hosts_are_looked_at_together() -> None:
    together = Barrier(AT_A_TIME)

    def look(_: str) -> Look:
        together.wait(SOON)
        return OPENS

    addresses = [f"http://{n}.example/" for n in range(AT_A_TIME)]
    assert len(list(look_round(addresses, look, is_stopping=never))) == AT_A_TIME


def test_none_is_a_round_too() -> None:
    assert list(look_round([], lambda _: OPENS, is_stopping=never)) == []


def test_time_runs_out_and_the_rest_is_left() -> None:
    over = Event()

    def look(address: str) -> Look:
        if "slow" in address:
            over.wait(SOON)
        return OPENS

    addresses = ["http://slow.example/", "http://quick.example/"]
    found = list(look_round(addresses, look, is_stopping=never, seconds=0.5))
    over.set()
    assert [address for address, _ in found] == ["http://quick.example/"]


def test_told_to_stop_it_waits_for_nobody_and_asks_nobody_else() -> None:
    stopping, over, asked = Event(), Event(), []

    def look(address: str) -> Look:
        asked.append(address)
        stopping.set()
        over.wait(SOON)
        return OPENS

    addresses = [f"http://one.example/{n}" for n in range(3)]
    assert list(look_round(addresses, look, is_stopping=stopping.is_set)) == []
    over.set()
    assert asked == addresses[:1]


def test_a_mistake_in_a_look_is_raised_where_somebody_waits() -> None:
    def look(_: str) -> Look:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(look_round(["http://a.example/"], look, is_stopping=never))


def test_two_at_one_host_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "host_of", lambda address: address)
    crowd, together = Crowd(), Barrier(2)

    def look(address: str) -> Look:
        with crowd.lock:
            crowd.here["one"] += 1
            crowd.most_at_one_host = max(crowd.most_at_one_host, crowd.here["one"])
        together.wait(SOON)
        return OPENS

    list(look_round(["http://one.example/1", "http://one.example/2"], look, is_stopping=never))
    assert crowd.most_at_one_host == 2
