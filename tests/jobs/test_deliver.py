"""Whatever becomes of a message, its row says so, and nothing is lost or sent twice."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update

from jobs.deliver import AT_ONCE, TROUBLE_LIMIT, deliver_due
from jobs.desk import Desk
from jobs.schedule import tick
from plan.delivery import Failed, Gone, Moved, Outcome, Refused, Sent, Wait
from plan.notices import Owing
from render.message import Message
from storage import cards, chats, outages, outbox, posts
from storage.schema import ChatRow, OutboxRow, PostRow
from tests.jobs.card import DAY, GROUP, MINUTE, NINE, SECOND, row
from tests.jobs.conftest import OFFICE_PERSON, Recorder
from tests.storage.builders import BUREAU, assignment, at, group

pytestmark = pytest.mark.usefixtures("one_card")
PATIENCE = 30  # seconds; a busy machine fails nothing


async def count_posts(desk: Desk) -> int:
    async with desk.sessions() as session:
        return len((await session.scalars(select(PostRow))).all())


async def test_a_sent_card_is_known_by_its_message(desk: Desk, network: Recorder) -> None:
    assert await deliver_due(desk, NINE) == 1
    stored = await row(desk)
    assert (stored.state, stored.sent_at, stored.late) == ("sent", NINE, False)
    async with desk.sessions() as session:
        post = await posts.find_by_message(session, GROUP, 1)
        assert post is not None
        assert (post.id, post.kind, post.drawn is not None) == (stored.post_id, "card", True)
        (line,) = await cards.places(session, post.id)
        assert line.assignment == await assignment(session, "1")
    assert await deliver_due(desk, NINE) == 0
    assert network.chats == [GROUP]


async def test_an_upgraded_group_gets_it_under_its_new_number(
    desk: Desk, network: Recorder
) -> None:
    network.answers.append(Moved(-1001000000009))
    await deliver_due(desk, NINE)
    assert sorted(network.chats) == [-1001000000009, OFFICE_PERSON]
    stored = await row(desk)
    assert (stored.state, stored.attempts) == ("sent", 2)
    assert await count_posts(desk) == 1
    assert (await row(desk, Owing.MOVED)).state == "sent"


async def test_a_chat_that_is_full_waits_as_long_as_it_is_told(
    desk: Desk, network: Recorder
) -> None:
    network.answers.append(Wait(90))
    await deliver_due(desk, NINE)
    stored = await row(desk)
    assert (stored.state, stored.send_at, stored.planned_at) == (
        "pending",
        NINE + 90 * SECOND,
        NINE,
    )
    assert await count_posts(desk) == 0
    assert await deliver_due(desk, NINE + 89 * SECOND) == 0
    assert await deliver_due(desk, NINE + 90 * SECOND) == 1
    assert (await row(desk)).state == "sent"


async def test_what_failed_is_tried_again_ever_more_slowly(desk: Desk, network: Recorder) -> None:
    now = NINE
    for wait in (30, 60, 120, 240):
        network.answers.append(Failed("connection refused"))
        assert await deliver_due(desk, now) == 1
        stored = await row(desk)
        assert (stored.state, stored.why) == ("pending", "connection refused")
        assert stored.send_at == now + wait * SECOND
        now = stored.send_at
    assert await deliver_due(desk, now) == 1
    assert (await row(desk)).state == "sent"
    assert await count_posts(desk) == 1


async def test_a_group_that_is_gone_is_told_to_the_office_once(
    desk: Desk, network: Recorder
) -> None:
    network.answers.append(Gone("Forbidden: bot was kicked"))
    await deliver_due(desk, NINE)
    stored = await row(desk)
    assert (stored.state, stored.why) == ("pending", "kept: Forbidden: bot was kicked")
    assert await count_posts(desk) == 0
    assert network.chats == [OFFICE_PERSON]
    assert BUREAU in network.sent[0][1]
    async with desk.sessions.begin() as session:
        chat = await chats.find_chat(session, GROUP)
        assert chat is not None
        assert not chat.usable
        await outbox.owe(session, [chat.id], Owing.CARD, date(2012, 11, 12), NINE)
    await deliver_due(desk, NINE)
    async with desk.sessions() as session:
        query = select(OutboxRow.state, OutboxRow.why).order_by(OutboxRow.id.desc())
        kept = (await session.execute(query)).first()
    assert tuple(kept or ()) == ("pending", "kept: the chat takes no messages")
    assert network.chats == [OFFICE_PERSON]


async def test_a_refused_message_is_given_up_and_the_group_stays(
    desk: Desk, network: Recorder
) -> None:
    network.answers.append(Refused("Bad Request: message is too long"))
    await deliver_due(desk, NINE)
    stored = await row(desk)
    assert (stored.state, stored.why) == ("failed", "Bad Request: message is too long")
    assert await count_posts(desk) == 0
    async with desk.sessions() as session:
        assert (await session.scalars(select(ChatRow.usable))).all() == [True]


async def test_one_full_chat_holds_up_no_other_and_is_asked_once(
    desk: Desk, network: Recorder
) -> None:
    """Ten messages are owed to a chat that takes none: nothing but those waits."""
    async with desk.sessions.begin() as session:
        busy, *groups = [await group(session, -2000 - n) for n in range(30)]
        gaps = [await outages.add_outage(session, NINE, NINE) for _ in range(10)]
        for gap in gaps:
            await outbox.owe(session, [busy], Owing.OUTAGE, DAY, NINE - MINUTE, subject=gap)
        await outbox.owe(session, groups, Owing.OUTAGE, DAY, NINE, subject=gaps[0])
    asked: list[int] = []

    def refuse(chat: int) -> Outcome | None:
        asked.append(chat)
        return Wait(60) if chat == -2000 else None

    network.answer = refuse
    await deliver_due(desk, NINE)
    assert len(set(network.chats)) == 30  # and the card
    assert asked.count(-2000) <= AT_ONCE
    network.answer = lambda chat: None
    assert await deliver_due(desk, NINE + 59 * SECOND) == 0
    assert await deliver_due(desk, NINE + 60 * SECOND) == 10


async def test_while_nothing_is_taken_at_all_hardly_anything_is_tried(
    desk: Desk, network: Recorder
) -> None:
    async with desk.sessions.begin() as session:
        groups = [await group(session, -2000 - n) for n in range(60)]
        await outbox.owe(session, groups, Owing.DIGEST, DAY, NINE)
    network.answer = lambda chat: Wait(60, all=True)
    assert await deliver_due(desk, NINE) <= AT_ONCE
    assert network.chats == []


async def test_a_crash_before_sending_leaves_the_row_to_others(
    desk: Desk, network: Recorder
) -> None:
    """Claiming and drawing up are one transaction, so that half of it never stands."""
    async with desk.sessions() as session:
        assert await outbox.claim_next(session, NINE) is not None  # and the process ends here
    assert await deliver_due(desk, NINE) == 1
    assert network.chats == [GROUP]


async def test_two_processes_send_each_card_once(desk: Desk, network: Recorder) -> None:
    async with desk.sessions.begin() as session:
        groups = [await group(session, -2000 - n) for n in range(20)]
        await outbox.owe(session, groups, Owing.DIGEST, DAY, NINE)
    both = await asyncio.gather(*(tick(desk, NINE) for _ in range(2)))
    assert sum(both) == 22  # the gap line is none: every unit has a group
    assert len(network.chats) == len(set(network.chats)) == 21


async def test_a_row_that_cannot_be_drawn_up_holds_up_nobody(desk: Desk, network: Recorder) -> None:
    async with desk.sessions.begin() as session:
        chat = await group(session, -2000)
        await outbox.owe(session, [chat], Owing.REVIEWED, DAY, NINE - MINUTE, subject=99)
    assert await deliver_due(desk, NINE) == 2
    stored = await row(desk, Owing.REVIEWED)
    assert stored.state == "failed"
    assert stored.why is not None
    assert stored.why.startswith("cannot be drawn up: ")
    assert network.chats == [GROUP]


async def test_in_the_quiet_nothing_leaves(desk: Desk, network: Recorder) -> None:
    night = at("2012-11-09 21:00")
    async with desk.sessions.begin() as session:
        await session.execute(update(OutboxRow).values(planned_at=night, send_at=night))
    assert await deliver_due(desk, night) == 0
    assert await deliver_due(desk, at("2012-11-10 08:00")) == 1


async def test_when_the_network_is_in_trouble_the_rest_waits(desk: Desk, network: Recorder) -> None:
    async with desk.sessions.begin() as session:
        groups = [await group(session, -2000 - n) for n in range(60)]
        await outbox.owe(session, groups, Owing.CARD, DAY, NINE)
        gap = await outages.add_outage(session, NINE, NINE)  # each of them has that to hear
        await outbox.owe(session, groups, Owing.OUTAGE, DAY, NINE, subject=gap)
    network.answer = lambda chat: Failed("connection refused")
    tried = await deliver_due(desk, NINE)
    assert TROUBLE_LIMIT <= tried <= TROUBLE_LIMIT + AT_ONCE
    async with desk.sessions() as session:
        query = select(OutboxRow).where(OutboxRow.state == "pending", OutboxRow.attempts == 0)
        assert len((await session.scalars(query)).all()) >= 100
    network.answer = lambda chat: None
    assert await deliver_due(desk, NINE) > 100


async def test_no_more_is_sent_at_once_than_asked_for(desk: Desk, network: Recorder) -> None:
    async with desk.sessions.begin() as session:
        groups = [await group(session, -2000 - n) for n in range(9)]
        await outbox.owe(session, groups, Owing.DIGEST, DAY, NINE)
    assert [await deliver_due(desk, NINE, most=4) for _ in range(4)] == [4, 4, 2, 0]


@dataclass
class Slow(Recorder):
    """Answers once two messages wait for it; `most` is how many ever did."""

    waiting: int = 0
    most: int = 0
    has_company: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, chat: int, message: Message, **how: Any) -> Outcome:
        self.waiting += 1
        self.most = max(self.most, self.waiting)
        if self.waiting > 1:
            self.has_company.set()
        await asyncio.wait_for(self.has_company.wait(), PATIENCE)
        self.waiting -= 1
        return await super().send(chat, message, **how)


async def test_answers_are_waited_for_side_by_side(desk: Desk) -> None:
    """A slow network holds up no other chat: the senders wait at the same time."""
    network = Slow()
    desk = replace(desk, telegraph=network)
    async with desk.sessions.begin() as session:
        groups = [await group(session, -2000 - n) for n in range(20)]
        await outbox.owe(session, groups, Owing.DIGEST, DAY, NINE)
    await deliver_due(desk, NINE)
    assert len(network.chats) == 21
    assert 1 < network.most <= AT_ONCE


async def test_a_moved_group_that_moved_before_is_told_once(desk: Desk, network: Recorder) -> None:
    network.answers.append(Moved(-1001000000009))
    await deliver_due(desk, NINE)
    async with desk.sessions.begin() as session:
        chat = await chats.find_chat(session, -1001000000009)
        assert chat is not None
        assert not await chats.move_chat(session, GROUP, -1001000000009, NINE)
    kinds = [text for chat_id, text in network.sent if chat_id == OFFICE_PERSON]
    assert len(kinds) == 1
    assert isinstance(await network.send(1, Message("x")), Sent)
