"""Who answers for a unit, on the office's pages, and how to let somebody go."""

from collections.abc import Sequence
from datetime import tzinfo

from plan.model import Departure, Member
from render.callback import encode
from render.clean import clean
from render.keys import button, in_rows
from render.message import Button, Message, Style
from render.texts import Texts
from render.words import CHAT_LIMIT, NAME_LIMIT, UNIT_LIMIT

MOST_DOORS = 5
# More than any unit has; the fields keep the rest within a message.
MOST = 40


def people(unit: int, name: str, rows: Sequence[Member], key: str, texts: Texts) -> Message:
    """The people of a unit, each opened by their number."""
    shown = list(enumerate(rows[:MOST], 1))
    lines = [texts("people.one", number=number, **_words(row, texts)) for number, row in shown]
    head = texts("people.title", unit=clean(name, UNIT_LIMIT))
    numbers = [Button(f"{number}", encode(key, "person", row.id)) for number, row in shown]
    back = button(texts, "button.back", key, "unit", unit, 0)
    body = [head, *(lines or [texts("status.empty")])]
    return Message(texts.fit(body), (*in_rows(numbers, 5), (back,)))


def person(row: Member, key: str, texts: Texts, zone: tzinfo) -> Message:
    """One of them, with the button that lets them go, or takes that back."""
    head = texts("people.person", unit=clean(row.unit_name, UNIT_LIMIT), **_words(row, texts))
    if row.left_at is None:
        said = texts("people.here")
        change = button(texts, "button.release", key, "release", row.id, style=Style.DANGER)
    else:
        said = texts("people.gone", at=texts.moment(row.left_at, zone))
        change = button(texts, "button.rejoin", key, "rejoin", row.id)
    back = button(texts, "button.back", key, "people", row.unit)
    return Message(texts.fit([head, said]), ((change, back),))


def departed(left: Departure, key: str, texts: Texts) -> Message:
    """To the office: who left their units' group, what that means, and the way to their pages."""
    group, name = clean(left.group, CHAT_LIMIT), clean(left.name, NAME_LIMIT)
    units = texts.joined([name for _, name in left.units], shown=3)
    said = [texts("departed.left", name=name, units=units, chat=group)]
    if left.alone:
        said.append(texts("departed.alone", units=texts.joined(left.alone, shown=3)))
    else:
        said.append(texts("departed.others"))
    doors = [
        Button(texts.label("button.people_of", unit=name), encode(key, "people", unit))
        for unit, name in left.units[:MOST_DOORS]
    ]
    return Message(texts.fit([*said, texts("departed.todo")]), in_rows(doors, 1))


def _words(row: Member, texts: Texts) -> dict[str, object]:
    mark = ""
    if row.person.telegram is None:
        mark = texts("people.no_account")
    elif row.outside_at is not None:
        mark = texts("people.outside")
    role = texts.plain(f"person.{row.person.role}")
    return {"name": clean(row.person.name, NAME_LIMIT), "role": role, "mark": mark}
