"""The office is told once a day what changed, and every day who hears nothing."""

from dataclasses import replace
from datetime import date, time

import pytest

from jobs.desk import Desk
from jobs.schedule import tick
from plan.calendar import DAY
from plan.delivery import Failed, Wait
from plan.model import BlockReason, Status
from storage import calendar, chats, summaries
from storage.calendar import KNOWN_UNTIL
from storage.reports import Words
from tests.jobs.conftest import OFFICE_PERSON, Recorder
from tests.jobs.sample import sample_plan, start
from tests.storage.builders import (
    BUREAU,
    TOWN,
    assignment,
    at,
    group,
    plan_of,
    report,
    save,
    source,
    task,
)

IMPORTED = at("2012-11-05 10:00")
EVENING = at("2012-11-05 17:30")


def to_office(network: Recorder, office: int = OFFICE_PERSON) -> list[str]:
    return [text for chat, text in network.sent if chat == office]


async def bound(desk: Desk) -> int:
    """A plan whose only unit has a group."""
    async with desk.sessions.begin() as session:
        plan = await save(session, plan_of(task("1", date(2012, 11, 29))), IMPORTED)
        await group(session, -1001, BUREAU)
    await tick(desk, IMPORTED)
    return plan


async def say(desk: Desk, percent: int, name: str, when: str) -> None:
    words = Words(status=Status.BLOCKED, percent=percent, reason=BlockReason.FUNDS)
    async with desk.sessions.begin() as session:
        await report(session, await assignment(session, "1"), words, source(name, at(when)))


async def test_the_first_digest_is_sent_and_an_unchanged_one_is_not(
    desk: Desk, network: Recorder
) -> None:
    await bound(desk)
    await tick(desk, at("2012-11-05 17:29"))
    assert to_office(network) == []
    for day in ("05", "06"):
        await tick(desk, at(f"2012-11-{day} 17:30"))
    assert len(to_office(network)) == 1


async def test_a_changed_figure_is_news_and_told_once(desk: Desk, network: Recorder) -> None:
    plan = await bound(desk)
    await tick(desk, EVENING)
    await say(desk, 80, "m1", "2012-11-06 10:00")
    for when in ("2012-11-06 17:30", "2012-11-06 17:31", "2012-11-07 17:30"):
        await tick(desk, at(when))
    first, second = to_office(network)
    assert "受阻" not in first
    assert "受阻" in second
    async with desk.sessions() as session:
        kept = await summaries.last_snapshot(session, plan)
    assert kept is not None
    assert (kept[0], kept[1].blocked) == (at("2012-11-06 17:30"), 1)


async def test_a_digest_has_twelve_lines_at_most(desk: Desk, network: Recorder) -> None:
    await start(desk, sample_plan(), IMPORTED)
    await tick(desk, EVENING)
    async with desk.sessions.begin() as session:
        one = await assignment(session, "1.2", "市民政局")
        blocked = Words(status=Status.BLOCKED, reason=BlockReason.FUNDS, note="缺资金")
        later = Words(extend_to=date(2012, 12, 20))
        await report(session, one, blocked, source("m1", EVENING))
        await report(session, one, later, source("m2", EVENING))
    network.sent.clear()
    await tick(desk, at("2012-11-13 17:30"))
    (text,) = to_office(network)
    assert 8 < len(text.splitlines()) <= 12


async def test_on_a_rest_day_the_office_is_left_in_peace(desk: Desk, network: Recorder) -> None:
    await bound(desk)
    await tick(desk, at("2012-11-10 17:30"))
    assert to_office(network) == []


async def test_a_digest_hour_in_the_quiet_waits_for_the_morning(
    desk: Desk, network: Recorder
) -> None:
    late = replace(desk, digest_at=time(22, 0))
    await bound(late)
    for when in ("2012-11-05 22:00", "2012-11-06 07:59"):
        await tick(late, at(when))
    assert to_office(network) == []
    await tick(late, at("2012-11-06 08:00"))
    assert len(to_office(network)) == 1


async def test_every_ear_of_the_office_hears_the_same_figures(
    desk: Desk, network: Recorder
) -> None:
    """Also the one that could not be reached at first, after the figures were kept."""
    both = replace(desk, office_people=(11, 12))
    await bound(both)
    network.answers.extend([Wait(600)])
    await tick(both, EVENING)
    await tick(both, at("2012-11-05 17:40"))
    assert sorted(network.chats) == [11, 12]
    async with desk.sessions.begin() as session:
        office = await group(session, -1009)
        await chats.make_office(session, office)
    await say(both, 80, "m1", "2012-11-06 10:00")
    await tick(both, at("2012-11-06 17:30"))
    assert len(to_office(network, -1009)) == 1


async def test_figures_of_a_digest_nobody_got_are_not_kept(desk: Desk, network: Recorder) -> None:
    plan = await bound(desk)
    network.answers.append(Failed("connection refused"))
    await tick(desk, EVENING)
    async with desk.sessions() as session:
        assert await summaries.last_snapshot(session, plan) is None
    await tick(desk, at("2012-11-05 17:31"))
    async with desk.sessions() as session:
        assert await summaries.last_snapshot(session, plan) is not None


async def test_units_without_a_group_are_told_every_working_morning(
    desk: Desk, network: Recorder
) -> None:
    async with desk.sessions.begin() as session:
        tasks = task("1", date(2012, 11, 16)), task("2", date(2012, 12, 31), lead=TOWN)
        await save(session, plan_of(*tasks), IMPORTED)
    await tick(desk, IMPORTED)
    network.sent.clear()
    await tick(desk, at("2012-11-09 09:00"))
    (text,) = to_office(network)
    assert BUREAU in text
    assert TOWN in text
    assert "1" in text.splitlines()[-1]  # the task the bureau was not reminded of
    network.sent.clear()
    await tick(desk, at("2012-11-10 09:00"))
    assert to_office(network) == []
    async with desk.sessions.begin() as session:
        await group(session, -1001, BUREAU, TOWN)
    await tick(desk, at("2012-11-12 09:00"))
    assert to_office(network) == []


async def test_a_group_that_takes_no_messages_is_a_gap(desk: Desk, network: Recorder) -> None:
    await bound(desk)
    async with desk.sessions.begin() as session:
        await chats.suspend(session, -1001, "kicked", IMPORTED)
    await tick(desk, at("2012-11-22 09:00"))
    (text,) = to_office(network)
    assert BUREAU in text
    assert "1" in text.splitlines()[-1]


async def test_a_gap_line_of_yesterday_is_not_told_today(desk: Desk, network: Recorder) -> None:
    async with desk.sessions.begin() as session:
        await save(session, plan_of(task("1", date(2012, 11, 16))), IMPORTED)
    network.answers.append(Wait(86400))
    await tick(desk, at("2012-11-06 09:00"))
    await tick(desk, at("2012-11-07 09:00"))
    assert len(to_office(network)) == 1


@pytest.mark.parametrize(("ahead", "told"), [(40, True), (50, False)])
async def test_the_office_hears_in_time_that_nobody_knows_the_holidays(
    desk: Desk, network: Recorder, ahead: int, told: bool
) -> None:
    """Beyond the table's last year reminders go by the week alone, and the office is warned."""
    new_year = date(KNOWN_UNTIL.year + 1, 1, 1)
    due = new_year + 3 * DAY
    async with desk.sessions.begin() as session:
        await save(session, plan_of(task("1", due)), IMPORTED)
        await group(session, -1001, BUREAU)
        for day in (due - ahead * DAY, due - ahead * DAY + DAY):
            await calendar.set_day(session, day, True, "")
    morning = at(f"{due - ahead * DAY} 09:00")
    await tick(desk, morning)
    assert [str(new_year.year) in text for text in to_office(network)] == ([True] if told else [])
    async with desk.sessions.begin() as session:
        await calendar.set_day(session, new_year, False, "元旦")
    network.sent.clear()
    await tick(desk, morning + DAY)
    assert to_office(network) == []
