"""A problem names its place and what is wrong there, on one line."""

import pytest

from plan.problems import Problem
from render.problems import problem_line, problems_text
from render.texts import Texts

UNREAD = Problem("plan.unread_date", "任务!G10", {"found": "尽快"})


def test_the_place_stands_before_the_sentence(zh: Texts, en: Texts) -> None:
    assert problem_line(UNREAD, zh) == "任务!G10：看不懂这个时间：尽快"
    assert problem_line(UNREAD, en) == ("任务!G10: this is not a date that can be understood: 尽快")


def test_foreign_words_stay_on_the_line_and_hide_nothing(zh: Texts) -> None:
    problem = Problem("plan.unread_date", "a\x1b[2J\n!B7", {"found": "x\n\u202ey{place}<b>"})
    assert problem_line(problem, zh) == "a[2J !B7：看不懂这个时间：x y{place}<b>"


def test_a_long_path_keeps_its_end(zh: Texts) -> None:
    place = f"/{'folder/' * 60}plan.toml"
    assert problem_line(Problem("plan.no_file", place), zh).startswith(f"{place}：")


def test_many_problems_are_counted_from_the_last_that_is_shown(texts: Texts) -> None:
    lines = problems_text([UNREAD] * 43, texts).splitlines()
    assert lines == [problem_line(UNREAD, texts)] * 40 + [texts.plain("format.more", n=3)]


@pytest.mark.parametrize("count", [0, 1, 40])
def test_few_problems_are_all_shown(texts: Texts, count: int) -> None:
    assert problems_text([UNREAD] * count, texts) == f"{problem_line(UNREAD, texts)}\n" * count
