"""Chats are known once, may fall silent, and keep everything when a group is upgraded."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plan.model import PersonRole
from storage import chats, outbox, people, posts, units
from storage.schema import ApplicationRow, ChatRow, OutboxRow, PostRow
from tests.storage.builders import BUREAU, TOWN, at, group, plan_of, save, task, unit_id

NOW, LATER = at("2012-11-09 10:00"), at("2012-11-09 10:05")
DAY = date(2012, 11, 9)
OLD, NEW = -1001, -1001000000009


@pytest.fixture(autouse=True)
async def plan(session: AsyncSession) -> int:
    return await save(session, plan_of(task("1", date(2012, 11, 16))), at("2012-10-10 10:00"))


async def test_a_chat_is_known_once_and_its_title_follows(session: AsyncSession) -> None:
    first = await chats.ensure_chat(session, OLD, "民政局群", NOW)
    again = await chats.ensure_chat(session, OLD, "民政局新群", NOW)
    unnamed = await chats.ensure_chat(session, OLD, "", NOW)
    assert first.id == again.id == unnamed.id
    assert (again.title, unnamed.title) == ("民政局新群", "民政局新群")
    assert await chats.find_chat(session, -2) is None
    assert await chats.get_chat(session, first.id) == again


async def test_a_chat_has_a_language_of_its_own(session: AsyncSession) -> None:
    chat = await chats.ensure_chat(session, OLD, "", NOW)
    assert chat.language is None
    await chats.set_language(session, chat.id, "zh-Hant")
    found = await chats.find_chat(session, OLD)
    assert found is not None
    assert found.language == "zh-Hant"


async def test_the_office_hears_in_its_group_or_its_people_in_private(
    session: AsyncSession,
) -> None:
    private = await chats.office_ears(session, [11, 12], NOW)
    assert [chat.telegram for chat in private] == [11, 12]
    bound = await chats.ensure_chat(session, OLD, "办公室", NOW)
    await chats.make_office(session, bound.id)
    assert [c.telegram for c in await chats.office_ears(session, [11], NOW)] == [OLD]
    await chats.suspend(session, OLD, "kicked", NOW)
    assert [c.telegram for c in await chats.office_ears(session, [11], NOW)] == [11]


async def test_falling_silent_is_noted_once(session: AsyncSession) -> None:
    await chats.ensure_chat(session, OLD, "", NOW)
    first = await chats.suspend(session, OLD, "bot was kicked", NOW)
    assert first is not None
    assert not first.usable
    assert await chats.suspend(session, OLD, "bot was kicked", LATER) is None
    assert await chats.suspend(session, -2, "unknown", NOW) is None
    stored = await session.scalar(select(ChatRow))
    assert stored is not None
    assert (stored.why_not, stored.changed_at) == ("bot was kicked", NOW)
    await chats.resume(session, OLD, LATER)
    await session.refresh(stored)
    assert (stored.usable, stored.why_not, stored.changed_at) == (True, None, LATER)


async def test_everything_follows_an_upgraded_group(session: AsyncSession) -> None:
    chat = await group(session, OLD, BUREAU)
    await outbox.owe(session, [chat], "card", DAY, NOW)
    card = await posts.add_post(session, chat, "card", {}, NOW)
    await posts.place(session, card.id, 5)
    assert await chats.move_chat(session, OLD, NEW, LATER)
    assert [unit.name for unit in await units.units_of_chat(session, chat)] == [BUREAU]
    moved = await chats.get_chat(session, chat)
    assert (moved.telegram, moved.usable) == (NEW, True)
    owed = await outbox.claim_next(session, LATER)
    assert owed is not None
    assert owed.chat == chat


async def test_messages_of_the_old_group_can_no_longer_be_edited(session: AsyncSession) -> None:
    chat = await group(session, OLD, BUREAU)
    for message, closed in ((5, False), (6, True)):
        post = await posts.add_post(session, chat, "card", {}, NOW)
        await posts.place(session, post.id, message)
        await posts.ask_redraw(session, [post.id], NOW)
        if closed:
            await posts.close_post(session, post.id, NOW)
    await chats.move_chat(session, OLD, NEW, LATER)
    assert await posts.claim_redraws(session, LATER) == []
    assert await posts.find_by_message(session, NEW, 5) is None
    query = select(PostRow.closed_at).order_by(PostRow.id)
    assert (await session.scalars(query)).all() == [LATER, NOW]
    # The new group numbers its messages from the beginning.
    fresh = await posts.add_post(session, chat, "card", {}, LATER)
    await posts.place(session, fresh.id, 6)
    assert (await posts.find_by_message(session, NEW, 6)) is not None


async def test_an_upgrade_announced_twice_happens_once(session: AsyncSession) -> None:
    await group(session, OLD, BUREAU)
    assert await chats.move_chat(session, OLD, NEW, NOW)
    assert not await chats.move_chat(session, OLD, NEW, LATER)
    assert not await chats.move_chat(session, -77, NEW, LATER)
    assert [row.telegram_id for row in await session.scalars(select(ChatRow))] == [NEW]


async def test_what_the_new_group_did_before_the_upgrade_was_known_is_kept(
    session: AsyncSession,
) -> None:
    old = await group(session, OLD, BUREAU)
    new = await group(session, NEW, TOWN)
    await chats.set_language(session, new, "en")
    await chats.make_office(session, new)
    wish = await people.apply(
        session, await unit_id(session, TOWN), new, 1001, "钱青禾", PersonRole.LIAISON, NOW
    )
    card = await posts.add_post(session, new, "card", {}, NOW)
    await posts.place(session, card.id, 5)
    await outbox.owe(session, [old, new], "digest", DAY, NOW)
    await outbox.owe(session, [new], "claim", DAY, NOW, subject=3)
    assert await chats.move_chat(session, OLD, NEW, LATER)
    moved = await chats.get_chat(session, old)
    assert (moved.telegram, moved.language, moved.is_office) == (NEW, "en", True)
    assert [u.name for u in await units.units_of_chat(session, old)] == [BUREAU, TOWN]
    found = await posts.find_by_message(session, NEW, 5)
    assert found is not None
    assert (found.id, found.closed) == (card.id, False)
    assert [r.chat_id for r in await session.scalars(select(ApplicationRow))] == [old]
    assert wish is not None
    kinds = select(OutboxRow.kind).where(OutboxRow.chat_id == old).order_by(OutboxRow.kind)
    assert (await session.scalars(kinds)).all() == ["claim", "digest"]


async def test_a_unit_bound_anew_in_the_upgraded_group_stays_bound_once(
    session: AsyncSession,
) -> None:
    old = await group(session, OLD, BUREAU)
    await group(session, NEW, BUREAU)
    await chats.move_chat(session, OLD, NEW, LATER)
    assert await units.chats_by_unit(session) == {await unit_id(session): NEW}
    assert [u.name for u in await units.units_of_chat(session, old)] == [BUREAU]


async def test_a_topic_is_a_place_of_its_own_and_like_its_group(session: AsyncSession) -> None:
    itself = await chats.ensure_chat(session, OLD, "创建工作总群", NOW)
    await chats.set_language(session, itself.id, "en")
    await chats.suspend(session, OLD, "kicked", NOW)
    topic = await chats.ensure_chat(session, OLD, "", LATER, 7)
    assert topic.id != itself.id
    assert (topic.telegram, topic.topic, itself.topic) == (OLD, 7, None)
    assert (topic.title, topic.language, topic.usable) == ("创建工作总群", "en", False)
    assert await chats.ensure_chat(session, OLD, "", LATER, 7) == topic
    renamed = await chats.get_chat(session, topic.id, "总群")
    assert (renamed.title, (await chats.get_chat(session, itself.id)).title) == ("总群", "总群")


async def test_a_group_known_only_by_a_topic_is_found(session: AsyncSession) -> None:
    topic = await chats.ensure_chat(session, OLD, "群", NOW, 7)
    assert await chats.find_chat(session, OLD) == topic
    itself = await chats.ensure_chat(session, OLD, "", NOW)
    assert await chats.find_chat(session, OLD) == itself


async def test_the_office_hears_in_one_topic_of_a_forum(session: AsyncSession) -> None:
    for topic in (3, 7, None):
        place = await chats.ensure_chat(session, OLD, "群", NOW, topic)
        await chats.make_office(session, place.id)
        assert [one.id for one in await chats.office_chats(session)] == [place.id]


async def test_a_topic_that_is_gone_is_the_group_itself_until_somebody_writes_there(
    session: AsyncSession,
) -> None:
    topic = await chats.ensure_chat(session, OLD, "群", NOW, 7)
    assert await chats.lose_topic(session, topic.id)
    assert not await chats.lose_topic(session, topic.id)
    assert (await chats.get_chat(session, topic.id)).topic is None
    assert await chats.ensure_chat(session, OLD, "群", NOW, 7) == topic


async def test_a_chat_out_of_reach_is_tried_once_for_all_its_topics(session: AsyncSession) -> None:
    places = [(await chats.ensure_chat(session, OLD, "群", NOW, n)).id for n in (None, 7)]
    await chats.suspend(session, OLD, "no rights", NOW)
    tomorrow = NOW + timedelta(days=1)
    tried = [await chats.try_again(session, place, tomorrow, ()) for place in places]
    assert tried == [True, False]
    await chats.resume(session, OLD, tomorrow)
    assert all([(await chats.get_chat(session, place)).usable for place in places])


async def test_topics_stay_apart_when_their_group_moves(session: AsyncSession) -> None:
    """The new group may have written in some of them before the move was known."""
    old = {n: await chats.ensure_chat(session, OLD, "群", NOW, n) for n in (None, 7)}
    new = {n: await chats.ensure_chat(session, NEW, "总群", NOW, n) for n in (7, 8)}
    await units.bind(session, old[None].id, await unit_id(session, BUREAU), 1, NOW)
    await units.bind(session, new[7].id, await unit_id(session, TOWN), 1, NOW)
    assert await chats.move_chat(session, OLD, NEW, LATER)
    assert [u.name for u in await units.units_of_chat(session, old[None].id)] == [BUREAU]
    assert [u.name for u in await units.units_of_chat(session, old[7].id)] == [TOWN]
    rows = await session.scalars(select(ChatRow).order_by(ChatRow.topic))
    places = [(row.id, row.telegram_id, row.topic) for row in rows]
    assert places == [(old[None].id, NEW, 0), (old[7].id, NEW, 7), (new[8].id, NEW, 8)]
