"""News for the office and for a unit's group, drawn up from what holds when it is sent."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from jobs.desk import Desk, Draft
from plan.calendar import local_day
from plan.model import State, Status
from plan.notices import Owing
from plan.summary import Entry
from render import binding, notices
from render.item import News, item
from render.message import Message
from render.notices import Decision, Trouble, again
from render.people import departed
from storage import cards, decisions, entries, history, people, plans, posts, reports
from storage.chats import Chat, get_chat
from storage.evidence import count_evidence
from storage.outbox import Owed
from storage.posts import Post
from storage.units import group_name, units_of_chat, units_of_group

NEWS = {Owing.CLAIM: News.CLAIM, Owing.BLOCK: News.BLOCK, Owing.EXTENSION: News.EXTENSION}
# What happens to one topic of a forum, not to all of it.
OF_TOPIC = (Trouble.TOPIC_CLOSED, Trouble.TOPIC_GONE)


async def draw_up_report(
    session: AsyncSession, desk: Desk, owed: Owed, chat: Chat, now: datetime
) -> Draft | None:
    """A report the office should see at once; None when it was taken back or overtaken."""
    assignment = await reports.standing_assignment(session, owed.subject)
    if assignment is None:
        return None
    if await reports.said_again(session, owed.subject):
        return None
    about = {
        "plan": await plans.of_assignment(session, assignment),
        "news": owed.kind,
        "again": owed.again,
    }
    post = await cards.open_page(session, chat.id, assignment, about, now)
    page, holds = await _page(session, desk, post, assignment, chat, now)
    if not holds:
        await posts.discard(session, post.id)
        return None
    return Draft(page, post)


async def draw_news(
    session: AsyncSession, desk: Desk, post: Post, chat: Chat, now: datetime
) -> Message | None:
    """What a page sent as news should show by now; None when it was turned to something else."""
    assignment = await cards.page_shows(session, post.id)
    if assignment is None:
        return None
    page, _ = await _page(session, desk, post, assignment, chat, now)
    return page


async def _page(
    session: AsyncSession, desk: Desk, post: Post, assignment: int, chat: Chat, now: datetime
) -> tuple[Message, bool]:
    """The assignment a page of news is about, and whether the news still holds."""
    today = local_day(now, desk.rules.hours.zone)
    entry = await entries.entry(session, assignment, today)
    pending = await decisions.pending_extension(session, assignment)
    kind, texts = Owing(post.about["news"]), desk.words(chat.language)
    holds = _still_holds(kind, entry, pending is not None)
    page = item(
        entry,
        await history.history(session, assignment),
        await count_evidence(session, assignment),
        post.key,
        texts,
        desk.rules.hours.zone,
        today,
        wanted=pending.wanted if pending else None,
        news=NEWS[kind] if holds else News.OVER,
    )
    return (again(page, texts) if post.about.get("again") else page), holds


def _still_holds(kind: Owing, entry: Entry, wants_time: bool) -> bool:
    if kind is Owing.EXTENSION:
        return wants_time
    if kind is Owing.CLAIM:
        return entry.state is State.CLAIMED
    return entry.state.is_open and entry.status is Status.BLOCKED


async def draw_up_application(
    session: AsyncSession, desk: Desk, owed: Owed, chat: Chat, now: datetime
) -> Draft | None:
    """Somebody asks to answer for a unit; None when that was decided before."""
    wish = await people.open_application(session, owed.subject)
    if wish is None:
        return None
    post = await posts.add_post(session, chat.id, "application", {"application": wish.id}, now)
    texts = desk.words(chat.language)
    asked = binding.application(wish.name, wish.user, wish.unit_name, wish.role, post.key, texts)
    return Draft(asked, post)


async def draw_up_welcome(
    session: AsyncSession, desk: Desk, owed: Owed, chat: Chat, now: datetime
) -> Draft | None:
    """The office's answer to an application, in the group it came from."""
    wish, accepted = await people.decided_application(session, owed.subject)
    texts = desk.words(chat.language)
    said = binding.application_decided(wish.name, wish.unit_name, wish.role, accepted, texts)
    return Draft(said)


async def draw_up_review(
    session: AsyncSession, desk: Desk, owed: Owed, chat: Chat, now: datetime
) -> Draft | None:
    """What the office decided on a claim, in the unit's group."""
    assignment, accepted = await decisions.find_review(session, owed.subject)
    decision = Decision.ACCEPTED if accepted else Decision.RETURNED
    entry = await entries.entry(session, assignment, local_day(now, desk.rules.hours.zone))
    return Draft(notices.decided(decision, entry, desk.words(chat.language)))


async def draw_up_extension(
    session: AsyncSession, desk: Desk, owed: Owed, chat: Chat, now: datetime
) -> Draft | None:
    """What the office decided on a request for more time, in the unit's group."""
    assignment, wanted, granted = await decisions.find_extension(session, owed.subject)
    decision = Decision.GRANTED if granted else Decision.REFUSED
    entry = await entries.entry(session, assignment, local_day(now, desk.rules.hours.zone))
    return Draft(notices.decided(decision, entry, desk.words(chat.language), day=wanted))


async def draw_up_departure(
    session: AsyncSession, desk: Desk, owed: Owed, chat: Chat, now: datetime
) -> Draft | None:
    """Somebody left the group they answer in; None once they are back or the office let them go."""
    left = await people.departure(session, owed.subject)
    if left is None:
        return None
    plan = next(iter(await plans.ids(session)), 0)
    post = await posts.add_post(session, chat.id, "page", {"plan": plan}, now)
    return Draft(departed(left, post.key, desk.words(chat.language)), post)


async def draw_up_guessing(
    session: AsyncSession, desk: Desk, owed: Owed, chat: Chat, now: datetime
) -> Draft | None:
    """Somebody tries codes that nobody was given."""
    return Draft(notices.guessing(owed.subject, desk.words(chat.language)))


async def draw_up_trouble(
    session: AsyncSession, desk: Desk, owed: Owed, chat: Chat, now: datetime
) -> Draft | None:
    """What happened to the group of some units; None when the group speaks for nobody."""
    group = await get_chat(session, owed.subject)
    kind = Trouble(owed.kind)
    if kind in OF_TOPIC:
        bound = await units_of_chat(session, group.id)
    else:
        bound = await units_of_group(session, group.telegram)
    if not bound:
        return None
    units = [unit.name for unit in bound]
    texts, name = desk.words(chat.language), await group_name(session, group.id)
    return Draft(notices.trouble(kind, name, units, texts))
