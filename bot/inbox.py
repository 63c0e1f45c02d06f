"""The way of an update: stored, worked off in the order of its chat, marked with its effect.

Of a chat one update is in hand at a time, because two people answering one card at once would
otherwise race; different chats are worked off side by side.
"""

import asyncio
import json
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_hex
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Update

from storage import inbox
from storage.engine import Sessions
from storage.inbox import Incoming

log = structlog.get_logger()

JSON = dict[str, Any]
AT_ONCE = 32
# Telegram is asked for no more while so many wait here.
MOST_WAITING = 500
DATABASE_BACK = 1.0  # seconds until a database out of reach is tried again


@dataclass(slots=True)
class Work:
    """One attempt at an update. What goes wrong is left in `error`, under the number `error_id`."""

    update: int
    owner: str
    clock: Callable[[], datetime]
    is_last: bool
    is_marked: bool = False
    error: Exception | None = None
    error_id: str = field(default_factory=lambda: token_hex(4))

    async def mark(self, session: AsyncSession) -> None:
        """The last step of the first transaction that the update leads to. Raises NotInHand."""
        if not self.is_marked:
            await inbox.mark(session, self.update, self.owner, self.clock())
            self.is_marked = True


@dataclass(frozen=True, slots=True)
class Handling:
    """What the inbox does with an update: `read` it, ask whether anybody `wants` it, `process` it
    (errors are left in its Work), and `report` that one was set aside, in the transaction that
    does so."""

    read: Callable[[JSON], Update]
    wants: Callable[[Update], bool]
    process: Callable[[Update], Awaitable[None]]
    report: Callable[[AsyncSession], Awaitable[None]]


class Inbox:
    """Stores what comes in and works it off; after `attempts` failures an update is set aside.

    `is_alone` says that no other process works off updates of the same database.
    """

    def __init__(
        self, sessions: Sessions, clock: Callable[[], datetime], handling: Handling, attempts: int
    ) -> None:
        self.is_alone = True
        self.owner = token_hex(8)
        self.in_hand: dict[int, Work] = {}
        self._sessions = sessions
        self._clock = clock
        self._handling = handling
        self._attempts = attempts
        self._chats: dict[int, deque[tuple[Incoming, Update | None]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._storing = asyncio.Lock()
        self._is_stopping = False

    async def take_in(self, updates: Iterable[JSON]) -> None:
        """Store updates and have them worked off; what was met before or nobody wants is dropped.

        Returns once Telegram may be told that they are ours. Raises SQLAlchemyError otherwise.
        """
        read = [(_incoming(one), self._read(one)) for one in updates]
        wanted = {
            one.update: (one, update)
            for one, update in read
            if update is None or self._handling.wants(update)
        }
        if not wanted:
            return
        async with self._storing:
            async with self._sessions.brief() as session:
                incoming = [one for one, _ in wanted.values()]
                fresh = await inbox.store(session, incoming, self.owner, self._clock())
                if not self.is_alone:
                    # Another process may have stored earlier ones for this.
                    fresh = await inbox.in_hand(session, self.owner)
            self._put_all(fresh, {number: update for number, (_, update) in wanted.items()})

    async def take_up(self) -> None:
        """Have worked off what was stored, but not worked off, when a process ended.

        Where this process is not alone, that is also what others stored for it, and not what those
        that live have in hand.
        """
        async with self._storing:
            async with self._sessions.begin() as session:
                await inbox.take_up(session, self.owner, alone=self.is_alone)
                left = await inbox.in_hand(session, self.owner)
            self._put_all(left, {})

    async def room(self) -> None:
        """Wait until there is room for more."""
        while self._tasks and sum(map(len, self._chats.values())) > MOST_WAITING:
            await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)

    async def idle(self) -> None:
        """Wait until everything that was taken in is worked off."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def stop(self) -> None:
        """Work off what is here, but try nothing again: it is stored."""
        self._is_stopping = True
        async with self._storing:
            pass
        await self.idle()

    def _read(self, update: JSON) -> Update | None:
        try:
            return self._handling.read(update)
        except Exception:  # whatever somebody makes Telegram send
            return None

    def _put_all(self, ours: Sequence[Incoming], read: Mapping[int, Update | None]) -> None:
        here = {one.update for queue in self._chats.values() for one, _ in queue}
        for one in ours:
            if one.update not in here:
                update = (
                    read[one.update] if one.update in read else self._read(json.loads(one.body))
                )
                self._put(one, update)

    def _put(self, one: Incoming, update: Update | None) -> None:
        queue = self._chats.setdefault(one.chat, deque())
        queue.append((one, update))
        if len(queue) == 1:
            task = asyncio.create_task(self._work_off(one.chat))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _work_off(self, chat: int) -> None:
        queue = self._chats[chat]
        while queue:
            async with self._slots:
                await self._handle(*queue[0])
            queue.popleft()
        del self._chats[chat]

    async def _handle(self, one: Incoming, update: Update | None) -> None:
        """Try until it is worked off or set aside; a database out of reach is waited for."""
        failures = one.attempts
        while True:
            is_last = failures + 1 >= self._attempts
            work = Work(one.update, self.owner, self._clock, is_last)
            await self._attempt(work, update)
            if work.error is None:
                return
            try:
                if await self._note(work):
                    return
            except SQLAlchemyError:
                log.exception("database out of reach", update=one.update)
                pause = DATABASE_BACK
            else:
                failures += 1
                pause = failures**2 / 10
            if self._is_stopping:
                return
            await asyncio.sleep(pause)

    async def _attempt(self, work: Work, update: Update | None) -> None:
        self.in_hand[work.update] = work
        try:
            if update is None:
                raise ValueError("an update that cannot be read")
            await self._handling.process(update)
            if work.error is None and not work.is_marked:
                async with self._sessions.brief() as session:
                    await work.mark(session)
        except Exception as error:
            work.error = error
        finally:
            del self.in_hand[work.update]

    async def _note(self, work: Work) -> bool:
        """Count a failure; whether that was the end of it."""
        why = f"{type(work.error).__name__} {work.error_id}"
        async with self._sessions.brief() as session:
            is_aside = await inbox.note_failure(
                session, work.update, self.owner, why, self._attempts, self._clock()
            )
            if is_aside:
                await self._handling.report(session)
        if is_aside:
            log.error("update set aside", update=work.update, why=why)
        return is_aside is not False


def _incoming(update: JSON) -> Incoming:
    return Incoming(update["update_id"], chat_of(update), json.dumps(update))


def chat_of(update: JSON) -> int:
    """The chat an update belongs to, by Telegram's number; 0 when it belongs to none.

    What a new supergroup says of the group it was belongs to that: after the answers given there.
    """
    for value in update.values():
        if isinstance(value, dict):
            place = value if "chat" in value else value.get("message")
            if isinstance(place, dict) and "migrate_from_chat_id" in place:
                return int(place["migrate_from_chat_id"])
            chat = place.get("chat") if isinstance(place, dict) else None
            return int(chat["id"]) if isinstance(chat, dict) else 0
    return 0
