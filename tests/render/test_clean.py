import pytest
from hypothesis import given
from hypothesis import strategies as st

from render.clean import clean, clip
from render.message import utf16_length


@pytest.mark.parametrize(
    ("foreign", "shown"),
    [
        ("张三", "张三"),
        ("  张\t三\r\n李四\u2028王五 ", "张 三 李四 王五"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("零\u200b宽\u00ad字\ufeff符", "零宽字符"),
        ("一家👨‍👩‍👧", "一家👨‍👩‍👧"),
        ("bell\x07\x1b[31m", "bell[31m"),
        ("\ud83d半", "半"),
        ("", ""),
    ],
)
def test_hidden_characters_are_dropped_and_lines_joined(foreign: str, shown: str) -> None:
    assert clean(foreign) == shown


def test_words_from_right_to_left_stand_isolated() -> None:
    assert clean("שלום 80") == "\u2068שלום 80\u2069"


def test_rare_characters_of_names_stay() -> None:
    assert clean("\U00031350\ue000") == "\U00031350\ue000"


def test_long_words_end_in_an_ellipsis() -> None:
    assert clip("一二三四五", 5) == "一二三四五"
    assert clip("一二三四五六", 5) == "一二三四…"


def test_an_emoji_is_not_cut_in_half() -> None:
    assert clip("😀😀😀", 4) == "😀…"


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_clipped_words_keep_the_limit(text: str, limit: int) -> None:
    assert utf16_length(clip(text.encode("utf-8", "ignore").decode(), limit)) <= limit


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)
