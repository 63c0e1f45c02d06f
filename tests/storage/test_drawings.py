"""A card shows what holds now, and what may have been lost."""

from datetime import date, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from plan.model import BlockReason, Role, State, Status
from storage import cards, drawings, evidence
from storage.evidence import Sent
from storage.outages import add_outage
from storage.reports import Words
from tests.storage.builders import (
    BUREAU,
    RULES,
    assignment,
    report,
    source,
)
from tests.storage.posted import LATER, MINUTE, NOW, SEVEN, card_of

pytestmark = pytest.mark.usefixtures("chat")


async def test_a_card_shows_what_holds_now(session: AsyncSession, chat: int) -> None:
    one, post = await assignment(session, "2.1"), await card_of(session, chat, "2.1")
    await report(session, one, Words(receipt=True), source("m1", NOW))
    blocked = Words(
        status=Status.BLOCKED, percent=60, reason=BlockReason.LAND, expected_on=date(2012, 11, 12)
    )
    await report(session, one, blocked, source("m2", NOW + MINUTE))
    await report(session, one, Words(extend_to=LATER), source("m3", NOW + 2 * MINUTE))
    sent = Sent(-1001, 9, None, 1001, NOW, "file", "会议.jpg", "image/jpeg", 9)
    await evidence.add_evidence(session, one, sent)
    card = await drawings.draw_card(session, post, RULES, NOW + 3 * MINUTE)
    (line,) = card.lines
    assert (card.key, card.today, card.mentions) == (post.key, NOW.date(), ((1001, "钱青禾"),))
    assert (line.n, line.task, line.unit, line.role) == (1, "2.1", BUREAU, Role.LEAD)
    assert (line.state, line.status, line.percent) == (State.UNDER_WAY, Status.BLOCKED, 60)
    assert (line.reason, line.extension, line.evidence_given) == (BlockReason.LAND, LATER, 1)
    assert line.receipt is not None
    assert line.report is not None
    assert (line.receipt.at, line.report.at) == (NOW, NOW + 2 * MINUTE)
    assert (line.rung, line.baseline) == (SEVEN, 82)


async def test_a_report_can_be_undone_for_a_minute(session: AsyncSession, chat: int) -> None:
    one, post = await assignment(session, "2.1"), await card_of(session, chat, "2.1")
    said = Words(status=Status.IN_PROGRESS, expected_on=date(2012, 11, 12))
    made = await report(session, one, said, source("m1", NOW))
    undo = [
        (await drawings.draw_card(session, post, RULES, NOW + n * timedelta(seconds=1)))
        .lines[0]
        .undo
        for n in (0, 60, 61)
    ]
    assert undo == [made, made, None]


async def test_what_a_card_is_about_is_shown(session: AsyncSession, chat: int) -> None:
    about = {"late_since": NOW.isoformat(), "superseded": True, "on_request": True, "page": 1}
    post = await cards.open_card(session, chat, [], about, NOW)
    card = await drawings.draw_card(session, post, RULES, NOW)
    assert (card.late_since, card.superseded, card.on_request, card.page) == (NOW, True, True, 1)
    assert not card.lines
    assert not card.phases
    assert not card.mentions
    catch_up = await cards.open_card(session, chat, [], {"covers_from": "2012-11-05"}, NOW)
    drawn = await drawings.draw_card(session, catch_up, RULES, NOW)
    assert (drawn.covers_from, drawn.late_since) == (date(2012, 11, 5), None)


async def test_a_card_counts_what_is_open_in_a_phase(session: AsyncSession, chat: int) -> None:
    post = await cards.open_card(session, chat, [], {"phases": [2]}, NOW)
    (phase,) = (await drawings.draw_card(session, post, RULES, NOW)).phases
    assert (phase.name, phase.end, phase.open_tasks) == ("组织实施", date(2012, 11, 20), 3)
    one = await assignment(session, "2.1")
    await report(session, one, Words(status=Status.DONE), source("m1", NOW))
    (phase,) = (await drawings.draw_card(session, post, RULES, NOW)).phases
    assert phase.open_tasks == 2


async def test_after_an_outage_a_card_says_so_until_somebody_answers(
    session: AsyncSession, chat: int
) -> None:
    one, post = await assignment(session, "2.1"), await card_of(session, chat, "2.1", "2.2")
    await report(session, one, Words(receipt=True), source("m1", NOW + MINUTE))
    assert not (await drawings.draw_card(session, post, RULES, NOW)).taps_lost
    await add_outage(session, NOW + 5 * MINUTE, NOW + 9 * MINUTE)
    assert (await drawings.draw_card(session, post, RULES, NOW)).taps_lost
    await report(session, one, Words(status=Status.DONE), source("m2", NOW + 10 * MINUTE))
    assert not (await drawings.draw_card(session, post, RULES, NOW)).taps_lost


async def test_a_card_sent_after_an_outage_knows_nothing_of_it_unless_it_catches_up(
    session: AsyncSession, chat: int
) -> None:
    await add_outage(session, NOW - 90 * MINUTE, NOW - MINUTE)
    assert not (
        await drawings.draw_card(session, await card_of(session, chat, "2.1"), RULES, NOW)
    ).taps_lost
    about = {"covers_from": "2012-11-08"}
    catch_up = await cards.open_card(session, chat, [], about, NOW)
    assert (await drawings.draw_card(session, catch_up, RULES, NOW)).taps_lost
