"""What many tests need: a real database, migrated once and copied for each test."""

import logging
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog
from hypothesis import HealthCheck, settings
from sqlalchemy.ext.asyncio import AsyncSession

from storage.engine import Sessions, open_database
from storage.migrate import migrate
from tests.browser.chromium import find_chromium

# How fast a machine is says nothing of the code.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

BROWSER = find_chromium() is not None or "CI" in os.environ


def pytest_report_header() -> str | None:
    """Say so when the tests in a browser are left out; in CI they fail instead."""
    return None if BROWSER else "browser: no Chromium on this machine, its tests are left out"


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave the tests in a browser out where there is none."""
    is_browser = collection_path == Path(__file__).parent / "browser"
    return True if is_browser and not BROWSER else None


@pytest.fixture(autouse=True)
def logs_as_before() -> Iterator[None]:
    """A test that sets up the logs of a command leaves none writing to a stream that is closed."""
    root = logging.getLogger()
    level = root.level
    yield
    structlog.reset_defaults()
    root.setLevel(level)
    for handler in [one for one in root.handlers if type(one) is logging.StreamHandler]:
        root.removeHandler(handler)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database of the present schema, not to be written to."""
    path = tmp_path_factory.mktemp("database") / "empty.db"
    migrate(f"sqlite:///{path}", datetime(2012, 11, 1, tzinfo=UTC))
    return path


@pytest.fixture
def database(migrated: Path, tmp_path: Path) -> str:
    """The address of an empty SQLite database of this test's own."""
    path = tmp_path / "duban.db"
    shutil.copyfile(migrated, path)
    return f"sqlite:///{path}"


@pytest.fixture
async def sessions(database: str) -> AsyncIterator[Sessions]:
    """Sessions on a real SQLite file."""
    async with open_database(database) as opened:
        yield opened


@pytest.fixture
async def session(sessions: Sessions) -> AsyncIterator[AsyncSession]:
    """One transaction, committed when the test ends."""
    async with sessions.begin() as opened:
        yield opened


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI everything a test needs is there, so a skipped test hides something."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
