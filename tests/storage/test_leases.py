"""One process is in charge by the server's clock; who no longer is cannot commit."""

from datetime import timedelta

import pytest

from jobs.charge import fenced
from storage import leases, marks
from storage.engine import Sessions
from storage.leases import NotInCharge

pytestmark = pytest.mark.postgresql


async def gain(sessions: Sessions, owner: str) -> bool:
    async with sessions.begin() as session:
        return await leases.gain(session, "sender", owner)


async def put(sessions: Sessions, owner: str) -> None:
    async with fenced(sessions, "sender", owner).begin() as session:
        await marks.put(session, "by", owner)


async def test_a_lease_is_one_process_own_until_it_runs_out(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await gain(sessions, "one")
    assert await gain(sessions, "one"), "renewed"
    assert not await gain(sessions, "two")
    monkeypatch.setattr(leases, "LASTS", timedelta(0))
    assert await gain(sessions, "one")
    assert await gain(sessions, "two"), "it has run out"


async def test_a_lease_that_is_let_go_of_is_free(sessions: Sessions) -> None:
    assert await gain(sessions, "one")
    async with sessions.begin() as session:
        await leases.release(session, "sender", "two")
    assert not await gain(sessions, "two")
    async with sessions.begin() as session:
        await leases.release(session, "sender", "one")
    assert await gain(sessions, "two")


async def test_who_is_not_in_charge_any_more_changes_nothing(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    await gain(sessions, "one")
    await put(sessions, "one")
    with monkeypatch.context() as patch:
        patch.setattr(leases, "LASTS", timedelta(0))
        await gain(sessions, "one")
    with pytest.raises(NotInCharge):
        await put(sessions, "one")
    await gain(sessions, "two")
    with pytest.raises(NotInCharge):
        await put(sessions, "one")
    async with sessions() as session:
        assert await marks.get(session, "by") == "one"
