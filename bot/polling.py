"""Fetching updates from Telegram. It forgets an update when asked for later ones, so that is done
only once they are stored."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

import structlog
from telegram.error import Conflict, RetryAfter, TimedOut
from telegram.ext import ExtBot

from bot.clock import Sleep
from bot.inbox import JSON, Inbox
from bot.pacing import Pacer, seconds_of
from plan.lanes import Lane

log = structlog.get_logger()

HELD = 10  # seconds Telegram holds a poll while there is nothing
ANSWERED_WITHIN = HELD + 5
LONGEST_PAUSE = 30.0
# A poll of this program that a restart cut off may still count at Telegram for a moment.
GRACE = 3.0
SAME_RIVAL = 60.0
Heard = Callable[[], Awaitable[None]]


async def hear_nothing() -> None:
    """What is done after an answer of Telegram's unless something else is asked for."""


class PollingBot(ExtBot[Lane]):
    """python-telegram-bot's bot that hands updates on as Telegram wrote them, to be stored."""

    async def fetch(self, offset: int, kinds: Sequence[str]) -> Sequence[JSON]:
        """The next updates, after a while none. Those before `offset` are forgotten by Telegram.

        Raises TelegramError.
        """
        data = {"timeout": HELD, "allowed_updates": kinds} | ({"offset": offset} if offset else {})
        try:
            fetched = await self._post("getUpdates", data, read_timeout=ANSWERED_WITHIN)
        except RetryAfter as refused:
            if isinstance(self.rate_limiter, Pacer):  # which polls go past
                self.rate_limiter.note(refused)
            raise
        assert isinstance(fetched, list)
        return fetched


async def poll(
    bot: PollingBot,
    inbox: Inbox,
    kinds: Sequence[str],
    on_rival: Callable[[], None],
    heard: Heard,
    sleep: Sleep,
) -> None:
    """Fetch updates into the inbox until cancelled, or until another program keeps fetching them.

    Of two programs the one that is interrupted a second time gives way: it calls `on_rival`.
    """
    offset, pause, loop = 0, 0.0, asyncio.get_running_loop()
    interrupted = -SAME_RIVAL
    while True:
        await inbox.room()
        try:
            fetched = await bot.fetch(offset, kinds)
            # Shielded: what is being stored is stored, also when the bot is told to stop.
            await asyncio.shield(inbox.take_in(fetched))
            await heard()
        except Conflict as error:
            log.warning("another program polls", why=error.message)
            if loop.time() - interrupted < SAME_RIVAL:
                return on_rival()
            interrupted, pause = loop.time(), GRACE
        except Exception as error:  # a bot that does not fetch is dead, whatever the reason
            pause = _pause_after(error, pause)
            log.warning("polling failed", why=repr(error), pause=pause)
        else:
            # An offset is given once: after a week without updates their numbers begin anew at
            # random, and a lower one than the offset would be forgotten unseen.
            offset, pause = (fetched[-1]["update_id"] + 1 if fetched else 0), 0.0
        if pause:
            await sleep(pause)


def _pause_after(error: Exception, last: float) -> float:
    """Seconds until the next try: at once after a poll that took too long, else ever longer."""
    if isinstance(error, RetryAfter):
        return seconds_of(error) + 0.5
    if isinstance(error, TimedOut):
        return 0.0
    return min(LONGEST_PAUSE, last * 1.5) if last else 1.0
