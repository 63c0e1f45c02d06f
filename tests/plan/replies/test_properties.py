"""What holds for every reply, whatever is written."""

import opencc
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plan.model import Status
from plan.replies import Doubt, Item, Reading
from plan.replies.chinese import CHINESE
from plan.replies.english import ENGLISH
from tests.plan.replies.notation import FILES, cases, read
from tests.plan.replies.variants import STATEMENTS, TRADITIONAL, full_width

LABELLED = [case for name in FILES for case in cases(name)]
# Every third is enough to try in many settings.
PLAIN = [
    case for case in LABELLED if case[2][::3].strip() == case[2] and not {"<", "&"} & set(case[2])
]
# A bare 1, a quoted line, a command, and a reply that names its writer twice.
OWN_FRONT = ("1", "１", ">", "/", "青石镇", "@")
WORDS = [word for words in CHINESE.values() for word in words.split()] + [
    phrase.strip() + " " for phrases in ENGLISH.values() for phrase in phrases.split(",")
]
SIGNS = list("，。：；、！？（）()[]【】“”「」'\"\n\t /.-~%0123456789一二三十半年月日号周")
# Nonsense out of the words the grammar knows finds more than nonsense out of all characters.
babble = st.lists(st.sampled_from(WORDS + SIGNS), max_size=14).map("".join)
texts = st.one_of(st.text(max_size=60), babble)
cards = st.integers(1, 6)


@settings(max_examples=600, deadline=None)
@given(text=texts, tasks=cards)
@example("\x00", 1)
@example("\ud800", 1)
@example("零月零日完成", 1)
@example("0分之0", 1)
@example("第〇项已完成", 3)
@example("1-9999999999项", 3)
@example("九百九十九万九千九百九十九分之一", 1)
@example("10-4", 1)
@example("10-4", 3)
@example("第4-2项已完成", 5)
@example("13月45日前完成", 1)
@example("2月30日完成", 1)
@example("99999/0完成", 1)
def test_any_text_is_read_and_the_reading_is_sound(text: str, tasks: int) -> None:
    reading = read(text, tasks)
    assert reading == read(text, tasks)
    assert reading.sure == (reading.why is Doubt.NONE)
    assert bool(reading.items) >= reading.sure
    assert len({item.n for item in reading.items}) == len(reading.items)
    for item in reading.items:
        assert_sound(item, tasks)


def assert_sound(item: Item, tasks: int) -> None:
    assert item != Item(n=item.n)
    assert item.n is None or 1 <= item.n <= tasks
    assert item.percent is None or 1 <= item.percent <= 99
    assert item.percent is None or item.status in (Status.IN_PROGRESS, Status.BLOCKED)
    assert not (item.receipt and item != Item(n=item.n, receipt=True))


def said(reading: Reading) -> object:
    return reading.items if reading.sure else "ask"


@pytest.mark.parametrize("config", ["s2t", "s2tw", "s2hk"])
def test_simplified_and_traditional_are_read_alike(config: str) -> None:
    convert = opencc.OpenCC(config).convert
    differ = [
        (text, convert(text))
        for tasks, _, text in LABELLED
        if said(read(convert(text), tasks)) != said(read(text, tasks))
    ]
    assert not differ


def test_full_and_half_width_are_read_alike() -> None:
    differ = [
        text
        for tasks, _, text in PLAIN
        if said(read(full_width(text), tasks)) != said(read(text, tasks))
    ]
    assert not differ


@pytest.mark.parametrize("front", ["青石镇：", "【青石镇】", "青石镇 王芳：", "南浦社区：\n"])
def test_who_writes_does_not_change_what_is_read(front: str) -> None:
    differ = [
        text
        for tasks, _, text in PLAIN
        if not text.startswith(OWN_FRONT)
        and said(read(front + text, tasks)) != said(read(text, tasks))
    ]
    assert not differ


@pytest.mark.parametrize("end", ["，谢谢", "。谢谢！", "\n谢谢领导", "🙏", ", thanks"])
def test_thanks_do_not_change_what_is_read(end: str) -> None:
    differ = [
        text
        for tasks, _, text in PLAIN
        if text not in ("1", "１") and said(read(text + end, tasks)) != said(read(text, tasks))
    ]
    assert not differ


@pytest.mark.parametrize("short", STATEMENTS)
def test_capitals_and_gaps_around_do_not_matter(short: str) -> None:
    for text in STATEMENTS[short]:
        assert read(f" \n{text.upper()}\n ") == read(text)
        assert read(TRADITIONAL(text)) == read(text)
