"""The real bot behind a rehearsal: rung by hand, killed and started again, looked at."""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.composition import Bot, open_bot, polling
from bot.config import Settings
from bot.pacing import standing_pacer
from jobs.outage import stay_alive
from jobs.preview import preview
from plan.calendar import DAY, instant, local_day
from plan.model import Phase
from plan.preview import Planned
from plan.reminders import sends_at
from plan.summary import Tally
from rehearsal.clock import MovableClock
from rehearsal.page.backstage import Deadline, Sending, Stretch, Timeline
from rehearsal.standin import Standin
from render.preview import reasons
from render.texts import Texts
from storage import outbox, plans, posts, summaries
from storage.engine import reading
from storage.figures import due_figures

# Real seconds the bot is given to fetch what people said; it comes later when the line was cut.
PATIENCE = 2.0
NEVER = timedelta(days=3650)


@dataclass(slots=True)
class RealBot:
    """The bot of a rehearsal, as the page's protocol wants it."""

    settings: Settings
    clock: MovableClock
    standin: Standin
    bot: Bot | None = None
    _running: AsyncExitStack = field(default_factory=AsyncExitStack)

    @property
    def alive(self) -> bool:
        return self.bot is not None

    async def revive(self) -> None:
        """Open the bot on its database and let it poll; it notices how long it was away."""
        if self.bot is not None:
            return
        pacer = standing_pacer(self.clock)
        bot = await self._running.enter_async_context(
            open_bot(self.settings, self.clock, pacer=pacer, alarms=False)
        )
        await self._running.enter_async_context(polling(bot, on_rival=lambda: None))
        await stay_alive(bot.desk, self.clock())
        self.bot = bot

    async def kill(self) -> None:
        """Stop the bot; what is said meanwhile waits in the stand-in."""
        self.bot = None
        await self._running.aclose()
        self._running = AsyncExitStack()

    async def ring(self) -> None:
        """Let the bot take in what people did, and then do what it owes by itself."""
        bot = self.bot
        if bot is None:
            return
        await self._settle(bot)
        await bot.ring(leapt=True)
        await self._settle(bot)

    async def _settle(self, bot: Bot) -> None:
        if self.standin.line.is_up:
            with suppress(TimeoutError):
                await self.standin.settled(PATIENCE)
        await bot.idle()

    async def next_moment(self, now: datetime) -> datetime:
        """The next hour of sending, or the next message or edit that waits for its time."""
        if self.bot is None:
            return now + NEVER
        desk = self.bot.desk
        hours, today = desk.rules.hours, local_day(now, desk.rules.hours.zone)
        days = (today, today + DAY)
        moments = [sends_at(day, hours) for day in days]
        moments += [instant(day, desk.digest_at, hours.zone) for day in days]
        async with reading(desk.sessions) as session:
            moments += [
                await outbox.next_due(session) or now,
                await posts.next_redraw(session) or now,
            ]
        return min(moment for moment in moments if moment > now)

    async def preview(self, now: datetime, days: int, language: str) -> Sequence[Sending]:
        """What `duban preview` would say, message by message; dead, it sends nothing."""
        if self.bot is None:
            return []
        desk = self.bot.desk
        texts, today = desk.texts[language], local_day(now, desk.rules.hours.zone)
        async with reading(desk.sessions) as session:
            planned = await preview(
                session,
                desk.rules,
                now,
                today,
                today + days * DAY,
                digest_at=desk.digest_at,
                office_people=desk.office_people,
            )
        return [_sending(one, texts) for one in planned]

    async def timeline(self, now: datetime) -> Timeline:
        """The first plan's phases and deadlines as they stand."""
        if self.bot is None:
            return Timeline("", None, (), ())
        today = local_day(now, self.bot.desk.rules.hours.zone)
        async with reading(self.bot.desk.sessions) as session:
            plan = (await plans.ids(session))[0]
            summary = await summaries.summarise(session, plan, now, today, units=0, lists=False)
            dues = await due_figures(session, plan, today)
        return Timeline(
            summary.plan,
            summary.goal,
            [_stretch(phase, tally) for phase, tally in summary.phases],
            [_deadline(day, tally) for day, tally in dues],
        )


def _sending(planned: Planned, texts: Texts) -> Sending:
    kind = texts.plain(f"preview.kind.{planned.kind}")
    units = texts.joined_plain(planned.units)
    why = tuple(reasons(planned, texts))
    return Sending(planned.at, planned.chat, units, kind, planned.tasks, why)


def _stretch(phase: Phase, tally: Tally) -> Stretch:
    lamps = {str(lamp): n for lamp, n in tally.lamps.items()}
    return Stretch(phase.name, phase.start, phase.end, lamps, tally.closed)


def _deadline(day: date, tally: Tally) -> Deadline:
    return Deadline(day, {str(lamp): n for lamp, n in tally.lamps.items()}, tally.closed)


@asynccontextmanager
async def open_real_bot(
    settings: Settings, clock: MovableClock, standin: Standin
) -> AsyncIterator[RealBot]:
    """The bot on its database, running until the block is left."""
    backstage = RealBot(settings, clock, standin)
    try:
        await backstage.revive()
        yield backstage
    finally:
        await backstage.kill()
