"""/status of a province: figures kept beside each assignment, beside figures told from reports.

The plain way stores reports and asks for the latest of each assignment when somebody looks.
"""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from benchmarks.province import TODAY, Size
from benchmarks.rows import Measured, seconds, times
from benchmarks.schedule import NINE, ZONE, prepare
from render.status import home
from render.texts import load_texts
from storage import entries, figures, summaries
from storage.engine import open_database, reading
from storage.schema import AssignmentRow, ReportRow

Look = Callable[[], Awaitable[object]]

LOOKS = 5
LIMIT = 0.3


def measure(sizes: list[Size]) -> Iterator[Measured]:
    """The overview at each size, the further pages at the last, which is the largest."""
    taken: list[tuple[Size, float]] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{Path(folder) / 'province.db'}"
            prepare(url, size)
            overview, plain, pages = asyncio.run(_look(url))
        taken.append((size, overview))
        yield Measured(
            f"/status, {size.assignments:,} assignments, {size.reports:,} reports",
            seconds(overview),
            seconds(plain),
            times(plain, overview),
            "under 300 ms",
            overview < LIMIT,
        )
    yield from (
        Measured(f"/status, page {name}", seconds(took), target="under 300 ms", met=took < LIMIT)
        for name, took in pages.items()
    )
    (small, first), (large, last) = taken[0], taken[-1]
    grown = large.assignments / small.assignments
    yield Measured(
        f"growth of /status with {grown:.0f} x the assignments",
        f"{last / first:.1f} x",
        target=f"at most {grown:.0f} x",
        met=last / first <= grown,
    )


async def _look(url: str) -> tuple[float, float, dict[str, float]]:
    async with open_database(url) as sessions, reading(sessions) as session:
        overview = await _median(lambda: _overview(session))
        plain = await _median(lambda: _plain(session), looks=1)
        pages: dict[str, Look] = {
            "units": lambda: figures.unit_figures(session, 1, TODAY, 20, 0),
            "overdue": lambda: entries.entries(session, 1, "late", TODAY),
            "one unit": lambda: entries.entries_of_unit(session, 1, 1, TODAY),
            "one phase": lambda: entries.entries_of_phase(session, 1, TODAY),
        }
        return overview, plain, {name: await _median(page) for name, page in pages.items()}


async def _overview(session: AsyncSession) -> object:
    summary = await summaries.summarise(session, 1, NINE, TODAY, units=0, lists=False)
    return home(summary, "k123456789", load_texts()["zh-Hans"], ZONE)


async def _plain(session: AsyncSession) -> object:
    latest = select(func.max(ReportRow.id)).group_by(ReportRow.assignment_id).scalar_subquery()
    query = (
        select(AssignmentRow.phase_id, ReportRow.status, func.count(), func.avg(ReportRow.percent))
        .join(ReportRow, ReportRow.assignment_id == AssignmentRow.id)
        .where(ReportRow.id.in_(latest))
        .group_by(AssignmentRow.phase_id, ReportRow.status)
    )
    return (await session.execute(query)).all()


async def _median(look: Look, looks: int = LOOKS) -> float:
    taken = []
    for _ in range(looks):
        began = perf_counter()
        await look()
        taken.append(perf_counter() - began)
    return median(taken)
