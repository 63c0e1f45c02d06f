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
# An update that so many processes in a row ended of is set aside. A machine in trouble ends several
# early in their lives, at whatever they take up first, and that costs nobody a report.
LIVES = 10
ENDED = "its process ended"
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

    `is_alone` says that no other process works off updates of the same database. `taking_in` are
    the sessions that store what comes in: they may refuse to for one that is not in charge.
    """

    def __init__(
        self, sessions: Sessions, clock: Callable[[], datetime], handling: Handling, attempts: int
    ) -> None:
        self.is_alone = True
        self.owner = token_hex(8)
        self.in_hand: dict[int, Work] = {}
        self.taking_in = sessions
        self._sessions = sessions
        self._clock = clock
        self._handling = handling
        self._attempts = attempts
        self._chats: dict[int, deque[tuple[Incoming, Update | None]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._suspects = asyncio.Semaphore()
        self._storing = asyncio.Lock()
        self._is_stopping = False

    async def take_in(self, updates: Iterable[JSON]) -> None:
        """Store updates and have them worked off; what was met before or nobody wants is dropped.

        Returns once Telegram may be told that they are ours. Raises SQLAlchemyError otherwise, and
        what `taking_in` raises.
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
            async with self.taking_in.brief() as session:
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
            if self.is_alone:
                async with self._sessions.glance() as session:
                    if not await inbox.is_left(session, self.owner):
                        return
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
            # A suspect is alone, so that the next one to be suspected is the right one.
            async with self._suspects if queue[0][0].attempts else self._slots:
                await self._handle(*queue[0])
            queue.popleft()
        del self._chats[chat]

    async def _handle(self, one: Incoming, update: Update | None) -> None:
        """Try until it is worked off or set aside; a database out of reach is waited for."""
        failures = one.attempts
        while True:
            try:
                if await self._try(one, update, failures):
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

    async def _try(self, one: Incoming, update: Update | None, failures: int) -> bool:
        """One attempt; whether that was the end of it. Raises SQLAlchemyError.

        An attempt at what was taken up from others is counted before it: it may be what they ended
        of. A first one is not, for the sake of all that nothing ends of.
        """
        number, is_suspect = one.update, one.attempts > 0
        most = LIVES if is_suspect else self._attempts
        if is_suspect and failures >= most:
            return await self._give_up(number, ENDED)
        if is_suspect and await self._count(number, ENDED) is None:
            return True
        work = Work(number, self.owner, self._clock, is_last=failures + 1 >= most)
        await self._attempt(work, update)
        if work.error is None:
            return True
        why = f"{type(work.error).__name__} {work.error_id}"
        attempts = await self._count(number, why, 0 if is_suspect else 1)
        if attempts is None:
            return True
        return attempts >= most and await self._give_up(number, why)

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

    async def _count(self, update: int, why: str, count: int = 1) -> int | None:
        """How many attempts there were, with this one; None if it is another's by now."""
        async with self._sessions.brief() as session:
            return await inbox.note_attempt(session, update, self.owner, why, count)

    async def _give_up(self, update: int, why: str) -> bool:
        """Set an update aside; that is the end of it."""
        async with self._sessions.brief() as session:
            is_aside = await inbox.set_aside(session, update, self.owner, self._clock())
            if is_aside:
                await self._handling.report(session)
        if is_aside:
            log.error("update set aside", update=update, why=why)
        return True


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
