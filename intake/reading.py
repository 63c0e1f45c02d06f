"""Any file a plan may come in, as a draft of the plan."""

from datetime import date
from pathlib import Path

from intake.draft import Draft
from intake.table import open_table, read_table
from intake.toml import read_plan
from plan.model import Plan
from plan.problems import PlanErrors, Problem

TABLES = frozenset({".xlsx", ".xlsm", ".xls", ".et"})


def read_plan_file(
    path: Path, *, reference: date, base: Plan | None = None, new_units: bool = False
) -> Draft:
    """The plan in a plan file (.toml), or the one a task table (.xlsx) makes of `base`.

    `reference` gives dates without a year theirs where `base` does not; a plan file says all
    itself. Raises PlanErrors with everything that is wrong.
    """
    if _is_table(path):
        return read_table(path, reference=reference, base=base, new_units=new_units)
    return Draft(read_plan(path))


def read_title(path: Path) -> str:
    """The title of the plan in a file, by which a stored one is found. Raises PlanErrors."""
    return open_table(path).title if _is_table(path) else read_plan(path).title


def _is_table(path: Path) -> bool:
    ending = path.suffix.lower()
    if ending in TABLES or ending == ".toml" or not path.is_file():
        return ending in TABLES
    raise PlanErrors(Problem("plan.unknown_ending", str(path), {"ending": ending or path.name}))
