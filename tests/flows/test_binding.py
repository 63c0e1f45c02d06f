"""Binding: a group comes to speak for a unit, and people to answer for it."""

import re

import pytest
from sqlalchemy import select

from rehearsal.messages import Message
from storage.schema import BindingRow, InvitationRow, PersonRow, UnitRow
from tests.flows.books import standing
from tests.flows.stage import Stage
from tests.flows.town import (
    BUREAU_LIAISON,
    LEADER,
    OFFICE,
    OFFICE_GROUP,
    STRANGER,
    TOWN_GROUP,
    VILLAGE,
)

VILLAGE_GROUP, VILLAGER, NEIGHBOUR = -1002000000031, 1031, 1032


@pytest.fixture(autouse=True)
async def village(stage: Stage) -> None:
    """A group of the village that the bot does not know yet."""
    world = stage.standin.world
    world.add_user(VILLAGER, "孙溪桥")
    world.add_user(NEIGHBOUR, "赵小满")
    people = [VILLAGER, NEIGHBOUR, BUREAU_LIAISON]
    world.add_group(VILLAGE_GROUP, "桃溪社区工作群", people, bot_member=False)


async def invited(stage: Stage, name: str = VILLAGE) -> tuple[str, str]:
    """The link's token and the typed code the office gets for a unit."""
    text = (await stage.command(OFFICE, OFFICE, f"/bind {name}")).text
    link, code = re.search(r"startgroup=(\S+)", text), re.search(r"/bind@duban_bot (\S+)", text)
    assert link
    assert code
    return link[1], code[1]


async def bound(stage: Stage) -> Message:
    """The greeting in the village's group, bound by the link."""
    token, _ = await invited(stage)
    stage.standin.groups.add_bot(VILLAGE_GROUP, VILLAGER, token)
    await stage.settle()
    return stage.last(VILLAGE_GROUP)


async def applied(stage: Stage, label: str = "我是联络员") -> Message:
    """The office's question about somebody who wants to answer for the village."""
    greeting = await bound(stage)
    assert await stage.press(VILLAGE_GROUP, VILLAGER, greeting.id, label)
    await stage.ring()
    return stage.last(OFFICE)


async def groups_of(stage: Stage, unit: str) -> list[int]:
    """Our ids of the groups that speak for a unit now."""
    query = (
        select(BindingRow.chat_id)
        .join(UnitRow, UnitRow.id == BindingRow.unit_id)
        .where(UnitRow.name == unit, BindingRow.ended_at.is_(None))
    )
    async with stage.bot.desk.sessions() as session:
        return list(await session.scalars(query))


async def people_of(stage: Stage, unit: str) -> list[tuple[int | None, str]]:
    """Who answers for a unit."""
    query = select(PersonRow).join(UnitRow).where(UnitRow.name == unit)
    async with stage.bot.desk.sessions() as session:
        return [(row.telegram_id, row.role) for row in await session.scalars(query)]


async def test_the_office_gets_a_link_and_a_code_for_one_use(stage: Stage) -> None:
    text = (await stage.command(OFFICE, OFFICE, f"/bind {VILLAGE}")).text
    assert "请把机器人加入桃溪社区的工作群" in text
    assert "https://t.me/duban_bot?startgroup=" in text
    assert re.search(r"/bind@duban_bot [A-Z2-9]{4}-[A-Z2-9]{4}", text)
    assert "只能使用一次，11月6日 10:00前有效" in text


async def test_the_link_binds_the_group_it_is_opened_for(stage: Stage) -> None:
    greeting = await bound(stage)
    assert "本群已绑定：桃溪社区，牵头 0 项，责任 1 项" in greeting.text
    assert greeting.labels == [["我是联络员", "我是副联络员"]]
    assert len(await groups_of(stage, VILLAGE)) == 1
    await stage.at("2012-11-06 09:00")
    assert "2.1 摸清社区用房底数" in stage.last(VILLAGE_GROUP).text
    assert len([one for one in stage.sent(OFFICE) if "未绑定群" in one.text]) == 1


async def test_the_code_binds_the_group_it_is_typed_in(stage: Stage) -> None:
    _, code = await invited(stage)
    stage.standin.groups.add_bot(VILLAGE_GROUP, VILLAGER)
    greeting = await stage.command(VILLAGE_GROUP, VILLAGER, f"/bind {code.lower()}")
    assert "本群已绑定：桃溪社区" in greeting.text
    async with stage.bot.desk.sessions() as session:
        binding = (await session.scalars(select(BindingRow).order_by(BindingRow.id))).all()[-1]
    assert binding.bound_by == VILLAGER


@pytest.mark.parametrize("dash", ["—", "-", " - ", "－"])
async def test_a_code_is_read_as_phones_write_it(stage: Stage, dash: str) -> None:
    _, code = await invited(stage)
    stage.standin.groups.add_bot(VILLAGE_GROUP, VILLAGER)
    typed = code.replace("-", dash)
    greeting = await stage.command(VILLAGE_GROUP, VILLAGER, f"/bind {typed}")
    assert "本群已绑定：桃溪社区" in greeting.text


async def test_what_an_invitation_says_to_send_is_heard_where_the_bot_never_spoke(
    stage: Stage,
) -> None:
    text = (await stage.command(OFFICE, OFFICE, f"/bind {VILLAGE}")).text
    line = re.search(r"/bind\S* \S+", text)
    assert line
    stage.standin.groups.add_bot(VILLAGE_GROUP, VILLAGER)
    await stage.say(VILLAGE_GROUP, VILLAGER, line[0])
    assert "本群已绑定：桃溪社区" in stage.last(VILLAGE_GROUP).text


async def test_a_code_is_used_up(stage: Stage) -> None:
    token, code = await invited(stage)
    stage.standin.groups.add_bot(VILLAGE_GROUP, VILLAGER, token)
    await stage.settle()
    for again in (code, token):
        answer = await stage.command(TOWN_GROUP, STRANGER, f"/bind {again}")
        assert "绑定码无效、已使用或已过期" in answer.text
    assert len(await groups_of(stage, VILLAGE)) == 1


async def test_a_code_lapses_after_a_day(stage: Stage) -> None:
    _, code = await invited(stage)
    await stage.at("2012-11-06 10:01")
    stage.standin.groups.add_bot(VILLAGE_GROUP, VILLAGER)
    answer = await stage.command(VILLAGE_GROUP, VILLAGER, f"/bind {code}")
    assert "已过期" in answer.text
    assert not await groups_of(stage, VILLAGE)


async def test_an_unknown_code_binds_nothing(stage: Stage) -> None:
    stage.standin.groups.add_bot(VILLAGE_GROUP, VILLAGER)
    answer = await stage.command(VILLAGE_GROUP, VILLAGER, "/bind ABCD-EFGH")
    assert "绑定码无效" in answer.text
    assert not await groups_of(stage, VILLAGE)


async def test_a_code_typed_in_private_is_kept_for_the_group(stage: Stage) -> None:
    _, code = await invited(stage)
    stage.standin.people.start(VILLAGER)
    answer = await stage.command(VILLAGER, VILLAGER, f"/bind {code}")
    assert "请在单位的工作群内发送" in answer.text
    stage.standin.groups.add_bot(VILLAGE_GROUP, VILLAGER)
    greeting = await stage.command(VILLAGE_GROUP, VILLAGER, f"/bind {code}")
    assert "本群已绑定：桃溪社区" in greeting.text


async def test_a_unit_nobody_knows_is_asked_about(stage: Stage) -> None:
    answer = await stage.command(OFFICE, OFFICE, "/bind 桃溪")
    assert "请问是不是：桃溪社区" in answer.text
    answer = await stage.command(OFFICE, OFFICE, "/bind 月球")
    assert "请写明单位名称" in answer.text


async def test_bind_alone_lists_the_units_without_a_group(stage: Stage) -> None:
    page = await stage.command(OFFICE, OFFICE, "/bind")
    assert "1. 桃溪社区" in page.text
    await stage.press(OFFICE, OFFICE, page.id, "1")
    assert "请把机器人加入桃溪社区的工作群" in stage.last(OFFICE).text


async def test_the_offices_group_is_bound_by_a_code_of_its_own(stage: Stage) -> None:
    page = await stage.command(OFFICE, OFFICE, "/bind")
    await stage.press(OFFICE, OFFICE, page.id, "办公室群绑定码")
    code = re.search(r"/bind@duban_bot (\S+)", stage.last(OFFICE).text)
    assert code
    greeting = await stage.command(OFFICE_GROUP, LEADER, f"/bind {code[1]}")
    assert "本群已绑定为办公室工作群" in greeting.text
    before = len(stage.sent(OFFICE))
    await stage.at("2012-11-06 09:00")
    assert "未绑定群：桃溪社区" in stage.last(OFFICE_GROUP).text
    assert len(stage.sent(OFFICE)) == before  # no longer in private


async def test_a_person_asks_and_the_office_agrees(stage: Stage) -> None:
    question = await applied(stage)
    assert "@孙溪桥 申请担任桃溪社区的联络员，是否同意？" in question.text
    assert question.labels == [["同意", "拒绝"]]
    assert not await people_of(stage, VILLAGE)
    assert await stage.press(OFFICE, OFFICE, question.id, "同意") == "已办理"
    assert "✔ 已同意 孙溪桥 担任桃溪社区的联络员" in question.text
    assert not question.labels
    await stage.ring()
    assert "✔ 已同意 孙溪桥 担任桃溪社区的联络员" in stage.last(VILLAGE_GROUP).text
    assert await people_of(stage, VILLAGE) == [(VILLAGER, "liaison")]
    await stage.at("2012-11-06 09:00")
    await stage.say(VILLAGE_GROUP, VILLAGER, "进度60%", stage.last(VILLAGE_GROUP).id)
    assert (await standing(stage, "2.1", VILLAGE)).percent == 60


async def test_before_the_office_agrees_nobody_reports(stage: Stage) -> None:
    await applied(stage)
    await stage.at("2012-11-06 09:00")
    await stage.say(VILLAGE_GROUP, VILLAGER, "进度60%", stage.last(VILLAGE_GROUP).id)
    assert "仅限桃溪社区的联络员" in stage.last(VILLAGE_GROUP).text
    assert (await standing(stage, "2.1", VILLAGE)).percent is None


async def test_a_declined_person_is_told_and_may_ask_again(stage: Stage) -> None:
    question = await applied(stage)
    await stage.press(OFFICE, OFFICE, question.id, "拒绝")
    await stage.ring()
    assert "未同意 孙溪桥 担任桃溪社区的联络员" in stage.last(VILLAGE_GROUP).text
    assert not await people_of(stage, VILLAGE)
    greeting = stage.find(VILLAGE_GROUP, "本群已绑定")
    toast = await stage.press(VILLAGE_GROUP, VILLAGER, greeting.id, "我是联络员")
    assert toast == "已提交办公室，请等待同意。"


async def test_an_application_is_decided_once(stage: Stage) -> None:
    question = await applied(stage)
    data = question.button("拒绝").data
    await stage.press(OFFICE, OFFICE, question.id, "同意")
    toast = await stage.press(OFFICE, OFFICE, question.id, data, forged=True)
    assert toast == "该事项已有处理结果。"
    assert "✔ 已同意" in question.text
    assert await people_of(stage, VILLAGE) == [(VILLAGER, "liaison")]


async def test_only_the_office_decides(stage: Stage) -> None:
    greeting = await bound(stage)
    await stage.press(VILLAGE_GROUP, VILLAGER, greeting.id, "我是联络员")
    await stage.ring()
    question = stage.last(OFFICE)
    data = question.button("同意").data
    toast = await stage.press(VILLAGE_GROUP, VILLAGER, greeting.id, data, forged=True)
    assert toast.startswith("内容已有更新")
    assert not await people_of(stage, VILLAGE)


async def test_asking_twice_asks_the_office_once(stage: Stage) -> None:
    greeting = await bound(stage)
    await stage.press(VILLAGE_GROUP, VILLAGER, greeting.id, "我是联络员")
    toast = await stage.press(VILLAGE_GROUP, VILLAGER, greeting.id, "我是联络员")
    assert toast == "您的申请已提交，请等待办公室同意。"
    await stage.ring()
    assert len([one for one in stage.sent(OFFICE) if "申请担任" in one.text]) == 1


async def test_a_deputy_answers_too(stage: Stage) -> None:
    question = await applied(stage, "我是副联络员")
    assert "申请担任桃溪社区的副联络员" in question.text
    await stage.press(OFFICE, OFFICE, question.id, "同意")
    assert await people_of(stage, VILLAGE) == [(VILLAGER, "deputy")]
    greeting = stage.find(VILLAGE_GROUP, "本群已绑定")
    toast = await stage.press(VILLAGE_GROUP, VILLAGER, greeting.id, "我是联络员")
    assert toast == "您已经是本单位的联络员。"


async def test_a_group_may_speak_for_a_second_unit(stage: Stage) -> None:
    token, _ = await invited(stage)
    answer = await stage.command(TOWN_GROUP, OFFICE, f"/bind {token}")
    assert "本群已绑定：桃溪社区" in answer.text
    await stage.at("2012-11-06 09:00")
    card = stage.last(TOWN_GROUP)
    assert "摸清社区用房底数（桃溪社区，责任）" in card.text
    assert "摸清社区用房底数（鹿渚镇，责任）" in card.text


async def test_a_unit_that_moves_to_another_group_leaves_the_first(stage: Stage) -> None:
    token, _ = await invited(stage, "鹿渚镇")
    stage.standin.groups.add_bot(VILLAGE_GROUP, VILLAGER, token)
    await stage.settle()
    assert "本群已绑定：鹿渚镇" in stage.last(VILLAGE_GROUP).text
    await stage.at("2012-11-06 09:00")
    assert "责任单位：鹿渚镇" in stage.last(VILLAGE_GROUP).text
    assert not [one for one in stage.sent(TOWN_GROUP) if "任务提醒" in one.text]


async def test_every_code_is_noted_with_who_used_it(stage: Stage) -> None:
    await bound(stage)
    async with stage.bot.desk.sessions() as session:
        row = (await session.scalars(select(InvitationRow))).one()
    assert row.used_by == VILLAGER
    assert row.used_at is not None


async def test_a_command_in_a_group_nobody_bound_says_so_once_a_day(stage: Stage) -> None:
    stage.standin.groups.add_bot(VILLAGE_GROUP, VILLAGER)
    answer = await stage.command(VILLAGE_GROUP, VILLAGER, "/my")
    assert "本群尚未绑定单位" in answer.text
    await stage.command(VILLAGE_GROUP, VILLAGER, "/my")
    assert stage.last(VILLAGE_GROUP) is answer
    await stage.at("2012-11-06 09:00")
    await stage.command(VILLAGE_GROUP, VILLAGER, "/my")
    assert stage.last(VILLAGE_GROUP) is not answer
