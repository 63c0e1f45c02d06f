from dataclasses import replace

import pytest

from render.summary_text import display_width, summary_text
from render.texts import Texts
from tests.render.builders import ENTRY, SUMMARY, TALLY, ZONE

FULL = replace(
    SUMMARY,
    total=replace(TALLY, late=3, blocked=1),
    units=(("城东街道", TALLY), ("East & West", TALLY)),
    late=(ENTRY,),
    blocked=(ENTRY,),
    unbound=("新庄社区",),
)


@pytest.mark.parametrize(
    ("text", "width"), [("ab", 2), ("督办", 4), ("🔴红灯", 6), ("e\u0301", 1), ("\u2068a\u2069", 1)]
)
def test_wide_characters_take_two_columns(text: str, width: int) -> None:
    assert display_width(text) == width


def test_the_columns_of_a_table_end_together(texts: Texts) -> None:
    lines = summary_text(FULL, texts, ZONE).splitlines()
    start = lines.index(texts.plain("summary.units"))
    assert len({display_width(line) for line in lines[start + 1 : start + 4]}) == 1


def test_the_terminal_sees_no_markup(zh: Texts) -> None:
    text = summary_text(FULL, zh, ZONE)
    assert "<b>" not in text
    assert "East & West" in text
    assert text.startswith("📊 和谐社区创建实施方案\n截至11月12日 14:32\n")


def test_lists_tell_what_they_leave_out(zh: Texts) -> None:
    text = summary_text(FULL, zh, ZONE)
    assert "逾期（3 项）\n1. 2.3 社区服务用房达标（城东街道，牵头）" in text
    assert text.count("……另有 2 项未列出\n") == text.count("未列出") == 1
    assert "尚未绑定群的单位（1 个）\n新庄社区\n" in text


def test_an_empty_plan_is_only_its_head(zh: Texts) -> None:
    assert len(summary_text(replace(SUMMARY, phases=()), zh, ZONE).splitlines()) == 5
