"""Every call to Telegram goes through here, paced to what Telegram takes.

python-telegram-bot hands each call of its bot to such a rate limiter; getUpdates alone goes past
it, and tells it when it is refused.
"""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import timedelta
from math import inf
from time import monotonic
from typing import Any

import structlog
from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.clock import Clock
from plan.lanes import Lane, Line, Waiting
from plan.pacing import Pace, Rates

log = structlog.get_logger()

# Without these the bot cannot begin. Whoever makes them waits by themselves (bot/insisting.py), and
# would wait for ever to be let through where the clock stands.
BEGINNING = ("getMe", "setWebhook", "deleteWebhook")
# The first is not limited by Telegram, and whoever pressed sees a clock turning until it comes. The
# menus have a limit of their own, of hours at times, which says nothing of messages.
NEVER_HELD = ("answerCallbackQuery", "setMyCommands")
COUNTED = ("send", "copy", "forward", "editMessage")
TRIES = 2
# A wheel that turns too fine costs more than the message comes sooner.
SHORTEST = 0.001


class AllFrozen(RetryAfter):
    """Telegram wants nothing from the bot at all for a while."""

    __slots__ = ()


class Pacer(BaseRateLimiter[Lane]):
    """Holds messages and edits back until they may leave, the more urgent ones first.

    A call for which its lane has no patience is answered as Telegram would, with RetryAfter, and
    not made. `ticks` are seconds of a clock that never goes back. See `Pace` for missing rates.
    """

    def __init__(self, rates: Rates | None, ticks: Callable[[], float] = monotonic) -> None:
        self.pace = Pace(rates)
        self._ticks = ticks
        self._line = Line(self.pace)
        self._turns: dict[Waiting, asyncio.Future[None]] = {}
        self._timer: asyncio.TimerHandle | None = None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Call nobody up any more."""
        if self._timer is not None:
            self._timer.cancel()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Lane | None,
    ) -> Any:
        """Make the call in its turn, and once more where Telegram asks for little patience."""
        if endpoint in NEVER_HELD:
            return await callback(*args, **kwargs)
        if endpoint in BEGINNING:
            return await self._begin(callback(*args, **kwargs))
        chat = data.get("chat_id") or 0
        lane = Lane.ANSWER if rate_limit_args is None else rate_limit_args
        counts, tries = endpoint.startswith(COUNTED), 0
        while True:
            await (self._turn if counts else self._thaw)(chat, lane)
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as refused:
                tries += 1
                self.note(refused, chat)
                if tries == TRIES:
                    raise
            finally:
                if counts:
                    self._answered(chat)

    async def _begin(self, call: Coroutine[Any, Any, Any]) -> Any:
        try:
            return await call
        except RetryAfter as refused:
            self.note(refused)
            raise

    def note(self, refused: RetryAfter, chat: int = 0) -> None:
        """Keep to what Telegram asks for: of one chat, or of everybody where it names none."""
        seconds, now = seconds_of(refused), self._ticks()
        log.warning("telegram asks to wait", chat=chat, seconds=seconds)
        if chat:
            self.pace.refuse(chat, seconds, now)
        else:
            self.pace.refuse_all(seconds, now)
        self._call_up()

    def keep_to(self, part: float) -> None:
        """From now on this process has so much of the bot's pace, from 0 to 1."""
        self.pace.keep_to(part)
        if self._line.waiting:
            self._call_up()

    async def _turn(self, chat: int, lane: Lane) -> None:
        one = self._line.join(chat, lane, self._ticks())
        turn = self._turns[one] = asyncio.get_running_loop().create_future()
        try:
            self._call_up()
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():
                self._answered(chat)  # its turn had come, and nobody takes it
            raise
        finally:
            self._turns.pop(one, None)
            self._line.leave(one)

    def _answered(self, chat: int) -> None:
        self.pace.answer(chat, self._ticks())
        if self._line.waiting:
            self._call_up()

    async def _thaw(self, chat: int, lane: Lane) -> None:
        """What is no message is not counted, but what is frozen is asked for nothing."""
        while (wait := self.pace.frozen(chat, now := self._ticks())) > 0:
            if wait > self._line.patience(lane):
                raise self._too_long(wait, now)
            await asyncio.sleep(wait)

    def _call_up(self) -> None:
        """Let everybody go whose turn it is; send away those who would wait too long."""
        now = self._ticks()
        for one, wait in self._line.send_away(now):
            self._turns[one].set_exception(self._too_long(wait, now))
        while isinstance(next_one := self._line.next(now), Waiting):
            self._turns[next_one].set_result(None)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if next_one < inf:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_later(max(next_one, SHORTEST), self._call_up)

    def _too_long(self, wait: float, now: float) -> RetryAfter:
        """What Telegram would say."""
        kind = AllFrozen if self.pace.all_frozen(now) > 0 else RetryAfter
        return kind(timedelta(seconds=wait))


def standing_pacer(clock: Clock) -> Pacer:
    """For a clock that stands until it is moved: nothing is held, what is frozen thaws by it."""
    return Pacer(None, lambda: clock().timestamp())


def seconds_of(refused: RetryAfter) -> float:
    """How long Telegram asks to wait."""
    wait = refused.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else wait
