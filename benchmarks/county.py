"""A county-level city's plan as a file: 345 units that report, made up to the last one."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

FIRST, DAYS = date(2012, 10, 1), 90
DEPARTMENTS, TOWNS, COMMUNITIES = 25, 20, 300
CITY_TASKS, CHECKED = 60, 3  # the city's list; what every community does beside


def write_county(path: Path) -> None:
    """Write the plan: 240 assignments for departments, 720 for towns, 900 for communities."""
    path.write_text("\n".join(_lines()), "utf-8")


def _lines() -> Iterator[str]:
    yield f'title = "全市方案"\ngoal = {_day(DAYS)}'
    yield f'[[phases]]\nid = "1"\nname = "组织实施"\nstart = {FIRST}\nend = {_day(DAYS)}'
    for names, kind in ((_departments(), "department"), (_towns(), "town")):
        yield from (f'[[units]]\nname = "{name}"\nkind = "{kind}"' for name in names)
    for n, name in enumerate(_communities()):
        parent = _towns()[n % TOWNS]
        yield f'[[units]]\nname = "{name}"\nkind = "community"\nparent = "{parent}"'
    for n in range(CITY_TASKS):
        own = [_departments()[(n * 4 + turn) % DEPARTMENTS] for turn in range(4)]
        yield _task(f"{n + 1}", 10 + n * 79 // CITY_TASKS, own + (_towns() if n % 5 < 3 else []))
    for n in range(CHECKED):
        yield _task(f"C{n + 1}", 25 + n * 25, _communities())


def _task(number: str, due: int, units: list[str]) -> str:
    listed = ", ".join(f'"{unit}"' for unit in units)
    return (
        f'[[tasks]]\nnumber = "{number}"\ntitle = "第{number}项工作"\nphase = "1"\n'
        f"due = {_day(due)}\nunits = [{listed}]"
    )


def _day(n: int) -> date:
    return FIRST + timedelta(days=n)


def _departments() -> list[str]:
    return [f"第{n}局" for n in range(1, DEPARTMENTS + 1)]


def _towns() -> list[str]:
    return [f"第{n}镇" for n in range(1, TOWNS + 1)]


def _communities() -> list[str]:
    return [f"第{n}社区" for n in range(1, COMMUNITIES + 1)]
