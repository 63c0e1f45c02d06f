"""The words of a card, one block per line, shortened to fit one message."""

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from plan.cards import Card, CardLine, PhaseLine
from plan.model import State
from render.card_pages import lines_shown, page_count, page_shown
from render.clean import clean
from render.texts import Texts
from render.words import (
    CHAT_LIMIT,
    NAME_LIMIT,
    TASK_LIMIT,
    TITLE_LIMIT,
    UNIT_LIMIT,
    days_left,
    lamp_word,
    mention,
    progress_word,
    state_word,
)

MENTION_LIMIT = 10
_OVER = (State.CLOSED, State.CANCELLED)


def card_text(card: Card, texts: Texts, zone: tzinfo, prompt: Sequence[str] = ()) -> str:
    """The card's text; `prompt` stands in for the hint how to answer."""
    alone = len(card.lines) == 1
    head = [_title(card, texts), *_marks(card, texts, zone), *_common_unit(card, texts)]
    details = _single if alone else _brief
    blocks = ["\n".join(details(line, card, texts, zone)) for line in lines_shown(card)]
    phases = [_phase(phase, card, texts) for phase in card.phases]
    return texts.fit([*head, *blocks, *phases], prompt or _tail(card, texts))


def is_silent(card: Card) -> bool:
    """Whether the card may arrive without a sound: nothing on it is due yet."""
    days = [line.due for line in card.lines if line.state.is_open]
    return all(day > card.today for day in [*days, *(phase.end for phase in card.phases)])


def _title(card: Card, texts: Texts) -> str:
    n = len(card.lines)
    if n == 0:
        return texts("card.title_none" if card.on_request else "card.title_phase")
    if card.on_request:
        return texts("card.title_mine", n=n)
    if n == 1:
        return texts("card.title_one", left=_left(card.lines[0], card, texts))
    late = sum(line.state.is_open and line.due < card.today for line in card.lines)
    return texts("card.title_late", n=n, late=late) if late else texts("card.title_many", n=n)


def _marks(card: Card, texts: Texts, zone: tzinfo) -> Iterator[str]:
    if card.superseded:
        yield texts("card.superseded")
    if card.instead_of:
        yield texts("card.instead", chat=clean(card.instead_of, CHAT_LIMIT))
    if card.again:
        yield texts("notice.again")
    if card.late_since:
        yield texts("card.late", at=texts.clock(card.late_since, zone))
    if card.covers_from:
        yield texts("card.catch_up", since=texts.date(card.covers_from))
    if card.taps_lost:
        yield texts("card.taps_lost")
    if page_count(card) > 1:
        yield texts("card.page", page=page_shown(card) + 1, pages=page_count(card))


def _common_unit(card: Card, texts: Texts) -> Iterator[str]:
    if _has_common_unit(card):
        yield texts("card.common_unit", unit=clean(card.lines[0].unit, UNIT_LIMIT))


def _has_common_unit(card: Card) -> bool:
    return len(card.lines) > 1 and len({line.unit for line in card.lines}) == 1


def _single(line: CardLine, card: Card, texts: Texts, zone: tzinfo) -> Iterator[str]:
    unit, role = clean(line.unit, UNIT_LIMIT), texts.plain(f"role.{line.role}")
    yield texts(
        "card.task", task=clean(line.task, TASK_LIMIT), title=clean(line.title, TITLE_LIMIT * 2)
    )
    yield texts("card.unit", unit=unit, role=role)
    yield texts("card.due", due=texts.date(line.due), left=_left(line, card, texts))
    if line.state not in _OVER:
        yield texts("card.progress", **_progress(line, card, texts))
    if line.standard:
        yield texts("card.standard", standard=line.standard)
    yield from _state(line, texts)
    yield from _traces(line, texts, zone)


def _brief(line: CardLine, card: Card, texts: Texts, zone: tzinfo) -> Iterator[str]:
    yield "\n" + _heading(line, card, texts)
    due, left = texts.date(line.due), _left(line, card, texts)
    if line.state in _OVER:
        yield texts("card.line_over", due=due, left=left)
    else:
        yield texts("card.line_now", due=due, left=left, **_progress(line, card, texts))
    yield from _state(line, texts)
    yield from _traces(line, texts, zone)


def _heading(line: CardLine, card: Card, texts: Texts) -> str:
    task, title = clean(line.task, TASK_LIMIT), clean(line.title, TITLE_LIMIT)
    role = texts.plain(f"role.{line.role}")
    if _has_common_unit(card):
        return texts("card.line_own", n=line.n, task=task, title=title, role=role)
    unit = clean(line.unit, UNIT_LIMIT)
    return texts("card.line", n=line.n, task=task, title=title, unit=unit, role=role)


def _left(line: CardLine, card: Card, texts: Texts) -> str:
    """The days left, or what has become of a line that is no longer a matter of days."""
    if line.state.is_open:
        return days_left(line.due, card.today, texts)
    return state_word(line.state, texts)


def _progress(line: CardLine, card: Card, texts: Texts) -> dict[str, object]:
    return {
        "progress": progress_word(line.status, line.percent, line.reason, texts),
        "baseline": line.baseline,
        "lamp": lamp_word(line.lamp, line.due, card.today, texts),
    }


def _state(line: CardLine, texts: Texts) -> Iterator[str]:
    if line.state is State.RETURNED:
        yield texts("card.state", state=state_word(line.state, texts))
    if line.expected_on and line.state.is_open:
        yield texts("card.expected", day=texts.date(line.expected_on))
    if line.extension:
        yield texts("card.extension", day=texts.date(line.extension), due=texts.date(line.due))
    if line.evidence_asked or line.evidence_given:
        yield texts("card.evidence", asked=line.evidence_asked, given=line.evidence_given)


def _traces(line: CardLine, texts: Texts, zone: tzinfo) -> Iterator[str]:
    for key, trace in (("card.received", line.receipt), ("card.reported", line.report)):
        if trace:
            name = clean(trace.name, NAME_LIMIT)
            yield texts(key, name=name, at=texts.moment(trace.at, zone))


def _phase(phase: PhaseLine, card: Card, texts: Texts) -> str:
    days = (phase.end - card.today).days
    name, tasks = clean(phase.name, UNIT_LIMIT), phase.open_tasks
    if days > 0:
        return texts("card.phase_ends", phase=name, n=days, tasks=tasks)
    if days == 0:
        return texts("card.phase_ends_today", phase=name, tasks=tasks)
    return texts("card.phase_ended", phase=name, n=-days, tasks=tasks)


def _tail(card: Card, texts: Texts) -> Iterator[str]:
    if card.superseded or not any(line.state.is_open for line in card.lines):
        return
    people = [mention(user, name, texts) for user, name in card.mentions[:MENTION_LIMIT]]
    yield ""
    if people and not card.on_request:
        yield " ".join(people)
    yield texts("card.hint_one" if len(card.lines) == 1 else "card.hint_many")
