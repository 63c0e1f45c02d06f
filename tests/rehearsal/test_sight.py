"""People read the bot's real cards, in every language."""

import pytest

from plan.model import State
from rehearsal.sight import Line, read_card
from render.texts import Texts
from tests.rehearsal.cards import TEXTS, ZH, due_in, early, near, seen, shown
from tests.render.builders import TODAY, a_line


@pytest.mark.parametrize("texts", TEXTS, ids=lambda texts: texts.language)
def test_every_line_is_read_with_its_days_and_whether_it_waits(texts: Texts) -> None:
    card = seen(texts, early(1), near(2), a_line(3, due=due_in(-17), state=State.RETURNED))
    assert card.texts is texts
    title = "社区服务用房达标"
    assert card.lines == (
        Line(1, "2.2", title, 7, asks=True),
        Line(2, "2.2", title, 1, asks=False),
        Line(3, "2.3", title, -17, asks=True, returned=True),
    )


@pytest.mark.parametrize("texts", TEXTS, ids=lambda texts: texts.language)
def test_a_single_task_is_read_as_a_line_without_a_number(texts: Texts) -> None:
    (line,) = seen(texts, early()).lines
    assert (line.n, line.task, line.left, line.asks) == (0, "2.2", 7, True)


@pytest.mark.parametrize("texts", TEXTS, ids=lambda texts: texts.language)
@pytest.mark.parametrize("days", [-3, 0, 1, 3, 10])
def test_the_days_are_read_in_every_phrase(texts: Texts, days: int) -> None:
    assert seen(texts, a_line(due=due_in(days))).lines[0].left == days


@pytest.mark.parametrize("texts", TEXTS, ids=lambda texts: texts.language)
def test_the_buttons_of_a_line_are_found_by_their_words(texts: Texts) -> None:
    for lines in ([early()], [early(1), early(2)]):
        message, card = shown(texts, *lines), seen(texts, *lines)
        for name in ("receive", "progress", "done"):
            message.button(card.label(name, card.lines[-1]))


def test_lines_that_are_over_are_passed_over() -> None:
    card = seen(ZH, a_line(1, state=State.CLOSED), early(2))
    assert [line.n for line in card.lines] == [2]


def test_a_card_that_is_over_and_any_other_message_are_no_cards() -> None:
    assert read_card(shown(ZH, early(), superseded=True), TEXTS, TODAY) is None
    assert read_card(shown(ZH, a_line(state=State.CLOSED)), TEXTS, TODAY) is None
    assert read_card(shown(ZH), TEXTS, TODAY) is None
