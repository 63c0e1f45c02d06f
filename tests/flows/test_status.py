"""The office's pages: one message, edited in place from the figures down to a single report."""

from datetime import date

from sqlalchemy import delete

from rehearsal.messages import Message
from storage.schema import PlanRow
from tests.flows import town
from tests.flows.conftest import Staging
from tests.flows.stage import Stage, import_plan
from tests.flows.town import (
    BUREAU,
    BUREAU_GROUP,
    BUREAU_LIAISON,
    LEADER,
    OFFICE,
    TOWN_GROUP,
    TOWN_LIAISON,
)


async def home(stage: Stage, user: int = OFFICE) -> Message:
    return await stage.command(user, user, "/status")


async def turn(stage: Stage, page: Message, *labels: str) -> None:
    """The office presses one button of a page after the other."""
    for label in labels:
        assert await stage.press(OFFICE, OFFICE, page.id, label) == ""


async def under_way(stage: Stage) -> None:
    """A week in: one block, one claim, one task past due and never reported."""
    card = await stage.card(BUREAU_GROUP)
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "受阻：缺资金，请财政局拨款", card.id)
    town_card = stage.last(TOWN_GROUP)
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "2 已完成", town_card.id)
    await stage.at("2012-11-12 10:00")


async def test_the_first_page_tells_the_plan_at_a_glance(stage: Stage) -> None:
    await under_way(stage)
    page = await home(stage)
    assert "📊 和谐社区创建方案" in page.text
    assert "截至11月12日 10:00" in page.text
    assert "距目标日期（2012年12月31日）还有 49 天" in page.text
    assert "已办结 0 项，共 5 项；待审核 1 项" in page.text
    assert "· 动员部署（至9月30日）" in page.text
    assert "· 组织实施（至11月20日）：办结 0/4" in page.text
    assert page.labels == [
        ["按阶段", "按单位"],
        ["逾期 3", "未反馈 2"],
        ["受阻 1", "待审核 1"],
        ["未绑定群 1"],
        ["刷新"],
    ]


async def test_one_message_is_edited_from_page_to_page(stage: Stage) -> None:
    await under_way(stage)
    page = await home(stage)
    before = len(stage.sent(OFFICE))
    await turn(stage, page, "按阶段", "2", "1", "返回总览", "按单位", "1", "返回总览", "刷新")
    assert len(stage.sent(OFFICE)) == before
    assert page.labels[0] == ["按阶段", "按单位"]


async def test_phases_open_into_their_tasks(stage: Stage) -> None:
    page = await home(stage)
    await turn(stage, page, "按阶段")
    assert "1. 动员部署：办结 0/1" in page.text
    assert "2. 组织实施：办结 0/4" in page.text
    await turn(stage, page, "2")
    assert "组织实施：办结 0/4" in page.text
    assert "1. 2.1 摸清社区用房底数（鹿渚镇，责任）" in page.text
    assert "4. 2.2 社区服务用房达标（鹿渚镇，责任）" in page.text


async def test_units_open_into_their_tasks_the_worst_first(stage: Stage) -> None:
    await under_way(stage)
    page = await home(stage)
    await turn(stage, page, "按单位")
    assert page.text.splitlines()[1].startswith("1. ")
    number = next(line.partition(".")[0] for line in page.text.splitlines() if "鹿渚镇" in line)
    await turn(stage, page, number)
    assert "鹿渚镇：办结 0/2" in page.text
    assert "2.1 摸清社区用房底数" in page.text
    assert "已申请办结，待办公室审核" in page.text


async def test_the_lists_name_who_is_late_silent_blocked_and_waiting(stage: Stage) -> None:
    await under_way(stage)
    page = await home(stage)
    await turn(stage, page, "逾期 3")
    assert "逾期任务" in page.text
    assert "2.1 摸清社区用房底数（桃溪社区，责任）" in page.text
    await turn(stage, page, "返回总览", "未反馈 2")
    assert "桃溪社区" in page.text
    assert "市民政局" not in page.text
    await turn(stage, page, "返回总览", "受阻 1")
    assert "⛔受阻（资金）" in page.text
    assert "请财政局拨款" in page.text
    await turn(stage, page, "返回总览", "待审核 1")
    assert "2.2 社区服务用房达标（鹿渚镇，责任）" in page.text


async def test_a_task_is_shown_with_all_that_was_said_and_the_way_to_each_message(
    stage: Stage,
) -> None:
    card = await stage.card(BUREAU_GROUP)
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "收到", card.id)
    first = await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "进度40%", card.id)
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "进度90%", card.id)
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "撤回", card.id)
    await stage.send_photo(BUREAU_GROUP, BUREAU_LIAISON, card.id)
    page = await home(stage)
    await turn(stage, page, "按单位")
    row = next(line for line in page.text.splitlines() if BUREAU in line)
    await turn(stage, page, row.partition(".")[0])
    row = next(line for line in page.text.splitlines() if "2.1" in line)
    await turn(stage, page, row.partition(".")[0])
    assert "佐证：1 件" in page.text
    lines = page.text.splitlines()
    past = lines[lines.index("反馈记录") + 1 :]
    assert [line for line in past if line.startswith("·")] == [
        "· 11月6日 09:00 钱青禾：推进中 90%（已撤回）　原文",
        "· 11月6日 09:00 钱青禾：推进中 40%　原文",
        "· 11月6日 09:00 钱青禾：收到　原文",
    ]
    assert f'<a href="https://t.me/c/2000000001/{first}">原文</a>' in page.html


async def test_refresh_shows_the_figures_of_now(stage: Stage) -> None:
    card = await stage.card(BUREAU_GROUP)
    page = await home(stage)
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "受阻：缺资金", card.id)
    await stage.wait(60)
    assert "受阻 0" in str(page.labels)
    await turn(stage, page, "刷新")
    assert "受阻 1" in str(page.labels)
    assert "截至11月6日 09:01" in page.text
    await turn(stage, page, "刷新")  # nothing changed, and nothing fails


async def test_more_units_than_a_page_holds_are_turned_over(staging: Staging) -> None:
    async with staging(plan=town.crowded_plan(45)) as stage:
        page = await home(stage)
        await turn(stage, page, "按单位")
        assert "第 1 页，共 3 页" in page.text
        assert page.labels[-1] == ["返回总览", "下一页"]
        await turn(stage, page, "下一页", "下一页")
        assert "第 3 页，共 3 页" in page.text
        assert page.labels[-1] == ["上一页", "返回总览"]
        assert [label for row in page.labels[:-1] for label in row] == [
            "41",
            "42",
            "43",
            "44",
            "45",
        ]
        await turn(stage, page, "上一页", "返回总览", "未绑定群 45", "下一页", "21")
        assert "请把机器人加入21号社区的工作群" in stage.last(OFFICE).text
        await turn(stage, page, "返回总览", "按阶段", "2", "下一页", "21")
        assert "4.1 任务4.1" in page.text


async def test_with_several_plans_the_newest_opens_and_the_others_are_a_tap_away(
    stage: Stage,
) -> None:
    second = town.plan_with(
        {"number": "9.1", "units": [town.TOWN], "due": date(2012, 12, 20)},
        title="文明城市创建方案",
        phases=[{"id": "2", "name": "全年", "start": date(2012, 1, 1), "end": date(2012, 12, 31)}],
    )
    await import_plan(stage, second)
    page = await home(stage)
    assert "📊 文明城市创建方案" in page.text
    assert page.labels[-1] == ["方案：和谐社区创建方案"]
    await turn(stage, page, "方案：和谐社区创建方案")
    assert "📊 和谐社区创建方案" in page.text
    assert page.labels[-1] == ["方案：文明城市创建方案"]
    await turn(stage, page, "按单位", "返回总览")
    assert "📊 和谐社区创建方案" in page.text


async def test_the_leader_reads_every_page(stage: Stage) -> None:
    await under_way(stage)
    page = await home(stage, LEADER)
    for label in ("受阻 1", "1"):
        assert await stage.press(LEADER, LEADER, page.id, label) == ""
    assert "请财政局拨款" in page.text
    assert await stage.press(LEADER, LEADER, page.id, "返回总览") == ""
    assert await stage.press(LEADER, LEADER, page.id, "未绑定群 1") == ""
    assert await stage.press(LEADER, LEADER, page.id, "1") == "此操作仅限办公室人员。"


async def test_without_a_plan_the_office_is_told_so(stage: Stage) -> None:
    async with stage.bot.desk.sessions.begin() as session:
        await session.execute(delete(PlanRow))
    assert (await home(stage)).text == "还没有导入方案。"


async def test_my_shows_what_the_group_still_owes_and_takes_answers(stage: Stage) -> None:
    card = await stage.command(TOWN_GROUP, TOWN_LIAISON, "/my")
    assert "未办结任务：共 2 项" in card.text
    assert "@" not in card.text
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "2 进度70%", card.id)
    await stage.wait(1)
    assert "推进中 70%" in card.text
    await stage.press(TOWN_GROUP, TOWN_LIAISON, card.id, "1 收到")
    assert "何听泉 已签收" in card.text


async def test_my_in_private_shows_the_tasks_of_ones_own_units(stage: Stage) -> None:
    stage.standin.people.start(TOWN_LIAISON)
    card = await stage.command(TOWN_LIAISON, TOWN_LIAISON, "/my")
    assert "责任单位：鹿渚镇" in card.text
    await stage.press(TOWN_LIAISON, TOWN_LIAISON, card.id, "2 进度…")
    await stage.press(TOWN_LIAISON, TOWN_LIAISON, card.id, "60%")
    assert "推进中 60%" in card.text
    stage.standin.people.start(town.STRANGER)
    answer = await stage.command(town.STRANGER, town.STRANGER, "/my")
    assert "您还不是任何单位的联络员" in answer.text


async def test_my_leaves_out_what_is_closed_or_was_past_before(stage: Stage) -> None:
    card = await stage.card(BUREAU_GROUP)
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "已完成", card.id)
    claimed = await stage.command(BUREAU_GROUP, BUREAU_LIAISON, "/my")
    assert "已申请办结，待办公室审核" in claimed.text
    await stage.wait(60)
    await stage.press(OFFICE, OFFICE, stage.last(OFFICE).id, "办结")
    answer = await stage.command(BUREAU_GROUP, BUREAU_LIAISON, "/my")
    assert "目前没有未办结的任务" in answer.text
    assert not answer.labels
