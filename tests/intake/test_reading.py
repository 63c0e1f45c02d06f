"""A plan comes in either form, by the ending of its file."""

import tomllib
from pathlib import Path

import pytest

from intake.draft import Draft
from intake.reading import read_plan_file, read_title
from plan.loading import load_plan
from plan.problems import PlanErrors, Problem
from tests.intake.workbooks import HEADS, TODAY, save
from tests.wording import worded

TABLE = {"表": [("方案",), HEADS, (1, "开会", "甲局", None, None, "2012-11-16")]}


def problem(path: Path) -> Problem:
    with pytest.raises(PlanErrors) as caught:
        read_plan_file(path, reference=TODAY)
    [only] = worded(caught.value.problems)
    return only


def test_a_plan_file_says_everything_itself(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(
        'title = "方案"\nphases = [{id = "1", name = "全程", end = 2012-12-31}]\n'
        '[[tasks]]\nnumber = "1"\ntitle = "开会"\nphase = "1"\n',
        encoding="utf-8",
    )
    plan = load_plan(tomllib.loads(path.read_text("utf-8")))
    assert read_plan_file(path, reference=TODAY) == Draft(plan)
    assert read_title(path) == "方案"


def test_a_plan_file_without_a_task_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.write_text('title = "方案"\n', encoding="utf-8")
    assert problem(path) == Problem("plan.empty_plan", str(path))


@pytest.mark.parametrize("name", ["表.xlsx", "表.XLSX", "表.xlsm"])
def test_a_workbook_is_a_task_table(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    save(tmp_path / "表.xlsx", TABLE).rename(path)
    assert [task.title for task in read_plan_file(path, reference=TODAY).plan.tasks] == ["开会"]
    assert read_title(path) == "方案"


@pytest.mark.parametrize(
    ("name", "ending"), [("plan.docx", ".docx"), ("plan.PDF", ".pdf"), ("plan", "plan")]
)
def test_other_endings_are_refused(tmp_path: Path, name: str, ending: str) -> None:
    path = tmp_path / name
    path.write_text("")
    assert problem(path) == Problem("plan.unknown_ending", str(path), {"ending": ending})


def test_an_old_workbook_is_told_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "表.xls"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1"))
    assert problem(path) == Problem("plan.old_xls", str(path))


@pytest.mark.parametrize("name", ["plan.toml", "plan.xlsx", "plan.docx", "plan"])
def test_what_is_not_there_is_not_refused_for_its_ending(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert problem(path) == Problem("plan.no_file", str(path))
    path.mkdir()
    assert problem(path) == Problem("plan.directory", str(path))
