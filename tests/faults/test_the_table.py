"""docs/faults.md names what proves each of its rows, and names it rightly."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
TABLE = (TESTS.parent / "docs" / "faults.md").read_text("utf-8")
ROWS = [line for line in TABLE.splitlines() if line.startswith("| ") and "proved by" not in line]
NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


@cache
def found_in(file: str) -> frozenset[str]:
    tree = ast.parse((TESTS / file).read_text("utf-8"))
    made = (ast.FunctionDef, ast.AsyncFunctionDef)
    names = {one.name for one in tree.body if isinstance(one, made)}
    return frozenset(name for name in names if name.startswith("test_"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip()[:60])
def test_every_row_names_tests_that_there_are(row: str) -> None:
    _, happens, does, proofs, _ = (part.strip() for part in row.split("|"))
    assert happens
    assert does
    named = NAMED.findall(proofs)
    assert len(named) == proofs.count("`") / 2 > 0
    for file, test in named:
        assert test in found_in(file), f"{file} has no {test}"


def test_every_test_of_a_fault_stands_in_the_table() -> None:
    mine = {
        (f"faults/{path.name}", test)
        for path in Path(__file__).parent.glob("test_*.py")
        if path.name != Path(__file__).name
        for test in found_in(f"faults/{path.name}")
    }
    assert mine <= set(NAMED.findall(TABLE))
