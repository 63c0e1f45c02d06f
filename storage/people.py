"""Who answers for a unit, and who asks to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Update, bindparam, case, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan.model import Departure, Member, Person, PersonRole
from storage.places import of_its_group
from storage.schema import IN_DATABASE, ApplicationRow, BindingRow, ChatRow, PersonRow, UnitRow
from storage.units import group_name


@dataclass(frozen=True, slots=True)
class Application:
    """A wish to answer for a unit, as the office decides on it."""

    id: int
    unit: int
    unit_name: str
    chat: int
    user: int
    name: str
    role: PersonRole


P = PersonRow.table().c
UNITS_OF_USER = select(P.unit_id).where(P.telegram_id == bindparam("user"), P.left_at.is_(None))


async def units_of_user(session: AsyncSession, user: int) -> frozenset[int]:
    """The units a person answers for, in whatever role."""
    return frozenset(await session.scalars(UNITS_OF_USER, {"user": user}))


async def unit_names(session: AsyncSession, units: Collection[int]) -> Sequence[str]:
    """The names of units, in the plan's order."""
    query = select(UnitRow.name).where(UnitRow.id.in_(units)).order_by(UnitRow.position)
    return (await session.scalars(query)).all()


async def reachable_for(session: AsyncSession, chat_id: int) -> Sequence[int]:
    """The private chats of whoever can be told for a group, one a unit: its liaison, else a deputy.

    Those count who have written to the bot and take its messages.
    """
    is_deputy = case((PersonRow.role == PersonRole.DEPUTY, 1), else_=0)
    query = (
        select(BindingRow.unit_id, ChatRow.id)
        .join(PersonRow, PersonRow.unit_id == BindingRow.unit_id)
        .join(ChatRow, ChatRow.telegram_id == PersonRow.telegram_id)
        .where(
            BindingRow.chat_id == chat_id,
            BindingRow.ended_at.is_(None),
            PersonRow.role.in_([PersonRole.LIAISON, PersonRole.DEPUTY]),
            PersonRow.left_at.is_(None),
            ChatRow.usable,
        )
        .order_by(is_deputy, PersonRow.id)
    )
    first: dict[int, int] = {}
    for unit, chat in await session.execute(query):
        first.setdefault(unit, chat)
    return list(dict.fromkeys(first.values()))


MEMBERS = select(PersonRow, UnitRow.name).join(UnitRow, UnitRow.id == PersonRow.unit_id)


async def members(session: AsyncSession, unit_id: int) -> Sequence[Member]:
    """Who answers for a unit, in whatever role, also those who have no account yet."""
    query = MEMBERS.where(PersonRow.unit_id == unit_id, PersonRow.left_at.is_(None))
    return [_member(*row) for row in await session.execute(query.order_by(PersonRow.id))]


async def member(session: AsyncSession, person_id: int) -> Member:
    """Somebody who answers for a unit or did. Raises NoResultFound."""
    return _member(*(await session.execute(MEMBERS.where(PersonRow.id == person_id))).one())


def _member(row: PersonRow, unit: str) -> Member:
    person = Person(row.name, PersonRole(row.role), row.telegram_id)
    return Member(row.id, person, row.unit_id, unit, row.left_at, row.outside_at)


async def let_go(session: AsyncSession, person_id: int, now: datetime | None) -> None:
    """From `now` on somebody answers for their unit no longer; None takes that back."""
    await session.execute(update(PersonRow).where(PersonRow.id == person_id).values(left_at=now))


# Who answers for a unit in its group; those above them need not be there.
ANSWERING = (
    PersonRow.role.in_([PersonRole.LIAISON, PersonRole.DEPUTY]),
    PersonRow.left_at.is_(None),
)


async def see_out(session: AsyncSession, user: int, chat_id: int, now: datetime) -> int | None:
    """Note that somebody left the group of units they answer for.

    None if they answer for none of them, or that was noted before; else their id in the first.
    """
    went = _in_group(user, chat_id).where(PersonRow.outside_at.is_(None))
    noted = went.values(outside_at=now).returning(PersonRow.id)
    return min(await session.scalars(noted), default=None)


async def see_in(session: AsyncSession, user: int, chat_id: int) -> None:
    """Note that somebody is in the group of units they answer for."""
    await session.execute(_in_group(user, chat_id).values(outside_at=None))


def _in_group(user: int, chat_id: int) -> Update:
    bound = (BindingRow.chat_id.in_(of_its_group(chat_id)), BindingRow.ended_at.is_(None))
    units = select(BindingRow.unit_id).where(*bound)
    query = update(PersonRow).where(PersonRow.telegram_id == user, PersonRow.unit_id.in_(units))
    return query.where(*ANSWERING).execution_options(**IN_DATABASE)


async def departure(session: AsyncSession, person_id: int) -> Departure | None:
    """What the office should know of somebody who left; None once they are back or let go."""
    one = await session.get_one(PersonRow, person_id)
    if one.outside_at is None:
        return None
    same = (PersonRow.telegram_id == one.telegram_id, PersonRow.outside_at == one.outside_at)
    query = (
        select(UnitRow.id, UnitRow.name, BindingRow.chat_id)
        .join(PersonRow, PersonRow.unit_id == UnitRow.id)
        .join(BindingRow, BindingRow.unit_id == UnitRow.id)
        .where(*same, *ANSWERING, BindingRow.ended_at.is_(None))
        .order_by(UnitRow.position, UnitRow.id)
    )
    rows = (await session.execute(query)).all()
    if not rows:
        return None
    here = (PersonRow.telegram_id.is_not(None), PersonRow.outside_at.is_(None), *ANSWERING)
    units = [(unit, name) for unit, name, _ in rows]
    theirs = PersonRow.unit_id.in_([unit for unit, _ in units])
    answered = set(await session.scalars(select(PersonRow.unit_id).where(theirs, *here)))
    alone = [name for unit, name in units if unit not in answered]
    return Departure(one.name, await group_name(session, rows[0].chat_id), units, alone)


async def apply(
    session: AsyncSession,
    unit_id: int,
    chat_id: int,
    user: int,
    name: str,
    role: PersonRole,
    now: datetime,
) -> int | None:
    """Note that a person wants to answer for a unit; None while an earlier wish is undecided."""
    open_wish = select(ApplicationRow.id).where(
        ApplicationRow.unit_id == unit_id,
        ApplicationRow.user_id == user,
        ApplicationRow.decided_at.is_(None),
    )
    if await session.scalar(open_wish) is not None:
        return None
    row = ApplicationRow(
        unit_id=unit_id, chat_id=chat_id, user_id=user, name=name, role=role, asked_at=now
    )
    session.add(row)
    await session.flush()
    return row.id


async def open_application(session: AsyncSession, application_id: int) -> Application | None:
    """A wish that still waits for the office; None once it was decided."""
    row = await session.get_one(ApplicationRow, application_id)
    return await _application(session, row) if row.decided_at is None else None


async def decided_application(
    session: AsyncSession, application_id: int
) -> tuple[Application, bool]:
    """A wish with the office's answer."""
    row = await session.get_one(ApplicationRow, application_id)
    return await _application(session, row), bool(row.accepted)


async def _application(session: AsyncSession, row: ApplicationRow) -> Application:
    unit = await session.get_one(UnitRow, row.unit_id)
    role = PersonRole(row.role)
    return Application(row.id, unit.id, unit.name, row.chat_id, row.user_id, row.name, role)


async def decide(
    session: AsyncSession, application_id: int, by: int, accepted: bool, now: datetime
) -> Application | None:
    """The office's answer, given once; None if somebody answered before."""
    query = update(ApplicationRow).where(
        ApplicationRow.id == application_id, ApplicationRow.decided_at.is_(None)
    )
    decided = query.values(decided_at=now, decided_by=by, accepted=accepted)
    row = await session.scalar(decided.returning(ApplicationRow))
    if row is None:
        return None
    if accepted:
        await _join(session, row, now)
    return await _application(session, row)


async def _join(session: AsyncSession, row: ApplicationRow, now: datetime) -> None:
    """Take the place the plan file left without a Telegram account, or a new one."""
    vacant = select(PersonRow).where(
        PersonRow.unit_id == row.unit_id,
        PersonRow.role == row.role,
        PersonRow.name == row.name,
        PersonRow.telegram_id.is_(None),
        PersonRow.left_at.is_(None),
    )
    person = await session.scalar(vacant)
    if person is None:
        person = PersonRow(unit_id=row.unit_id, name=row.name, role=row.role, joined_at=now)
        session.add(person)
    person.telegram_id = row.user_id
