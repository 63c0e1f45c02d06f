"""A plan for a terminal."""

from datetime import date

from plan.model import Phase, Plan, Task, Unit, UnitKind
from render.plan_text import plan_text
from render.texts import Texts


def test_what_a_plan_does_not_say_is_left_out(en: Texts) -> None:
    plan = Plan("Tidy streets", "", None, (Phase("1", "Start", None, date(2012, 9, 30)),), (), ())
    assert plan_text(plan, en) == (
        "Tidy streets\n\nPhase 1, Start (until 30 September 2012)\n\n"
        "0 units, 0 of them without a group.\n"
    )


def test_the_lead_comes_first(zh: Texts) -> None:
    names = ["甲镇", "乙镇", "丙局"]
    plan = Plan(
        "整治方案",
        "〔2012〕1号",
        date(2012, 12, 31),
        (Phase("1", "实施", date(2012, 9, 1), date(2012, 9, 30)),),
        tuple(Unit(name, UnitKind.TOWN, chat=-1) for name in names),
        (Task("1", "清理", "1", date(2012, 9, 28), "丙局", ("乙镇",), ("甲镇",)),),
    )
    said = plan_text(plan, zh)
    assert "1 清理（2012年9月28日）丙局（牵头）、乙镇（责任）、甲镇（配合）\n" in said
    assert said.endswith("共 3 个单位，其中 0 个还没有群。\n")


def test_hostile_words_stay_on_their_line(texts: Texts) -> None:
    nasty = "a\nb\u202ec<b>"
    day = date(2012, 9, 30)
    plan = Plan(nasty, "", None, (Phase("1", nasty, None, day),), (), (Task("1", nasty, "1", day),))
    assert "\u202e" not in plan_text(plan, texts)
    assert len(plan_text(plan, texts).splitlines()) == 6
