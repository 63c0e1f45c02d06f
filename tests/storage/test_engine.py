"""The database keeps instants, keys and its readers and writers apart."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError, StatementError

from storage import chats, marks
from storage.engine import Sessions, driver_url, reading
from storage.schema import BindingRow, ChatRow
from tests.storage.builders import at

NOW = at("2012-11-09 10:00")


@pytest.mark.parametrize(
    ("plain", "driven"),
    [
        ("sqlite:///duban.db", "sqlite+aiosqlite:///duban.db"),
        ("postgresql://u@h/n", "postgresql+psycopg://u@h/n"),
        ("sqlite+aiosqlite:///duban.db", "sqlite+aiosqlite:///duban.db"),
    ],
)
def test_the_plain_address_finds_its_driver(plain: str, driven: str) -> None:
    assert str(driver_url(plain)) == driven


async def test_an_instant_comes_back_in_utc(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        await chats.ensure_chat(session, -1001, "", NOW)
    async with sessions() as session:
        row = await session.get_one(ChatRow, 1)
    assert row.changed_at == NOW
    assert row.changed_at.tzinfo is UTC


async def test_an_instant_without_a_zone_is_refused(sessions: Sessions) -> None:
    naive = datetime(2012, 11, 9)  # noqa: DTZ001  (what must not be stored)
    async with sessions() as session:
        with pytest.raises(StatementError, match="needs a time zone"):
            await chats.ensure_chat(session, -1001, "", naive)


async def test_nothing_points_at_what_is_not_there(sessions: Sessions) -> None:
    async with sessions() as session:
        session.add(BindingRow(chat_id=5, unit_id=5, bound_at=NOW))
        with pytest.raises(IntegrityError):
            await session.flush()


async def test_a_failed_step_leaves_nothing(sessions: Sessions) -> None:
    async def fail() -> None:
        async with sessions.begin() as session:
            await marks.put(session, "alive", "now")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    async with sessions() as session:
        assert await marks.get(session, "alive") is None


async def test_writers_wait_for_one_another(sessions: Sessions) -> None:
    """Each reads first and writes what it read plus one: none is lost, none fails."""

    async def count_on() -> None:
        async with sessions.begin() as session:
            seen = int(await marks.get(session, "count") or "0")
            await asyncio.sleep(0)
            await marks.put(session, "count", str(seen + 1))

    await asyncio.gather(*(count_on() for _ in range(10)))
    async with sessions() as session:
        assert await marks.get(session, "count") == "10"


async def test_a_long_reading_holds_up_no_writer(sessions: Sessions) -> None:
    async with reading(sessions) as reader:
        assert await marks.get(reader, "alive") is None
        async with sessions.begin() as writer:
            await marks.put(writer, "alive", "now")
        assert await marks.get(reader, "alive") is None  # as of when it began
    async with sessions() as session:
        assert await marks.get(session, "alive") == "now"
