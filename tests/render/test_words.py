from datetime import date, timedelta

import pytest

from plan.model import BlockReason, Lamp, State, Status
from render.texts import Texts
from render.words import days_left, lamp_word, mention, progress_word, state_word
from tests.render.builders import TODAY


@pytest.mark.parametrize(
    ("days", "words"),
    [(3, "剩 3 天"), (1, "明天到期"), (0, "今天到期"), (-1, "逾期 1 天"), (-2, "逾期 2 天")],
)
def test_days_are_counted_to_the_due_date(days: int, words: str, zh: Texts) -> None:
    assert days_left(TODAY + timedelta(days), TODAY, zh) == words


@pytest.mark.parametrize(("days", "words"), [(2, "2 days left"), (-1, "1 day overdue")])
def test_days_have_their_plural(days: int, words: str, en: Texts) -> None:
    assert days_left(TODAY + timedelta(days), TODAY, en) == words


@pytest.mark.parametrize(
    ("lamp", "due", "word"),
    [
        (Lamp.GREEN, TODAY, "🟢正常"),
        (Lamp.BLUE, TODAY, "🔵临期"),
        (Lamp.YELLOW, TODAY, "🟡滞后"),
        (Lamp.GREY, TODAY, "⚪未到期"),
        (Lamp.RED, date(2012, 11, 12), "🔴逾期"),
        (Lamp.RED, TODAY, "🔴严重滞后"),
    ],
)
def test_a_lamp_is_a_colour_and_a_word(lamp: Lamp, due: date, word: str, zh: Texts) -> None:
    assert lamp_word(lamp, due, TODAY, zh) == word


@pytest.mark.parametrize(
    ("status", "percent", "reason", "words"),
    [
        (None, None, None, "尚未反馈"),
        (None, 40, None, "推进中 40%"),
        (Status.NOT_STARTED, None, None, "未启动"),
        (Status.IN_PROGRESS, 60, None, "推进中 60%"),
        (Status.BLOCKED, None, None, "⛔受阻"),
        (Status.BLOCKED, 60, BlockReason.LAND, "⛔受阻（用地） 60%"),
        (Status.DONE, 100, None, "已完成"),
    ],
)
def test_progress_is_what_the_unit_said(
    status: Status | None, percent: int | None, reason: BlockReason | None, words: str, zh: Texts
) -> None:
    assert progress_word(status, percent, reason, zh) == words


@pytest.mark.parametrize("state", State)
def test_every_state_has_a_word(state: State, texts: Texts) -> None:
    assert state_word(state, texts)


def test_a_person_is_called_by_number(zh: Texts) -> None:
    assert mention(7, "<张三>", zh) == '<a href="tg://user?id=7">@&lt;张三&gt;</a>'
