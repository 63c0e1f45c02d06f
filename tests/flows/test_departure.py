"""Somebody who answers for a unit leaves its group: the office hears it once, and decides."""

import pytest

from rehearsal.messages import Message
from tests.flows.books import owed, standing
from tests.flows.conftest import Staging
from tests.flows.stage import Stage
from tests.flows.test_topics import FORUM, bind
from tests.flows.town import (
    BUREAU,
    BUREAU_GROUP,
    BUREAU_LIAISON,
    DATA,
    OFFICE,
    STRANGER,
    TOWN,
    TOWN_DEPUTY,
    TOWN_GROUP,
    TOWN_LIAISON,
    VILLAGE,
    plan_with,
)

LEFT = "已不在群"
LIAISON = {"name": "何听泉", "role": "liaison", "telegram": TOWN_LIAISON}


def told(stage: Stage) -> list[Message]:
    return [one for one in stage.sent(OFFICE) if LEFT in one.text]


async def test_the_office_hears_who_left_and_that_another_can_answer(stage: Stage) -> None:
    stage.standin.groups.leave(TOWN_GROUP, TOWN_LIAISON)
    await stage.ring()
    [notice] = told(stage)
    assert "何听泉（鹿渚镇）已不在群“鹿渚镇工作群”里" in notice.text
    assert "群里还有其他联络员可以反馈" in notice.text
    await stage.at("2012-11-06 09:00")
    assert len(told(stage)) == 1


async def test_when_nobody_is_left_to_answer_the_office_hears_that(stage: Stage) -> None:
    for user in (TOWN_LIAISON, TOWN_DEPUTY):
        stage.standin.groups.leave(TOWN_GROUP, user)
        await stage.ring()
    first, second = told(stage)
    assert "群里还有其他联络员可以反馈" in first.text
    assert "吕临江（鹿渚镇）" in second.text
    assert "群里再没有人能代表鹿渚镇反馈" in second.text


async def test_thrown_out_is_told_like_leaving_and_by_an_administrator_bot_once(
    stage: Stage,
) -> None:
    stage.standin.groups.promote_bot(BUREAU_GROUP, OFFICE)
    first = stage.standin.world.updates.next_id
    stage.standin.groups.expel(BUREAU_GROUP, BUREAU_LIAISON, OFFICE)
    assert stage.standin.world.updates.next_id == first + 2, "a member's standing and a message"
    await stage.ring()
    [notice] = told(stage)
    assert "群里再没有人能代表市民政局反馈" in notice.text
    assert len(await owed(stage, "departed")) == 1


async def test_the_notice_leads_to_the_page_that_lets_go_and_nothing_is_undone_before(
    stage: Stage,
) -> None:
    card = await stage.card(TOWN_GROUP)
    stage.standin.groups.leave(TOWN_GROUP, TOWN_LIAISON)
    await stage.ring()
    [notice] = told(stage)
    await stage.press(OFFICE, OFFICE, notice.id, f"人员：{TOWN}")
    assert "1. 何听泉（联络员） 不在群里" in notice.text
    assert "2. 吕临江（副联络员）" in notice.text
    await stage.press(OFFICE, OFFICE, notice.id, "1")
    assert notice.labels == [["移除", "返回"]]
    stage.standin.groups.join(TOWN_GROUP, TOWN_LIAISON)
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "2 进度60%", card.id)
    assert (await standing(stage, "2.2")).percent == 60, "they still answer for the unit"
    await stage.press(OFFICE, OFFICE, notice.id, "返回")
    assert "不在群里" not in notice.text


async def test_who_is_back_before_the_office_wakes_up_is_not_spoken_of(stage: Stage) -> None:
    await stage.at("2012-11-05 23:00")
    stage.standin.groups.leave(TOWN_GROUP, TOWN_LIAISON)
    stage.standin.groups.leave(BUREAU_GROUP, BUREAU_LIAISON)
    await stage.ring()
    assert not told(stage), "it is night"
    stage.standin.groups.join(TOWN_GROUP, TOWN_LIAISON)
    await stage.at("2012-11-06 09:00")
    [notice] = told(stage)
    assert BUREAU in notice.text


async def test_who_leaves_again_another_day_is_told_again(stage: Stage) -> None:
    for day in (5, 6):
        stage.standin.groups.leave(TOWN_GROUP, TOWN_LIAISON)
        await stage.at(f"2012-11-{day:02} 14:00")
        stage.standin.groups.join(TOWN_GROUP, TOWN_LIAISON)
        await stage.ring()
    assert len(told(stage)) == 2


async def test_who_left_and_is_then_barred_is_told_once(stage: Stage) -> None:
    stage.standin.groups.promote_bot(TOWN_GROUP, OFFICE)
    stage.standin.groups.leave(TOWN_GROUP, TOWN_LIAISON)
    await stage.ring()
    await stage.at("2012-11-06 09:00")
    stage.standin.groups.expel(TOWN_GROUP, TOWN_LIAISON, OFFICE)
    await stage.ring()
    assert len(told(stage)) == 1


async def test_of_several_units_in_one_group_there_is_one_notice(staging: Staging) -> None:
    for_both = {"name": VILLAGE, "kind": "community", "chat": TOWN_GROUP, "people": [LIAISON]}
    async with staging(plan=plan_with(units=[*DATA["units"][:2], for_both])) as stage:
        stage.standin.groups.leave(TOWN_GROUP, TOWN_LIAISON)
        await stage.ring()
        [notice] = told(stage)
        assert "何听泉（鹿渚镇、桃溪社区）" in notice.text
        assert "群里再没有人能代表桃溪社区反馈" in notice.text, "the town has its deputy"
        assert notice.labels == [[f"人员：{TOWN}"], [f"人员：{VILLAGE}"]]


@pytest.mark.parametrize("who", ["a stranger", "who was let go", "who answers elsewhere"])
async def test_nobody_else_is_spoken_of(stage: Stage, who: str) -> None:
    if who == "who was let go":
        stage.standin.groups.leave(TOWN_GROUP, TOWN_LIAISON)
        await stage.ring()
        notice = told(stage)[0]
        for label in (f"人员：{TOWN}", "1", "移除"):
            await stage.press(OFFICE, OFFICE, notice.id, label)
        stage.standin.groups.join(TOWN_GROUP, TOWN_LIAISON)
        stage.standin.groups.leave(TOWN_GROUP, TOWN_LIAISON)
    else:
        left = STRANGER if who == "a stranger" else BUREAU_LIAISON
        stage.standin.groups.leave(TOWN_GROUP, left)
    await stage.at("2012-11-06 09:00")
    assert not told(stage)


async def test_a_new_group_of_the_unit_ends_the_matter(stage: Stage) -> None:
    await stage.at("2012-11-05 23:00")
    stage.standin.groups.leave(TOWN_GROUP, TOWN_LIAISON)
    await stage.settle()
    group = stage.standin.world.add_group(-1002000000099, "鹿渚镇新群", [TOWN_LIAISON, OFFICE]).id
    text = (await stage.command(OFFICE, OFFICE, f"/bind {TOWN}")).text
    code = text.split("/bind@duban_bot ")[1].split("\n")[0].strip()
    await stage.say(group, TOWN_LIAISON, f"/bind@duban_bot {code}")
    await stage.at("2012-11-06 09:00")
    assert not told(stage)


@pytest.mark.parametrize(
    ("language", "words"), [("zh-Hant", "群組裡再沒有人能代表"), ("en", "Nobody is left in the")]
)
async def test_it_is_told_in_the_offices_language(
    staging: Staging, language: str, words: str
) -> None:
    async with staging(changes={"language": {"default": language}}) as stage:
        stage.standin.groups.leave(BUREAU_GROUP, BUREAU_LIAISON)
        await stage.ring()
        assert words in stage.last(OFFICE).text


async def test_who_leaves_a_forum_leaves_the_units_of_all_its_topics(stage: Stage) -> None:
    await bind(stage)
    stage.standin.groups.leave(FORUM, TOWN_LIAISON)
    await stage.ring()
    [notice] = told(stage)
    assert "何听泉（鹿渚镇）已不在群“鹿渚镇分话题群”里" in notice.text
