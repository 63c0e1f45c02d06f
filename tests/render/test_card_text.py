from datetime import date

import pytest

from plan.cards import PhaseLine
from plan.model import State
from render.card_text import MENTION_LIMIT, card_text
from render.texts import Texts
from tests.render.builders import ZONE, a_card, a_line


def test_the_tasks_asked_for_come_with_their_number(zh: Texts) -> None:
    text = card_text(a_card(a_line(1), a_line(2), on_request=True), zh, ZONE)
    assert text.startswith("📋 <b>未办结任务：共 2 项</b>")


def test_nothing_to_do_is_said(zh: Texts) -> None:
    assert card_text(a_card(on_request=True), zh, ZONE) == "📋 目前没有未办结的任务。"


@pytest.mark.parametrize(
    ("end", "said"),
    [
        (date(2012, 11, 16), "还有 3 天结束"),
        (date(2012, 11, 13), "今天结束"),
        (date(2012, 11, 10), "已结束 3 天"),
    ],
)
def test_a_phase_alone_makes_a_card(end: date, said: str, zh: Texts) -> None:
    text = card_text(a_card(phases=(PhaseLine("组织实施", end, 4),)), zh, ZONE)
    assert text == f"📅 <b>阶段节点提醒</b>\n📅 组织实施：{said}，本单位未完成 4 项"


def test_several_tasks_in_time_are_only_counted(zh: Texts) -> None:
    text = card_text(a_card(a_line(1), a_line(2)), zh, ZONE)
    assert text.startswith("⏰ <b>任务提醒：共 2 项</b>")


def test_units_that_share_a_group_are_named_line_by_line(zh: Texts) -> None:
    text = card_text(a_card(a_line(1), a_line(2, unit="城西街道")), zh, ZONE)
    assert "责任单位" not in text
    assert "（城东街道，牵头）" in text
    assert "（城西街道，牵头）" in text


def test_a_card_that_comes_to_a_person_names_the_group_it_was_for(zh: Texts) -> None:
    text = card_text(a_card(a_line(), instead_of="<b>鹿渚镇\n工作群"), zh, ZONE)
    assert "\n（群“&lt;b&gt;鹿渚镇 工作群”暂时收不到消息，改发给您）\n" in text


def test_liaisons_are_not_called_when_they_asked_themselves(zh: Texts) -> None:
    card = a_card(a_line(), mentions=((1, "张三"),), on_request=True)
    assert "tg://user" not in card_text(card, zh, ZONE)


def test_only_so_many_people_are_called(zh: Texts) -> None:
    people = tuple((n, f"人{n}") for n in range(30))
    text = card_text(a_card(a_line(), mentions=people), zh, ZONE)
    assert text.count("tg://user") == MENTION_LIMIT


def test_nobody_is_asked_to_answer_what_is_closed(zh: Texts) -> None:
    card = a_card(a_line(state=State.CLOSED), mentions=((1, "张三"),))
    text = card_text(card, zh, ZONE)
    assert "请直接回复" not in text
    assert "tg://user" not in text


def test_a_closed_task_is_no_longer_counted_in_days(zh: Texts) -> None:
    card = a_card(a_line(state=State.CLOSED, due=date(2012, 11, 1)))
    text = card_text(card, zh, ZONE)
    assert text.startswith("⏰ <b>任务提醒：已办结</b>")
    assert "逾期" not in text


def test_a_long_card_says_which_page_it_shows(zh: Texts) -> None:
    text = card_text(a_card(*map(a_line, range(1, 10)), page=1), zh, ZONE)
    assert "第 2 页，共 2 页" in text
    assert "<b>8. " in text
    assert "<b>7. " not in text
