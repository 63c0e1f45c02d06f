from datetime import date

import pytest

from plan.cards import Card
from plan.model import State
from render.callback import decode
from render.card_keys import card_keys, may_ask_extension
from render.texts import Texts
from tests.render.builders import TODAY, a_card, a_line, a_trace

RECEIVED = a_line(receipt=a_trace())
REPORTED = a_line(report=a_trace(), undo=77)


def verbs(card: Card, texts: Texts) -> list[list[str]]:
    rows = []
    for row in card_keys(card, texts):
        made = [decode(button.data) for button in row]
        rows.append([":".join([press.verb, *press.args]) for press in made if press])
    return rows


def test_what_was_received_is_not_asked_for_again(zh: Texts) -> None:
    assert verbs(a_card(RECEIVED), zh)[0] == ["progress:1"]
    assert verbs(a_card(a_line(report=a_trace())), zh)[0] == ["progress:1"]


def test_a_fresh_report_can_be_taken_back(zh: Texts) -> None:
    assert verbs(a_card(REPORTED), zh)[-1] == ["undo:77"]
    assert verbs(a_card(REPORTED, a_line(2)), zh)[0] == ["undo:77", "progress:1", "done:1"]


def test_a_claim_can_only_be_taken_back(zh: Texts) -> None:
    claim = a_line(state=State.CLAIMED, report=a_trace(), undo=77)
    assert verbs(a_card(claim), zh) == [["undo:77"]]


@pytest.mark.parametrize("state", [State.CLAIMED, State.CLOSED, State.CANCELLED])
def test_what_is_no_longer_open_takes_no_answers(state: State, zh: Texts) -> None:
    assert verbs(a_card(a_line(state=state)), zh) == []
    rows = verbs(a_card(a_line(1, state=state), a_line(2)), zh)
    assert rows == [["receive:2", "progress:2", "done:2"]]


def test_each_of_several_lines_has_its_row(zh: Texts) -> None:
    rows = card_keys(a_card(a_line(1), a_line(2)), zh)
    assert [[button.text for button in row] for row in rows] == [
        ["1 收到", "1 进度…", "1 完成"],
        ["2 收到", "2 进度…", "2 完成"],
    ]


def test_more_time_is_not_offered_after_the_due_date_nor_twice() -> None:
    late, asked = a_line(due=date(2012, 11, 12)), a_line(extension=date(2012, 11, 20))
    card = a_card(late)
    assert may_ask_extension(card, a_line(due=TODAY))
    assert not may_ask_extension(card, late)
    assert not may_ask_extension(card, asked)


def test_without_more_time_the_button_is_missing(zh: Texts) -> None:
    assert verbs(a_card(a_line(due=date(2012, 11, 12))), zh)[1] == ["done:1", "block:1"]


def test_a_long_card_is_turned_page_by_page(zh: Texts) -> None:
    lines = [a_line(n) for n in range(1, 20)]
    assert verbs(a_card(*lines), zh)[-1] == ["page:1"]
    assert verbs(a_card(*lines, page=1), zh)[-1] == ["page:0", "page:2"]
    assert verbs(a_card(*lines, page=2), zh)[-1] == ["page:1"]


@pytest.mark.parametrize("count", range(0, 30))
def test_no_card_has_more_than_24_buttons(count: int, zh: Texts) -> None:
    for page in range(4):
        card = a_card(*map(a_line, range(1, count + 1)), page=page)
        assert sum(map(len, card_keys(card, zh))) <= 24
