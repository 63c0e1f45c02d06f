"""One date job for each reminder, kept in the database until its time has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

ZONE = ZoneInfo("Asia/Shanghai")
TELL = "report"
KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("反馈进度", callback_data=TELL)]])
# A reminder that was missed while the bot was down still goes out.
GRACE = timedelta(days=1)
# A job in the store is only a name and its arguments, so what it works with must be found here.
THE_BOT: dict[str, Bot] = {}


@dataclass(frozen=True, slots=True)
class Reminder:
    """What is to be said in a chat, and when."""

    chat: int
    at: datetime
    text: str


def make_scheduler(url: str) -> AsyncIOScheduler:
    """A scheduler whose jobs survive a restart."""
    return AsyncIOScheduler(
        jobstores={"default": SQLAlchemyJobStore(url=url)},
        job_defaults={"misfire_grace_time": int(GRACE.total_seconds())},
        timezone=ZONE,
    )


def schedule(scheduler: Any, reminders: Iterable[Reminder]) -> None:
    """Put reminders into the store, once."""
    for one in reminders:
        scheduler.add_job(
            remind,
            "date",
            run_date=one.at,
            args=[one.chat, one.text],
            id=f"{one.chat} {one.at.isoformat()}",
            replace_existing=True,
        )


async def remind(chat: int, text: str) -> None:
    """Send a reminder; its time has come."""
    await THE_BOT["bot"].send_message(chat, text, reply_markup=KEYBOARD)
