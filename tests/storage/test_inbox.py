"""Updates are kept once, belong to one process, and are marked with what they lead to."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from storage import inbox, leases, marks
from storage.engine import Sessions
from storage.inbox import Incoming, NotInHand
from storage.schema import UpdateRow
from tests.storage.builders import at

NOW = at("2012-11-05 10:00")
ONE, TWO, THREE = (Incoming(number, -1, f'{{"update_id": {number}}}') for number in (1, 2, 3))


async def store(sessions: Sessions, *incoming: Incoming, owner: str = "me") -> Sequence[Incoming]:
    async with sessions.begin() as session:
        return await inbox.store(session, incoming, owner, NOW)


async def kept(sessions: Sessions) -> dict[int, UpdateRow]:
    async with sessions() as session:
        rows = await session.scalars(select(UpdateRow).order_by(UpdateRow.id))
        return {row.update_id: row for row in rows}


async def test_what_was_met_before_is_not_kept_again(sessions: Sessions) -> None:
    assert await store(sessions, TWO, ONE, TWO) == [TWO, ONE]
    assert await store(sessions, ONE, THREE) == [THREE]
    assert await store(sessions) == []
    assert list(await kept(sessions)) == [2, 1, 3], "in the order they came"


async def test_an_update_is_known_to_have_been_met_after_it_was_worked_off(
    sessions: Sessions,
) -> None:
    await store(sessions, ONE)
    async with sessions.begin() as session:
        await inbox.mark(session, 1, "me", NOW)
    assert await store(sessions, ONE) == []
    row = (await kept(sessions))[1]
    assert (row.handled_at, row.body) == (NOW, None), "its words are not kept"


async def test_a_transaction_that_fails_does_not_mark_the_update_it_works_for(
    sessions: Sessions,
) -> None:
    await store(sessions, ONE)

    async def mark(session: AsyncSession) -> None:
        await inbox.mark(session, 1, "me", NOW)

    with pytest.raises(ValueError, match="half way"):
        async with sessions.ending_with(mark).begin():
            raise ValueError("half way")
    assert (await kept(sessions))[1].handled_at is None


@pytest.mark.parametrize("by", ["me", "another"])
async def test_what_was_worked_off_or_is_in_other_hands_has_no_effect(
    sessions: Sessions, by: str
) -> None:
    await store(sessions, ONE)
    async with sessions.begin() as session:
        await inbox.take_up(session, "another")
        if by == "another":
            await inbox.mark(session, 1, "another", NOW)

    async def mark(session: AsyncSession) -> None:
        await inbox.mark(session, 1, by, NOW)

    for begin in (sessions.ending_with(mark).begin, sessions.ending_with(mark).brief):
        with pytest.raises(NotInHand):
            async with begin() as session:
                await marks.put(session, "an effect", "yes")
    async with sessions() as session:
        assert await marks.get(session, "an effect") is None


async def test_what_is_set_aside_keeps_its_words_and_the_last_reason(sessions: Sessions) -> None:
    await store(sessions, ONE)
    async with sessions.begin() as session:
        assert await inbox.note_attempt(session, 1, "me", "odd") == 1
        assert await inbox.note_attempt(session, 1, "me", "broken") == 2
        assert await inbox.note_attempt(session, 1, "another", "slow") is None
        assert not await inbox.set_aside(session, 1, "another", NOW)
        assert await inbox.set_aside(session, 1, "me", NOW)
        assert not await inbox.set_aside(session, 1, "me", NOW)
        assert await inbox.note_attempt(session, 1, "me", "late") is None
    row = (await kept(sessions))[1]
    assert (row.body, row.error, row.attempts) == (ONE.body, "broken", 2)
    async with sessions.begin() as session:
        await inbox.take_up(session, "me")
        assert await inbox.in_hand(session, "me") == []
        assert await inbox.count_aside(session, NOW) == 1
        assert await inbox.count_aside(session, NOW + timedelta(seconds=1)) == 0


async def test_what_is_left_is_taken_up_in_the_order_it_came(sessions: Sessions) -> None:
    await store(sessions, THREE, ONE, TWO, owner="dead")
    async with sessions.begin() as session:
        await inbox.note_attempt(session, 1, "dead", "broken")
        await inbox.mark(session, 2, "dead", NOW)
        await inbox.take_up(session, "me")
        left = await inbox.in_hand(session, "me")
    assert left == [replace(THREE, attempts=1), replace(ONE, attempts=1)]
    assert {row.owner for row in (await kept(sessions)).values()} == {"me", "dead"}


async def test_of_what_a_dead_process_left_the_first_of_each_chat_counts_as_tried_once(
    sessions: Sessions,
) -> None:
    other = Incoming(7, -2, "{}")
    await store(sessions, ONE, other, TWO, owner="dead")
    for owner in ("one", "two", "two"):
        async with sessions.begin() as session:
            await inbox.take_up(session, owner)
            left = await inbox.in_hand(session, owner)
        assert left == [replace(ONE, attempts=1), replace(other, attempts=1), TWO]


async def test_only_what_is_over_is_forgotten_after_its_time(sessions: Sessions) -> None:
    await store(sessions, ONE, TWO)
    async with sessions.begin() as session:
        await inbox.mark(session, 1, "me", NOW)
        await inbox.store(session, [THREE], "me", NOW + timedelta(days=1))
        await inbox.note_attempt(session, 3, "me", "broken")
        await inbox.set_aside(session, 3, "me", NOW + timedelta(days=1))
        await inbox.forget(session, NOW)
    assert list(await kept(sessions)) == [1, 2, 3]
    async with sessions.begin() as session:
        await inbox.forget(session, NOW + timedelta(seconds=1))
    assert list(await kept(sessions)) == [2, 3]
    async with sessions.begin() as session:
        await inbox.forget(session, NOW + timedelta(days=9))
    assert list(await kept(sessions)) == [2]


@pytest.mark.postgresql
async def test_what_waits_of_a_chat_is_in_one_hand_and_is_left_to_who_lives(
    sessions: Sessions,
) -> None:
    elsewhere = Incoming(4, -2, "{}")
    assert await store(sessions, ONE, owner="one") == [ONE]
    assert await store(sessions, TWO, elsewhere, owner="two") == [elsewhere]
    async with sessions.begin() as session:
        await leases.gain(session, f"{inbox.PROCESS}one", "one")
        await inbox.take_up(session, "three", alone=False)
        assert await inbox.in_hand(session, "one") == [ONE, TWO]
        tried = replace(elsewhere, attempts=1)
        assert await inbox.in_hand(session, "three") == [tried], "two is dead"
        await leases.release(session, f"{inbox.PROCESS}one", "one")
        await inbox.take_up(session, "three", alone=False)
        left = await inbox.in_hand(session, "three")
        assert left == [replace(ONE, attempts=1), TWO, tried]
