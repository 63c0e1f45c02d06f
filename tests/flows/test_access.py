"""Who may what: strangers, other units, the office, anonymous administrators, forged presses."""

import pytest

from plan.model import State
from rehearsal.messages import Message
from tests.flows import town
from tests.flows.books import all_reports, standing
from tests.flows.conftest import Staging
from tests.flows.stage import Stage, import_plan
from tests.flows.town import (
    BUREAU,
    BUREAU_GROUP,
    BUREAU_LIAISON,
    LEADER,
    OFFICE,
    OFFICE_GROUP,
    STRANGER,
    TOWN_DEPUTY,
    TOWN_GROUP,
    TOWN_LIAISON,
)


async def untouched(stage: Stage) -> bool:
    """Whether nothing was ever recorded."""
    states = [(await standing(stage, task)).state for task in ("2.1", "2.2")]
    return not await all_reports(stage) and set(states) == {State.ASSIGNED}


@pytest.mark.parametrize("user", [STRANGER, OFFICE, BUREAU_LIAISON])
async def test_a_press_of_somebody_else_is_a_toast_and_no_change(stage: Stage, user: int) -> None:
    card = await stage.card(TOWN_GROUP)
    before = card.content
    for label in ("1 收到", "1 进度…", "2 完成"):
        toast = await stage.press(TOWN_GROUP, user, card.id, label)
        assert toast == "仅限鹿渚镇的联络员操作。如需担任联络员，请与办公室联系。"
    assert card.content == before
    assert await untouched(stage)


@pytest.mark.parametrize("user", [STRANGER, OFFICE, BUREAU_LIAISON])
async def test_a_reply_of_somebody_else_is_one_line_and_no_change(stage: Stage, user: int) -> None:
    card = await stage.card(TOWN_GROUP)
    await stage.say(TOWN_GROUP, user, "1 已完成", card.id)
    assert "仅限鹿渚镇的联络员操作" in stage.last(TOWN_GROUP).text
    assert await untouched(stage)


async def test_in_a_talkative_group_somebody_else_is_answered_once_a_day(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    for _ in range(3):
        await stage.say(TOWN_GROUP, STRANGER, "收到", card.id)
    await stage.say(TOWN_GROUP, BUREAU_LIAISON, "收到", card.id)
    answers = [one.text for one in stage.sent(TOWN_GROUP) if "仅限" in one.text]
    assert len(answers) == 2  # one to each
    await stage.at("2012-11-07 09:00")
    await stage.say(TOWN_GROUP, STRANGER, "收到", card.id)
    assert "仅限" in stage.last(TOWN_GROUP).text
    assert await untouched(stage)


async def test_nobody_else_closes_a_menu(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    await stage.press(TOWN_GROUP, TOWN_LIAISON, card.id, "1 进度…")
    toast = await stage.press(TOWN_GROUP, STRANGER, card.id, "返回")
    assert toast.startswith("仅限鹿渚镇")
    assert "请选择" in card.text


async def test_an_anonymous_administrator_who_writes_is_told_to_press(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    stage.standin.people.say(TOWN_GROUP, TOWN_LIAISON, "1 已完成", reply_to=card.id, anonymous=True)
    await stage.settle()
    assert "匿名管理员" in stage.last(TOWN_GROUP).text
    assert "请点卡片下方的按钮" in stage.last(TOWN_GROUP).text
    assert await untouched(stage)


async def test_an_anonymous_command_is_asked_to_show_its_face(stage: Stage) -> None:
    stage.standin.people.say(TOWN_GROUP, OFFICE, "/status@duban_bot", anonymous=True)
    await stage.settle()
    assert "请关闭匿名后重新发送" in stage.last(TOWN_GROUP).text


async def test_a_channel_that_writes_is_nobody(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    stage.standin.people.say(
        TOWN_GROUP, TOWN_LIAISON, "1 已完成", reply_to=card.id, as_channel=True
    )
    await stage.settle()
    assert await untouched(stage)


async def test_an_anonymous_administrator_who_presses_counts_as_who_they_are(
    stage: Stage,
) -> None:
    """Telegram shows the bot the real person behind a press, so nothing is forged here."""
    card = await stage.card(TOWN_GROUP)
    await stage.press(TOWN_GROUP, TOWN_LIAISON, card.id, "1 收到")
    assert (await standing(stage, "2.1")).received_by == "何听泉"


FORGED = [
    "v1:nosuchkey0:receive:1",
    "v1:{key}:explode:1",
    "v1:{key}:accept:1",
    "v1:{key}:receive:9",
    "v1:{key}:receive",
    "v1:{key}:receive:-1",
    "v1:{key}:receive:99999999999999999999",
    "v1:{key}:percent:1:55",
    "v1:{key}:percent:1",
    "v1:{key}:blocked:1:laziness",
    "v1:{key}:extension:1:20991301",
    "v1:{key}:extension:1:20301231",
    "v1:{key}:undo:1",
    "v1:{key}:undo:999999",
    "v1:{key}:page:x",
    "v2:{key}:receive:1",
    "receive",
    "%s%n'; DROP TABLE reports;--",
    "v1:{key}:receive:" + "1" * 64,
    "收到" * 10 + "1234",
]


@pytest.mark.parametrize("data", FORGED)
async def test_a_forged_press_is_a_toast_and_no_change(stage: Stage, data: str) -> None:
    card = await stage.card(TOWN_GROUP)
    key = card.button("1 收到").data.split(":")[1]
    data = data.format(key=key) if "{key}" in data else data
    toast = await stage.press(TOWN_GROUP, TOWN_LIAISON, card.id, data[:64], forged=True)
    assert toast == "内容已有更新，请按最新的卡片办理。"
    assert await untouched(stage)
    assert card.labels[0] == ["1 收到", "1 进度…", "1 完成"]


async def test_the_right_key_in_another_chat_opens_nothing(stage: Stage) -> None:
    card = await stage.card(TOWN_GROUP)
    data = card.button("1 收到").data
    other = stage.last(BUREAU_GROUP)
    toast = await stage.press(BUREAU_GROUP, BUREAU_LIAISON, other.id, data, forged=True)
    assert toast.startswith("内容已有更新")
    assert await untouched(stage)


async def test_a_page_number_nobody_has_shows_the_last_page(stage: Stage) -> None:
    page = await stage.command(OFFICE, OFFICE, "/status")
    key = page.button("按单位").data.split(":")[1]
    for verb in ("units", "late", "unbound"):
        toast = await stage.press(OFFICE, OFFICE, page.id, f"v1:{key}:{verb}:999", forged=True)
        assert toast == ""
        assert "999" not in str(page.labels)
    for verb in ("item:99999", "plan:99999", "phase:99999:0", "unit:99999:0"):
        toast = await stage.press(OFFICE, OFFICE, page.id, f"v1:{key}:{verb}", forged=True)
        assert toast.startswith("内容已有更新")
    await stage.press(OFFICE, OFFICE, page.id, "返回总览")
    assert "和谐社区创建方案" in page.text


async def test_a_stale_button_of_a_replaced_card_says_so(stage: Stage) -> None:
    card = await stage.card(BUREAU_GROUP)
    data = card.button("收到").data
    await stage.at("2012-11-08 09:00")
    toast = await stage.press(BUREAU_GROUP, BUREAU_LIAISON, card.id, data, forged=True)
    assert toast == "内容已有更新，请按最新的卡片办理。"
    assert "本条提醒已有更新" in card.text
    assert (await standing(stage, "2.1", BUREAU)).state == State.ASSIGNED


async def test_a_press_after_the_group_moved_is_a_toast(stage: Stage) -> None:
    group = -77
    stage.standin.world.add_group(group, "小群", [TOWN_LIAISON], supergroup=False)
    await import_plan(stage, town.town_plan_in(group))
    await stage.at("2012-11-06 09:00")
    card = stage.last(group)
    stage.standin.groups.upgrade(group)
    await stage.settle()
    toast = await stage.press(group, TOWN_LIAISON, card.id, "1 收到")
    assert toast.startswith("内容已有更新")
    assert await untouched(stage)


async def shared_card(stage: Stage) -> Message:
    card = await stage.card(TOWN_GROUP)
    assert "1. 2.1 摸清社区用房底数（鹿渚镇，责任）" in card.text
    assert "2. 2.1 摸清社区用房底数（市民政局，牵头）" in card.text
    assert "3. 2.2 社区服务用房达标（鹿渚镇，责任）" in card.text
    return card


async def test_of_two_units_in_a_group_each_reports_on_its_own_lines(staging: Staging) -> None:
    async with staging(plan=town.shared_plan()) as stage:
        card = await shared_card(stage)
        toast = await stage.press(TOWN_GROUP, BUREAU_LIAISON, card.id, "1 收到")
        assert toast.startswith("仅限鹿渚镇的联络员")
        await stage.say(TOWN_GROUP, BUREAU_LIAISON, "1 完成 2 完成", card.id)
        assert "仅限鹿渚镇的联络员" in stage.last(TOWN_GROUP).text
        assert not await all_reports(stage)
        await stage.say(TOWN_GROUP, BUREAU_LIAISON, "2 完成", card.id)
        assert (await standing(stage, "2.1", BUREAU)).state == State.CLAIMED
        assert (await standing(stage, "2.1")).state == State.ASSIGNED


async def test_a_unit_with_one_line_of_the_card_needs_no_number(staging: Staging) -> None:
    async with staging(plan=town.shared_plan()) as stage:
        card = await shared_card(stage)
        await stage.say(TOWN_GROUP, BUREAU_LIAISON, "进度60%", card.id)
        assert (await standing(stage, "2.1", BUREAU)).percent == 60
        await stage.say(TOWN_GROUP, TOWN_LIAISON, "进度30%", card.id)
        question = stage.last(TOWN_GROUP)
        assert question.labels == [["1. 2.1 摸清社区用房底数"], ["3. 2.2 社区服务用房达标"]]
        toast = await stage.press(TOWN_GROUP, BUREAU_LIAISON, question.id, question.labels[0][0])
        assert toast.startswith("仅限")
        await stage.press(TOWN_GROUP, TOWN_DEPUTY, question.id, question.labels[1][0])
        assert (await standing(stage, "2.2")).percent == 30


async def test_what_one_unit_is_asked_another_unit_of_the_card_cannot_confirm(
    staging: Staging,
) -> None:
    async with staging(plan=town.shared_plan()) as stage:
        card = await shared_card(stage)
        await stage.say(TOWN_GROUP, BUREAU_LIAISON, "可能60%", card.id)
        question = stage.last(TOWN_GROUP)
        toast = await stage.press(TOWN_GROUP, TOWN_LIAISON, question.id, "对")
        assert toast.startswith("仅限市民政局")
        await stage.say(TOWN_GROUP, TOWN_LIAISON, "对", question.id)
        assert "仅限" in stage.last(TOWN_GROUP).text
        assert not await all_reports(stage)
        await stage.press(TOWN_GROUP, BUREAU_LIAISON, question.id, "对")
        assert (await standing(stage, "2.1", BUREAU)).percent == 60


async def test_received_signs_only_for_the_units_own_lines(staging: Staging) -> None:
    async with staging(plan=town.shared_plan()) as stage:
        card = await shared_card(stage)
        await stage.say(TOWN_GROUP, TOWN_LIAISON, "收到", card.id)
        assert (await standing(stage, "2.1", BUREAU)).received_at is None
        assert (await standing(stage, "2.1")).received_by == "何听泉"


@pytest.mark.parametrize("user", [STRANGER, TOWN_LIAISON])
async def test_the_plans_figures_are_for_the_office_and_the_leaders(
    stage: Stage, user: int
) -> None:
    stage.standin.people.start(user)
    answer = await stage.command(user, user, "/status")
    assert answer.text == "此操作仅限办公室人员。"


async def test_the_plans_figures_are_not_shown_in_a_units_group(stage: Stage) -> None:
    answer = await stage.command(TOWN_GROUP, OFFICE, "/status")
    assert "请在私聊或办公室群中发送" in answer.text
    answer = await stage.command(TOWN_GROUP, TOWN_LIAISON, "/status")
    assert answer.text == "此操作仅限办公室人员。"


async def test_in_the_offices_group_only_readers_turn_the_pages(stage: Stage) -> None:
    stage.standin.groups.join(OFFICE_GROUP, STRANGER)
    code = (await stage.command(OFFICE, OFFICE, "/bind")).button("办公室群绑定码")
    menu = stage.last(OFFICE)
    await stage.press(OFFICE, OFFICE, menu.id, code.label)
    typed = stage.last(OFFICE).text.split("/bind@duban_bot ")[1][:9]
    await stage.command(OFFICE_GROUP, OFFICE, f"/bind {typed}")
    page = await stage.command(OFFICE_GROUP, LEADER, "/status")
    assert "和谐社区创建方案" in page.text
    toast = await stage.press(OFFICE_GROUP, STRANGER, page.id, "按单位")
    assert toast == "此操作仅限办公室人员。"
    assert await stage.press(OFFICE_GROUP, LEADER, page.id, "按单位") == ""


@pytest.mark.parametrize("user", [STRANGER, TOWN_LIAISON, LEADER])
async def test_only_the_office_makes_codes(stage: Stage, user: int) -> None:
    stage.standin.people.start(user)
    answer = await stage.command(user, user, "/bind 桃溪社区")
    assert answer.text == "此操作仅限办公室人员。"


async def test_a_code_is_not_made_where_others_read_it(stage: Stage) -> None:
    answer = await stage.command(TOWN_GROUP, OFFICE, "/bind 桃溪社区")
    assert "请在私聊或办公室群中发送" in answer.text


async def test_a_stranger_who_starts_the_bot_learns_their_number(stage: Stage) -> None:
    stage.standin.people.start(STRANGER)
    await stage.settle()
    assert str(STRANGER) in stage.last(STRANGER).text
    assert "没有登记您的身份" in stage.last(STRANGER).text
