"""Many come to the database at once: nobody is turned away, readers wait for no writer."""

import asyncio

import pytest
from sqlalchemy import CursorResult, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from storage import marks
from storage.engine import Sessions, open_database, reading

MANY = 60


async def add_one(sessions: Sessions) -> None:
    """Read a number and write the next, as a handler does."""
    async with sessions.begin() as session:
        counted = int(await marks.get(session, "counted") or 0)
        await asyncio.sleep(0)
        await marks.put(session, "counted", str(counted + 1))


async def test_writers_who_come_at_once_take_turns(sessions: Sessions) -> None:
    await asyncio.gather(*(add_one(sessions) for _ in range(MANY)))
    async with reading(sessions) as session:
        assert await marks.get(session, "counted") == str(MANY)


async def test_a_writer_that_takes_its_time_holds_up_no_reader(sessions: Sessions) -> None:
    await add_one(sessions)
    async with sessions.begin() as writer:
        await marks.put(writer, "counted", "99")
        async with reading(sessions) as reader:
            assert await marks.get(reader, "counted") == "1"


async def test_another_program_at_the_file_is_waited_for(database: str) -> None:
    async with open_database(database) as ours, open_database(database) as theirs:
        async with theirs.begin() as session:
            await marks.put(session, "counted", "7")
            waiting = asyncio.create_task(add_one(ours))
            await asyncio.sleep(0.05)
            assert not waiting.done()
        await waiting
        async with reading(ours) as session:
            assert await marks.get(session, "counted") == "8"


@pytest.mark.sqlite
async def test_a_transaction_that_could_not_begin_begins_with_its_next_statement(
    database: str,
) -> None:
    async with open_database(database) as ours, open_database(database) as theirs:
        async with ours() as session:
            await session.execute(text("PRAGMA busy_timeout = 0"))
        async with ours() as session:
            async with theirs.begin() as other:
                await marks.put(other, "counted", "7")
                with pytest.raises(OperationalError, match="locked"):
                    await marks.put(session, "counted", "8")
            await marks.put(session, "counted", "9")
            await session.rollback()
            assert await marks.get(session, "counted") == "7"


@pytest.mark.sqlite
async def test_a_transaction_in_which_nothing_was_asked_holds_nobody_up(database: str) -> None:
    async with open_database(database) as ours, open_database(database) as theirs:
        async with ours.begin() as session:
            await session.connection()
            await add_one(theirs)
        async with ours() as session:
            assert await marks.get(session, "counted") == "1"


async def test_a_brief_transaction_waits_its_turn_and_commits_whole(database: str) -> None:
    async with open_database(database) as ours, open_database(database) as theirs:
        async with theirs.begin() as other:
            await marks.put(other, "counted", "7")
            waiting = asyncio.create_task(_add_one_briefly(ours))
            await asyncio.sleep(0.05)
            assert not waiting.done()
        await asyncio.gather(waiting, *(_add_one_briefly(ours) for _ in range(MANY)))
        async with reading(theirs) as session:
            assert await marks.get(session, "counted") == str(8 + MANY)


async def _add_one_briefly(sessions: Sessions) -> None:
    async with sessions.brief() as session:
        counted = int(await marks.get(session, "counted") or 0)
        await asyncio.sleep(0)
        await marks.put(session, "counted", str(counted + 1))


@pytest.mark.sqlite
async def test_a_brief_transaction_that_fails_leaves_nothing(sessions: Sessions) -> None:
    async def add_twice() -> None:
        insert = text("INSERT INTO calendar_days VALUES ('2012-10-01', 1, '')")
        async with sessions.brief() as session:
            await session.execute(insert)
            await session.execute(insert)

    with pytest.raises(IntegrityError):
        await add_twice()
    async with sessions.brief() as session:
        assert (await session.scalars(text("SELECT day FROM calendar_days"))).all() == []


async def test_what_only_reads_cannot_write(sessions: Sessions) -> None:
    async with reading(sessions) as session:
        with pytest.raises(DBAPIError, match=r"read-?only"):
            await marks.put(session, "counted", "1")


@pytest.mark.sqlite
async def test_rows_counts_and_refusals_come_back_from_the_thread(sessions: Sessions) -> None:
    insert = text("INSERT INTO calendar_days VALUES (:day, 1, '')")
    async with sessions.begin() as session:
        await session.execute(insert, [{"day": "2012-10-01"}, {"day": "2012-10-02"}])
        changed = await session.execute(text("UPDATE calendar_days SET working = 0"))
        assert isinstance(changed, CursorResult)
        assert changed.rowcount == 2
        days = await session.scalars(text("SELECT day FROM calendar_days ORDER BY day"))
        assert list(days) == ["2012-10-01", "2012-10-02"]
        with pytest.raises(IntegrityError):
            await session.execute(insert, {"day": "2012-10-01"})


@pytest.mark.sqlite
async def test_a_brief_transaction_gives_up_on_a_file_that_is_never_free(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.brief.PATIENCE", 0.02)
    async with open_database(database) as ours, open_database(database) as theirs:
        async with theirs.begin() as other:
            await marks.put(other, "counted", "7")
            with pytest.raises(OperationalError, match="locked"):
                await _add_one_briefly(ours)
        await _add_one_briefly(ours)
        async with reading(ours) as session:
            assert await marks.get(session, "counted") == "8"
