"""Chats are known once, may fall silent, and keep everything when a group is upgraded."""

from datetime import date

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
