"""What an import changes is told in groups, in the words of the office."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from plan.changes import Change, ChangeKind, Thing, compare
from plan.loading import load_plan
from plan.model import Plan, UnitKind
from render.changes import change_line, changes_text
from render.texts import Texts, load_texts
from tests.plan.plans import plans, small_plan

PLAN = load_plan(small_plan())
TASK = PLAN.tasks[0]
BUREAU, TOWN, VILLAGE = PLAN.units


def test_a_first_import_is_all_new(zh: Texts) -> None:
    assert changes_text(compare(None, PLAN), zh) == (
        "新增：方案 1、阶段 1、单位 3、人员 1、任务 1、分工 3\n"
        "  方案：和谐社区创建方案\n"
        "  阶段 1：动员\n"
        "  单位 市民政局：部门\n"
        "  人员 市民政局 钱青禾：联络员\n"
        "  单位 鹿渚镇：镇、街道\n"
        "  单位 桃溪社区：社区、村\n"
        "  任务 1.1：召开动员会\n"
        "  分工 1.1 桃溪社区：配合\n"
        "  分工 1.1 鹿渚镇：责任\n"
        "  分工 1.1 市民政局：牵头\n"
    )


def test_new_changed_and_gone_stand_apart(zh: Texts) -> None:
    task = replace(TASK, due=date(2012, 9, 25), units=(), due_text=None)
    town = replace(TOWN, kind=UnitKind.COMMUNITY)
    new = replace(PLAN, tasks=(task,), units=(BUREAU, town, VILLAGE))
    assert changes_text(compare(PLAN, new), zh) == (
        "变更：单位 1、任务 1\n"
        "  单位 鹿渚镇 类别：镇、街道 → 社区、村\n"
        "  任务 1.1 时限：2012-09-21 → 2012-09-25\n"
        "  任务 1.1 时限原文：9月21日前 → （无）\n"
        "\n"
        "不再列入：分工 1\n"
        "  分工 1.1 鹿渚镇：责任\n"
    )


def test_nothing_is_said_to_change_when_nothing_does(en: Texts) -> None:
    assert changes_text((), en) == "nothing changes\n"


def test_a_long_list_is_cut_but_counted(en: Texts) -> None:
    many = [Change(ChangeKind.ADDED, Thing.TASK, f"{n}", "title", "", "t") for n in range(50)]
    first, *lines = changes_text(many, en).splitlines()
    assert first == "New: 50 tasks"
    assert lines[39:] == ["  task 39: t", "  … and 10 more"]


def test_a_value_cannot_break_the_line(zh: Texts) -> None:
    change = Change(ChangeKind.ADDED, Thing.TASK, "1\n2", "title", "", "a\x1b[1m\u202eb")
    assert change_line(change, zh) == "任务 1 2：a[1mb"


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_every_change_has_its_words(language: str) -> None:
    texts = load_texts()[language]

    @settings(max_examples=30, deadline=None)
    @given(plans(), plans())
    def tell(old: Plan, new: Plan) -> None:
        changes = compare(old, replace(new, title=old.title))
        assert all("\n" not in change_line(change, texts) for change in changes)

    tell()
