"""A problem in a plan file is found on its line."""

from pathlib import Path

import pytest

from intake.places import locate
from plan.problems import Problem

TEXT = """title = "方案"
goal = 2012-12-31

[[phases]]
id = "1"
 end = 2012-11-20

[[units]]
name = "甲局"
[[units.people]]
name = "钱青禾"
[[units]]
name = "鹿渚镇"
  [[units.people]]
  name = "孙亦舟"
  role = "clerk"
  [[ units.people ]]
  role = "liaison"
[[tasks]]
number = "1.1"
units = [
  "甲局",
]
due = "soon"
[[tasks]]
number = "1.2"
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("", 1),
        ("title", 1),
        ("goal", 2),
        ("number", 1),
        ('phases[1] "1" end', 6),
        ('phases[1] "1" name', 4),
        ('units[1] "甲局"', 8),
        ('units[1] "甲局" people[1] "钱青禾" role', 10),
        ('units[2] "鹿渚镇" people[1] "孙亦舟" role', 16),
        ("units[2] people[2] name", 17),
        ('units[2] "people[9] a b" kind', 12),
        ('tasks[1] "1.1" units', 21),
        ('tasks[1] "1.1" due', 24),
        ('tasks[2] "1.2" due', 25),
        ("tasks[3] due", 1),
    ],
)
def test_a_place_has_a_line(place: str, line: int) -> None:
    [found] = locate([Problem("plan.missing", place)], Path("plan.toml"), TEXT)
    assert found == Problem("plan.missing", f"plan.toml:{line} {place}".rstrip())


def test_lists_written_without_headers_give_the_line_they_begin_on() -> None:
    text = 'title = "方案"\ntasks = [\n  { number = "1" },\n  { number = "2", due = 3 },\n]\n'
    [found] = locate([Problem("plan.not_date", "tasks[2] due")], Path("plan.toml"), text)
    assert found.place == "plan.toml:2 tasks[2] due"
