"""The daily line to whoever runs the machine: silence must never mean that the bot is dead."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from jobs.desk import Desk, Draft
from plan.calendar import instant, local_day, out_of_quiet
from plan.health import Day, concerns
from plan.notices import Owing
from render.health import health_message
from storage import health, marks, outbox
from storage.chats import Chat, ensure_chat
from storage.inbox import count_aside

PLANNED = "health planned until"
DAY = timedelta(hours=24)


async def plan_health(session: AsyncSession, desk: Desk, now: datetime) -> None:
    """Owe the line to each who runs the machine, once a day when its hour has come."""
    hours, watch = desk.rules.hours, desk.watch
    today = local_day(now, hours.zone)
    if watch.at is None or now < (at := instant(today, watch.at, hours.zone)):
        return
    if await marks.is_first(session, PLANNED, today):
        chats = [(await ensure_chat(session, user, "", now)).id for user in watch.people]
        await outbox.owe(session, chats, Owing.HEALTH, today, out_of_quiet(at, hours))


async def draw_up(
    session: AsyncSession, desk: Desk, owed: outbox.Owed, chat: Chat, now: datetime
) -> Draft | None:
    """How the last day went, and what to do where it did not go well."""
    watch, zone = desk.watch, desk.rules.hours.zone
    if owed.day != local_day(now, zone):
        return None  # nobody asks how yesterday was
    day = await _day(session, desk, now)
    wrong = concerns(day, now, watch.backup_every)
    return Draft(health_message(day, wrong, watch.version, desk.words(chat.language), zone))


async def _day(session: AsyncSession, desk: Desk, now: datetime) -> Day:
    since = now - DAY
    sendings = await health.sendings_since(session, since)
    backed_up = await marks.get(session, marks.BACKED_UP)
    return Day(
        sent=sendings.sent,
        late=sendings.late,
        reports=await health.reports_since(session, since),
        unknown=sendings.unknown,
        failed=sendings.failed,
        aside=await count_aside(session, since),
        refused=desk.watch.refused(now),
        waits_since=await health.oldest_due(session, now),
        size=await health.size(session),
        free=desk.watch.free(),
        backed_up=datetime.fromisoformat(backed_up) if backed_up else None,
    )
