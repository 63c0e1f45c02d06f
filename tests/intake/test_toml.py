"""Every way a plan file cannot be read is one clear problem."""

from datetime import date
from pathlib import Path

import pytest

from intake.toml import SIZE_LIMIT, read_toml
from plan.problems import PlanErrors, Problem
from tests.wording import worded


def problem(path: Path) -> Problem:
    with pytest.raises(PlanErrors) as caught:
        read_toml(path)
    [only] = worded(caught.value.problems)
    return only


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plan.toml"


def test_the_data_of_a_file_is_read(path: Path) -> None:
    path.write_text('title = "方案"\ngoal = 2012-12-31\n', encoding="utf-8")
    assert read_toml(path) == {"title": "方案", "goal": date(2012, 12, 31)}


def test_a_byte_order_mark_and_windows_lines_are_no_obstacle(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + 'title = "方案"\r\nnumber = "1"\r\n'.encode())
    assert read_toml(path) == {"title": "方案", "number": "1"}


@pytest.mark.parametrize(
    ("content", "place", "what"),
    [
        ('title = "a"\ngoal = 2012-13-01\n', ":2:12", "Expected newline"),
        ("[[tasks]\n", ":1:", "Expected ']]'"),
        ('title = "a"\nnumber =', ":2", "Invalid value"),
    ],
)
def test_a_slip_of_syntax_has_its_line_and_column(
    path: Path, content: str, place: str, what: str
) -> None:
    path.write_text(content, encoding="utf-8")
    told = problem(path)
    assert told.key == "plan.not_toml"
    assert told.place.startswith(f"{path}{place}")
    assert told.values["what"].startswith(what)
    assert "at line" not in told.values["what"]
    assert "at end" not in told.values["what"]


@pytest.mark.parametrize("content", ["a = " + "[" * 5000, "a = " + "1" * 5000])
def test_what_overwhelms_the_parser_is_refused(path: Path, content: str) -> None:
    path.write_text(content)
    assert problem(path) == Problem("plan.toml_too_deep", str(path))


def test_another_encoding_is_named_with_its_line(path: Path) -> None:
    path.write_bytes('number = "1"\ntitle = "方案"\n'.encode("gb18030"))
    assert problem(path) == Problem("plan.not_utf8", f"{path}:2")


def test_a_missing_file_is_named(path: Path) -> None:
    assert problem(path) == Problem("plan.no_file", str(path))


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    assert problem(tmp_path) == Problem("plan.directory", str(tmp_path))


def test_a_path_that_cannot_be_opened_says_why(path: Path) -> None:
    path.write_text("")
    told = problem(path / "inside.toml")
    assert (told.key, told.values) == ("plan.unreadable", {"why": "Not a directory"})


def test_a_file_may_be_large_but_not_larger(path: Path) -> None:
    path.write_bytes(b"#" * SIZE_LIMIT)
    assert read_toml(path) == {}
    path.write_bytes(b"#" * (SIZE_LIMIT + 1))
    assert problem(path) == Problem("plan.file_too_large", str(path), {"limit": "5"})
