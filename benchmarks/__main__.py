"""`python -m benchmarks`: every measurement, both sides in one run, as one table."""

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import astuple

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from benchmarks import broadcast, burst, failover, headless, page, schedule, status, updates
from benchmarks.crash import report as crash
from benchmarks.crowd import Crowd
from benchmarks.province import PROVINCE, Size
from benchmarks.rows import Measured

HEADS = ("what", "Duban", "the plain way", "ratio", "target", "met")


def measure(quick: bool, lasts: int) -> Iterator[Measured]:
    """All of them; `quick` is for trying the benchmarks, not for figures. A burst `lasts` so many
    seconds."""
    if quick:
        yield from updates.measure(Crowd(groups=5, rounds=10), turns=1)
        yield from schedule.measure(Size(60, 240), jobs=50)
        yield from broadcast.measure(Size(60, 240), plain_groups=60)
        yield from status.measure([Size(60, 240, 500), Size(120, 480, 1_000)])
        yield from headless.measure(1, 1)
        yield from page.measure(messages=400, calls=2)
        yield from crash.measure(kills=2, stride=25)
        yield from burst.measure(2)
        yield from failover.measure(groups=60)
        return
    yield from updates.measure(Crowd(groups=300, rounds=5), turns=5)
    yield from schedule.measure(PROVINCE, jobs=10_000)
    yield from broadcast.measure(PROVINCE, plain_groups=2_500)
    yield from status.measure(
        [
            Size(2_530, 11_000, 100_000),
            Size(12_650, 55_000, 500_000),
            Size(PROVINCE.units, PROVINCE.assignments, 1_000_000),
        ]
    )
    yield from headless.measure(90, 90)
    yield from page.measure(messages=10_000, calls=30)
    yield from crash.measure(kills=500)
    yield from burst.measure(lasts)
    yield from failover.measure(groups=500)


def show(console: Console, rows: Iterable[Measured]) -> None:
    """Print the table of what is measured while it is asked for, with a word on how far it is."""
    table = Table(*HEADS, title="Duban beside the plain way")
    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("measuring…", total=None)
        for row in rows:
            progress.update(task, description=row.what)
            *words, met = astuple(row)
            table.add_row(*words, "" if met is None else "yes" if met else "NO")
    console.print(table)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, to see that it runs")
    parser.add_argument("--seconds", type=int, default=600, help="how long a burst lasts")
    given = parser.parse_args()
    show(Console(), measure(given.quick, given.seconds))
