"""Looking at many links: a few at a time, never two at one host, and not for ever."""

from collections.abc import Callable, Iterable, Iterator
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import monotonic

from station.linkchecks.rules import Look, host_of

AT_A_TIME = 4
SECONDS = 120.0
"""For one round; what was not reached by then is looked at in the next."""
LISTENS_EVERY_SECONDS = 0.2

Looked = tuple[str, Look]
"""An address, and what was found there."""


def look_round(
    addresses: Iterable[str],
    look: Callable[[str], Look],
    *,
    is_stopping: Callable[[], bool],
    seconds: float = SECONDS,
) -> Iterator[Looked]:
    """What is found at each address, as it is found; ends early where time runs out."""
    by_host: dict[str, list[str]] = {}
    for address in addresses:
        by_host.setdefault(host_of(address), []).append(address)
    waiting: SimpleQueue[list[str]] = SimpleQueue()
    for group in by_host.values():
        waiting.put(group)
    came: SimpleQueue[Looked | Exception] = SimpleQueue()
    over = Event()
    for _ in range(min(AT_A_TIME, len(by_host))):
        Thread(target=_work, args=(waiting, look, came, over), name="links", daemon=True).start()
    try:
        yield from _take(came, sum(map(len, by_host.values())), is_stopping, monotonic() + seconds)
    finally:
        over.set()


def _work(
    waiting: SimpleQueue[list[str]],
    look: Callable[[str], Look],
    came: SimpleQueue[Looked | Exception],
    over: Event,
) -> None:
    try:
        while True:
            for address in waiting.get_nowait():
                if over.is_set():
                    return
                came.put((address, look(address)))
    except Empty:
        return
    except Exception as error:  # noqa: BLE001 (raised again where somebody waits)
        came.put(error)


def _take(
    came: SimpleQueue[Looked | Exception],
    count: int,
    is_stopping: Callable[[], bool],
    ends: float,
) -> Iterator[Looked]:
    while count and monotonic() < ends and not is_stopping():
        try:
            one = came.get(timeout=LISTENS_EVERY_SECONDS)
        except Empty:
            continue
        if isinstance(one, Exception):
            raise one
        count -= 1
        yield one
