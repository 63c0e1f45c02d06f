"""A stage for each flow."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.flows.stage import Stage, open_stage


@pytest.fixture
async def stage(database: str, tmp_path: Path) -> AsyncIterator[Stage]:
    """The town on the day its plan is imported: Monday 5 November 2012, 10:00."""
    async with open_stage(database, tmp_path / "evidence") as opened:
        await opened.settle()
        yield opened
