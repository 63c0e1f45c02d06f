"""What many tests need: a real database, migrated once and copied for each test."""

import logging
import os
import shutil
from asyncio import AbstractEventLoop
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog
import uvloop
from hypothesis import HealthCheck, settings
from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncSession

from storage.engine import Sessions, open_database
from storage.migrate import migrate
from tests.browser.chromium import find_chromium
from tests.servers import drop_database, new_database, open_server, plain

# How fast a machine is says nothing of the code.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

HERE = Path(__file__).parent
ON_BOTH = ("storage", "jobs", "flows", "crash")
BROWSER = find_chromium() is not None or "CI" in os.environ


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], AbstractEventLoop]]:
    """The loop that `duban` itself runs on."""
    return {"uvloop": uvloop.new_event_loop}


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


@pytest.fixture(scope="session")
def server() -> Iterator[URL]:
    """A PostgreSQL server."""
    with open_server() as opened:
        yield opened


@pytest.fixture(scope="session")
def migrated_there(server: URL) -> str:
    """The name of an empty database of the present schema on the server."""
    place = new_database(server)
    migrate(plain(place), datetime(2012, 11, 1, tzinfo=UTC))
    return place.database or ""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What depends on the database runs on both."""
    room = metafunc.definition.path.relative_to(HERE).parts[0]
    both = ["sqlite", "postgresql"]
    alone = [kind for kind in both if metafunc.definition.get_closest_marker(kind)]
    if "database" in metafunc.fixturenames and (alone or room in ON_BOTH):
        metafunc.parametrize("database", alone or both, indirect=True)


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty database of this test's own."""
    if getattr(request, "param", "sqlite") == "sqlite":
        path = request.getfixturevalue("tmp_path") / "duban.db"
        shutil.copyfile(request.getfixturevalue("migrated"), path)
        yield f"sqlite:///{path}"
        return
    server = request.getfixturevalue("server")
    place = new_database(server, request.getfixturevalue("migrated_there"))
    yield plain(place)
    drop_database(place, server)


@pytest.fixture
def elsewhere(database: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database of the same kind that has not been set up yet."""
    if database.startswith("sqlite"):
        yield f"sqlite:///{request.getfixturevalue('tmp_path')}/elsewhere.db"
        return
    server = request.getfixturevalue("server")
    place = new_database(server)
    yield plain(place)
    drop_database(place, server)


@pytest.fixture
async def sessions(database: str) -> AsyncIterator[Sessions]:
    """Sessions on a real database."""
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
