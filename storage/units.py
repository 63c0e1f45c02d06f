"""Units, and which group speaks for which."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from plan.model import PersonRole, Role, State
from storage.chats import Chat
from storage.places import of_its_group
from storage.schema import IN_DATABASE, AssignmentRow, BindingRow, ChatRow, PersonRow, UnitRow


@dataclass(frozen=True, slots=True)
class BoundUnit:
    """A unit a group speaks for, and how many tasks it leads and answers for."""

    id: int
    name: str
    leads: int = 0
    answers: int = 0


async def chats_by_unit(session: AsyncSession) -> Mapping[int, int]:
    """The Telegram chat of every bound unit."""
    query = (
        select(BindingRow.unit_id, ChatRow.telegram_id)
        .join(ChatRow, ChatRow.id == BindingRow.chat_id)
        .where(BindingRow.ended_at.is_(None))
    )
    return dict((await session.execute(query)).all())


async def find_unit(session: AsyncSession, name: str) -> int | None:
    return await session.scalar(select(UnitRow.id).where(UnitRow.name == name))


async def unit_name(session: AsyncSession, unit_id: int) -> str:
    return (await session.get_one(UnitRow, unit_id)).name


async def similar_units(session: AsyncSession, name: str, limit: int = 5) -> Sequence[str]:
    """Units whose name contains `name`, or is contained in it: for "did you mean"."""
    names = await session.scalars(select(UnitRow.name).order_by(UnitRow.position, UnitRow.id))
    return [known for known in names if name in known or known in name][:limit]


async def units_of_chat(session: AsyncSession, chat_id: int) -> Sequence[BoundUnit]:
    """The units a group, or a topic of it, speaks for, first bound first."""
    return await _bound(session, ChatRow.id == chat_id)


async def units_of_group(session: AsyncSession, telegram: int) -> Sequence[BoundUnit]:
    """The units all topics of a group speak for."""
    return await _bound(session, ChatRow.telegram_id == telegram)


async def units_around(session: AsyncSession, chat: Chat) -> Sequence[BoundUnit]:
    """The units meant by who says nothing else: the topic's, or where it has none the group's.

    The units of a topic that is gone are the chat's itself.
    """
    if chat.topic is None:
        fallen = or_(ChatRow.topic == 0, ChatRow.topic_gone)
        own = await _bound(session, (ChatRow.telegram_id == chat.telegram) & fallen)
    else:
        own = await units_of_chat(session, chat.id)
    return own or await units_of_group(session, chat.telegram)


async def _bound(session: AsyncSession, where: ColumnElement[bool]) -> Sequence[BoundUnit]:
    lead = func.count().filter(AssignmentRow.role == Role.LEAD)
    answers = func.count().filter(AssignmentRow.role == Role.RESPONSIBLE)
    query = (
        select(UnitRow.id, UnitRow.name, lead, answers)
        .join(BindingRow, BindingRow.unit_id == UnitRow.id)
        .join(ChatRow, ChatRow.id == BindingRow.chat_id)
        .outerjoin(
            AssignmentRow,
            (AssignmentRow.unit_id == UnitRow.id) & (AssignmentRow.state != State.CANCELLED),
        )
        .where(where, BindingRow.ended_at.is_(None))
        .group_by(UnitRow.id, UnitRow.name)
        .order_by(func.min(BindingRow.id))
    )
    return [BoundUnit(*row) for row in await session.execute(query)]


async def group_name(session: AsyncSession, chat_id: int) -> str:
    """What a group is called: by Telegram, or while nobody wrote in it, by its first unit."""
    title = (await session.get_one(ChatRow, chat_id)).title
    units = [] if title else await units_of_chat(session, chat_id)
    return units[0].name if units else title


async def bind(
    session: AsyncSession, chat_id: int, unit_id: int, by: int | None, now: datetime
) -> bool:
    """Let a group speak for a unit in place of its older group; False if it already does."""
    current = (BindingRow.unit_id == unit_id, BindingRow.ended_at.is_(None))
    before = await session.scalar(select(BindingRow.chat_id).where(*current))
    if before == chat_id:
        return False
    await session.execute(update(BindingRow).where(*current).values(ended_at=now))
    if before not in (await session.scalars(of_its_group(chat_id))).all():
        # Who left the older group may be in this one.
        people = update(PersonRow).where(PersonRow.unit_id == unit_id).values(outside_at=None)
        await session.execute(people, execution_options=IN_DATABASE)
    session.add(BindingRow(chat_id=chat_id, unit_id=unit_id, bound_by=by, bound_at=now))
    await session.flush()
    return True


async def unbound_units(session: AsyncSession) -> Sequence[str]:
    """The names of the units of `unbound`."""
    return [name for _, name in await unbound(session)]


async def unbound(session: AsyncSession) -> Sequence[tuple[int, str]]:
    """Units that owe something and have no usable group; shown to the office until bound."""
    bound = (
        select(BindingRow.unit_id)
        .join(ChatRow, ChatRow.id == BindingRow.chat_id)
        .where(BindingRow.ended_at.is_(None), ChatRow.usable)
    )
    query = select(UnitRow.id, UnitRow.name).where(UnitRow.id.not_in(bound), _owes())
    return (await session.execute(query.order_by(UnitRow.position))).all()


async def without_liaison(session: AsyncSession) -> Sequence[str]:
    """The names of units that owe something although no liaison or deputy can answer for them."""
    answered = select(PersonRow.unit_id).where(
        PersonRow.role.in_([PersonRole.LIAISON, PersonRole.DEPUTY]),
        PersonRow.telegram_id.is_not(None),
        PersonRow.left_at.is_(None),
    )
    query = select(UnitRow.name).where(UnitRow.id.not_in(answered), _owes())
    return (await session.scalars(query.order_by(UnitRow.position))).all()


def _owes() -> ColumnElement[bool]:
    """Whether a unit has something to do still that was not over at its import."""
    return exists().where(
        AssignmentRow.unit_id == UnitRow.id,
        AssignmentRow.state.not_in([State.CLOSED, State.CANCELLED]),
        ~AssignmentRow.history,
    )
