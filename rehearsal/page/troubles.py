"""The switchboard: what may go wrong, switched on and off by hand."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from rehearsal.chats import Chat, Kind, Status
from rehearsal.faults import Fault
from rehearsal.page.actions import Refused
from rehearsal.page.conductor import Conductor
from rehearsal.page.theatre import Theatre
from rehearsal.wire import seconds

OUTAGE = timedelta(hours=3)
WAIT = 60  # seconds a busy group asks for
FOR_GOOD = 1_000_000


class Trouble(StrEnum):
    """What may go wrong; the first three concern a group, the last a person."""

    REMOVED = "removed"
    UPGRADED = "upgraded"
    BUSY = "busy"
    NETWORK = "network"
    KILLED = "killed"
    LEAVE = "leave"


@dataclass(slots=True)
class Troubles:
    """What is wrong at the moment, and the switches for it."""

    theatre: Theatre
    conductor: Conductor
    network_until: datetime | None = None
    _busy: dict[int, Fault] = field(default_factory=dict)

    def view(self) -> dict[str, Any]:
        """What is switched on, as the page is told it."""
        return {
            "removed": [chat.id for chat in self._groups() if self._is_removed(chat)],
            "upgradable": [chat.id for chat in self._groups() if chat.kind is Kind.GROUP],
            "busy": list(self._busy),
            "network": self.network_until and seconds(self.network_until),
            "killed": not self.theatre.backstage.alive,
            "leave": sorted(self.theatre.away),
        }

    async def switch(self, trouble: Trouble, on: bool, subject: int = 0) -> None:
        """Make trouble, or end it; `subject` is a group's id or, for leave, a person's.

        Raises Refused for what cannot be.
        """
        match trouble:
            case Trouble.REMOVED:
                self._remove(self._group(subject), on)
            case Trouble.UPGRADED:
                self._upgrade(self._group(subject))
            case Trouble.BUSY:
                self._make_busy(self._group(subject), on)
            case Trouble.NETWORK:
                await (self._cut() if on else self._mend())
            case Trouble.KILLED:
                await (self.theatre.backstage.kill() if on else self._revive())
            case Trouble.LEAVE:
                (self.theatre.away.add if on else self.theatre.away.discard)(subject)
        self._tell()

    def _tell(self) -> None:
        self.conductor.tell("trouble", self.view())
        self.conductor.nudge()

    def _groups(self) -> list[Chat]:
        chats = self.theatre.world.chats.values()
        return [chat for chat in chats if chat.is_group and chat.moved_to is None]

    def _group(self, id: int) -> Chat:
        chat = self.theatre.world.chats.get(id)
        if chat is None or not chat.is_group or chat.moved_to is not None:
            raise Refused("page.refused.closed")
        return chat

    def _is_removed(self, chat: Chat) -> bool:
        return chat.member(self.theatre.world.bot.id).status in (Status.KICKED, Status.LEFT)

    def _remove(self, chat: Chat, on: bool) -> None:
        groups, by = self.theatre.standin.groups, _owner(chat)
        if on and not self._is_removed(chat):
            groups.remove_bot(chat.id, by)
        elif not on and self._is_removed(chat):
            groups.add_bot(chat.id, by)

    def _upgrade(self, chat: Chat) -> None:
        if chat.kind is not Kind.GROUP:
            raise Refused("page.refused.is_supergroup")
        self.theatre.standin.groups.upgrade(chat.id)

    def _make_busy(self, chat: Chat, on: bool) -> None:
        faults = self.theatre.standin.faults
        if on and chat.id not in self._busy:
            faults.fail(chat=chat.id, times=FOR_GOOD, retry_after=WAIT)
            self._busy[chat.id] = faults.rules[-1]
        elif not on and chat.id in self._busy:
            faults.rules.remove(self._busy.pop(chat.id))

    async def _revive(self) -> None:
        if self.network_until is not None:
            raise Refused("page.refused.no_network")
        await self.theatre.backstage.revive()

    async def _cut(self) -> None:
        if self.network_until is None:
            self.network_until = self.theatre.clock() + OUTAGE
            await self.theatre.standin.network_down()
            self.conductor.later(self.network_until, self._end_outage)

    async def _mend(self) -> None:
        self.network_until = None
        await self.theatre.standin.network_up()

    async def _end_outage(self) -> None:
        if self.network_until is not None and self.network_until <= self.theatre.clock():
            await self._mend()
            self._tell()


def _owner(chat: Chat) -> int:
    """Somebody who may let the bot in and out."""
    return next(user for user, member in chat.members.items() if member.is_admin)
