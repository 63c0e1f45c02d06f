"""What whoever watches the machine sees: `/healthz` and `/metrics` of the real bot."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from bot.config_values import Address
from bot.health import watched_at
from tests.flows.haste import NO_TLS
from tests.flows.stage import Stage, local
from tests.flows.town import BUREAU_GROUP, BUREAU_LIAISON, TOWN_GROUP

Numbers = dict[str, float]


@dataclass(frozen=True, slots=True)
class Watcher:
    """Somebody who asks from outside."""

    client: httpx.AsyncClient

    async def health(self) -> tuple[int, list[str]]:
        answer = await self.client.get("/healthz")
        told = answer.json()
        assert told["ok"] is (answer.status_code == 200)
        return answer.status_code, told["wrong"]

    async def numbers(self) -> Numbers:
        """Every sample by its name and labels, as Prometheus' own parser reads them."""
        answer = await self.client.get("/metrics")
        assert answer.status_code == 200
        return {
            sample.name + "".join(f"|{value}" for value in sample.labels.values()): sample.value
            for family in text_string_to_metric_families(answer.text)
            for sample in family.samples
        }


@asynccontextmanager
async def watching(stage: Stage, after: timedelta = timedelta()) -> AsyncIterator[Watcher]:
    """Somebody who looks at the bot, a while after its present moment."""
    anywhere, bot = Address("127.0.0.1", 0), stage.bot

    def clock() -> datetime:
        return stage.clock() + after

    async with (
        watched_at(anywhere, bot.desk.sessions, bot.gauges, clock) as port,
        httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", verify=NO_TLS) as client,
    ):
        yield Watcher(client)


@pytest.fixture
async def watcher(stage: Stage) -> AsyncIterator[Watcher]:
    async with watching(stage) as opened:
        yield opened


async def test_a_bot_at_work_is_well(stage: Stage, watcher: Watcher) -> None:
    stage.bot.gauges.note_look(stage.clock())
    assert await watcher.health() == (200, [])


async def test_a_bot_that_neither_sends_nor_receives_any_more_says_so(stage: Stage) -> None:
    async with watching(stage, after=timedelta(minutes=2)) as watcher:
        assert await watcher.health() == (503, ["sending", "receiving"])


async def test_a_database_out_of_reach_is_told(stage: Stage, watcher: Watcher) -> None:
    def refuse(_connection: object) -> None:
        raise OperationalError("BEGIN", None, Exception("gone"))

    event.listen(stage.bot.desk.sessions.reader.sync_engine, "begin", refuse)
    assert await watcher.health() == (503, ["database"])
    assert "duban_telegram_calls_total|getMe|200" in await watcher.numbers()


async def test_what_was_sent_and_received_is_counted(stage: Stage, watcher: Watcher) -> None:
    await stage.at("2012-11-06 08:55")
    await stage.away_until("2012-11-06 09:10")
    card = stage.last(BUREAU_GROUP)
    before = await watcher.numbers()
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "进度60%", card.id)
    await stage.wait(1)
    numbers = await watcher.numbers()
    assert numbers["duban_updates_total"] == before["duban_updates_total"] + 1
    assert numbers["duban_telegram_calls_total|sendMessage|200"] >= 3
    assert numbers["duban_telegram_calls_total|editMessageText|200"] >= 1
    sent = numbers["duban_outbox_rows|sent"]
    assert numbers["duban_sending_lateness_seconds_count"] == sent
    # Two cards and a line of gaps came ten minutes late; that of the import is older.
    late = "duban_sending_lateness_seconds_bucket"
    assert numbers[f"{late}|900.0"] - numbers[f"{late}|300.0"] == 3
    assert (numbers["duban_updates_waiting"], numbers["duban_updates_set_aside"]) == (0, 0)
    at = numbers["duban_telegram_last_success_timestamp_seconds|getUpdates"]
    assert at == pytest.approx(stage.clock().timestamp(), abs=60)


async def test_too_many_and_what_waits_for_it_is_counted(stage: Stage, watcher: Watcher) -> None:
    stage.standin.faults.fail(
        "sendMessage", chat=TOWN_GROUP, code=429, description="Too Many Requests", retry_after=30
    )
    await stage.at("2012-11-06 09:00")
    numbers = await watcher.numbers()
    assert numbers["duban_telegram_calls_total|sendMessage|429"] == 1
    assert numbers["duban_outbox_rows|pending"] == 1
    assert numbers["duban_outbox_oldest_due_seconds"] == 0
    assert stage.bot.gauges.refused_lately(stage.clock()) == 1
    assert stage.bot.gauges.refused_lately(local("2012-11-07 09:01")) == 0


async def test_nothing_of_a_chat_or_a_token_stands_in_the_measures(
    stage: Stage, watcher: Watcher
) -> None:
    card = await stage.card(BUREAU_GROUP)
    await stage.send_photo(BUREAU_GROUP, BUREAU_LIAISON, card.id)
    answer = (await watcher.client.get("/metrics")).text
    assert 'method="file"' in answer
    assert "TEST" not in answer
    assert str(BUREAU_GROUP) not in answer
    assert "photo" not in answer
