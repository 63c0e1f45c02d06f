"""What comes after a reply was read, and what answers a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.dialogue import (
    NO,
    YES,
    Move,
    for_line,
    is_no,
    is_receipt,
    is_yes,
    line_meant,
    next_move,
)
from plan.model import Status
from plan.replies import Doubt, Item, Reading

SIXTY = Item(status=Status.IN_PROGRESS, percent=60)
NUMBERED = Item(n=2, status=Status.DONE)


@pytest.mark.parametrize(
    ("reading", "move"),
    [
        (Reading(True, (SIXTY,)), Move.RECORD),
        (Reading(False, (), Doubt.NOTHING_SAID), Move.EXPLAIN),
        (Reading(False, (SIXTY,), Doubt.WHICH_TASK), Move.WHICH_LINE),
        (Reading(False, (SIXTY, NUMBERED), Doubt.WHICH_TASK), Move.CONFIRM),
        (Reading(False, (SIXTY,), Doubt.UNCLEAR), Move.CONFIRM),
    ],
)
def test_only_a_sure_reading_is_recorded(reading: Reading, move: Move) -> None:
    assert next_move(reading) is move


@pytest.mark.parametrize("text", ["对", "對的。", " 是的 ", "Yes!", "OK", "好的，", "对👌", "👌"])
def test_a_plain_yes_agrees(text: str) -> None:
    assert is_yes(text)
    assert not is_no(text)


@pytest.mark.parametrize("text", ["不对", "錯了。", "No", "改", "不是！"])
def test_a_plain_no_disagrees(text: str) -> None:
    assert is_no(text)
    assert not is_yes(text)


@pytest.mark.parametrize("text", ["", "收到", "对吗？", "不对，是70%", "对，70%", "也许"])
def test_everything_else_is_neither(text: str) -> None:
    assert not is_yes(text)
    assert not is_no(text)


def test_no_word_means_both() -> None:
    assert not YES & NO


@pytest.mark.parametrize(
    ("text", "n"),
    [("2", 2), ("第2项", 2), ("2.", 2), ("第二項", 2), ("十", 10), ("１２", 12), (" 3 號 ", 3)],
)
def test_a_number_alone_names_a_line(text: str, n: int) -> None:
    assert line_meant(text) == n


@pytest.mark.parametrize("text", ["", "2 80%", "第2项完成", "二十", "两项", "1.5", "-1", "2012年"])
def test_a_number_with_more_is_a_report(text: str) -> None:
    assert line_meant(text) is None


@given(st.integers(0, 999))
def test_every_line_of_the_longest_card_can_be_named(n: int) -> None:
    assert line_meant(f"第{n}项") == line_meant(str(n)) == n


def test_a_receipt_says_received_and_no_more() -> None:
    assert is_receipt(Reading(True, (Item(receipt=True),)))
    assert not is_receipt(Reading(True, (Item(receipt=True), NUMBERED)))
    assert not is_receipt(Reading(False, (), Doubt.NOTHING_SAID))


def test_what_was_said_of_no_line_is_said_of_the_line_that_was_meant() -> None:
    reading = for_line(Reading(True, (SIXTY,)), 3)
    assert [(item.n, item.percent) for item in reading.items] == [(3, 60)]
