"""The group in which cards are posted."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from plan.model import Person, PersonRole, Unit, UnitKind
from tests.storage.builders import BUREAU, TOWN, UNITS, group, plan_of, save, task
from tests.storage.posted import DUE, IMPORTED, LATER


@pytest.fixture
async def chat(session: AsyncSession) -> int:
    """A group that speaks for two units with three tasks."""
    staff = (Person("钱青禾", PersonRole.LIAISON, 1001), Person("孙亦舟", PersonRole.DEPUTY, 1002))
    bureau = Unit(BUREAU, UnitKind.DEPARTMENT, people=staff)
    town = Unit(TOWN, UnitKind.TOWN, people=(Person("李听泉", PersonRole.LIAISON),))
    tasks = task("2.1", DUE), task("2.2", LATER), task("2.3", DUE, lead=TOWN)
    await save(session, plan_of(*tasks, units=(bureau, town, UNITS[2])), IMPORTED)
    return await group(session, -1001000000001, BUREAU, TOWN)
