"""The rows of the fault table that are built: how each is tried, and what it must show."""

from collections.abc import Callable
from dataclasses import dataclass

from bench.result import Result, at_most
from station.files.bounds import MEGABYTE
from tests.faults import (
    cut_migrations,
    disk_full,
    kills,
    many_hands,
    postgres_crash,
    power_cut,
    silent_change,
    slow_clients,
    uploads,
)
from tests.faults.ground import Ground
from tests.instances import copy_sqlite

MOST_PING_MS = 100


@dataclass(frozen=True)
class Sizes:
    """How much of each is tried."""

    kills: int
    ids_on_postgresql: int
    cuts: int
    full_disks: int
    crashes: int
    changes: int
    statements: int


SMALL = Sizes(50, 2_000, 200, 8, 10, 60, 10)
FULL = Sizes(1_000, 10_000, 2_000, 8, 100, 500, cut_migrations.NEVER)
IDS = 10_000
SLOW = 50


def try_kills(ground: Ground, sizes: Sizes) -> Result:
    """kill -9 of the whole process group, under six clients."""
    victim = kills.victim_on(ground.template, ground.folder / "kills")
    run = kills.run_kills(victim, sizes.kills)
    found = at_most(
        run.lost + run.kept.doubled,
        0,
        f"acknowledged events lost or doubled in {sizes.kills} kills",
        lost=run.lost,
        doubled=run.kept.doubled,
        acknowledged_taps=len(run.acknowledged),
        acknowledged_answers=len(run.answered),
        answered_scans=run.scans_answered,
        faults=run.kept.faults[:5],
    )
    return found.only_if(holds=run.is_good)


def try_same_event(ground: Ground, sizes: Sizes) -> Result:
    """The same ids from eight hands, on both databases."""
    folder = ground.folder / "hands"
    folder.mkdir()
    on_sqlite = many_hands.run_hands(copy_sqlite(ground.template, folder), IDS)
    on_postgresql = many_hands.run_hands(ground.postgres_copy(), sizes.ids_on_postgresql)
    found = at_most(
        on_sqlite.too_many + on_postgresql.too_many,
        0,
        "rows too many or too few",
        ids={"sqlite": on_sqlite.ids, "postgresql": on_postgresql.ids},
        hands=many_hands.HANDS,
    )
    return found.only_if(holds=on_sqlite.is_good and on_postgresql.is_good)


def try_power_cut(ground: Ground, sizes: Sizes) -> Result:
    """What was synced, and a random half of the rest; and with the fault planted."""
    run = power_cut.run_cuts(ground.template, ground.folder / "cuts", sizes.cuts)
    planted = power_cut.run_cuts(ground.template, ground.folder / "normal", 20, level="NORMAL")
    found = at_most(
        run.lost + len(run.faults),
        0,
        f"acknowledged events lost or databases corrupt in {sizes.cuts} power cuts",
        lost=run.lost,
        faults=run.faults[:5],
        calls_recorded=run.steps,
        acknowledged=run.acknowledged,
        lost_with_synchronous_normal=planted.lost,
    )
    return found.only_if(holds=run.is_good and not planted.is_good)


def try_disk_full(ground: Ground, sizes: Sizes) -> Result | None:
    """A small disk filled and freed under a running server."""
    if not disk_full.can_mount():
        return None
    run = disk_full.run_full_disk(ground.template, ground.folder / "small", sizes.full_disks)
    lost = run.kept.lost(run.acknowledged)
    found = at_most(
        lost + run.did_not_recover + len(run.odd_answers),
        0,
        "taps lost, answers neither 200 nor 503, or recoveries that needed a restart",
        filled_and_freed=sizes.full_disks,
        acknowledged=len(run.acknowledged),
        refused_with_503=run.refused,
        lost=lost,
        odd_answers=run.odd_answers[:5],
        did_not_recover=run.did_not_recover,
    )
    return found.only_if(holds=run.is_good)


def try_postgres_crash(ground: Ground, sizes: Sizes) -> Result:
    """Stopped at once, or a backend killed, in turn, under six clients."""
    folder, url = ground.folder / "crashes", ground.postgres_copy()
    run = postgres_crash.run_crashes(ground.postgres, url, folder, sizes.crashes)
    found = at_most(
        run.lost + run.kept.doubled,
        0,
        f"acknowledged events lost or doubled in {sizes.crashes} crashes",
        lost=run.lost,
        doubled=run.kept.doubled,
        acknowledged_taps=len(run.acknowledged),
        acknowledged_answers=len(run.answered),
        answered_scans=run.scans_answered,
        longest_until_served_seconds=round(run.longest_return, 2),
        served_within_goal_seconds=postgres_crash.SERVES_WITHIN_SECONDS,
        faults=run.kept.faults[:5],
    )
    return found.only_if(holds=run.is_good)


def try_silent_change(ground: Ground, sizes: Sizes) -> Result:
    """Changes of a copied database, with one head held elsewhere."""
    run = silent_change.run_changes(ground.template, ground.folder / "changes", sizes.changes)
    return at_most(
        len(run.missed),
        0,
        f"of {sizes.changes} changes missed",
        found=run.found,
        behind_the_last_held_head_and_said_so=run.said_unanchored,
        missed=run.missed[:5],
    )


def try_migrations(ground: Ground, sizes: Sizes) -> Result:
    """Killed at their statements, on both databases, up and down."""
    folder = ground.folder / "migrations"
    folder.mkdir()
    run = cut_migrations.Run()
    places = {
        "sqlite": cut_migrations.on_sqlite(ground.template, folder),
        "postgresql": cut_migrations.on_postgresql(
            ground.postgres.get_uri(), ground.postgres_template
        ),
    }
    for name, (empty, planned) in places.items():
        cut_migrations.run_cut_migrations(empty, planned, name, sizes.statements, run)
    return at_most(
        len(run.torn),
        0,
        "schemas neither old nor new, or rows changed",
        killed=run.killed,
        statements=run.statements,
        torn=run.torn[:5],
    )


def try_slow_clients(ground: Ground, _: Sizes) -> Result:
    """Slow posts on gunicorn alone, without a proxy before it."""
    run = slow_clients.run_slow_clients(ground.template, ground.folder / "slow", SLOW)
    over = slow_clients.run_slow_clients(ground.template, ground.folder / "slower", 70)
    return at_most(
        round(run.p99_ms, 1),
        MOST_PING_MS,
        f"ms is the p99 of a ping beside {SLOW} slow posts",
        worst_ms=round(run.worst_ms, 1),
        unanswered=run.unanswered,
        beside_70_slow_posts_and_64_threads="unanswered" if over.unanswered else "answered",
    ).only_if(holds=not run.unanswered)


def try_uploads(ground: Ground, _: Sizes) -> Result:
    """Pictures and PDFs that are none or mean harm."""
    run = uploads.run_uploads(ground.folder / "uploads")
    found = run.found
    return at_most(
        round(max(one.seconds for one in found.values()), 2),
        uploads.MOST_SECONDS,
        "s for the slowest hostile file to be refused or made harmless",
        files=len(found),
        most_mib_of_a_child_above_idle=round(
            max(uploads.above_idle(kind, one) for (kind, _), one in found.items()) / MEGABYTE, 1
        ),
        most_mib_of_a_child=round(max(one.child for one in found.values()) / MEGABYTE, 1),
        most_mib_of_the_server=round(max(one.grown for one in found.values()) / MEGABYTE, 1),
        misses=run.misses()[:5],
    ).only_if(holds=not run.misses())


ROWS: dict[str, Callable[[Ground, Sizes], Result | None]] = {
    "kills": try_kills,
    "same_event_many_hands": try_same_event,
    "power_cut": try_power_cut,
    "disk_full": try_disk_full,
    "postgres_crash": try_postgres_crash,
    "silent_change": try_silent_change,
    "migrations": try_migrations,
    "slow_clients": try_slow_clients,
    "uploads": try_uploads,
}
