"""Once a day, what was kept long enough is forgotten, in steps that let others in between."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql import Select

from jobs.desk import Desk, Keeping
from plan.calendar import local_day
from storage import marks, retention

log = structlog.get_logger()

FORGOTTEN = "forgotten until"
AT_ONCE = 500  # rows
Step = Callable[[AsyncSession], Awaitable[int]]


async def forget_old(desk: Desk, now: datetime) -> None:
    """Forget what the settings say, at the first look of a day; it goes on the next day if cut."""
    today = local_day(now, desk.rules.hours.zone)
    async with desk.sessions.begin() as session:
        if not await marks.is_first(session, FORGOTTEN, today):
            return
    for name, step in _steps(desk, now):
        forgotten, found = 0, AT_ONCE
        while found == AT_ONCE:
            async with desk.sessions.begin() as session:
                found = await step(session)
            forgotten += found
            await asyncio.sleep(0)
        if forgotten:
            log.info("forgotten", what=name, rows=forgotten)


async def count_old(
    session: AsyncSession, keeping: Keeping, today: date, now: datetime
) -> Mapping[str, int]:
    """How much of each kind would be forgotten now; a kind that is kept for ever is left out."""
    old: dict[str, Select[*tuple[Any, ...]]] = {}
    if keeping.sendings is not None:
        old["sendings"] = retention.old_sendings(now - keeping.sendings)
    if keeping.words is not None:
        old["words"] = retention.old_words(today - keeping.words)
        old["questions"] = retention.old_questions(now - keeping.words)
    if keeping.evidence is not None:
        old["evidence"] = retention.old_evidence(today - keeping.evidence)
    return {kind: await retention.count(session, query) for kind, query in old.items()}


def _steps(desk: Desk, now: datetime) -> Iterator[tuple[str, Step]]:
    keeping, today = desk.keeping, local_day(now, desk.rules.hours.zone)
    if keeping.sendings is not None:
        sent = now - keeping.sendings
        yield "sendings", lambda session: retention.forget_sendings(session, sent, AT_ONCE)
    if keeping.words is not None:
        said, ended = now - keeping.words, today - keeping.words
        yield "words", lambda session: retention.forget_words(session, ended, AT_ONCE)
        yield "questions", lambda session: retention.forget_questions(session, said, AT_ONCE)
    if keeping.evidence is not None:
        gone, folder = today - keeping.evidence, keeping.folder
        yield (
            "evidence",
            lambda session: retention.forget_evidence(session, folder, gone, AT_ONCE),
        )
