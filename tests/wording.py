"""A problem is only as good as its sentence, so tests read both at once."""

from collections.abc import Iterable

from plan.problems import Problem
from render.problems import problem_line
from render.texts import load_texts

CATALOGUES = load_texts()


def worded(problems: Iterable[Problem]) -> list[Problem]:
    """`problems`, each of which must have its sentence, with all it names, in every language."""
    found = list(problems)
    for problem in found:
        for texts in CATALOGUES.values():
            assert problem_line(problem, texts)
        for name, value in problem.values.items():
            assert str(value)[:9] in problem_line(problem, texts), name
    return found
