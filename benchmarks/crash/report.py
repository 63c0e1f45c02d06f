"""Both sides killed equally often, as rows of the table."""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

from benchmarks.crash.duban import Duban
from benchmarks.crash.plainly import Plainly
from benchmarks.crash.side import Side
from benchmarks.crash.trial import Ordeal, Trial, open_trial
from benchmarks.crash.verdict import Verdict
from benchmarks.rows import Measured
from tests.servers import drop_database, new_database, open_server, plain

Killing = Callable[[Trial], Awaitable[Verdict]]

SEED = 2012
FAILING = 0.3


def measure(kills: int, stride: int = 1, seed: int = SEED) -> Iterator[Measured]:
    """So many kills at random moments on either database, without and with calls that fail, and
    one at every step, or every so many, of a day. The plain way is killed on SQLite alone.

    What should not have happened to Duban is named on the console.
    """
    for failing in (0.0, FAILING):
        ordeal = Ordeal(seed, failing=failing, days=kills // 2 + 5)
        weather = f", {failing:.0%} of calls failing" if failing else ""
        killing = at_moments(kills)
        plainly = on_sqlite(Plainly(), ordeal, killing)
        yield _row(f"SQLite{weather}", on_sqlite(Duban(), ordeal, killing), plainly)
        yield _row(f"PostgreSQL{weather}", on_postgresql(Duban(), ordeal, killing))
    ordeal, killing = Ordeal(seed, groups=2), at_steps(stride)
    yield _row(f"SQLite, at step 1, {1 + stride}, …", on_sqlite(Duban(), ordeal, killing))
    yield _row(f"PostgreSQL, at step 1, {1 + stride}, …", on_postgresql(Duban(), ordeal, killing))


def at_moments(kills: int) -> Killing:
    """So often at random moments."""
    return lambda trial: trial.kill_at_moments(kills)


def at_steps(stride: int) -> Killing:
    """At one step after another, or every so many."""
    return lambda trial: trial.kill_at_steps(1, stride)


def on_sqlite(side: Side, ordeal: Ordeal, killing: Killing) -> Verdict:
    """On a file."""
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{folder}/crash.db"
        return asyncio.run(_try(side, ordeal, killing, database, Path(folder)))


def on_postgresql(side: Side, ordeal: Ordeal, killing: Killing) -> Verdict:
    """On a server of its own."""
    with open_server() as server, tempfile.TemporaryDirectory() as folder:
        place = new_database(server)
        verdict = asyncio.run(_try(side, ordeal, killing, plain(place), Path(folder)))
        drop_database(place, server)
        return verdict


async def _try(
    side: Side, ordeal: Ordeal, killing: Killing, database: str, folder: Path
) -> Verdict:
    async with open_trial(side, ordeal, database, folder) as trial:
        return await killing(trial)


def _row(where: str, duban: Verdict, plainly: Verdict | None = None) -> Measured:
    for fault, names in duban.faults.items():
        if names:
            print(f"{where}, {fault}: {', '.join(names)}")
    return Measured(
        f"{duban.kills} kills ({where}): reminders lost, reports lost, repeats (unmarked)",
        _words(duban),
        _words(plainly) if plainly else "",
        target="0, 0, at most one a kill (0)",
        met=duban.is_good,
    )


def _words(verdict: Verdict) -> str:
    return (
        f"{len(verdict.lost_cards)} of {verdict.cards}, "
        f"{len(verdict.lost_answers)} of {verdict.answers}, "
        f"{verdict.repeats} ({len(verdict.unmarked)})"
    )
