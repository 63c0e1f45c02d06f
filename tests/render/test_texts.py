from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from render.message import utf16_length
from render.texts import Markup, Texts, load_texts, without_tags
from tests.render.builders import ZONE

PLAY = Texts(
    "en",
    {
        "say": "<b>{word}</b>",
        "days": {"one": "{n} day", "other": "{n} days"},
        "format.more": "… and {n} more",
    },
    Locale("en"),
)


def test_values_are_escaped() -> None:
    assert PLAY("say", word='<i>"A" & B') == "<b>&lt;i&gt;&quot;A&quot; &amp; B</b>"


def test_markup_is_not_escaped_twice() -> None:
    assert PLAY("say", word=PLAY("say", word="&")) == "<b><b>&amp;</b></b>"


def test_plain_words_are_not_escaped() -> None:
    assert PLAY.plain("days", n=2) == "2 days"
    assert PLAY.plain("say", word="A & B") == "<b>A & B</b>"


def test_a_value_with_braces_stays_a_value() -> None:
    assert PLAY.plain("say", word="{n}") == "<b>{n}</b>"


def test_an_unknown_key_and_a_missing_value_are_errors() -> None:
    with pytest.raises(KeyError, match="nowhere"):
        PLAY("nowhere")
    with pytest.raises(KeyError, match="word"):
        PLAY("say")


def test_the_number_chooses_the_plural() -> None:
    assert [PLAY("days", n=n) for n in (0, 1, 2)] == ["0 days", "1 day", "2 days"]


def test_a_language_with_more_plurals_uses_them_all() -> None:
    forms = {"one": "{n} день", "few": "{n} дня", "many": "{n} дней", "other": "{n} дня"}
    russian = replace(PLAY, entries={"days": forms}, locale=Locale("ru"))
    assert [russian("days", n=n) for n in (1, 2, 5, 21)] == ["1 день", "2 дня", "5 дней", "21 день"]


@pytest.mark.parametrize(
    ("language", "day", "full", "moment"),
    [
        ("zh-Hans", "11月16日（周五）", "2012年11月16日", "11月17日 00:30"),
        ("zh-Hant", "11月16日（週五）", "2012年11月16日", "11月17日 00:30"),
        ("en", "16 Nov (Fri)", "16 November 2012", "17 Nov 00:30"),
    ],
)
def test_dates_read_as_the_language_writes_them(
    language: str, day: str, full: str, moment: str
) -> None:
    texts = load_texts()[language]
    instant = datetime(2012, 11, 16, 16, 30, tzinfo=UTC)
    assert texts.date(date(2012, 11, 16)) == day
    assert texts.full_date(date(2012, 11, 16)) == full
    assert texts.moment(instant, ZONE) == moment
    assert texts.clock(instant, ZONE) == "00:30"


def test_long_lists_tell_only_how_many(zh: Texts) -> None:
    assert zh.joined(["甲", "乙"]) == "甲、乙"
    assert zh.joined(["甲", "<乙>", "丙"], shown=2) == "甲、&lt;乙&gt;等3个"
    assert zh.joined_plain(["甲", "<乙>", "丙"], shown=2) == "甲、<乙>等3个"
    assert zh.joined([]) == ""


def test_a_list_of_markup_stays_markup(zh: Texts) -> None:
    assert zh.joined([Markup("<b>甲</b>")]) == "<b>甲</b>"


def test_labels_and_toasts_are_shortened() -> None:
    assert utf16_length(PLAY.label("say", word="字" * 150)) == 40
    assert utf16_length(PLAY.toast("say", word="字" * 300)) == 200


def test_lines_that_fit_stay() -> None:
    assert PLAY.fit(["a", "b"], ["end"]) == "a\nb\nend"


def test_lines_that_do_not_fit_are_counted_and_the_end_is_kept() -> None:
    assert PLAY.fit(["a" * 10, "b" * 10, "c" * 30], ["end"], limit=30) == (
        "a" * 10 + "\n… and 2 more\nend"
    )


@given(st.lists(st.text("ab&", max_size=30), max_size=20), st.integers(40, 120))
def test_a_fitted_text_keeps_the_limit(words: list[str], limit: int) -> None:
    blocks = [PLAY("say", word=word) for word in words]
    small = [block for block in blocks if utf16_length(block) < limit - 20]
    assert utf16_length(PLAY.fit(small, limit=limit)) <= limit


def test_tags_can_be_taken_off_again() -> None:
    assert without_tags(PLAY("say", word="a < b & c")) == "a < b & c"
