"""A stage for each flow."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path

import pytest

from tests.flows.stage import Stage, open_stage

Staging = Callable[..., AbstractAsyncContextManager[Stage]]


@pytest.fixture
def staging(database: str, tmp_path: Path) -> Staging:
    """Opens a stage of a flow's own: another plan, another start, other settings."""
    return partial(open_stage, database, tmp_path / "evidence")


@pytest.fixture
async def stage(staging: Staging) -> AsyncIterator[Stage]:
    """The town on the day its plan is imported: Monday 5 November 2012, 10:00."""
    async with staging() as opened:
        yield opened
