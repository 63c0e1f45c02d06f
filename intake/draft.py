"""What a file says as a plan, before anything of it is stored."""

from dataclasses import dataclass

from plan.model import Plan, Unit
from plan.problems import Problem


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan read from a file.

    `new_units` were not known before, their kind is a guess; `notes` name what was left out or
    understood in a way the office should look at.
    """

    plan: Plan
    new_units: tuple[Unit, ...] = ()
    notes: tuple[Problem, ...] = ()
