"""A plan is saved over what is there: what changed follows, what was said stays."""

from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from plan.changes import compare, keep_known
from plan.model import Lamp, Person, PersonRole, Plan, State, Status, Unit, UnitKind
from storage import cards, chats, decisions, drawings, imports, people, plans, posts, units
from storage.engine import Sessions
from storage.lamps import lamp_of
from storage.reports import Words
from storage.schema import PhaseRow, PostRow
from tests.plan.plans import plans as any_plan
from tests.storage.builders import (
    BUREAU,
    PHASES,
    RULES,
    TOWN,
    UNITS,
    VILLAGE,
    assignment,
    at,
    group,
    plan_of,
    report,
    row,
    save,
    source,
    task,
    unit_id,
)

NOW = at("2012-10-10 10:00")
LATER = at("2012-10-20 10:00")
DUE = date(2012, 11, 16)
SOME = Words(status=Status.IN_PROGRESS, percent=60)


@given(one=any_plan(), other=any_plan())
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_what_was_saved_is_what_is_loaded(sessions: Sessions, one: Plan, other: Plan) -> None:
    """Whatever the plan, and whatever stood there before under its title."""
    async with sessions() as session:
        first = keep_known(await everything(session), one)
        saved = await save(session, first, NOW)
        assert compare(await plans.load(session, saved), first) == ()
        second = keep_known(first, replace(other, title=one.title))
        assert await save(session, second, LATER) == saved
        assert compare(await plans.load(session, saved), second) == ()
        await session.rollback()


async def everything(session: AsyncSession) -> Plan:
    """Units are shared between plans, so that those of other plans belong to each."""
    assert await plans.ids(session) == []
    return Plan("", "", None, (), (), ())


async def test_plans_are_told_apart_by_title(session: AsyncSession) -> None:
    first = await save(session, plan_of(task("1", DUE)), NOW)
    second = await save(session, replace(plan_of(task("1", DUE)), title="另一方案"), NOW)
    assert await plans.named(session) == [(first, "和谐社区创建方案"), (second, "另一方案")]
    assert await plans.ids(session) == [first, second]
    assert await plans.identify(session, "另一方案") == second
    assert await plans.identify(session, "没有") is None


async def test_importing_again_leaves_what_was_reported(session: AsyncSession) -> None:
    plan = plan_of(task("1", DUE), task("2", DUE))
    await save(session, plan, NOW)
    one = await assignment(session, "1")
    await report(session, one, SOME, source("m1", NOW))
    await save(session, plan, LATER)
    stored = await row(session, one)
    assert (stored.state, stored.percent, stored.live_from) == (State.UNDER_WAY, 60, NOW)


async def test_what_is_no_longer_named_is_cancelled_and_keeps_its_reports(
    session: AsyncSession,
) -> None:
    both, one = plan_of(task("1", DUE), task("2", DUE)), plan_of(task("1", DUE))
    await save(session, both, NOW)
    gone = await assignment(session, "2")
    await report(session, gone, SOME, source("m1", NOW))
    plan_id = await save(session, one, LATER)
    assert (await row(session, gone)).state == State.CANCELLED
    assert [t.number for t in (await plans.load(session, plan_id)).tasks] == ["1"]
    await save(session, both, LATER)
    back = await row(session, gone)
    assert (back.state, back.percent) == (State.UNDER_WAY, 60)


async def test_a_unit_taken_off_a_task_is_cancelled(session: AsyncSession) -> None:
    await save(session, plan_of(task("1", DUE, lead=TOWN)), NOW)
    await save(session, plan_of(task("1", DUE, lead=BUREAU)), LATER)
    assert (await row(session, await assignment(session, "1", TOWN))).state == State.CANCELLED
    assert (await row(session, await assignment(session, "1", BUREAU))).state == State.ASSIGNED


async def test_a_due_date_already_past_is_history(session: AsyncSession) -> None:
    await save(session, plan_of(task("1", date(2012, 10, 9)), task("2", date(2012, 10, 10))), NOW)
    past, running = await assignment(session, "1"), await assignment(session, "2")
    assert (await row(session, past)).history
    assert lamp_of(await row(session, past), date(2012, 10, 10)) is Lamp.HISTORY
    assert not (await row(session, running)).history
    phases = {p.code: p.history for p in await session.scalars(select(PhaseRow))}
    assert phases == {"1": True, "2": False}


async def test_a_changed_due_date_counts_from_the_import_that_brought_it(
    session: AsyncSession,
) -> None:
    await save(session, plan_of(task("1", date(2012, 10, 9))), NOW)
    one = await assignment(session, "1")
    await save(session, plan_of(task("1", DUE)), LATER)
    stored = await row(session, one)
    assert (stored.due, stored.original_due, stored.live_from) == (DUE, DUE, LATER)
    assert not stored.history
    assert stored.blue_on == date(2012, 11, 9)


async def test_a_granted_extension_outlives_a_repeated_import(session: AsyncSession) -> None:
    plan, wanted = plan_of(task("1", DUE)), date(2012, 11, 30)
    await save(session, plan, NOW)
    one = await assignment(session, "1")
    await report(session, one, Words(extend_to=wanted), source("m1", NOW))
    await decisions.decide_extension(session, one, 1, True, NOW, rules=RULES)
    await save(session, plan, LATER)
    assert ((await row(session, one)).due, (await row(session, one)).original_due) == (wanted, DUE)
    await save(session, plan_of(task("1", date(2012, 12, 7))), LATER)
    assert (await row(session, one)).due == date(2012, 12, 7)


async def test_a_task_due_before_its_phase_opens_has_no_schedule(session: AsyncSession) -> None:
    await save(session, plan_of(task("1", date(2012, 9, 28), phase="2")), NOW)
    assert (await row(session, await assignment(session, "1"))).start is None


async def test_a_phase_no_longer_named_is_left_out(session: AsyncSession) -> None:
    await save(session, plan_of(task("1", DUE)), NOW)
    plan_id = await save(session, plan_of(task("1", DUE), phases=PHASES[1:]), LATER)
    assert [phase.id for phase in (await plans.load(session, plan_id)).phases] == ["2"]
    await save(session, plan_of(task("1", DUE)), LATER)
    assert [phase.id for phase in (await plans.load(session, plan_id)).phases] == ["1", "2"]


async def test_people_bound_in_a_chat_are_never_removed(session: AsyncSession) -> None:
    named = Unit(BUREAU, UnitKind.DEPARTMENT, people=(Person("钱青禾", PersonRole.LIAISON),))
    plan = plan_of(task("1", DUE), units=(named, *UNITS[1:]))
    await save(session, plan, NOW)
    unit, chat = await unit_id(session), await group(session, -1001, BUREAU)
    for user, name in ((1001, "钱青禾"), (1002, "孙亦舟")):
        wish = await people.apply(session, unit, chat, user, name, PersonRole.LIAISON, NOW)
        assert wish is not None
        await people.decide(session, wish, 1, True, NOW)
    plan_id = await save(session, plan, LATER)
    bound = [(p.name, p.telegram) for p in (await plans.load(session, plan_id)).units[0].people]
    assert bound == [("钱青禾", 1001), ("孙亦舟", 1002)]


async def test_the_groups_and_the_tree_of_a_file_are_taken(session: AsyncSession) -> None:
    bound = replace(UNITS[0], chat=-1001000000005)
    plan = plan_of(task("1", DUE), units=(bound, *UNITS[1:]))
    plan_id = await save(session, plan, NOW)
    await save(session, plan, LATER)
    loaded = await plans.load(session, plan_id)
    assert [unit.chat for unit in loaded.units] == [-1001000000005, None, None]
    assert [unit.parent for unit in loaded.units] == [None, None, TOWN]
    assert await units.chats_by_unit(session) == {await unit_id(session): -1001000000005}


async def test_cards_that_show_what_changed_are_drawn_anew(session: AsyncSession) -> None:
    plan = plan_of(task("1", DUE), task("2", DUE), task("3", DUE, lead=VILLAGE))
    await save(session, plan, NOW)
    chat = await group(session, -1001, BUREAU, VILLAGE)
    made = {}
    for number, unit in (("1", BUREAU), ("2", BUREAU), ("3", VILLAGE)):
        line = (await assignment(session, number, unit), None)
        made[number] = await cards.open_card(session, chat, [line], {}, NOW)
        await posts.place(session, made[number].id, int(number))
    moved = plan_of(
        task("1", date(2012, 11, 20)), replace(plan.tasks[1], title="新题"), plan.tasks[2]
    )
    await save(session, moved, LATER)
    query = select(PostRow.id).where(PostRow.redraw_at.is_not(None)).order_by(PostRow.id)
    assert (await session.scalars(query)).all() == [made["1"].id, made["2"].id]
    assert (await drawings.draw_card(session, made["1"], RULES, LATER)).lines[0].due.day == 20
    assert (await drawings.draw_card(session, made["2"], RULES, LATER)).lines[0].title == "新题"


async def test_a_chat_of_a_file_is_known_once(session: AsyncSession) -> None:
    both = tuple(replace(unit, chat=-1001000000005) for unit in UNITS[:2])
    await save(session, plan_of(task("1", DUE), units=(*both, UNITS[2])), NOW)
    chat = await chats.find_chat(session, -1001000000005)
    assert chat is not None
    assert [u.name for u in await units.units_of_chat(session, chat.id)] == [BUREAU, TOWN]


async def test_what_was_over_at_import_is_counted(session: AsyncSession) -> None:
    past, due = task("1", date(2012, 10, 9)), task("2", DUE)
    plan_id = await save(session, plan_of(past, due), NOW)
    assert await imports.count_history(session, plan_id) == 1
    await save(session, plan_of(due), NOW)
    assert await imports.count_history(session, plan_id) == 0
