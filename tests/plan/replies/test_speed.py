"""However long or odd a reply is, reading it takes no time to speak of."""

from math import inf
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan.replies import Doubt
from plan.replies.chinese import CHINESE
from plan.replies.english import ENGLISH
from plan.replies.visible import LONGEST
from tests.plan.replies.notation import read

# In seconds of this process: ten times what the slowest fragment needs.
PATIENCE = 0.5
# What is read faster is too fast to tell how its time grows.
NOTABLE = 0.015
# A busy machine or a collection of garbage spoils one time, hardly all of them.
TRIES = 5
FRAGMENTS = [
    *(words.split()[0] for words in CHINESE.values()),
    *(phrases.split(",")[0].strip() + " " for phrases in ENGLISH.values()),
    *"，。：；？（）“”「」\n\t 1一半月周张<>&@~%",
    *("11月18日", "60%", "10项", "第1项", "1、", "1/", "<b>", "①", "1️⃣", "\u200b", "we are "),
]


def once(text: str, tasks: int) -> float:
    began = process_time()
    read(text, tasks)
    return process_time() - began


def seconds(text: str, tasks: int, enough: float = PATIENCE) -> float:
    """The best time of some tries; the first below `enough` will do."""
    best = inf
    for _ in range(TRIES):
        best = min(best, once(text, tasks))
        if best < enough:
            break
    return best


def growth(text: str, tasks: int) -> float:
    """How many times as long the whole takes as its first quarter, each pair read side by side."""
    quarter = text[: len(text) // 4]
    return min(once(text, tasks) / once(quarter, tasks) for _ in range(TRIES))


@pytest.mark.parametrize("tasks", [1, 3])
def test_any_fragment_over_and_over_is_read_at_once(tasks: int) -> None:
    slow = {
        fragment: spent
        for fragment in FRAGMENTS
        for length in (LONGEST, 4096)
        if (spent := seconds((fragment * length)[:length], tasks)) > PATIENCE
    }
    assert not slow


@pytest.mark.parametrize("tasks", [1, 3])
def test_no_time_grows_faster_than_the_square_of_the_length(tasks: int) -> None:
    texts = [(fragment * LONGEST)[:LONGEST] for fragment in FRAGMENTS]
    notable = [text for text in texts if once(text, tasks) > NOTABLE]
    assert not [text[:9] for text in notable if growth(text, tasks) > 25]


@settings(max_examples=100, deadline=None)
@given(mixed=st.lists(st.sampled_from(FRAGMENTS), min_size=2, max_size=5), tasks=st.integers(1, 3))
def test_any_mixture_over_and_over_is_read_at_once(mixed: list[str], tasks: int) -> None:
    text = ("".join(mixed) * LONGEST)[:LONGEST]
    assert seconds(text, tasks) < PATIENCE


def test_a_pasted_document_is_not_read_at_all() -> None:
    document = "已完成。" * 250_000
    assert seconds(document, 1) < PATIENCE
    assert read(document).why is Doubt.TOO_LONG


def test_a_long_answer_is_still_read() -> None:
    text = "我镇召开专题会3次，走访群众50户。" * 40 + "目前整体进度72%。"
    assert len(text) < LONGEST
    assert read(text).sure


def test_short_replies_are_read_by_the_thousand_in_a_second() -> None:
    texts = [
        "进度60%，正常推进",
        "已完成，请验收",
        "收到，谢谢",
        "60% done",
        "申请延期至11月28日",
    ]
    each = sum(seconds(text, 1, enough=0) for text in texts) / len(texts)
    assert each < 1 / 1000
