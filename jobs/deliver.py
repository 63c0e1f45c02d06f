"""Sending what is owed: claim, draw up from the present state, send, write down what came of it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from jobs import (
    aside,
    digest,
    health,
    instead,
    news,
    outage,
    questions,
    remind,
    restored,
    topics,
)
from jobs.desk import Desk, Draft
from jobs.moving import follow
from plan.calendar import is_quiet
from plan.delivery import Failed, Gone, Moved, Outcome, Sent, Unknown, Unlikely, Wait
from plan.lanes import lane_of
from plan.notices import Owing
from plan.reminders import Lateness, lateness
from render.message import print_of
from render.notices import again
from storage import cards, doubts, outbox, posts, summaries
from storage.chats import Chat, get_chat, resume, suspend, try_again
from storage.news import tell_office

log = structlog.get_logger()

DrawUp = Callable[[AsyncSession, Desk, outbox.Owed, Chat, datetime], Awaitable[Draft | None]]
DRAW_UP: dict[Owing, DrawUp] = {
    Owing.CARD: remind.draw_up,
    Owing.DIGEST: digest.draw_up,
    Owing.GAPS: digest.draw_up_gaps,
    Owing.CLAIM: news.draw_up_report,
    Owing.BLOCK: news.draw_up_report,
    Owing.EXTENSION: news.draw_up_report,
    Owing.APPLICATION: news.draw_up_application,
    Owing.WELCOME: news.draw_up_welcome,
    Owing.REVIEWED: news.draw_up_review,
    Owing.EXTENDED: news.draw_up_extension,
    Owing.REMOVED: news.draw_up_trouble,
    Owing.MUTED: news.draw_up_trouble,
    Owing.UNREACHABLE: news.draw_up_trouble,
    Owing.MOVED: news.draw_up_trouble,
    Owing.TOPIC_CLOSED: news.draw_up_trouble,
    Owing.TOPIC_GONE: news.draw_up_trouble,
    Owing.DEPARTED: news.draw_up_departure,
    Owing.GUESSING: news.draw_up_guessing,
    Owing.OUTAGE: outage.draw_up,
    Owing.HEALTH: health.draw_up,
    Owing.RESTORED: restored.draw_up,
    Owing.INSTEAD: instead.draw_up,
    Owing.ASIDE: aside.draw_up,
    Owing.QUESTION: questions.draw_up,
}
# What ends by a change of the bot's membership, which Telegram tells.
TOLD = (Owing.REMOVED, Owing.MUTED)
TOO_MANY = "too many"
# Waiting for the network's answers takes most of the time, so several are waited for at once.
AT_ONCE = 12
# The network's trouble is not each message's: after so many in a row the rest waits for the next
# look. A chat that is full is no trouble: only what is owed to it waits.
TROUBLE_LIMIT = 3


@dataclass(slots=True)
class _Run:
    """One working off of what is due. `turn` lets one sender at a time at the database."""

    most: int | None
    done: int = 0
    trouble: int = 0
    is_empty: bool = False
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def goes_on(self) -> bool:
        enough = self.most is not None and self.done >= self.most
        return not enough and not self.is_empty and self.trouble < TROUBLE_LIMIT

    def note(self, outcome: Outcome) -> None:
        match outcome:
            case Wait(all=True):
                self.trouble = TROUBLE_LIMIT
            case Failed() | Unlikely() | Unknown():
                self.trouble += 1
            case _:
                self.trouble = 0
        self.is_empty = False  # what came of it may be due again at once


async def deliver_due(desk: Desk, now: datetime, most: int | None = None) -> int:
    """Send what is due at `now`, at most `most` of it; returns how many rows were worked off.

    In quiet hours nothing leaves.
    """
    if is_quiet(now, desk.rules.hours):
        return 0
    run = _Run(most)
    async with asyncio.TaskGroup() as senders:
        for _ in range(AT_ONCE):
            senders.create_task(_work(desk, now, run))
    return run.done


async def _work(desk: Desk, now: datetime, run: _Run) -> None:
    while run.goes_on:
        async with run.turn:
            if not run.goes_on:
                return
            if (owed := await _take(desk, now, run)) is None:
                run.is_empty = True
                return
        if owed.draft is None:
            continue
        draft = owed.draft
        outcome = await desk.telegraph.send(
            owed.chat.telegram,
            draft.message,
            reply_to=draft.reply_to,
            thread=draft.thread if draft.reply_to else owed.chat.topic,
            lane=lane_of(owed.row.kind),
        )
        async with run.turn, desk.sessions.begin() as session:
            await _settle(session, desk, owed, draft, outcome, now)
        run.note(outcome)
        chat = owed.chat.telegram
        log.info("delivered", kind=owed.row.kind, row=owed.row.id, chat=chat, outcome=outcome)


@dataclass(frozen=True, slots=True)
class _Taken:
    row: outbox.Owed
    chat: Chat
    draft: Draft | None


async def _take(desk: Desk, now: datetime, run: _Run) -> _Taken | None:
    """Claim a row and draw it up in one transaction: a crash before its end leaves it to others."""
    async with desk.sessions.begin() as session:
        row = await outbox.claim_next(session, now)
        if row is None:
            return None
        run.done += 1
        chat = await get_chat(session, row.chat)
        if chat.frozen_until is not None and now < chat.frozen_until:
            await outbox.postpone(session, row.id, chat.frozen_until, TOO_MANY)
            return _Taken(row, chat, None)
        if not chat.usable and not await try_again(session, chat.id, now, TOLD):
            await instead.settle(session, desk, row, chat, "the chat takes no messages", now)
            return _Taken(row, chat, None)
        return _Taken(row, chat, await _draw_up(session, desk, row, chat, now))


async def _draw_up(
    session: AsyncSession, desk: Desk, row: outbox.Owed, chat: Chat, now: datetime
) -> Draft | None:
    try:
        async with session.begin_nested():
            draft = await DRAW_UP[Owing(row.kind)](session, desk, row, chat, now)
    except Exception as error:  # whatever is wrong with one row, the others must go out
        log.exception("cannot be drawn up", kind=row.kind, row=row.id)
        await outbox.mark(session, row.id, "failed", f"cannot be drawn up: {error!r}")
        return None
    if draft is None:
        await outbox.mark(session, row.id, "skipped", "nothing to say")
        return None
    if draft.post is not None:
        await outbox.attach(session, row, draft.post)
    if row.again and not (draft.post and draft.post.about.get("again")):
        return replace(draft, message=again(draft.message, desk.words(chat.language)))
    return draft


async def _settle(
    session: AsyncSession, desk: Desk, owed: _Taken, draft: Draft, outcome: Outcome, now: datetime
) -> None:
    row, chat = owed.row, owed.chat
    match outcome:
        case Sent(message_id):
            await _sent(session, desk, row, draft, message_id, now)
            if not chat.usable:
                await resume(session, chat.telegram, now)
            await topics.note(session, desk, chat, outcome, now)
        case Moved(new):
            again = await follow(session, desk, chat.id, chat.telegram, new, now)
            await outbox.postpone(session, row.id, again, "the group was upgraded")
        case Wait(seconds):
            until = now + timedelta(seconds=seconds)
            await outbox.postpone(session, row.id, until, TOO_MANY)
            await outbox.freeze(session, row.chat, until)
        case Gone(why):
            if await suspend(session, chat.telegram, why, now):
                await _tell_of(session, desk, Owing.UNREACHABLE, chat, now)
            await instead.settle(session, desk, row, chat, why, now)
        case _:
            repeats = desk.rules.repeats
            await doubts.note_not_sent(session, row.id, row.attempts, outcome, now, repeats)
    if draft.post and not draft.is_kept and not isinstance(outcome, Sent | Unlikely | Unknown):
        await posts.discard(session, draft.post.id)


async def _tell_of(
    session: AsyncSession, desk: Desk, kind: Owing, chat: Chat, now: datetime
) -> None:
    await tell_office(session, kind, chat.id, desk.office_people, desk.rules.hours, now)


async def _sent(
    session: AsyncSession,
    desk: Desk,
    row: outbox.Owed,
    draft: Draft,
    message: int,
    now: datetime,
) -> None:
    desk.watch.on_sent(now - row.planned_at)
    late = lateness(row.planned_at, now, desk.rules.late_by) is not Lateness.ON_TIME
    await outbox.mark_sent(session, row.id, message, now, late=late)
    for plan, summary in draft.figures.items():
        # Kept once for all the chats a digest goes to.
        last = await summaries.last_snapshot(session, plan)
        if last is None or last[0] < row.planned_at:
            await summaries.keep_snapshot(session, plan, summary)
    if draft.post is not None:
        await posts.place(session, draft.post.id, message, print_of(draft.message))
    if draft.post is not None and draft.post.kind == "card":
        replaced = await cards.supersede(session, draft.post.chat, draft.post.id)
        await posts.ask_redraw(session, replaced, now)
