"""What an import changes, as lines for a terminal: what is new, what differs, what is gone."""

from collections import Counter
from collections.abc import Iterator, Sequence

from plan.changes import Change, ChangeKind, Thing
from render.texts import Texts

SHOWN = 40


def changes_text(changes: Sequence[Change], texts: Texts, shown: int = SHOWN) -> str:
    """A block for what is new, what differs and what is gone; ends with a newline.

    Each begins with its counts and lists its first changes, one a line.
    """
    groups = [[one for one in changes if one.kind is kind] for kind in ChangeKind]
    blocks = ["\n".join(_block(group, texts, shown)) for group in groups if group]
    return "\n\n".join(blocks or [texts.plain("change.none")]) + "\n"


def change_line(change: Change, texts: Texts) -> str:
    """One change: of what is new or gone its most telling field, otherwise before and after."""
    thing = texts.plain(f"change.thing.{change.what}", name=change.name)
    before, after = (_word(change, value, texts) for value in (change.before, change.after))
    if change.kind is ChangeKind.CHANGED:
        field = texts.plain(f"change.fields.{change.field}")
        return texts.plain("change.field", thing=thing, field=field, before=before, after=after)
    value = after if change.kind is ChangeKind.ADDED else before
    return texts.plain("change.one", thing=thing, value=value)


def _block(changes: Sequence[Change], texts: Texts, shown: int) -> Iterator[str]:
    counts = Counter(what for what, _ in {(one.what, one.name): None for one in changes})
    things = [texts.plain(f"change.counted.{thing}", n=n) for thing, n in counts.items()]
    yield texts.plain(f"change.{changes[0].kind}", things=texts.joined_plain(things))
    for change in changes[:shown]:
        yield f"  {change_line(change, texts)}"
    if len(changes) > shown:
        yield f"  {texts.plain('format.more', n=len(changes) - shown)}"


def _word(change: Change, value: str, texts: Texts) -> str:
    """A value as the office says it, not as a plan file does."""
    if not value:
        return texts.plain("change.nothing")
    match change.what, change.field:
        case Thing.UNIT, "kind":
            return texts.plain(f"change.kind.{value}")
        case Thing.PERSON, "role":
            return texts.plain(f"person.{value}")
        case Thing.ASSIGNMENT, "role":
            return texts.plain(f"role.{value}")
        case _:
            return value
