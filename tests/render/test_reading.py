from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from plan.model import BlockReason, State, Status
from plan.replies import Doubt, Item, Reading
from render.callback import decode
from render.message import Message
from render.reading import (
    ask_again,
    ask_block_words,
    ask_extension_words,
    confirmed,
    describe,
    dropped,
    echo,
    line_chosen,
    no_words,
    not_understood,
    say_yes,
    which_line,
)
from render.texts import Texts
from tests.render.builders import KEY, a_card, a_line
from tests.render.markup import assert_can_be_sent

ASKED = (1001, "张三")
DAY = date(2012, 11, 25)
Ask = Callable[[Texts], Message]


def an_item(**said: Any) -> Item:
    """An item that says nothing but `said`."""
    return Item(**said)


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (an_item(), "没有可记录的内容"),
        (an_item(receipt=True), "收到"),
        (an_item(percent=60, status=Status.IN_PROGRESS), "进度 60%"),
        (an_item(status=Status.IN_PROGRESS), "推进中"),
        (an_item(status=Status.DONE), "已完成"),
        (an_item(no_change=True, percent=60), "与上次相比无变化、进度 60%"),
        (
            an_item(status=Status.BLOCKED, percent=60, expected_on=DAY),
            "⛔受阻、进度 60%、预计11月25日（周日）完成",
        ),
        (an_item(extend_to=DAY, n=2), "第 2 项：申请延期至11月25日（周日）"),
        (an_item(withdraw=True), "撤回上一条反馈"),
    ],
)
def test_an_item_is_said_in_plain_words(item: Item, words: str, zh: Texts) -> None:
    assert describe(item, zh) == words


def test_an_unsure_reading_is_asked_about(zh: Texts) -> None:
    items = (an_item(n=1, status=Status.DONE), an_item(n=2, percent=80))
    message = echo(Reading(False, items, Doubt.UNCLEAR), KEY, zh)
    assert message.text == (
        "理解为：\n· 第 1 项：已完成\n· 第 2 项：进度 80%\n需要确认：可能有不止一种意思。\n"
        "以上是否正确？确认前不作记录。"
    )
    assert verbs(message) == ["yes", "change"]


def test_a_very_long_reading_can_still_be_sent(texts: Texts) -> None:
    items = tuple(an_item(n=n, expected_on=DAY, extend_to=DAY) for n in range(1, 200))
    assert_can_be_sent(echo(Reading(False, items, Doubt.UNCLEAR), KEY, texts))


def test_what_was_not_understood_is_explained(zh: Texts) -> None:
    text = not_understood(Doubt.NOTHING_SAID, zh).text
    assert text.startswith("未作记录：没有写明任务进展到哪一步。\n请直接回复提醒卡片")


def test_a_known_doubt_has_its_own_words(zh: Texts) -> None:
    assert "没有写明是哪一项" in not_understood(Doubt.WHICH_TASK, zh).text


def test_the_open_lines_are_offered(zh: Texts) -> None:
    card = a_card(a_line(1), a_line(2, state=State.CLOSED), a_line(3, title="公开栏"))
    message = which_line(card, KEY, zh)
    assert [button.text for row in message.buttons for button in row] == [
        "1. 2.3 社区服务用房达标",
        "3. 2.3 公开栏",
    ]
    assert verbs(message) == ["line:1", "line:3"]


def test_no_more_lines_are_offered_than_buttons_fit(zh: Texts) -> None:
    assert_can_be_sent(which_line(a_card(*map(a_line, range(1, 60))), KEY, zh))


@pytest.mark.parametrize(
    ("say", "words"),
    [
        (lambda t: ask_block_words(BlockReason.FUNDS, ASKED, t), "已记为受阻（资金）"),
        (lambda t: ask_extension_words(DAY, ASKED, t), "申请延期至11月25日（周日）的理由"),
        (lambda t: ask_again(ASKED, t), "重新写一遍"),
    ],
)
def test_a_question_calls_the_person_and_opens_a_reply(say: Ask, words: str, zh: Texts) -> None:
    message = say(zh)
    assert message.ask
    assert message.text.startswith('<a href="tg://user?id=1001">@张三</a> ')
    assert words in message.text


def verbs(message: Message) -> list[str]:
    made = [decode(button.data) for row in message.buttons for button in row]
    return [":".join([press.verb, *press.args]) for press in made if press]


def test_a_confirmed_echo_shows_what_was_recorded(zh: Texts) -> None:
    reading = Reading(True, (Item(status=Status.DONE),))
    assert confirmed(reading, zh).text == "✔ 已按确认内容记录：\n· 已完成"
    assert not confirmed(reading, zh).buttons


def test_what_was_put_aside_or_cannot_be_read_says_that_nothing_was_recorded(zh: Texts) -> None:
    assert "未记录任何内容" in dropped(zh).text
    assert "只能识别文字" in no_words(zh).text


def test_the_answers_to_questions_are_short_and_can_be_sent(texts: Texts) -> None:
    for said in (say_yes(texts), line_chosen(7, texts)):
        assert_can_be_sent(said)
        assert said.silent
    assert "7" in line_chosen(7, texts).text
