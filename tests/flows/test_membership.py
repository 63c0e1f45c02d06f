"""What happens to the bot in a group: thrown out, let in again, silenced, moved."""

from sqlalchemy import insert, update

from jobs.moving import follow
from rehearsal.messages import Message
from storage.chats import find_chat
from storage.schema import UpdateRow
from tests.flows import town
from tests.flows.books import owed, reports, standing
from tests.flows.conftest import Staging
from tests.flows.stage import Stage, import_plan
from tests.flows.town import OFFICE, TOWN_GROUP, TOWN_LIAISON

SMALL_GROUP = -66


def said(stage: Stage, text: str) -> list[Message]:
    return [one for one in stage.sent(OFFICE) if text in one.text]


async def small(stage: Stage) -> None:
    """The town in a basic group, which may be upgraded."""
    stage.standin.world.add_group(
        SMALL_GROUP, "鹿渚镇小群", [TOWN_LIAISON, OFFICE], supergroup=False
    )
    await import_plan(stage, town.town_plan_in(SMALL_GROUP))


async def test_thrown_out_the_office_hears_it_once(stage: Stage) -> None:
    stage.standin.groups.remove_bot(TOWN_GROUP, TOWN_LIAISON)
    await stage.ring()
    [warning] = said(stage, "已被移出群")
    assert "“鹿渚镇工作群”（鹿渚镇）" in warning.text
    assert "加入后自动恢复" in warning.text
    await stage.at("2012-11-06 09:00")
    assert len(said(stage, "已被移出群")) == 1
    assert not stage.sent(TOWN_GROUP)


async def test_while_it_is_out_reminders_are_held_back_and_the_gap_is_shown(
    stage: Stage,
) -> None:
    stage.standin.groups.remove_bot(TOWN_GROUP, TOWN_LIAISON)
    await stage.at("2012-11-06 09:00")
    kept = [row.why for row in await owed(stage, "card") if row.state == "pending"]
    assert kept == ["kept: the chat takes no messages"]
    line = stage.find(OFFICE, "未绑定群")
    assert "鹿渚镇：2.1、2.2" in line.text


async def test_let_in_again_everything_works_as_before(stage: Stage) -> None:
    stage.standin.groups.remove_bot(TOWN_GROUP, TOWN_LIAISON)
    await stage.at("2012-11-07 10:00")
    stage.standin.groups.add_bot(TOWN_GROUP, TOWN_LIAISON)
    await stage.at("2012-11-08 09:00")
    card = stage.last(TOWN_GROUP)
    assert "2.1 摸清社区用房底数" in card.text
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "1 进度60%", card.id)
    assert (await standing(stage, "2.1")).percent == 60
    assert "鹿渚镇" not in stage.find(OFFICE, "未绑定群").text


async def test_thrown_out_again_the_office_hears_it_again(stage: Stage) -> None:
    for day in (5, 6):
        stage.standin.groups.remove_bot(TOWN_GROUP, TOWN_LIAISON)
        await stage.at(f"2012-11-{day:02} 14:00")
        stage.standin.groups.add_bot(TOWN_GROUP, TOWN_LIAISON)
        await stage.ring()
    assert len(said(stage, "已被移出群")) == 2


async def test_silenced_the_office_hears_it(stage: Stage) -> None:
    stage.standin.groups.restrict_bot(TOWN_GROUP, TOWN_LIAISON)
    await stage.ring()
    assert "没有发言权限" in said(stage, "鹿渚镇工作群")[0].text
    stage.standin.groups.demote_bot(TOWN_GROUP, TOWN_LIAISON)
    await stage.at("2012-11-06 09:00")
    assert "任务提醒" in stage.last(TOWN_GROUP).text


async def test_a_deleted_group_is_noticed_when_it_is_written_to(stage: Stage) -> None:
    stage.standin.groups.delete(TOWN_GROUP)
    await stage.at("2012-11-06 09:00")
    assert "（鹿渚镇）无法送达，可能已解散" in said(stage, "可能已解散")[0].text
    kept = [row.why for row in await owed(stage, "card") if row.state == "pending"]
    assert kept == ["kept: Forbidden: the group chat was deleted"]
    await stage.at("2012-11-09 09:00")
    assert len(said(stage, "可能已解散")) == 1


async def test_an_upgraded_group_keeps_its_unit_its_language_and_its_reminders(
    stage: Stage,
) -> None:
    await small(stage)
    menu = await stage.command(SMALL_GROUP, OFFICE, "/language")
    await stage.press(SMALL_GROUP, OFFICE, menu.id, "English")
    new = stage.standin.groups.upgrade(SMALL_GROUP)
    await stage.ring()
    assert "已升级为超级群" in said(stage, "鹿渚镇小群")[0].text
    await stage.at("2012-11-06 09:00")
    card = stage.last(new)
    assert "Unit: 鹿渚镇" in card.text
    await stage.say(new, TOWN_LIAISON, "2 progress 60%", card.id)
    assert (await standing(stage, "2.2")).percent == 60
    assert len(said(stage, "已升级为超级群")) == 1


async def test_an_upgrade_nobody_told_of_is_learnt_while_sending(staging: Staging) -> None:
    async with staging() as stage:
        await small(stage)
        await stage.stop_bot()
        new = stage.standin.groups.upgrade(SMALL_GROUP)
        stage.standin.world.updates.drop()  # older than a day
        await stage.start_bot()
        await stage.at("2012-11-06 09:00")
        await stage.ring()
        assert "责任单位：鹿渚镇" in stage.last(new).text
        assert len([one for one in stage.sent(new) if "任务提醒" in one.text]) == 1
        assert len(said(stage, "已升级为超级群")) == 1


async def test_what_was_open_before_an_upgrade_can_be_reported_from_a_new_card(
    stage: Stage,
) -> None:
    await small(stage)
    await stage.at("2012-11-06 09:00")
    await stage.say(SMALL_GROUP, TOWN_LIAISON, "2 进度30%", stage.last(SMALL_GROUP).id)
    new = stage.standin.groups.upgrade(SMALL_GROUP)
    await stage.ring()
    card = await stage.command(new, TOWN_LIAISON, "/my")
    assert "推进中 30%" in card.text
    await stage.press(new, TOWN_LIAISON, card.id, "2 完成")
    await stage.press(new, TOWN_LIAISON, card.id, "确认已完成")
    assert (await standing(stage, "2.2")).state == "claimed"


async def test_an_upgrade_in_the_middle_of_a_burst_loses_no_report_and_doubles_no_card(
    stage: Stage,
) -> None:
    await small(stage)
    await stage.at("2012-11-06 09:00")
    card, people = stage.last(SMALL_GROUP), stage.standin.people
    for n in range(10):
        people.say(SMALL_GROUP, TOWN_LIAISON, f"2 进度{n + 10}%", reply_to=card.id)
    new = stage.standin.groups.upgrade(SMALL_GROUP)
    await stage.settle()
    mine = await stage.command(new, TOWN_LIAISON, "/my")
    for n in range(10):
        people.say(new, TOWN_LIAISON, f"1 进度{n + 50}%", reply_to=mine.id)
    await stage.settle()
    await stage.ring()
    assert len(await reports(stage)) == 20
    assert (await standing(stage, "2.2")).percent == 19
    assert (await standing(stage, "2.1")).percent == 59
    assert len([one for one in stage.sent(new) if "任务提醒" in one.text]) == 0
    await stage.at("2012-11-08 09:00")
    assert len([one for one in stage.sent(new) if "任务提醒" in one.text]) == 1


async def test_an_upgrade_learnt_while_answers_wait_leaves_them_their_card(stage: Stage) -> None:
    await small(stage)
    await stage.at("2012-11-06 09:00")
    async with stage.bot.desk.sessions.begin() as session:
        waiting = {"update_id": 7, "chat": SMALL_GROUP, "body": "{}", "owner": "another"}
        await session.execute(insert(UpdateRow).values(received_at=stage.clock(), **waiting))
        chat = await find_chat(session, SMALL_GROUP)
        assert chat is not None
        again = await follow(session, stage.bot.desk, chat.id, SMALL_GROUP, -77, stage.clock())
        assert again > stage.clock()
        assert await find_chat(session, SMALL_GROUP) == chat
        await session.execute(update(UpdateRow).values(handled_at=stage.clock()))
        await follow(session, stage.bot.desk, chat.id, SMALL_GROUP, -77, stage.clock())
        assert await find_chat(session, SMALL_GROUP) is None


async def test_an_office_that_never_started_the_bot_is_no_dead_end(staging: Staging) -> None:
    async with staging(changes={"office": {"people": [OFFICE, 955]}}) as stage:
        stage.standin.world.add_user(955, "督查办小吴")
        assert "未绑定群" in stage.last(OFFICE).text
        assert {row.state for row in await owed(stage, "gaps")} == {"sent", "failed"}
        stage.standin.people.start(955)
        await stage.at("2012-11-06 09:00")
        assert "未绑定群" in stage.last(955).text
