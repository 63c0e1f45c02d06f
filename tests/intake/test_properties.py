"""Any plan can be written as a table and read back; no file does worse than a list of problems."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from intake.reading import read_plan_file
from intake.table import read_table
from plan.model import Phase, Plan, Task, Unit, UnitKind
from plan.problems import PlanErrors, Problem
from tests.intake.workbooks import HEADS, TODAY, rewrite, save

# Names no cell could part or join, and no list of kinds could mean.
NAMES = [f"{name}{kind}" for name in "甲乙丙丁" for kind in ("局", "镇", "社区")]
UNITS = tuple(Unit(name, UnitKind.DEPARTMENT) for name in NAMES)
PHASES = (
    Phase("1", "动员部署", date(2012, 9, 1), date(2012, 9, 30)),
    Phase("2", "组织实施", date(2012, 10, 1), date(2012, 11, 20)),
    Phase("3", "迎接检查", date(2012, 11, 11), date(2012, 12, 31)),
)
ALL_HEADS = (*HEADS, "阶段", "启动时间", "完成标准", "佐证材料数", "编号")

GOOD = {"表": [HEADS, (1, "开会", "甲局", None, None, "11月底")]}

words = st.text("任务落实到位abc，。", min_size=1, max_size=12).filter(
    lambda text: text.strip("，。")
)
names = st.lists(st.sampled_from(NAMES), unique=True, max_size=4).map(tuple)
joints = st.sampled_from(["、", "，", "；", "\n", " 、 ", "/"])


@st.composite
def tasks(draw: st.DrawFn, number: str) -> Task:
    phase = draw(st.sampled_from(PHASES))
    due = draw(st.dates(phase.start or phase.end, phase.end))
    units, lead = draw(names), st.sampled_from(NAMES)
    return Task(
        number=number,
        title=draw(words),
        phase=phase.id,
        due=due,
        lead=draw(lead if units else st.none() | lead),  # a table without one has the first unit
        units=units,
        assist=draw(names),
        start=draw(st.none() | st.dates(date(2012, 1, 1), due)),
        standard=draw(st.just("") | words),
        evidence=draw(st.integers(0, 99)),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    size = draw(st.integers(1, 6))
    return Plan("方案", "", None, PHASES, UNITS, tuple(draw(tasks(f"{n}")) for n in range(size)))


def as_row(at: int, task: Task, joint: str, dated: bool) -> tuple[object, ...]:
    due, start = (day and datetime(day.year, day.month, day.day) for day in (task.due, task.start))
    written = f"{task.due:%Y年%m月%d日}"
    units, assist = joint.join(task.units) or None, joint.join(task.assist) or None
    parts = (units, assist, due if dated else written, task.phase, start)
    return (at, task.title, task.lead, *parts, task.standard or None, task.evidence, task.number)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        yield Path(name)


@settings(max_examples=60, deadline=None)
@given(plan=plans(), joint=joints, dated=st.booleans())
def test_what_is_written_as_a_table_is_read_again(
    folder: Path, plan: Plan, joint: str, dated: bool
) -> None:
    rows = [as_row(at, task, joint, dated) for at, task in enumerate(plan.tasks)]
    path = save(folder / "plan.xlsx", {"表": [ALL_HEADS, *rows]})
    draft = read_table(path, reference=TODAY, base=replace(plan, tasks=()))
    assert draft.plan == plan


cells = st.one_of(
    st.none(),
    st.text(max_size=8).filter(lambda text: text.isprintable()),
    st.text("各镇局、（）一二12:=#月日中旬前 \n", max_size=8),
    st.sampled_from(
        [*HEADS, *NAMES, "合计", "长期", "=1/0", "#REF!", "11月底", "一、组织", "注：无"]
    ),
    st.integers(-5, 99999),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.dates(date(1900, 3, 1), date(2300, 1, 1)).map(lambda d: datetime(d.year, d.month, d.day)),
    st.booleans(),
)
rows = st.lists(st.lists(cells, max_size=8), max_size=8)
ranges = st.tuples(st.integers(2, 9), st.integers(2, 9), st.sampled_from(["A{}:A{}", "B{}:F{}"]))


@settings(max_examples=150, deadline=None)
@given(rows=rows, based=st.booleans(), over=st.none() | ranges)
def test_no_table_does_worse_than_a_list_of_problems(
    folder: Path, rows: list[list[object]], based: bool, over: tuple[int, int, str] | None
) -> None:
    merged = [over[2].format(*sorted(over[:2]))] if over and over[0] != over[1] else []
    path = save(folder / "any.xlsx", {"表": [HEADS, *rows]}, merged)
    base = Plan("方案", "", None, PHASES, UNITS, ()) if based else None
    problems = problems_of(path, base)
    assert all(one.place.startswith(("表!", str(path))) for one in problems)


@settings(max_examples=150, deadline=None)
@given(at=st.floats(0, 1), junk=st.binary(min_size=1, max_size=40), keep=st.booleans())
def test_no_damage_does_worse_than_a_problem(
    folder: Path, at: float, junk: bytes, keep: bool
) -> None:
    path = save(folder / "good.xlsx", GOOD)
    content = path.read_bytes()
    place = int(at * len(content))
    bad = folder / "bad.xlsx"
    bad.write_bytes(content[:place] + junk + content[place + (0 if keep else len(junk)) :])
    problems_of(bad)


PARTS = ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"]


@settings(max_examples=150, deadline=None)
@given(part=st.sampled_from(PARTS), data=st.data())
def test_no_changed_part_does_worse_than_a_problem(
    folder: Path, part: str, data: st.DataObject
) -> None:
    path = save(folder / "part.xlsx", GOOD, ["A2:A3"])
    old = data.draw(st.sampled_from(['r="', 't="', '="', "</", "<", "1", "A1", "sheet"]))
    new = data.draw(st.sampled_from(["", "<", "&", "0", '"', "-1", "99999999", "\x00", "XFE", "x"]))
    try:
        rewrite(path, old, new, part)
    except AssertionError:
        assume(False)
    problems_of(path)


@settings(max_examples=100, deadline=None)
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@pytest.mark.parametrize("ending", [".toml", ".xlsx"])
def test_no_content_does_worse_than_problems(folder: Path, content: bytes, ending: str) -> None:
    path = folder / f"any{ending}"
    path.write_bytes(content)
    problems_of(path)


def problems_of(path: Path, base: Plan | None = None) -> tuple[Problem, ...]:
    """What keeps the file from being read; nothing else may."""
    try:
        read_plan_file(path, reference=TODAY, base=base)
    except PlanErrors as errors:
        return errors.problems or pytest.fail("refused without a reason")
    return ()
