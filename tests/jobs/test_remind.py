"""Reminders go out by the ladder, on working days, once, and late ones are gathered."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from jobs.desk import Desk
from jobs.redraw import redraw_due
from jobs.remind import PLANNED, plan_cards
from jobs.schedule import tick
from plan.calendar import DAY, Hours
from plan.model import Phase, Plan, Status, Task
from plan.notices import Owing
from plan.reminders import Ladder
from plan.rules import Rules
from storage import decisions, marks
from storage.reports import Words
from storage.schema import OutboxRow
from tests.jobs.conftest import Recorder
from tests.jobs.sample import cards, moments, sample_plan, start
from tests.storage.builders import (
    PHASES,
    RULES,
    TOWN,
    UNITS,
    VILLAGE,
    ZONE,
    assignment,
    at,
    plan_of,
    report,
    save,
    source,
    task,
)

IMPORTED = at("2012-10-10 10:00")
GROUP, TOWN_GROUP = -1001, -1002
DUE = date(2012, 11, 16)
FAR = (Phase("2", "组织实施", date(2012, 10, 1), date(2013, 12, 31)),)


def bound(*tasks: Task, phases: Sequence[Phase] = FAR) -> Plan:
    """A plan whose bureau and town have groups and whose village has none."""
    units = replace(UNITS[0], chat=GROUP), replace(UNITS[1], chat=TOWN_GROUP), UNITS[2]
    return plan_of(*tasks, phases=phases, units=units)


async def days_sent(
    desk: Desk, network: Recorder, first: date, last: date, chat: int = GROUP
) -> list[str]:
    """The days on which a group gets a card."""
    found = []
    for now in moments(first, last):
        network.sent.clear()
        await tick(desk, now)
        found += [f"{now.astimezone(ZONE):%m-%d %H:%M}"] * cards(network.sent).count(chat)
    return found


async def owed(desk: Desk) -> list[tuple[str, str, bool, bool]]:
    query = select(OutboxRow).where(OutboxRow.kind == Owing.CARD).order_by(OutboxRow.id)
    async with desk.sessions() as session:
        return [(f"{r.day}", r.state, r.late, r.catch_up) for r in await session.scalars(query)]


async def test_the_ladder_goes_up_and_down(desk: Desk, network: Recorder) -> None:
    """Seven, three, one and no days before; one, three and seven working days after."""
    await start(desk, bound(task("1", DUE)), IMPORTED)
    found = await days_sent(desk, network, date(2012, 11, 1), date(2012, 11, 30))
    assert found == [f"11-{day} 09:00" for day in ("09", "13", "15", "16", "19", "21", "27")]


async def test_the_days_of_national_day_are_no_working_days(desk: Desk, network: Recorder) -> None:
    """Due on Monday the 8th: what falls on the eight days off comes before them, together."""
    plan = bound(task("1", date(2012, 10, 8)))
    await start(desk, plan, at("2012-09-20 10:00"))
    found = await days_sent(desk, network, date(2012, 9, 24), date(2012, 10, 12))
    # Saturday the 29th is worked for the days off, and takes all three rungs before the day.
    assert found == ["09-29 09:00", "10-08 09:00", "10-09 09:00", "10-11 09:00"]


async def test_the_sample_plan_over_a_fortnight(desk: Desk, network: Recorder) -> None:
    """Every group gets one card a day at most, at nine, on working days."""
    await start(desk, sample_plan(), at("2012-11-05 10:00"))
    sent: list[tuple[datetime, int]] = []
    for now in moments(date(2012, 11, 5), date(2012, 11, 18)):
        network.sent.clear()
        await tick(desk, now)
        sent += [(now.astimezone(ZONE), chat) for chat in cards(network.sent)]
    assert {moment.time() for moment, _ in sent} == {time(9)}
    assert not {date(2012, 11, d) for d in (10, 11, 17, 18)} & {at.date() for at, _ in sent}
    assert set(Counter((moment.date(), chat) for moment, chat in sent).values()) == {1}
    groups = {unit.chat for unit in sample_plan().units}
    assert {chat for _, chat in sent} == groups


async def test_all_that_is_due_makes_one_card(desk: Desk, network: Recorder) -> None:
    plan = bound(task("1", DUE), task("2", date(2012, 11, 12)), task("3", DUE, lead=TOWN))
    await start(desk, plan, IMPORTED)
    await tick(desk, at("2012-11-09 09:00"))
    assert cards(network.sent) == [GROUP, TOWN_GROUP]
    first, second = (text for _, text in network.sent[:2])
    assert "任务1" in first
    assert "任务2" in first
    assert "任务3" in second


async def test_a_phase_is_reminded_of_where_it_is_still_busy(desk: Desk, network: Recorder) -> None:
    phases = (*PHASES, Phase("3", "迎接检查", date(2012, 11, 1), date(2012, 12, 14)))
    plan = bound(task("1", date(2012, 12, 31), phase="3"), phases=phases)
    await start(desk, plan, IMPORTED)
    await tick(desk, at("2012-12-07 09:00"))
    assert cards(network.sent) == [GROUP]
    assert "迎接检查" in network.sent[0][1]


@pytest.mark.parametrize("what", ["done", "moved", "cancelled", "none"])
async def test_nobody_is_reminded_of_what_is_over(desk: Desk, network: Recorder, what: str) -> None:
    """The state is read when the card is sent, not when it was planned."""
    await start(desk, bound(task("1", DUE)), IMPORTED)
    nine = at("2012-11-09 09:00")
    async with desk.sessions.begin() as session:
        await marks.put(session, PLANNED, "2012-11-08")
        await plan_cards(session, desk.rules, nine)
    assert [state for _, state, _, _ in await owed(desk)] == ["pending"]
    async with desk.sessions.begin() as session:
        one = await assignment(session, "1")
        if what == "done":
            await report(session, one, Words(status=Status.DONE), source("m1", nine))
        elif what == "moved":
            wanted = Words(extend_to=date(2012, 12, 14))
            await report(session, one, wanted, source("m1", nine))
            await decisions.decide_extension(session, one, 1, True, nine, rules=RULES)
        elif what == "cancelled":
            await save(session, bound(), nine)
    await tick(desk, nine)
    assert cards(network.sent) == ([GROUP] if what == "none" else [])
    expected = "sent" if what == "none" else "skipped"
    assert [state for _, state, _, _ in await owed(desk)] == [expected]


async def test_what_was_past_when_it_was_imported_fires_nothing(
    desk: Desk, network: Recorder
) -> None:
    plan = bound(task("1", date(2012, 10, 9)), task("2", date(2012, 10, 8)))
    await start(desk, plan, IMPORTED)
    assert await days_sent(desk, network, date(2012, 10, 10), date(2012, 10, 24)) == []


async def test_a_rung_whose_hour_was_gone_at_import_fires_nothing(
    desk: Desk, network: Recorder
) -> None:
    await start(desk, bound(task("1", date(2012, 10, 13))), IMPORTED)  # three days before, at ten
    found = await days_sent(desk, network, date(2012, 10, 10), date(2012, 10, 14))
    assert found == ["10-12 09:00"]


@pytest.mark.parametrize(
    ("hour", "late", "gathered", "mark"),
    [
        ("09:15", False, False, "⏰"),
        ("09:16", True, False, "迟发"),
        ("13:00", True, False, "迟发"),
        ("13:01", False, True, "补发"),
    ],
)
async def test_a_late_card_says_so_and_a_too_late_one_is_gathered(
    desk: Desk, network: Recorder, hour: str, late: bool, gathered: bool, mark: str
) -> None:
    await start(desk, bound(task("1", DUE)), IMPORTED)
    await tick(desk, at("2012-11-08 18:00"))
    network.sent.clear()
    await tick(desk, at(f"2012-11-09 {hour}"))
    assert cards(network.sent) == [GROUP]
    assert mark in network.sent[0][1]
    assert (await owed(desk))[-1] == ("2012-11-09", "sent", late, gathered)


async def test_after_days_away_one_card_gathers_what_was_missed(
    desk: Desk, network: Recorder
) -> None:
    """Down from Thursday to Wednesday: four days' rungs of two tasks make one card."""
    plan = bound(task("1", DUE), task("2", date(2012, 11, 13)), task("3", date(2012, 11, 20)))
    await start(desk, plan, IMPORTED)
    await tick(desk, at("2012-11-08 18:00"))
    network.sent.clear()
    back = at("2012-11-14 10:00")
    await tick(desk, back)
    assert cards(network.sent) == [GROUP]
    text = network.sent[0][1]
    assert all(f"任务{n}" in text for n in "123")
    assert "11月9日" in text
    found = [row for row in await owed(desk) if row[0] > "2012-11-08"]
    assert {state for _, state, _, _ in found[:-1]} == {"skipped"}
    assert found[-1] == ("2012-11-14", "sent", False, True)
    network.sent.clear()
    await tick(desk, at("2012-11-14 10:01"))
    assert cards(network.sent) == []


async def test_back_in_the_night_the_card_waits_for_the_morning(
    desk: Desk, network: Recorder
) -> None:
    await start(desk, bound(task("1", DUE)), IMPORTED)
    await tick(desk, at("2012-11-12 18:00"))
    network.sent.clear()
    await tick(desk, at("2012-11-13 22:00"))
    assert network.sent == []
    found = await days_sent(desk, network, date(2012, 11, 14), date(2012, 11, 14))
    assert found == ["11-14 09:00"]


async def test_back_on_a_rest_day_the_card_waits_for_monday(desk: Desk, network: Recorder) -> None:
    await start(desk, bound(task("1", DUE)), IMPORTED)
    await tick(desk, at("2012-11-08 18:00"))
    network.sent.clear()
    found = await days_sent(desk, network, date(2012, 11, 10), date(2012, 11, 12))
    assert found == ["11-12 09:00"]


async def test_a_due_date_that_would_pass_unmentioned_is_told_on_a_rest_day(
    desk: Desk, network: Recorder
) -> None:
    """Due on Saturday: waiting for Monday would come too late for it, not for the other group."""
    plan = bound(task("1", date(2012, 11, 10)), task("2", DUE, lead=TOWN))
    await start(desk, plan, IMPORTED)
    await tick(desk, at("2012-11-08 18:00"))
    network.sent.clear()
    await tick(desk, at("2012-11-10 10:00"))
    assert cards(network.sent) == [GROUP]
    await tick(desk, at("2012-11-12 09:00"))
    assert sorted(cards(network.sent)) == [TOWN_GROUP, GROUP, GROUP]


async def test_a_month_away_brings_the_newest_rungs_only(desk: Desk, network: Recorder) -> None:
    await start(desk, bound(task("1", DUE), task("2", date(2013, 1, 10))), IMPORTED)
    await tick(desk, at("2012-10-20 18:00"))
    network.sent.clear()
    await tick(desk, at("2013-01-07 10:00"))
    assert cards(network.sent) == [GROUP]
    assert "任务2" in network.sent[0][1]
    assert "任务1" not in network.sent[0][1]  # its last rung was longer ago than a month


async def test_a_newer_card_takes_the_place_of_the_older(desk: Desk, network: Recorder) -> None:
    await start(desk, bound(task("1", DUE)), IMPORTED)
    for day in ("09", "13"):
        await tick(desk, at(f"2012-11-{day} 09:00"))
    assert await redraw_due(desk, at("2012-11-13 09:00")) == 1
    ((chat, message, text),) = network.edits
    assert (chat, message) == (GROUP, 1)
    assert "已有更新" in text


async def test_a_unit_without_a_group_costs_nobody_a_card(desk: Desk, network: Recorder) -> None:
    await start(desk, bound(task("1", DUE, lead=VILLAGE)), IMPORTED)
    await tick(desk, at("2012-11-09 09:00"))
    assert cards(network.sent) == []
    assert await owed(desk) == []


@pytest.mark.parametrize(
    ("zone", "day", "expected"),
    [
        ("Europe/Berlin", "2012-10-29", "2012-10-29 08:00+00:00"),  # the clocks went back on Sunday
        ("Europe/Berlin", "2012-10-26", "2012-10-26 07:00+00:00"),
        ("America/New_York", "2012-03-12", "2012-03-12 13:00+00:00"),  # forward on Sunday
        ("America/New_York", "2012-03-09", "2012-03-09 14:00+00:00"),
    ],
)
async def test_nine_is_nine_whatever_the_clocks_do(
    desk: Desk, network: Recorder, zone: str, day: str, expected: str
) -> None:
    rules = Rules(Hours(ZoneInfo(zone)))
    there = replace(desk, rules=rules)
    due = date.fromisoformat(day)
    phases = [Phase("2", "组织实施", None, date(2012, 12, 31))]
    async with desk.sessions.begin() as session:
        plan = bound(task("1", due), phases=phases)
        await save(session, plan, datetime.fromisoformat(expected) - 20 * DAY)
    nine = datetime.fromisoformat(expected)
    await tick(there, nine - timedelta(minutes=1))
    assert cards(network.sent) == []
    await tick(there, nine)
    assert cards(network.sent) == [GROUP]


@pytest.mark.parametrize("away", [0, 30])
async def test_a_ladder_of_a_whole_year_is_planned_and_folded_like_any_other(
    desk: Desk, network: Recorder, away: int
) -> None:
    ladder = Ladder(tuple(range(366)), tuple(range(1, 366)))
    desk = replace(desk, rules=replace(desk.rules, ladder=ladder))
    await start(desk, bound(task("1", date(2013, 10, 1))), IMPORTED)
    now = at("2012-11-16 09:00")
    async with desk.sessions.begin() as session:
        await marks.put(session, PLANNED, (now.date() - (1 + away) * DAY).isoformat())
    await tick(desk, now)
    assert GROUP in network.chats
