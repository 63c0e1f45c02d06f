"""Whoever runs the machine hears every day how it went, and what to do."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from jobs.desk import Desk, Watch
from jobs.schedule import tick
from plan.delivery import Failed, Gone, Unknown
from plan.rules import Repeats
from storage import marks
from tests.jobs.conftest import OFFICE_PERSON, Recorder
from tests.storage.builders import BUREAU, at, group, plan_of, save, task

OPERATOR = 77
IMPORTED = at("2012-11-04 20:00")
MORNING = at("2012-11-05 08:30")
WELL = Watch((OPERATOR,), time(8, 30), version="9.9", free=lambda: 5_000_000_000)


@pytest.fixture
def desk(desk: Desk) -> Desk:
    return replace(desk, watch=WELL)


def told(network: Recorder) -> list[str]:
    return [text for chat, text in network.sent if chat == OPERATOR]


async def test_every_day_at_its_hour_there_is_one_line(desk: Desk, network: Recorder) -> None:
    await tick(desk, at("2012-11-05 08:29"))
    assert told(network) == []
    for minute in (30, 31):
        await tick(desk, MORNING.replace(minute=minute))
    [text] = told(network)
    assert "督办 9.9 运行正常" in text
    assert "磁盘剩余 5.0 GB，最近备份 无" in text
    assert "→" not in text
    await tick(desk, MORNING + timedelta(days=1))
    assert len(told(network)) == 2


async def test_on_a_day_off_as_well_but_never_in_quiet_hours(desk: Desk, network: Recorder) -> None:
    early = replace(desk, watch=replace(WELL, at=time(6)))
    await tick(early, at("2012-11-10 06:00"))  # a Saturday
    assert told(network) == []
    await tick(early, at("2012-11-10 08:00"))
    assert len(told(network)) == 1


async def test_it_can_be_off(desk: Desk, network: Recorder) -> None:
    await tick(replace(desk, watch=replace(WELL, at=None)), MORNING)
    assert network.sent == []


async def test_after_a_day_nobody_asks_how_the_last_one_was(desk: Desk, network: Recorder) -> None:
    network.answers.extend([Failed("no network")])
    await tick(desk, MORNING)
    await tick(desk, MORNING + timedelta(days=1))
    assert len(told(network)) == 1


async def test_what_was_sent_late_failed_or_is_unknown_is_counted(
    desk: Desk, network: Recorder
) -> None:
    async with desk.sessions.begin() as session:
        await save(session, plan_of(task("1", date(2012, 11, 5))), IMPORTED)
        for number, unit in enumerate((BUREAU,), 1):
            await group(session, -1000 - number, unit)
    desk = replace(desk, rules=replace(desk.rules, repeats=Repeats(times=0)))
    network.answers.append(Unknown("lost"))
    await tick(desk, at("2012-11-05 09:00"))
    network.answers.clear()
    await tick(desk, at("2012-11-06 08:30"))
    text = told(network)[-1]
    assert "⚠️" in text
    assert "结果不明 1 条" in text
    assert "→ 有 1 条消息不知是否送达" in text


async def test_what_waits_for_an_hour_is_told(desk: Desk, network: Recorder) -> None:
    async with desk.sessions.begin() as session:
        await save(session, plan_of(task("1", date(2012, 11, 5))), IMPORTED)
        await group(session, -1001, BUREAU)
    late = replace(desk, watch=replace(WELL, at=time(12)))
    network.answer = lambda chat: Failed("no network") if chat == -1001 else None
    for hour in ("09:00", "10:00", "11:00", "11:59", "12:00"):
        await tick(late, at(f"2012-11-05 {hour}"))
    assert "→ 有消息到期一小时以上仍未发出" in told(network)[-1]


async def test_a_backup_that_is_old_is_asked_for(desk: Desk, network: Recorder) -> None:
    wanted = replace(desk, watch=replace(WELL, backup_every=timedelta(days=7)))
    await tick(wanted, MORNING)
    assert "→ 近期没有备份" in told(network)[-1]
    async with desk.sessions.begin() as session:
        await marks.put(session, marks.BACKED_UP, MORNING.isoformat())
    await tick(wanted, MORNING + timedelta(days=7))
    assert "→" not in told(network)[-1]
    assert "最近备份 11月5日 08:30" in told(network)[-1]
    await tick(wanted, MORNING + timedelta(days=8))
    assert "→ 近期没有备份" in told(network)[-1]


async def test_an_operator_who_cannot_be_reached_stops_nothing(
    desk: Desk, network: Recorder
) -> None:
    network.answer = lambda chat: Gone("bot was blocked") if chat == OPERATOR else None
    await tick(desk, MORNING)
    await tick(desk, MORNING + timedelta(days=1))
    assert told(network) == []
    assert OFFICE_PERSON not in network.chats
