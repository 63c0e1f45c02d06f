from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

import pytest

from plan.cards import Card, PhaseLine
from plan.model import BlockReason, Lamp, State, Status
from render.callback import decode
from render.card import (
    block_menu,
    card_message,
    done_question,
    extension_menu,
    progress_menu,
)
from render.message import Message
from render.texts import Texts
from tests.render.builders import AT, ZONE, a_card, a_line, a_trace
from tests.render.markup import assert_can_be_sent

ONE = a_card(
    a_line(
        standard="六室四站全部挂牌",
        evidence_asked=2,
        evidence_given=1,
        status=Status.IN_PROGRESS,
        percent=60,
        receipt=a_trace("张三"),
        report=a_trace("李四"),
    ),
    mentions=((1001, "张三"),),
    phases=(PhaseLine("第二阶段 组织实施", date(2012, 11, 16), 4),),
)
MANY = a_card(
    a_line(1, due=date(2012, 11, 11), lamp=Lamp.RED),
    a_line(2, title="社区标识", status=Status.DONE, state=State.CLAIMED, report=a_trace()),
    a_line(3, title="公开栏", state=State.CLOSED),
    covers_from=date(2012, 11, 7),
    late_since=datetime(2012, 11, 13, 1, 0, tzinfo=UTC),
    taps_lost=True,
)


def presses(message: Message) -> list[list[str]]:
    """The verbs and arguments of the buttons, row by row."""
    rows = []
    for row in message.buttons:
        made = [decode(button.data) for button in row]
        rows.append([":".join([press.verb, *press.args]) for press in made if press])
    return rows


def test_a_card_of_one_task_tells_all_a_liaison_needs(zh: Texts) -> None:
    assert (
        card_message(ONE, zh, ZONE).text
        == """\
⏰ <b>任务提醒：剩 3 天</b>
<b>2.3 社区服务用房达标</b>
责任单位：城东街道（牵头）
时限：11月16日（周五），剩 3 天
进度：推进中 60%，序时 85% 🟡滞后
完成标准：六室四站全部挂牌
佐证：应交 2 件，已收 1 件
✔ 张三 已签收，11月12日 14:32
✎ 李四 已反馈，11月12日 14:32
📅 第二阶段 组织实施：还有 3 天结束，本单位未完成 4 项

<a href="tg://user?id=1001">@张三</a>
请直接回复本消息，如：进度80%"""
    )


def test_a_card_of_several_tasks_numbers_them(zh: Texts) -> None:
    assert (
        card_message(MANY, zh, ZONE).text
        == """\
⏰ <b>任务提醒：共 3 项，其中 1 项已逾期</b>
（迟发，原定 09:00）
（补发：合并了11月7日（周三）以来的提醒）
⚠️ 系统刚才曾中断，其间的点击可能未记录，请再点一次。
责任单位：城东街道

<b>1. 2.3 社区服务用房达标</b>（牵头）
11月11日（周日），逾期 2 天；尚未反馈，序时 85% 🔴逾期

<b>2. 2.3 社区标识</b>（牵头）
11月16日（周五），已申请办结，待办公室审核；已完成，序时 85% 🟡滞后
✎ 张三 已反馈，11月12日 14:32

<b>3. 2.3 公开栏</b>（牵头）
11月16日（周五），已办结

请直接回复本消息，如：1 完成，2 进度80%"""
    )


def test_a_card_reads_well_in_english(en: Texts) -> None:
    line = a_line(
        title="Community rooms",
        unit="East Town",
        due=date(2012, 11, 14),
        status=Status.BLOCKED,
        reason=BlockReason.FUNDS,
        expected_on=date(2012, 11, 20),
        extension=date(2012, 11, 25),
    )
    assert (
        card_message(a_card(line), en, ZONE).text
        == """\
⏰ <b>Task reminder: due tomorrow</b>
<b>2.3 Community rooms</b>
Unit: East Town (lead)
Due: 14 Nov (Wed), due tomorrow
Progress: ⛔ blocked (funds), schedule 85% 🟡 behind
Expected to be done: 20 Nov (Tue)
More time asked for, until 25 Nov (Sun); until approved, 14 Nov (Wed) still counts

Please reply to this message, for example: progress 80%"""
    )


def test_a_card_reads_well_in_traditional_chinese(catalogues: Mapping[str, Texts]) -> None:
    line = a_line(title="社區服務用房達標", unit="城東街道", state=State.RETURNED)
    assert (
        card_message(a_card(line), catalogues["zh-Hant"], ZONE).text
        == """\
⏰ <b>任務提醒：尚餘 3 天</b>
<b>2.3 社區服務用房達標</b>
責任單位：城東街道（主辦）
期限：11月16日（週五），尚餘 3 天
進度：尚未回報，預定進度 85% 🟡落後
狀態：已退回，請補正後重新回報

請直接回覆本訊息，例如：進度80%"""
    )


def test_a_single_task_offers_every_answer(zh: Texts) -> None:
    message = card_message(a_card(a_line()), zh, ZONE)
    assert presses(message) == [["receive:1", "progress:1"], ["done:1", "block:1", "extend:1"]]


def test_a_superseded_card_says_so_and_has_no_buttons(texts: Texts) -> None:
    message = card_message(a_card(a_line(), superseded=True, mentions=((1, "张三"),)), texts, ZONE)
    assert texts("card.superseded") in message.text
    assert texts("card.hint_one") not in message.text
    assert "tg://user" not in message.text
    assert message.buttons == ()


@pytest.mark.parametrize(
    ("card", "silent"),
    [
        (a_card(a_line(due=date(2012, 11, 14))), True),
        (a_card(a_line(due=date(2012, 11, 13))), False),
        (a_card(a_line(due=date(2012, 11, 13), state=State.CLAIMED)), True),
        (a_card(phases=(PhaseLine("组织实施", date(2012, 11, 13), 2),)), False),
    ],
)
def test_only_what_is_due_makes_a_sound(card: Card, silent: bool, zh: Texts) -> None:
    assert card_message(card, zh, ZONE).silent is silent


def test_the_progress_menu_asks_with_the_card_above_it(zh: Texts) -> None:
    message = progress_menu(ONE, 1, zh, ZONE)
    assert message.text.startswith("⏰ <b>任务提醒：剩 3 天</b>")
    assert message.text.endswith("\n\n<b>2.3 社区服务用房达标</b>\n请选择目前的完成进度：")
    assert presses(message) == [
        ["percent:1:0", "percent:1:20", "percent:1:40"],
        ["percent:1:60", "percent:1:80", "percent:1:90"],
        ["same:1", "back"],
    ]


def test_done_is_asked_for_once_more(zh: Texts) -> None:
    message = done_question(ONE, 1, zh, ZONE)
    assert presses(message) == [["finish:1", "back"]]
    assert message.buttons[0][0].text == "确认已完成，佐证后补"
    assert done_question(MANY, 1, zh, ZONE).buttons[0][0].text == "确认已完成"


def test_a_long_card_asks_by_the_standard_too(zh: Texts) -> None:
    card = a_card(a_line(1, standard="全部挂牌"), a_line(2))
    assert "全部挂牌" not in card_message(card, zh, ZONE).text
    assert "完成标准：全部挂牌" in done_question(card, 1, zh, ZONE).text


def test_the_block_menu_offers_every_reason(texts: Texts) -> None:
    *reasons, last = presses(block_menu(MANY, 1, texts, ZONE))
    assert [p for row in reasons for p in row] == [f"blocked:1:{reason}" for reason in BlockReason]
    assert last == ["back"]


def test_the_extension_menu_offers_the_given_days(zh: Texts) -> None:
    days = [date(2012, 11, 19), date(2012, 11, 23), date(2012, 11, 30)]
    message = extension_menu(ONE, 1, zh, ZONE, days)
    assert presses(message) == [
        ["extension:1:20121119", "extension:1:20121123"],
        ["extension:1:20121130"],
        ["back"],
    ]
    assert message.buttons[0][0].text == "11月19日（周一）"


@pytest.mark.parametrize("menu", [progress_menu, done_question, block_menu])
def test_a_menu_needs_its_line(menu: Callable[..., Message], zh: Texts) -> None:
    with pytest.raises(KeyError):
        menu(ONE, 9, zh, ZONE)


def test_forty_tasks_still_make_a_card_that_can_be_sent(texts: Texts) -> None:
    lines = [a_line(n, title="长" * 80, unit="单" * 40, report=a_trace()) for n in range(1, 41)]
    for page in range(7):
        assert_can_be_sent(card_message(a_card(*lines, page=page), texts, ZONE))


def test_instants_are_shown_in_the_plans_zone(zh: Texts) -> None:
    assert AT.hour == 6
    assert "11月12日 14:32" in card_message(ONE, zh, ZONE).text
