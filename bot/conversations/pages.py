"""The office's pages: one message, edited in place from the figures down to a single report."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.context import Deps
from bot.conversations.press import Effect, Press
from bot.invitations import invite
from plan.summary import Tally
from render import item as item_page
from render import status as render
from render.message import Message
from render.status import PAGE_SIZE, Grouping, Listing, Sheet
from render.texts import Texts
from storage import (
    decisions,
    entries,
    evidence,
    figures,
    history,
    people,
    plans,
    posts,
    summaries,
    units,
)
from storage.posts import Post

Page = Callable[[AsyncSession, Deps, Press], Awaitable[Message]]


async def home_page(
    session: AsyncSession, deps: Deps, post: Post, texts: Texts, now: datetime
) -> Message:
    """The plan at a glance."""
    plan, today = post.about["plan"], deps.today(now)
    summary = await summaries.summarise(session, plan, now, today, units=0, lists=False)
    others = [(number, title) for number, title in await plans.named(session) if number != plan]
    return render.home(summary, post.key, texts, deps.rules.hours.zone, others)


async def unbound_page(
    session: AsyncSession, deps: Deps, chat: int, texts: Texts, now: datetime
) -> tuple[Message, Post]:
    """The units without a group as a message of its own, each with a button for its code."""
    plan = next(iter(await plans.ids(session)), 0)
    post = await posts.add_post(session, chat, "page", {"plan": plan}, now)
    return await _unbound(session, post, 0, texts), post


async def _unbound(session: AsyncSession, post: Post, page: int, texts: Texts) -> Message:
    rows = await units.unbound(session)
    sheet = _sheet(post, page, len(rows))
    return render.unbound(rows[sheet.start :][:PAGE_SIZE], sheet, texts)


def _sheet(post: Post, page: int, rows: int) -> Sheet:
    """The page asked for, or the last one of a list that has become shorter."""
    pages = max(1, -(-rows // PAGE_SIZE))
    return Sheet(post.key, min(page, pages - 1), pages)


def _standing(tally: Tally) -> int:
    return sum(tally.lamps.values())


async def _home(session: AsyncSession, deps: Deps, press: Press) -> Message:
    return await home_page(session, deps, press.post, press.texts, press.now)


async def _switch(session: AsyncSession, deps: Deps, press: Press) -> Effect:
    """Another plan at a glance; the message is about that plan from now on."""
    about = {"plan": press.number()}
    if about["plan"] not in await plans.ids(session):
        raise LookupError(f"no plan {about['plan']}")
    await posts.change_about(session, press.post.id, about)
    press = replace(press, post=replace(press.post, about=about))
    return await turning(_home)(session, deps, press)


async def _groups(session: AsyncSession, deps: Deps, press: Press) -> Message:
    """The phases or the units with their figures."""
    plan, today, page = press.post.about["plan"], deps.today(press.now), press.number()
    if press.verb == "phases":
        rows = [one for _, one in await figures.phase_figures(session, plan, today)]
        return render.groups(Grouping.PHASE, rows, Sheet(press.post.key), press.texts)
    sheet = _sheet(press.post, page, await figures.count_units(session, plan))
    rows = list(await figures.unit_figures(session, plan, today, PAGE_SIZE, sheet.start))
    return render.groups(Grouping.UNIT, rows, sheet, press.texts)


async def _group(session: AsyncSession, deps: Deps, press: Press) -> Message:
    """What one phase or unit still owes."""
    plan, today = press.post.about["plan"], deps.today(press.now)
    number, page = press.number(0), press.number(1)
    if press.verb == "phase":
        counted = await figures.figures_of_phase(session, number, today)
        sheet = _sheet(press.post, page, _standing(counted.tally))
        rows = await entries.entries_of_phase(session, number, today, PAGE_SIZE, sheet.start)
    else:
        counted = await figures.figures_of_unit(session, plan, number, today)
        sheet = _sheet(press.post, page, _standing(counted.tally))
        rows = await entries.entries_of_unit(session, plan, number, today, PAGE_SIZE, sheet.start)
        members = await people.members(session, number)
        return render.unit(counted, rows, len(members), sheet, press.texts, today)
    return render.group(Grouping.PHASE, counted, rows, sheet, press.texts, today)


async def _entries(session: AsyncSession, deps: Deps, press: Press) -> Message:
    """One of the office's lists."""
    plan, today, page = press.post.about["plan"], deps.today(press.now), press.number()
    listing = Listing(press.verb)
    sheet = _sheet(press.post, page, await entries.count_entries(session, plan, listing, today))
    rows = await entries.entries(session, plan, listing, today, PAGE_SIZE, sheet.start)
    return render.entries(listing, rows, sheet, press.texts, today)


async def _item(session: AsyncSession, deps: Deps, press: Press) -> Message:
    return await item_of(session, deps, press, press.number())


async def item_of(session: AsyncSession, deps: Deps, press: Press, one: int) -> Message:
    """One assignment with all that was said of it."""
    today = deps.today(press.now)
    pending = await decisions.pending_extension(session, one)
    return item_page.item(
        await entries.entry(session, one, today),
        await history.history(session, one),
        await evidence.count_evidence(session, one),
        press.post.key,
        press.texts,
        deps.rules.hours.zone,
        today,
        wanted=pending.wanted if pending else None,
    )


async def _unbound_press(session: AsyncSession, deps: Deps, press: Press) -> Message:
    return await _unbound(session, press.post, press.number(), press.texts)


async def _invite(session: AsyncSession, deps: Deps, press: Press) -> Effect:
    """A one-time link and code for a unit's group, or for the office's."""
    unit = press.number() if press.args else None
    return Effect(ask=await invite(session, deps, unit, press.texts, press.now))


def turning(draw: Page) -> Callable[[AsyncSession, Deps, Press], Awaitable[Effect]]:
    """A page drawn by a reader of its own: a long look at the plan holds up nobody who writes."""

    async def turn(session: AsyncSession, deps: Deps, press: Press) -> Effect:
        return Effect(page=lambda reader: draw(reader, deps, press))

    return turn


VERBS = {
    "home": turning(_home),
    "plan": _switch,
    "phases": turning(_groups),
    "units": turning(_groups),
    "phase": turning(_group),
    "unit": turning(_group),
    "item": turning(_item),
    "unbound": turning(_unbound_press),
    "invite": _invite,
} | {listing.value: turning(_entries) for listing in Listing}
