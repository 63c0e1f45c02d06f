"""Binding a group to a unit, and people to it: invitations, greetings, applications."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from plan.model import PersonRole
from render.clean import clean
from render.keys import button
from render.message import Message, Style
from render.texts import Texts
from render.words import NAME_LIMIT, UNIT_LIMIT, mention


def invitation(
    unit: str | None,
    bot: str,
    token: str,
    typed: str,
    expires: datetime,
    texts: Texts,
    zone: tzinfo,
) -> Message:
    """How to bind a group to `unit` (None: the office), by a link with the `token` or by a code
    typed there.

    The code is sent to the `bot` by name: it may not hear what is said to nobody.
    """
    link = f"https://t.me/{bot}?startgroup={token}"
    words = {"link": link, "bot": bot, "code": typed, "until": texts.moment(expires, zone)}
    if unit is None:
        return Message(texts("bind.invite_office", **words))
    return Message(texts("bind.invite_unit", unit=clean(unit, UNIT_LIMIT), **words))


def unit_bound(unit: str, lead: int, responsible: int, key: str, texts: Texts) -> Message:
    """The greeting in a group just bound; `lead` and `responsible` count the unit's tasks."""
    text = texts("bind.bound", unit=clean(unit, UNIT_LIMIT), lead=lead, responsible=responsible)
    liaison = button(texts, "button.liaison", key, "liaison", style=Style.PRIMARY)
    return Message(text, ((liaison, button(texts, "button.deputy", key, "deputy")),))


def office_bound(texts: Texts) -> Message:
    """The greeting in the office's own group."""
    return Message(texts("bind.office_bound"))


def bind_refused(texts: Texts) -> Message:
    """The code was unknown, used or too old."""
    return Message(texts("bind.refused"))


def bind_usage(units: Sequence[str], texts: Texts) -> Message:
    """What to write after /bind; `units` are those whose name comes near what was written."""
    if units:
        return Message(texts("bind.which_unit", units=texts.joined(units)))
    return Message(texts("bind.usage"))


def application(
    name: str, user: int, unit: str, role: PersonRole, key: str, texts: Texts
) -> Message:
    """Somebody wants to answer for a unit; the office decides."""
    approve = button(texts, "button.approve", key, "approve", style=Style.SUCCESS)
    decline = button(texts, "button.decline", key, "decline")
    who = mention(user, name, texts)
    return Message(
        texts("apply.asked", **_office(unit, role, texts), name=who), ((approve, decline),)
    )


def application_decided(
    name: str, unit: str, role: PersonRole, accepted: bool, texts: Texts
) -> Message:
    """The office's answer, for the group and in place of the office's question."""
    key = "apply.approved" if accepted else "apply.declined"
    return Message(texts(key, **_office(unit, role, texts), name=clean(name, NAME_LIMIT)))


def _office(unit: str, role: PersonRole, texts: Texts) -> dict[str, object]:
    return {"unit": clean(unit, UNIT_LIMIT), "role": texts.plain(f"person.{role}")}
