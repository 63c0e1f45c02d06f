"""Whatever Telegram does with updates, each counts once."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import func, select, text

from storage.schema import EvidenceRow, UpdateRow
from tests.flows.books import evidence, reports, standing
from tests.flows.stage import Stage
from tests.flows.town import BUREAU_GROUP, BUREAU_LIAISON, OFFICE, TOWN_GROUP, TOWN_LIAISON


async def stored(stage: Stage) -> Sequence[UpdateRow]:
    async with stage.bot.desk.sessions() as session:
        return (await session.scalars(select(UpdateRow).order_by(UpdateRow.id))).all()


def last_update(stage: Stage) -> int:
    return stage.standin.world.updates.next_id - 1


async def test_every_update_twice_and_the_second_time_backwards(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    first = last_update(stage) + 1
    answer = await stage.say(TOWN_GROUP, TOWN_LIAISON, "2 进度60%", card.id)
    await stage.edit(TOWN_GROUP, TOWN_LIAISON, answer, "2 进度70%")
    await stage.press(TOWN_GROUP, TOWN_LIAISON, card.id, "2 收到")
    await stage.send_photo(TOWN_GROUP, TOWN_LIAISON, card.id, caption="2")
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "2 可能80%", card.id)
    await stage.press(TOWN_GROUP, TOWN_LIAISON, stage.last(TOWN_GROUP).id, "对")
    await stage.command(TOWN_GROUP, TOWN_LIAISON, "/my")
    stage.standin.groups.leave(TOWN_GROUP, TOWN_LIAISON)
    await stage.wait(90)
    before = await told_and_known(stage)
    assert last_update(stage) - first == 7
    for number in range(last_update(stage), first - 1, -1):
        stage.standin.world.updates.redeliver(number)
    await stage.ring()
    assert await told_and_known(stage) == before
    assert (await standing(stage, "2.2")).percent == 80


async def told_and_known(stage: Stage) -> object:
    """What every chat shows and what the books hold."""
    said = [(chat, one.id, one.text) for chat in (TOWN_GROUP, OFFICE) for one in stage.sent(chat)]
    return said, [(one.note, one.receipt) for one in await reports(stage)], await evidence(stage)


async def test_an_edit_that_comes_before_what_it_changes_is_what_holds(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    await stage.stop_bot()
    people, updates = stage.standin.people, stage.standin.world.updates
    answer = people.say(TOWN_GROUP, TOWN_LIAISON, "2 进度60%", reply_to=card.id)
    people.edit(TOWN_GROUP, TOWN_LIAISON, answer, "2 进度70%")
    one, two = updates.pending.values()
    updates.pending[one.id] = replace(two, id=one.id)
    updates.pending[two.id] = replace(one, id=two.id)
    await stage.start_bot()
    await stage.settle()
    assert (await standing(stage, "2.2")).percent == 70


@pytest.mark.parametrize("number", [17, 2_000_000_000, 3_000_000_000])
async def test_numbers_that_jump_after_a_silent_week_lose_nothing(
    stage: Stage, number: int
) -> None:
    card = await stage.card(TOWN_GROUP)
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "2 进度50%", card.id)
    stage.standin.world.updates.next_id = number
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "2 进度60%", card.id)
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "2 进度70%", card.id)
    assert (await standing(stage, "2.2")).percent == 70
    assert len([one for one in await reports(stage) if one.note]) == 3


async def test_a_piece_of_an_album_that_comes_after_a_restart_joins_the_others(
    stage: Stage,
) -> None:
    card = await stage.card(TOWN_GROUP)
    await stage.send_photo(TOWN_GROUP, TOWN_LIAISON, card.id, caption="2 已完成50%", album="a1")
    await stage.stop_bot()
    await stage.start_bot()
    await stage.send_photo(TOWN_GROUP, TOWN_LIAISON, card.id, b"another", album="a1")
    async with stage.bot.desk.sessions() as session:
        filed = await session.scalar(select(func.count()).select_from(EvidenceRow))
    assert filed == 2
    assert len(stage.sent(TOWN_GROUP)) == 1, "the card: nobody is asked"


async def test_what_a_handler_cannot_take_is_set_aside_and_the_office_told_once(
    stage: Stage,
) -> None:
    card = await stage.card(BUREAU_GROUP)
    async with stage.bot.desk.sessions.begin() as session:
        await session.execute(text("ALTER TABLE reports RENAME TO hidden"))
    for words in ("进度60%", "进度70%"):
        await stage.say(BUREAU_GROUP, BUREAU_LIAISON, words, card.id)
    async with stage.bot.desk.sessions.begin() as session:
        await session.execute(text("ALTER TABLE hidden RENAME TO reports"))
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "进度80%", card.id)
    assert (await standing(stage, "2.1", "市民政局")).percent == 80
    rows = await stored(stage)
    aside = [row for row in rows if row.error]
    assert [(row.attempts, "进度" in (row.body or "")) for row in aside] == [(3, False)] * 2
    assert {row.body for row in rows if not row.error} == {None}, "no words are kept"
    await stage.ring()
    told = [one.text for one in stage.sent(OFFICE) if "已搁置" in one.text]
    assert len(told) == 1
    assert "2 条" in told[0]


async def test_talk_that_is_none_of_the_bots_business_is_not_stored(stage: Stage) -> None:
    stage.standin.world.reads_all = True
    before = len(await stored(stage))
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "今天下雨")
    assert len(await stored(stage)) == before
