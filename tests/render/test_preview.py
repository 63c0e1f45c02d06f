from dataclasses import replace
from datetime import date, datetime

from plan.preview import Kind, Planned, Why
from plan.reminders import Rung
from render.preview import preview_json, preview_text
from render.summary_text import display_width
from render.texts import Texts
from tests.render.builders import ZONE

DUE = date(2012, 11, 16)
AT = datetime(2012, 11, 9, 9, tzinfo=ZONE)
SEVEN = Why(Rung(overdue=False, days=7), DUE, tasks=("2.1", "2.2"))
PHASE = Why(Rung(overdue=False, days=3), date(2012, 11, 20), phase="组织实施")
CARD = Planned(AT, -1001, Kind.CARD, ("市民政局",), ("2.1", "2.2"), (SEVEN, PHASE))
NEXT_DAY = AT.replace(day=12)


def why(planned: Planned, texts: Texts) -> object:
    return preview_json([planned], texts)[0]["why"]


def test_a_card_tells_its_reasons(zh: Texts, en: Texts) -> None:
    assert preview_json([CARD], zh) == [
        {
            "at": "2012-11-09T09:00:00+08:00",
            "chat": -1001,
            "gap": False,
            "unit": "市民政局",
            "kind": "card",
            "tasks": ["2.1", "2.2"],
            "why": "2.1、2.2：距 11月16日（周五） 还有 7 天；"
            "组织实施：距 11月20日（周二） 还有 3 天",
        }
    ]
    assert why(replace(CARD, whys=(SEVEN,)), en) == "2.1, 2.2: 7 days before 16 Nov (Fri)"


def test_each_kind_of_rung_has_its_words(zh: Texts, en: Texts) -> None:
    due, late = Rung(overdue=False, days=0), Rung(overdue=True, days=1)
    assert (
        why(replace(CARD, whys=(replace(SEVEN, rung=due),)), zh)
        == "2.1、2.2：11月16日（周五） 到期"
    )
    overdue = replace(CARD, whys=(replace(SEVEN, rung=late),))
    assert why(overdue, en) == "2.1, 2.2: 1 working day past 16 Nov (Fri)"


def test_a_rest_day_and_a_catch_up_are_told(zh: Texts) -> None:
    moved = replace(SEVEN, moved_from=date(2012, 11, 10))
    late = replace(CARD, whys=(moved,), since=date(2012, 11, 5))
    assert why(late, zh) == (
        "合并 11月5日（周一） 以来应发的提醒；"
        "2.1、2.2：距 11月16日（周五） 还有 7 天（原为休息日 11月10日（周六），提前）"
    )


def test_what_nobody_hears_and_what_the_office_hears(zh: Texts) -> None:
    assert str(why(replace(CARD, chat=None, whys=()), zh)).startswith("没有可通知的群")
    assert why(Planned(AT, 11, Kind.DIGEST), zh) == "数字与上次不同时发送"
    assert why(Planned(AT, 11, Kind.GAPS, unheard=3), zh) == "3 个单位未绑定群"
    assert preview_json([Planned(AT, 11, Kind.GAPS)], zh)[0]["unit"] is None


def test_what_nobody_gets_says_why(zh: Texts) -> None:
    [unit, office] = preview_json([replace(CARD, chat=None), Planned(AT, None, Kind.DIGEST)], zh)
    assert (unit["chat"], unit["gap"]) == (None, True)
    assert (office["chat"], office["gap"]) == (None, True)
    assert str(unit["why"]).endswith("；没有可通知的群，改为告知办公室")
    assert office["why"] == "数字与上次不同时发送；办公室没有群也没有人员，发不出去"


def test_the_terminal_sees_a_block_for_each_day(zh: Texts) -> None:
    phase = Planned(NEXT_DAY, -1002, Kind.PHASE, ("鹿渚镇",), whys=(PHASE,))
    assert preview_text([CARD, phase], zh) == (
        "2012年11月9日\n"
        "  09:00  提醒  市民政局  2.1、2.2：距 11月16日（周五） 还有 7 天\n"
        "                         组织实施：距 11月20日（周二） 还有 3 天\n"
        "\n"
        "2012年11月12日\n"
        "  09:00  阶段  鹿渚镇    组织实施：距 11月20日（周二） 还有 3 天\n"
    )


def test_gaps_and_digests_are_one_line_each(zh: Texts) -> None:
    unheard = [replace(CARD, chat=None, units=(unit,)) for unit in ("甲局", "乙局", "丙局", "丁局")]
    office = [
        Planned(at, person, kind, unheard=4 if kind is Kind.GAPS else 0)
        for at in (AT, NEXT_DAY)
        for kind in (Kind.GAPS, Kind.DIGEST)
        for person in (11, 12)
    ]
    assert preview_text([CARD, *unheard, *office], zh) == (
        "2012年11月9日\n"
        "  09:00  提醒  市民政局  2.1、2.2：距 11月16日（周五） 还有 7 天\n"
        "                         组织实施：距 11月20日（周二） 还有 3 天\n"
        "  09:00  4 个单位没有可通知的群，提醒改为告知办公室：甲局、乙局、丙局等4个\n"
        "\n"
        "缺口：09:00，共 2 天；4 个单位未绑定群\n"
        "日报：09:00，共 2 天；数字与上次不同时发送\n"
    )


def test_reasons_stand_below_one_another(texts: Texts) -> None:
    lines = preview_text([CARD], texts).splitlines()[1:]
    starts = [
        display_width(line[: line.index(start)]) for line, start in zip(lines, "2组", strict=True)
    ]
    assert len(set(starts)) == 1


def test_an_empty_stretch_says_so(zh: Texts) -> None:
    assert preview_text([], zh) == "这段时间没有要发送的内容。\n"
    assert preview_json([], zh) == []
