"""The machine is lost: what the backup holds goes on elsewhere, and nothing is said twice."""

import asyncio
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from storage.backup import back_up
from storage.evidence import path_of
from storage.restore import restore
from storage.schema import OutboxRow
from tests.flows.books import evidence, owed, reports, standing
from tests.flows.stage import Stage, local
from tests.flows.town import (
    BUREAU,
    BUREAU_GROUP,
    BUREAU_LIAISON,
    OFFICE,
    TOWN_GROUP,
    TOWN_LIAISON,
)


def nobody(_done: int, _total: int) -> None:
    """Nobody watches."""


class Machine:
    """Where the bot lives, until it is lost."""

    def __init__(self, stage: Stage, elsewhere: str, folder: Path) -> None:
        self.stage, self.elsewhere, self.folder = stage, elsewhere, folder
        self.file = folder / "backup.zip"

    async def back_up(self) -> None:
        """Take a backup while the bot runs."""
        place = self.stage.settings.database
        at = self.stage.clock()

        def take() -> None:
            back_up(place.url, place.evidence, self.file, now=at, version="1", watch=nobody)

        await asyncio.to_thread(take)

    async def burn(self) -> None:
        """Lose the database and the files for good."""
        await self.stage.stop_bot()
        place = self.stage.settings.database
        shutil.rmtree(place.evidence, ignore_errors=True)
        if place.url.startswith("sqlite"):
            for file in Path(place.url.removeprefix("sqlite:///")).parent.glob("duban.db*"):
                file.unlink()

    async def come_back(self, lost_at: datetime | None = None) -> None:
        """Restore on another machine and start there."""
        stage, now = self.stage, self.stage.clock()
        folder = self.folder / "evidence elsewhere"

        def put_back() -> None:
            restore(
                self.elsewhere,
                folder,
                self.file,
                now=now,
                lost_at=lost_at or now,
                watch=nobody,
            )

        await asyncio.to_thread(put_back)
        place = stage.settings.database.model_copy(
            update={"url": self.elsewhere, "evidence": folder}
        )
        stage.settings = stage.settings.model_copy(update={"database": place})
        await stage.start_bot()
        await stage.ring()


@pytest.fixture
def machine(stage: Stage, elsewhere: str, tmp_path: Path) -> Machine:
    return Machine(stage, elsewhere, tmp_path)


async def test_what_the_backup_holds_is_all_there_and_goes_on(
    machine: Machine, stage: Stage
) -> None:
    card = await stage.card(BUREAU_GROUP)
    await stage.send_photo(BUREAU_GROUP, BUREAU_LIAISON, card.id, b"the hall", caption="进度60%")
    await machine.back_up()
    await machine.burn()
    stage.clock.move_to(local("2012-11-06 15:00"))
    await machine.come_back()
    assert (await standing(stage, "2.1", BUREAU)).percent == 60
    [piece] = await evidence(stage)
    assert piece.sha256
    kept = path_of(stage.settings.database.evidence, piece.sha256)
    assert kept.read_bytes() == b"the hall"
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "进度80%", card.id)
    assert (await standing(stage, "2.1", BUREAU)).percent == 80
    assert len(await reports(stage)) == 2
    assert len(stage.sent(BUREAU_GROUP)) == 1


async def test_what_was_sent_after_the_backup_is_not_sent_again(
    machine: Machine, stage: Stage
) -> None:
    await machine.back_up()
    card = await stage.card(TOWN_GROUP)
    await machine.burn()
    stage.clock.move_to(local("2012-11-06 15:00"))
    await machine.come_back()
    assert stage.sent(TOWN_GROUP) == [card]
    rows = await owed(stage, "card")
    assert {row.state for row in rows} == {"unknown"}
    assert all(row.why and "may have been sent" in row.why for row in rows)
    await stage.at("2012-11-08 09:00")  # the next rung goes out as if nothing had been
    assert len(stage.sent(TOWN_GROUP)) == 2


async def test_what_was_in_hand_or_in_doubt_then_is_not_sent_once_more(
    machine: Machine, stage: Stage
) -> None:
    await stage.at("2012-11-06 09:00")
    soon = stage.clock() + timedelta(minutes=10)
    in_hand, in_doubt = await owed(stage, "card")
    async with stage.bot.desk.sessions.begin() as session:
        (await session.get_one(OutboxRow, in_hand.id)).state = "sending"
        row = await session.get_one(OutboxRow, in_doubt.id)
        row.state, row.again_at = "unknown", soon
    await machine.back_up()
    await machine.burn()
    stage.clock.move_to(local("2012-11-06 15:00"))
    before = [len(stage.sent(chat)) for chat in (BUREAU_GROUP, TOWN_GROUP)]
    await machine.come_back()
    await stage.wait(3600)
    assert [len(stage.sent(chat)) for chat in (BUREAU_GROUP, TOWN_GROUP)] == before


async def test_the_office_is_told_what_the_database_does_not_know(
    machine: Machine, stage: Stage
) -> None:
    await machine.back_up()
    card = await stage.card(TOWN_GROUP)
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "1 已完成", card.id)
    await machine.burn()
    stage.clock.move_to(local("2012-11-06 15:00"))
    await machine.come_back()
    text = stage.find(OFFICE, "备份恢复").text
    assert "由11月5日 10:00的备份恢复" in text
    assert "11月6日 15:00" in text
    assert "3 条消息可能已经发出" in text  # two cards and the line of gaps
    assert not await reports(stage)


async def test_what_fell_due_after_the_loss_is_sent_late(machine: Machine, stage: Stage) -> None:
    await machine.back_up()
    await stage.at("2012-11-05 20:00")
    await machine.burn()
    stage.clock.move_to(local("2012-11-06 11:00"))
    await machine.come_back(lost_at=local("2012-11-05 20:00"))
    [card] = stage.sent(TOWN_GROUP)
    assert "（迟发，原定 09:00）" in card.text


async def test_it_is_settled_once(machine: Machine, stage: Stage) -> None:
    await machine.back_up()
    await machine.burn()
    stage.clock.move_to(local("2012-11-06 15:00"))
    await machine.come_back()
    told = len(stage.sent(OFFICE))
    await stage.stop_bot()
    stage.clock.move_to(local("2012-11-06 15:01"))
    await stage.start_bot()
    await stage.ring()
    assert len(stage.sent(OFFICE)) == told


async def test_who_only_moves_loses_nothing_and_alarms_nobody(
    machine: Machine, stage: Stage
) -> None:
    await stage.at("2012-11-06 08:50")
    await machine.back_up()
    ended = stage.clock()
    await machine.burn()
    told = len(stage.sent(OFFICE))
    stage.clock.move_to(local("2012-11-06 09:02"))
    await machine.come_back(lost_at=ended)
    [card] = stage.sent(TOWN_GROUP)
    assert "迟发" not in card.text
    assert not [one for one in stage.sent(OFFICE)[told:] if "备份" in one.text]
