from dataclasses import replace
from datetime import UTC, datetime

from plan.model import Lamp
from plan.summary import Tally
from render.digest import digest_message, gap_message
from render.texts import Texts
from tests.render.builders import ENTRY, SUMMARY, TALLY, ZONE
from tests.render.markup import assert_can_be_sent

FULL = replace(
    SUMMARY,
    total=replace(TALLY, silent=3, blocked=2),
    units=(("城东街道", TALLY), ("城西街道", Tally({Lamp.GREEN: 4})), ("城南街道", TALLY)),
    late=(ENTRY,) * 5,
    blocked=(ENTRY, replace(ENTRY, reason=None, note="")),
    unbound=("新庄社区", "湖边社区"),
    since=datetime(2012, 11, 11, 9, 30, tzinfo=UTC),
    before=TALLY,
)


def test_the_digest_tells_the_day_in_twelve_lines(zh: Texts) -> None:
    assert (
        digest_message([FULL], zh, ZONE, extensions=2).text
        == """\
📊 <b>和谐社区创建实施方案</b>
截至11月12日 14:32
距目标日期（2012年12月31日）还有 48 天
亮灯：🟢正常 10、🟡滞后 2、🔴红灯 1
已办结 20 项，共 33 项；待审核 2 项
与11月11日 17:30相比：未反馈 +3、受阻 +2
需关注：城东街道（🔴红灯 1、🟡滞后 2）、城南街道（🔴红灯 1、🟡滞后 2）
逾期 1 项：2.3 城东街道、2.3 城东街道、2.3 城东街道
临近时限仍未反馈 3 项
受阻 2 项：2.3 城东街道（资金）“缺资金，请财政部门协调”、2.3 城东街道（其他）
⚠️ 尚有 2 个单位未绑定群：新庄社区、湖边社区
延期申请待批复 2 项"""
    )


def test_a_quiet_plan_has_a_short_digest(texts: Texts) -> None:
    quiet = replace(SUMMARY, total=Tally({Lamp.GREEN: 3}))
    message = digest_message([quiet], texts, ZONE)
    assert message.silent
    assert len(message.text.splitlines()) == 5


def test_many_plans_still_make_one_message(texts: Texts) -> None:
    assert_can_be_sent(digest_message([FULL] * 30, texts, ZONE, extensions=1))


def test_units_without_a_group_are_named_with_what_they_missed(zh: Texts) -> None:
    message = gap_message(["新庄社区", "湖边社区"], {"新庄社区": ["2.1", "2.3"]}, zh)
    assert message.text == (
        "⚠️ 尚有 2 个单位未绑定群：新庄社区、湖边社区\n"
        "今日应提醒而无法送达 2 项：\n"
        "· 新庄社区：2.1、2.3"
    )


def test_where_nothing_was_missed_the_gap_is_one_line(en: Texts) -> None:
    assert gap_message(["Lakeside"], {}, en).text == "⚠️ 1 unit has no group yet: Lakeside"


def test_hundreds_of_gaps_fit_one_message(texts: Texts) -> None:
    units = [f"第{n}社区" for n in range(900)]
    assert_can_be_sent(gap_message(units, {unit: ["2.1"] * 20 for unit in units}, texts))
