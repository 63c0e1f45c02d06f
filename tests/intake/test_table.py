"""The office's own task table is read as offices fill it, and every problem has its cell."""

from datetime import date, datetime
from pathlib import Path

import pytest

from intake.table import open_table, read_table
from plan.loading import load_plan
from plan.model import Plan, Task, Unit, UnitKind
from plan.problems import PlanErrors, Problem
from tests.intake.workbooks import HEADS, TODAY, Desk, rewrite, save
from tests.plan.plans import small_plan

DUE = "2012-11-16"
ROW = (1, "召开动员会", "市民政局", "鹿渚镇、青埠镇", "市人社局", DUE)
YEAR_2300 = datetime(2300, 1, 1)


def keys(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(one.key, one.place) for one in problems]


def test_a_row_is_a_task(desk: Desk) -> None:
    draft = desk.read(
        ("创建和谐社区任务分解表",),
        ("填报单位：市创建办",),
        ("试办发〔2012〕1号",),
        (*HEADS, "启动时间", "完成标准", "佐证材料数"),
        (*ROW[:5], "11月中旬前", datetime(2012, 10, 8), "会议已开", 2),
    )
    assert draft.plan.title == "创建和谐社区任务分解表"
    assert draft.plan.number == "试办发〔2012〕1号"
    assert draft.plan.tasks == (
        Task(
            number="1",
            title="召开动员会",
            phase="1",
            due=date(2012, 11, 20),
            lead="市民政局",
            units=("鹿渚镇", "青埠镇"),
            assist=("市人社局",),
            start=date(2012, 10, 8),
            due_text="11月中旬前",
            standard="会议已开",
            evidence=2,
        ),
    )
    assert draft.notes == ()


def test_every_unit_of_a_table_without_a_plan_is_new(desk: Desk) -> None:
    draft = desk.read(HEADS, ROW, (2, "分解任务", "市民政局", "各镇", None, DUE))
    assert draft.new_units == draft.plan.units
    assert draft.plan.units == (
        Unit("市民政局", UnitKind.DEPARTMENT),
        Unit("鹿渚镇", UnitKind.TOWN),
        Unit("青埠镇", UnitKind.TOWN),
        Unit("市人社局", UnitKind.DEPARTMENT),
    )
    assert draft.plan.tasks[1].units == ("鹿渚镇", "青埠镇")
    assert draft.notes == (
        Problem("plan.all_of_a_kind", "任务!D3", {"name": "各镇", "units": "鹿渚镇、青埠镇"}),
    )


def test_the_first_unit_leads_where_no_column_does(desk: Desk) -> None:
    [task] = desk.read(
        ("序号", "工作任务", "责任单位", "完成时限"), (1, "开会", "甲局、乙局", DUE)
    ).plan.tasks
    assert (task.lead, task.units) == ("甲局", ("甲局", "乙局"))


def test_the_first_unit_leads_where_the_cell_of_leads_is_empty(desk: Desk) -> None:
    draft = desk.read(HEADS, (1, "开会", None, "甲局、乙局", None, DUE))
    [task] = draft.plan.tasks
    assert (task.lead, task.units) == ("甲局", ("甲局", "乙局"))
    assert draft.notes == (Problem("plan.first_leads", "任务!D2", {"lead": "甲局"}),)


def test_of_two_leads_the_first_leads_and_that_is_told(desk: Desk) -> None:
    draft = desk.read(HEADS, (1, "开会", "甲局、乙局", "丙局", None, DUE))
    [task] = draft.plan.tasks
    assert (task.lead, task.units) == ("甲局", ("乙局", "丙局"))
    assert draft.notes == (Problem("plan.one_lead", "任务!C2", {"lead": "甲局", "units": "乙局"}),)


def test_a_task_of_nobody_is_told(desk: Desk) -> None:
    draft = desk.read(HEADS, (1, "开会", None, None, None, DUE))
    assert draft.notes == (Problem("plan.no_unit", "任务!B2"),)


def test_merged_tasks_go_on_over_their_rows(desk: Desk) -> None:
    draft = desk.read(
        HEADS,
        (1, "开会", "甲局", "乙局", "丙局", DUE),
        (None, None, None, "丁局", None, None),
        (None, None, None, "戊局", "己局", None),
        (2, "分解", "甲局", "乙局", None, DUE),
        merged=["A2:A4", "B2:B4", "C2:C4", "F2:F4"],
    )
    first, second = draft.plan.tasks
    assert (first.units, first.assist) == (("乙局", "丁局", "戊局"), ("丙局", "己局"))
    assert second.units == ("乙局",)


def test_rows_of_units_alone_go_on_with_the_task_above(desk: Desk) -> None:
    [task] = desk.read(HEADS, ROW, (None, None, None, "云汀镇", None, None)).plan.tasks
    assert task.units == ("鹿渚镇", "青埠镇", "云汀镇")


CONTENT_HEADS = ("序号", "工作任务", "具体内容", "责任单位", "完成时限", "完成标准")


def test_the_contents_of_one_task_are_tasks_of_their_own(desk: Desk) -> None:
    draft = desk.read(
        CONTENT_HEADS,
        (1, "配齐用房", "摸底", "甲局", DUE, None),
        (2, None, "补缺", "甲局", DUE, None),
        (3, None, "验收", "甲局", DUE, None),
        (4, "文化节", "每镇一场", "甲局", DUE, "有影像"),
        merged=["B2:B3"],
    )
    assert [task.title for task in draft.plan.tasks] == [
        "配齐用房：摸底",
        "配齐用房：补缺",
        "配齐用房：验收",
        "文化节",
    ]
    assert draft.plan.tasks[3].standard == "每镇一场；有影像"


def test_two_columns_of_standards_are_one_standard(desk: Desk) -> None:
    heads = ("序号", "任务", "工作目标", "完成标准", "完成时限")
    [task] = desk.read(heads, (1, "开会", "全员到会", "有\n签到表", DUE)).plan.tasks
    assert task.standard == "全员到会；有 签到表"


def test_a_category_that_runs_across_is_no_task(desk: Desk) -> None:
    draft = desk.read(
        HEADS,
        ("一、组织体系",),
        ROW,
        ("二", "基础设施"),
        ROW,
        (None, "（三）环境"),
        ROW,
        ("四、风尚",),
        ROW,
        merged=["A2:F2"],
    )
    assert [task.number for task in draft.plan.tasks] == ["1.1", "2.1", "3.1", "4.1"]
    names = "一、组织体系；二 基础设施；（三）环境；四、风尚"
    assert draft.notes == (Problem("plan.sections", "任务!A2", {"count": "4", "names": names}),)


def test_the_header_may_come_again_and_change(desk: Desk) -> None:
    draft = desk.read(
        HEADS,
        ROW,
        HEADS,
        (2, "分解任务", "市民政局", None, None, DUE),
        ("序号", "完成时限", "工作任务", "责任单位"),
        (3, DUE, "检查", "鹿渚镇"),
    )
    assert [(task.number, task.title) for task in draft.plan.tasks] == [
        ("1", "召开动员会"),
        ("2", "分解任务"),
        ("3", "检查"),
    ]


@pytest.mark.parametrize(
    "row",
    [
        ("填表人：赵知秋", None, "审核人：孙亦舟"),
        ("合计", None, None, 2, None, "2 项"),
        ("備註：本表每月更新",),
        (
            None,
            "注：打*的为重点",
        ),
        ("以上任务由市创建办解释",),
    ],
)
def test_what_stands_below_the_table_is_told_and_left_out(
    desk: Desk, row: tuple[object, ...]
) -> None:
    draft = desk.read(HEADS, ROW, (), row)
    assert len(draft.plan.tasks) == 1
    [note] = draft.notes
    assert note.key == "plan.text_not_read"
    assert note.place in ("任务!A4", "任务!B4")
    assert note.values["text"].startswith(str(next(filter(None, row))))


def test_numbers_written_ahead_are_no_tasks(desk: Desk) -> None:
    draft = desk.read(HEADS, ROW, (2,), (3.0,))
    assert keys(list(draft.notes)) == [
        ("plan.only_a_number", "任务!A3"),
        ("plan.only_a_number", "任务!A4"),
    ]


def test_columns_nobody_knows_are_named(desk: Desk) -> None:
    heads = (*HEADS, "备注", "电 话", None, "空栏")
    draft = desk.read(heads, (*ROW, "重点", 123, "旁注", None), (None,) * 6 + ("只有备注",))
    assert draft.notes == (
        Problem("plan.column_not_read", "任务!G1", {"name": "备注"}),
        Problem("plan.column_not_read", "任务!H1", {"name": "电 话"}),
        Problem("plan.column_not_read", "任务!I1", {"name": ""}),
        Problem("plan.text_not_read", "任务!G3", {"text": "只有备注"}),
    )


def test_a_traditional_table_is_read(desk: Desk) -> None:
    draft = desk.read(
        ("序號", "工作任務", "牽頭單位", "責任單位", "完成時限"),
        (1, "召開動員會", "市民政局", "各鎮、鹿渚鎮", "11月底前"),
    )
    [task] = draft.plan.tasks
    assert (task.title, task.units, task.due) == (
        "召開動員會",
        ("鹿渚鎮",),
        date(2012, 11, 30),
    )


def test_sheets_are_one_table_except_hidden_ones(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    sheets: dict[str, list[tuple[object, ...]]] = {
        "部门": [HEADS, ROW],
        "说明": [("先看这里",)],
        "镇": [HEADS, (1, "检查", "市民政局", "鹿渚镇", None, "尽快")],
        "旧": [HEADS, ROW],
        "空": [],
    }
    save(path, sheets, hidden=["旧"])
    with pytest.raises(PlanErrors) as caught:
        read_table(path, reference=TODAY)
    assert keys(list(caught.value.problems)) == [("plan.unread_date", "镇!F2")]
    sheets["镇"][1] = (1, "检查", "市民政局", "鹿渚镇", None, DUE)
    draft = read_table(save(path, sheets, hidden=["旧"]), reference=TODAY)
    assert [task.number for task in draft.plan.tasks] == ["1.1", "2.1"]
    assert draft.notes == (
        Problem("plan.sheet_not_read", "说明!A1", {"name": "说明"}),
        Problem("plan.hidden_sheet", "旧!A1", {"name": "旧"}),
    )


def test_a_table_is_called_by_its_file_if_by_nothing_else(desk: Desk) -> None:
    assert desk.read(("附件1",), HEADS, ROW).plan.title == "表"


def test_a_title_is_not_too_long(desk: Desk) -> None:
    assert len(desk.read(("长" * 400,), HEADS, ROW).plan.title) == 300


def test_a_file_without_a_name_needs_a_title(tmp_path: Path) -> None:
    path = tmp_path / "\u3000.xlsx"
    save(path, {"表": [HEADS, ROW]})
    with pytest.raises(PlanErrors) as caught:
        read_table(path, reference=TODAY)
    assert caught.value.problems[0] == Problem("plan.missing", f"{path}: title")


# Problems, each in its cell.


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ((1, None, "甲局", "乙局", None, DUE), [("plan.row_without_task", "任务!B2")]),
        ((1, "开会", "甲局", "各单位", None, DUE), [("plan.vague_unit", "任务!D2")]),
        ((1, "开会", "甲局", "乙局", None, "尽快"), [("plan.unread_date", "任务!F2")]),
        ((1, "开会", "甲局", "乙局", None, None), [("plan.no_due", "任务!B2")]),
        (
            (1, "开会", "甲局", "乙局", None, "#REF!"),
            [("plan.error_in_cell", "任务!F2")],
        ),
        (
            (1, "=A1", "甲局", "乙局", None, DUE),
            [("plan.formula_without_value", "任务!B2")],
        ),
        ((1, "长" * 301, "甲局", "乙局", None, DUE), [("plan.too_long", "任务!B2")]),
        (("1" * 21, "开会", "甲局", "乙局", None, DUE), [("plan.too_long", "任务!A2")]),
        ((1, "开会", "甲" * 101, "乙局", None, DUE), [("plan.too_long", "任务!C2")]),
        (
            (1, "开会", "甲局", "乙局", None, YEAR_2300),
            [("plan.unread_date", "任务!F2")],
        ),
    ],
)
def test_a_broken_cell_is_named(
    desk: Desk, row: tuple[object, ...], expected: list[tuple[str, str]]
) -> None:
    assert keys(desk.problems(HEADS, row)) == expected


def test_everything_wrong_is_told_at_once_in_the_order_of_the_sheet(desk: Desk) -> None:
    heads = (*HEADS, "启动时间", "佐证材料数")
    problems = desk.problems(
        heads,
        (*ROW, datetime(2012, 12, 1), "若干"),
        (2, "检查", "甲局", "乙局", None, "尽快", None, 1),
        (1, "总结", "甲局", "各单位", None, DUE, None, "3份"),
    )
    assert problems == [
        Problem("plan.due_before_start", "任务!F2", {"due": DUE, "start": "2012-12-01"}),
        Problem("plan.bad_evidence", "任务!H2", {"found": "'若干'"}),
        Problem("plan.unread_date", "任务!F3", {"found": "尽快"}),
        Problem("plan.duplicate_task", "任务!A4", {"first": "任务!A2"}),
        Problem("plan.vague_unit", "任务!D4", {"name": "各单位"}),
    ]


@pytest.mark.parametrize(
    ("deadline", "notes"),
    [
        ("9月底前", []),
        (
            "10月上旬",
            [
                Problem(
                    "plan.due_after_phase",
                    "任务!F2",
                    {"text": "10月上旬", "due": "2012-10-10", "name": "动员", "end": "2012-09-30"},
                )
            ],
        ),
        (
            "2013年1月底",
            [
                Problem(
                    "plan.due_after_goal",
                    "任务!F2",
                    {"text": "2013年1月底", "due": "2013-01-31", "goal": "2012-12-31"},
                )
            ],
        ),
        ("2013-01-31", []),  # a plain date is meant as it stands
    ],
)
def test_words_that_mean_a_day_after_the_phase_or_the_goal_are_told(
    desk: Desk, deadline: str, notes: list[Problem]
) -> None:
    draft = desk.read(
        HEADS, (1, "开会", "市民政局", None, None, deadline), base=load_plan(small_plan())
    )
    assert list(draft.notes) == notes


def test_a_cell_with_two_unknown_units_has_two_problems(desk: Desk) -> None:
    base = load_plan(small_plan())
    assert desk.problems(HEADS, (1, "开会", "市民政句", "甲局、乙局", None, DUE), base=base) == [
        Problem("plan.unknown_unit_near", "任务!C2", {"name": "市民政句", "near": "市民政局"}),
        Problem("plan.unknown_unit", "任务!D2", {"name": "甲局"}),
        Problem("plan.unknown_unit", "任务!D2", {"name": "乙局"}),
    ]


def test_two_values_for_one_thing_are_a_problem(desk: Desk) -> None:
    heads = ("序号", "工作任务", "责任单位", "完成时限", "截止日期")
    assert desk.problems(heads, (1, "开会", "甲局", DUE, "2012-12-01")) == [
        Problem("plan.two_values", "任务!E2", {"found": f"{DUE} | 2012-12-01"})
    ]
    assert desk.read(heads, (1, "开会", "甲局", DUE, DUE)).notes == ()


def test_cells_as_long_as_can_be_are_refused_at_once(desk: Desk) -> None:
    row = (1, "任务" * 15000, "（" * 30000, "各" * 30000, "一" * 30000, "1月" * 15000)
    assert keys(desk.problems(("表" * 30000, "(" * 30000), HEADS, row)) == [
        ("plan.too_long", "任务!B3"),
        ("plan.too_long", "任务!C3"),
        ("plan.vague_unit", "任务!D3"),
        ("plan.too_long", "任务!E3"),
        ("plan.too_long", "任务!F3"),
    ]


def test_suggestions_end_but_problems_do_not(desk: Desk) -> None:
    base = load_plan(small_plan())
    names = "、".join(f"{n}市民政局" for n in range(300))
    found = desk.problems(HEADS, (1, "开会", names, None, None, DUE), base=base)
    assert [one.key for one in found] == ["plan.unknown_unit_near"] * 200 + [
        "plan.unknown_unit"
    ] * 100


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        ([], "plan.no_table"),
        ([("姓名", "年龄"), ("甲", 3)], "plan.no_table"),
        ([HEADS], "plan.no_tasks"),
        ([HEADS, ("合计",)], "plan.no_tasks"),
    ],
)
def test_a_workbook_without_tasks_is_refused(
    desk: Desk, rows: list[tuple[object, ...]], key: str
) -> None:
    assert desk.problems(*rows) == [Problem(key, str(desk.path))]


def test_what_cannot_be_read_is_not_called_empty(desk: Desk) -> None:
    assert keys(desk.problems(HEADS, (None, "#REF!"))) == [("plan.error_in_cell", "任务!B2")]


def test_a_formula_counts_as_what_it_shows(desk: Desk) -> None:
    save(desk.path, {"任务": [HEADS, (1, '="召开动员会"', *ROW[2:])]})
    rewrite(
        desk.path, '<c r="B2"><f>"召开动员会"</f><v />', '<c r="B2" t="str"><f>A1</f><v>开会</v>'
    )
    assert read_table(desk.path, reference=TODAY).plan.tasks[0].title == "开会"


def test_invisible_characters_do_no_harm(desk: Desk) -> None:
    row = (1, "开\u200b会_x000D_\n", "市民政局\ufeff", "\u202a鹿渚镇\u202c", None, f"{DUE}\u00a0")
    [task] = desk.read(HEADS, row).plan.tasks
    assert (task.title, task.lead, task.units, task.due_text) == (
        "开会",
        "市民政局",
        ("鹿渚镇",),
        None,
    )


# Over a plan that is there already.


def over(desk: Desk, *rows: tuple[object, ...]) -> Plan:
    return desk.read(("另一个名称",), HEADS, *rows, base=load_plan(small_plan())).plan


def test_a_plan_keeps_all_but_its_tasks(desk: Desk) -> None:
    base = load_plan(small_plan())
    plan = over(desk, ("1.2", "分解任务", "市民政局", "鹿渚镇", None, "9月底"))
    assert (plan.title, plan.number, plan.goal) == (base.title, base.number, base.goal)
    assert (plan.phases, plan.units) == (base.phases, base.units)
    assert [(task.number, task.due) for task in plan.tasks] == [("1.2", date(2012, 9, 30))]


def test_units_of_a_plan_are_found_in_either_script(desk: Desk) -> None:
    [task] = over(desk, (1, "开会", "市民政局", "鹿渚鎮、桃溪社區", None, "9月底")).tasks
    assert task.units == ("鹿渚镇", "桃溪社区")


def test_new_units_are_welcome_when_that_is_said(desk: Desk) -> None:
    base = load_plan(small_plan())
    row = (1, "开会", "市民政局", "云汀镇", None, "9月底")
    draft = desk.read(HEADS, row, base=base, new_units=True)
    assert draft.new_units == (Unit("云汀镇", UnitKind.TOWN),)
    assert draft.plan.units == (*base.units, *draft.new_units)
    assert keys(desk.problems(HEADS, row, base=base)) == [("plan.unknown_unit", "任务!D2")]


def test_a_plan_may_be_only_the_units_there_are(desk: Desk) -> None:
    units = load_plan(small_plan()).units
    draft = desk.read(
        ("新方案",), HEADS, (*ROW[:3], "鹿渚镇", None, DUE), base=Plan("", "", None, (), units, ())
    )
    assert (draft.plan.title, draft.plan.units, draft.new_units) == ("新方案", units, ())


def test_the_due_date_before_its_phase_is_named(desk: Desk) -> None:
    base = load_plan(small_plan())
    row = (1, "开会", "市民政局", None, None, "2012-08-01")
    assert keys(desk.problems(HEADS, row, base=base)) == [("plan.due_before_phase", "任务!F2")]


def test_a_table_tells_its_title_before_it_is_read(tmp_path: Path) -> None:
    path = save(
        tmp_path / "表.xlsx", {"表": [("方案",), HEADS, (1, "开会", "甲局", None, None, "?")]}
    )
    assert open_table(path).title == "方案"
