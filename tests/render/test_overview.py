from dataclasses import replace
from datetime import UTC, date, datetime

from render.overview import overview
from render.texts import Texts
from tests.render.builders import SUMMARY, TALLY, ZONE


def test_figures_have_an_instant_and_a_count_down(zh: Texts) -> None:
    assert list(overview(SUMMARY, zh, ZONE)) == [
        "📊 <b>和谐社区创建实施方案</b>",
        "截至11月12日 14:32",
        "距目标日期（2012年12月31日）还有 48 天",
        "亮灯：🟢正常 10、🟡滞后 2、🔴红灯 1",
        "已办结 20 项，共 33 项；待审核 2 项",
    ]


def test_a_goal_can_be_past_or_missing(en: Texts) -> None:
    past = replace(SUMMARY, goal=date(2012, 11, 12))
    assert "1 day past the goal (12 November 2012)" in list(overview(past, en, ZONE))
    assert len(list(overview(replace(SUMMARY, goal=None), en, ZONE))) == 4


def test_the_change_since_the_last_figures_is_told(zh: Texts) -> None:
    since = datetime(2012, 11, 11, 9, 30, tzinfo=UTC)
    later = replace(SUMMARY, since=since, before=replace(TALLY, closed=18))
    assert list(overview(later, zh, ZONE))[-1] == "与11月11日 17:30相比：已办结 +2"
