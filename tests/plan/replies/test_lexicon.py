"""The word lists: each word once, in the form in which it is looked up."""

from collections import Counter

import opencc
import pytest

from plan.replies import chinese, english
from plan.replies.chinese import CHINESE
from plan.replies.english import ENGLISH
from plan.replies.fold import fold
from plan.replies.script import SIMPLIFIED, TRADITIONAL, simplify
from plan.replies.tokens import Kind
from plan.replies.visible import show
from plan.replies.words import divide

HAN = [word for words in CHINESE.values() for word in words.split()]
LATIN = [
    " ".join(phrase.split())
    for phrases in ENGLISH.values()
    for phrase in phrases.split(",")
    if phrase.strip()
]
SECTIONS = [(chinese.SECTIONS, CHINESE), (english.SECTIONS, ENGLISH)]


@pytest.mark.parametrize("words", [HAN, LATIN], ids=["Chinese", "English"])
def test_every_word_stands_once(words: list[str]) -> None:
    assert [word for word, times in Counter(words).items() if times > 1] == []


@pytest.mark.parametrize("section", SECTIONS, ids=["Chinese", "English"])
def test_no_kind_of_one_section_hides_that_of_another(
    section: tuple[tuple[dict[Kind, str], ...], dict[Kind, str]],
) -> None:
    parts, joined = section
    assert sum(map(len, parts)) == len(joined)


def test_every_word_is_written_as_replies_are_seen() -> None:
    assert [word for word in HAN if simplify(show(word) or "") != word] == []
    assert [phrase for phrase in LATIN if show(phrase) != phrase] == []


def test_no_word_is_taken_for_a_slip_of_the_pen() -> None:
    assert [word for word in HAN if fold(word) != word] == []


def test_every_chinese_word_is_found_as_one() -> None:
    single = [word for word in HAN if len(word) == 1]
    assert [word for word in HAN if divide(word)[0] != len(word) and word not in single] == []


@pytest.mark.parametrize("config", ["s2t", "s2tw", "s2hk"])
def test_every_word_is_known_in_traditional_characters(config: str) -> None:
    convert = opencc.OpenCC(config).convert
    assert [word for word in HAN if fold(convert(word)) != word] == []


def test_characters_are_paired_once_each() -> None:
    assert len(TRADITIONAL) == len(SIMPLIFIED)
    assert len(set(TRADITIONAL)) == len(TRADITIONAL)
    assert not set(TRADITIONAL) & set(SIMPLIFIED)
