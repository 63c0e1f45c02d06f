"""Short messages about the bot's own doings: welcome, refusals, confirmations, trouble."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, tzinfo
from enum import StrEnum

from plan.extensions import Denial, Denied
from plan.files import Refusal
from plan.summary import Entry
from render.callback import encode
from render.clean import clean
from render.entries import entry_name
from render.message import Button, Message
from render.texts import Texts
from render.words import CHAT_LIMIT


class Audience(StrEnum):
    """Whom the bot talks to."""

    OFFICE = "office"
    LIAISON = "liaison"
    LEADER = "leader"
    STRANGER = "stranger"


class Toast(StrEnum):
    """Answers to a press that carry no values."""

    RECORDED = "recorded"
    SAME = "same"
    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    UNDONE = "undone"
    UNDO_TOO_LATE = "undo_too_late"
    STALE = "stale"
    CLOSED = "closed"
    OFFICE_ONLY = "office_only"
    APPLIED = "applied"
    APPLIED_BEFORE = "applied_before"
    ANSWERS_ALREADY = "answers_already"
    NO_UNIT = "no_unit"
    PRIVATE_ONLY = "private_only"
    NO_PLAN = "no_plan"
    NO_LINES = "no_lines"
    ANONYMOUS = "anonymous"
    CODE_IN_GROUP = "code_in_group"
    DECIDED_BEFORE = "decided_before"
    DONE = "done"


class Decision(StrEnum):
    """What the office decided on an assignment."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    GRANTED = "granted"
    REFUSED = "refused"


class Trouble(StrEnum):
    """What happened to a bound group."""

    REMOVED = "removed"
    MUTED = "muted"
    UNREACHABLE = "unreachable"
    MOVED = "moved"
    TOPIC_CLOSED = "topic_closed"
    TOPIC_GONE = "topic_gone"


def toast(kind: Toast, texts: Texts) -> str:
    """A short answer to a press."""
    return texts.toast(f"toast.{kind}")


def note(kind: Toast, texts: Texts) -> Message:
    """The same words as a message, for somebody who wrote instead of pressing."""
    return Message(texts(f"toast.{kind}"), silent=True)


def receipt_toast(at: datetime, texts: Texts, zone: tzinfo) -> str:
    """The answer to a press on "received"."""
    return texts.toast("notice.receipt", at=texts.clock(at, zone))


def percent_toast(percent: int, texts: Texts) -> str:
    """The answer to a press on a percentage."""
    return texts.toast("notice.percent", percent=percent)


def not_yours_toast(units: Sequence[str], texts: Texts) -> str:
    """The answer to a press of somebody who does not answer for the units."""
    return texts.toast("notice.not_yours", units=texts.joined_plain(units, shown=3))


def not_yours(masked: bool, units: Sequence[str], texts: Texts) -> Message:
    """The answer to a reply of a stranger, or of an anonymous administrator (`masked`)."""
    key = "notice.masked" if masked else "notice.not_yours"
    return Message(texts(key, units=texts.joined(units, shown=3)), silent=True)


def extension_denied(denied: Denied, texts: Texts) -> Message:
    """To somebody whose request for more time cannot be made: what is possible instead."""
    due, day = texts.date(denied.due), texts.date(denied.wanted)
    return Message(texts(f"extension.{denied.why}", due=due, day=day), silent=True)


def too_late_toast(due: date, texts: Texts) -> str:
    """The answer to a press that asks for more time after the due date."""
    return texts.toast(f"extension.{Denial.TOO_LATE}", due=texts.date(due))


def unbound_group(texts: Texts) -> Message:
    """A command in a group that belongs to no unit yet."""
    return Message(texts("notice.unbound_group"))


def trouble(kind: Trouble, chat: str, units: Sequence[str], texts: Texts) -> Message:
    """To the office: what happened to a unit's group, and what to do about it."""
    group = clean(chat, CHAT_LIMIT)
    return Message(texts(f"trouble.{kind}", chat=group, units=texts.joined(units, shown=3)))


def instead(message: Message, chat: str, texts: Texts) -> Message:
    """What a group was to be told, to a person, with the reason."""
    why = texts("card.instead", chat=clean(chat, CHAT_LIMIT))
    return replace(message, text=f"{why}\n{message.text}")


def start(audience: Audience, user: int, units: Sequence[str], texts: Texts) -> Message:
    """The welcome in private; a stranger learns the number the office must know."""
    return Message(texts(f"start.{audience}", user=user, units=texts.joined(units, shown=3)))


def help_message(audience: Audience, texts: Texts) -> Message:
    """How to use the bot."""
    keys = {Audience.OFFICE: "help.office", Audience.LEADER: "help.leader"}
    return Message(texts(keys.get(audience, "help.unit")))


def language_menu(catalogues: Mapping[str, Texts], key: str, texts: Texts) -> Message:
    """The languages, each under its own name."""
    names = [
        (Button(other.label("language.name"), encode(key, "language", language)),)
        for language, other in catalogues.items()
    ]
    return Message(texts("language.choose"), tuple(names))


def language_set(texts: Texts) -> Message:
    """The chat's new language, said in it."""
    return Message(texts("language.chosen", language=texts.plain("language.name")))


def outage(since: datetime, until: datetime, texts: Texts, zone: tzinfo) -> Message:
    """To the office: when the bot was away, and that presses may be lost."""
    return Message(
        texts("notice.outage", since=texts.moment(since, zone), until=texts.moment(until, zone))
    )


def restored(since: datetime, until: datetime, unsure: int, texts: Texts, zone: tzinfo) -> Message:
    """To the office: what a restored backup does not know, and how many messages are in doubt."""
    span = {"since": texts.moment(since, zone), "until": texts.moment(until, zone)}
    said = texts("notice.restored", **span)
    return Message(f"{said}\n{texts('notice.restored_unsure', n=unsure)}" if unsure else said)


def guessing(user: int, texts: Texts) -> Message:
    """To the office: somebody tries codes; with their number, or that of the group they hide in."""
    return Message(texts("notice.guessing", user=user))


def set_aside(number: int, texts: Texts) -> Message:
    """To the office: messages or presses that were stored but could not be worked off."""
    return Message(texts("notice.set_aside", number=number))


def evidence_refused(why: Refusal, file: str, texts: Texts) -> Message:
    """A file was not kept, and why."""
    return Message(texts(f"evidence.{why}", file=clean(file, CHAT_LIMIT)))


def decided(decision: Decision, entry: Entry, texts: Texts, *, day: date | None = None) -> Message:
    """To the unit's group: the office's decision; `day` is the date a request was about."""
    until = texts.date(day) if day else ""
    due = texts.date(entry.due)
    return Message(texts(f"decided.{decision}", name=entry_name(entry, texts), day=until, due=due))


def failure(error_id: str, texts: Texts) -> Message:
    """Something broke; the id finds it in the operator's log."""
    return Message(texts("notice.failure", id=error_id))


def again(message: Message, texts: Texts) -> Message:
    """A message that may stand in its chat before: it says so, and its end gives way."""
    return replace(message, text=texts.fit([texts("notice.again"), *message.text.split("\n")]))
