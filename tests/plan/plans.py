"""Plans that hold together, for properties, and a small one that tests break in one place."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from plan.loading import DUE_TEXT_LIMIT, ID_LIMIT, NAME_LIMIT, STANDARD_LIMIT, TITLE_LIMIT
from plan.model import Person, PersonRole, Phase, Plan, Task, Unit, UnitKind

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
letters = st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.sampled_from("市镇甲乙")


def lines(limit: int) -> st.SearchStrategy[str]:
    words = st.lists(st.text(letters, min_size=1, max_size=6), min_size=1, max_size=3)
    return words.map(" ".join).map(lambda line: line[:limit].strip())


def phases(number: int, start: date, length: int) -> st.SearchStrategy[Phase]:
    end = start + timedelta(length)
    return st.builds(
        Phase, st.just(f"{number}"), lines(NAME_LIMIT), st.none() | st.just(start), st.just(end)
    )


people = st.builds(
    Person, lines(NAME_LIMIT), st.sampled_from(PersonRole), st.integers(1, 2**52 - 1)
)


@st.composite
def units(draw: st.DrawFn) -> tuple[Unit, ...]:
    """Units in a tree: each hangs below one that stands before it, or below none."""
    names = draw(st.lists(lines(NAME_LIMIT), unique=True, max_size=5))
    return tuple(
        Unit(
            name,
            draw(st.sampled_from(UnitKind)),
            draw(st.sampled_from([None, *names[:at]])),
            draw(st.none() | st.integers(1 - 2**52, -1)),
            tuple(draw(st.lists(people, unique_by=lambda one: (one.name, one.role), max_size=2))),
        )
        for at, name in enumerate(names)
    )


@st.composite
def tasks(draw: st.DrawFn, number: str, phase: Phase, names: list[str]) -> Task:
    some = st.lists(st.sampled_from(names), max_size=3).map(tuple) if names else st.just(())
    due = draw(st.dates(phase.start or phase.end, date(2199, 12, 31)))
    return Task(
        number=number,
        title=draw(lines(TITLE_LIMIT)),
        phase=phase.id,
        due=due,
        lead=draw(st.sampled_from([None, *names])),
        units=draw(some),
        assist=draw(some),
        start=draw(st.none() | st.dates(date(1900, 1, 1), due)),
        due_text=draw(st.none() | lines(DUE_TEXT_LIMIT)),
        standard=draw(st.just("") | lines(STANDARD_LIMIT)),
        evidence=draw(st.integers(0, 99)),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    starts = draw(st.lists(st.dates(date(1900, 1, 1), date(2198, 1, 1)), max_size=3))
    stages = [draw(phases(at, start, at * 40)) for at, start in enumerate(starts)]
    bodies = draw(units())
    numbers = draw(st.lists(lines(ID_LIMIT), unique=True, max_size=4)) if stages else []
    names = [unit.name for unit in bodies]
    return Plan(
        title=draw(lines(TITLE_LIMIT)),
        number=draw(st.just("") | lines(NAME_LIMIT)),
        goal=draw(st.none() | days),
        phases=tuple(stages),
        units=bodies,
        tasks=tuple(draw(tasks(one, draw(st.sampled_from(stages)), names)) for one in numbers),
    )


def small_plan() -> dict[str, Any]:
    """The data of a plan with one of everything, fresh on every call."""
    return {
        "title": "和谐社区创建方案",
        "number": "试办发〔2012〕1号",
        "goal": date(2012, 12, 31),
        "phases": [
            {"id": "1", "name": "动员", "start": date(2012, 9, 17), "end": date(2012, 9, 30)},
        ],
        "units": [
            {
                "name": "市民政局",
                "kind": "department",
                "chat": -1001,
                "people": [{"name": "钱青禾", "role": "liaison", "telegram": 1001}],
            },
            {"name": "鹿渚镇", "kind": "town"},
            {"name": "桃溪社区", "kind": "community", "parent": "鹿渚镇"},
        ],
        "tasks": [
            {
                "number": "1.1",
                "title": "召开动员会",
                "phase": "1",
                "lead": "市民政局",
                "units": ["鹿渚镇"],
                "assist": ["桃溪社区"],
                "due": date(2012, 9, 21),
                "start": date(2012, 9, 18),
                "due_text": "9月21日前",
                "standard": "会议已开",
                "evidence": 1,
            }
        ],
    }
