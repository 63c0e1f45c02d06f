"""A plan for a terminal: its phases with their tasks, and who answers for them."""

from collections.abc import Iterator

from plan.model import Phase, Plan, Role, Task
from render.clean import clean
from render.texts import Texts
from render.words import TITLE_LIMIT


def plan_text(plan: Plan, texts: Texts) -> str:
    """The whole plan, one task a line."""
    head = [clean(plan.title)]
    if plan.number:
        head.append(clean(plan.number))
    if plan.goal:
        head.append(texts.plain("cli.plan_goal", goal=texts.full_date(plan.goal)))
    blocks = [
        head,
        *([*_phase(phase, plan, texts)] for phase in plan.phases),
        [*_units(plan, texts)],
    ]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _phase(phase: Phase, plan: Plan, texts: Texts) -> Iterator[str]:
    head = {"id": phase.id, "name": phase.name, "end": texts.full_date(phase.end)}
    if phase.start:
        yield texts.plain("cli.plan_phase", start=texts.full_date(phase.start), **head)
    else:
        yield texts.plain("cli.plan_phase_until", **head)
    for task in plan.tasks:
        if task.phase == phase.id:
            yield _task(task, texts)


def _task(task: Task, texts: Texts) -> str:
    roles = sorted(task.assignments().items(), key=lambda one: list(Role).index(one[1]))
    units = [
        texts.plain("cli.plan_role", unit=unit, role=texts.plain(f"role.{role}"))
        for unit, role in roles
    ]
    return texts.plain(
        "cli.plan_task",
        task=task.number,
        title=clean(task.title, TITLE_LIMIT),
        due=texts.full_date(task.due),
        units=texts.joined_plain(units),
    )


def _units(plan: Plan, texts: Texts) -> Iterator[str]:
    silent = sum(unit.chat is None for unit in plan.units)
    yield texts.plain("cli.plan_units", n=len(plan.units), unbound=silent)
