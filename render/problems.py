"""What is wrong with a plan, or was left out of it, as lines for a terminal."""

from collections.abc import Sequence

from plan.problems import Problem
from render.clean import clean
from render.texts import Texts

PLACE_LIMIT = 1000  # a path is of no use when its end is cut off
SHOWN = 40


def problem_line(problem: Problem, texts: Texts) -> str:
    """One line: where it is, then what it is."""
    said = texts.plain(problem.key, **problem.values)
    place = clean(problem.place, PLACE_LIMIT)
    return f"{place}{texts.plain('plan.colon')}{said}"


def problems_text(problems: Sequence[Problem], texts: Texts, shown: int = SHOWN) -> str:
    """A line for each of the first problems, and how many more there are; ends with a newline."""
    lines = [problem_line(problem, texts) for problem in problems[:shown]]
    if len(problems) > shown:
        lines.append(texts.plain("format.more", n=len(problems) - shown))
    return "".join(f"{line}\n" for line in lines)
