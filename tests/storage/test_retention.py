"""What was kept long enough is forgotten, a few rows at a time; reports stay."""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plan.model import Status
from storage import outbox, posts, retention
from storage.evidence import Sent, add_evidence, keep_bytes, path_of
from storage.reports import Words
from storage.schema import EvidenceRow, OutboxRow, PostRow, ReportRow
from tests.storage.builders import assignment, at, group, plan_of, report, save, source, task

NOW = at("2012-11-09 10:00")
DUE, GOAL = date(2012, 11, 16), date(2012, 12, 31)
ENDED, RUNNING = GOAL + timedelta(days=1), GOAL


@pytest.fixture
async def line(session: AsyncSession) -> int:
    """An assignment of a plan that ends with the year."""
    await save(session, plan_of(task("2.1", DUE)), NOW)
    return await assignment(session, "2.1")


async def sent(session: AsyncSession, number: int, state: str = "sent") -> None:
    chat = await group(session, -1000 - number)
    await outbox.owe(session, [chat], "card", DUE, NOW + timedelta(days=number))
    row = (await session.scalars(select(OutboxRow).where(OutboxRow.chat_id == chat))).one()
    row.state = state


async def left(session: AsyncSession) -> list[str]:
    return list(await session.scalars(select(OutboxRow.state).order_by(OutboxRow.id)))


async def test_the_account_of_messages_goes_from_its_day_on(session: AsyncSession) -> None:
    for number, state in enumerate(("sent", "skipped", "failed", "unknown", "sent")):
        await sent(session, number, state)
    assert await retention.forget_sendings(session, NOW + timedelta(days=4), 10) == 4
    assert await left(session) == ["sent"]


async def test_what_still_has_to_go_stays(session: AsyncSession) -> None:
    await sent(session, 1, "pending")
    await sent(session, 2, "sending")
    assert await retention.forget_sendings(session, NOW + timedelta(days=99), 10) == 0
    assert await left(session) == ["pending", "sending"]


async def test_a_step_takes_no_more_than_it_may(session: AsyncSession) -> None:
    for number in range(5):
        await sent(session, number)
    before = NOW + timedelta(days=99)
    assert [await retention.forget_sendings(session, before, 2) for _ in range(4)] == [2, 2, 1, 0]


async def test_words_go_when_their_plan_is_over_and_figures_stay(
    session: AsyncSession, line: int
) -> None:
    words = Words(status=Status.IN_PROGRESS, percent=60, note="缺资金")
    made = await report(session, line, words, source("a", NOW))
    assert await retention.forget_words(session, RUNNING, 10) == 0
    assert await retention.forget_words(session, ENDED, 10) == 1
    row = await session.get_one(ReportRow, made, populate_existing=True)
    assert (row.note, row.percent, row.name) == ("", 60, "钱青禾")
    assert await retention.forget_words(session, ENDED, 10) == 0


async def test_a_plan_is_not_over_while_something_is_due_later(session: AsyncSession) -> None:
    later = replace(task("2.2", GOAL + timedelta(days=30)), lead="市民政局")
    await save(session, plan_of(task("2.1", DUE), later), NOW)
    line = await assignment(session, "2.1")
    await report(session, line, Words(status=Status.DONE, note="好了"), source("a", NOW))
    assert await retention.forget_words(session, ENDED, 10) == 0
    assert await retention.forget_words(session, GOAL + timedelta(days=31), 10) == 1


async def test_closed_questions_lose_the_words_they_were_about(session: AsyncSession) -> None:
    chat = await group(session, -1001)
    made = await posts.add_post(session, chat, "question", {"text": "缺资金"}, NOW)
    later = NOW + timedelta(days=2)
    assert await retention.forget_questions(session, later, 10) == 0  # still open
    await posts.close_questions(session, NOW + timedelta(days=1), NOW + timedelta(days=1))
    assert await retention.forget_questions(session, NOW + timedelta(days=1), 10) == 0
    assert await retention.forget_questions(session, later, 10) == 1
    row = await session.get_one(PostRow, made.id, populate_existing=True)
    assert row.about == {}
    assert await retention.forget_questions(session, later, 10) == 0


def file(message: int, digest: str) -> Sent:
    return Sent(-100, message, None, 1, NOW, "x", "a.txt", "text/plain", 4, digest)


async def test_files_go_when_their_plan_is_over_and_their_account_stays(
    session: AsyncSession, line: int, tmp_path: Path
) -> None:
    digest = keep_bytes(tmp_path, b"text")
    await add_evidence(session, line, file(1, digest))
    assert await retention.forget_evidence(session, tmp_path, RUNNING, 10) == 0
    assert path_of(tmp_path, digest).exists()
    assert await retention.forget_evidence(session, tmp_path, ENDED, 10) == 1
    assert not path_of(tmp_path, digest).exists()
    row = (await session.scalars(select(EvidenceRow))).one()
    assert (row.sha256, row.name, row.size) == (None, "a.txt", 4)
    assert await retention.forget_evidence(session, tmp_path, ENDED, 10) == 0


async def test_a_file_a_later_plan_has_as_well_stays_for_it(
    session: AsyncSession, line: int, tmp_path: Path
) -> None:
    again = replace(task("9.9", GOAL + timedelta(days=300)))
    plan = plan_of(again)
    await save(session, replace(plan, title="明年的方案", goal=GOAL + timedelta(days=300)), NOW)
    digest = keep_bytes(tmp_path, b"text")
    await add_evidence(session, line, file(1, digest))
    await add_evidence(session, await assignment(session, "9.9"), file(2, digest))
    assert await retention.forget_evidence(session, tmp_path, ENDED, 10) == 1
    assert path_of(tmp_path, digest).read_bytes() == b"text"
    assert digest == sha256(b"text").hexdigest()


async def test_a_file_that_is_gone_already_is_no_trouble(
    session: AsyncSession, line: int, tmp_path: Path
) -> None:
    await add_evidence(session, line, file(1, "0" * 64))
    assert await retention.forget_evidence(session, tmp_path, ENDED, 10) == 1
