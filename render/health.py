"""The daily line to whoever runs the machine."""

from collections.abc import Sequence
from datetime import tzinfo

from plan.health import Concern, Day
from render.message import Message
from render.sizes import as_size
from render.texts import Texts


def health_message(
    day: Day,
    wrong: Sequence[Concern],
    version: str,
    texts: Texts,
    zone: tzinfo,
) -> Message:
    """How the last day went, then a line for each thing that is wrong, with what to do about it."""
    lines = [
        texts("health.day_wrong" if wrong else "health.day_well", version=version),
        texts("health.messages", sent=day.sent, late=day.late, reports=day.reports),
        texts("health.troubles", unknown=day.unknown, failed=day.failed, refused=day.refused),
        _waiting(day, texts, zone),
        _machine(day, texts, zone),
        *(_concern(one, day, texts) for one in wrong),
    ]
    return Message("\n".join(lines), silent=not wrong)


def _waiting(day: Day, texts: Texts, zone: tzinfo) -> str:
    if day.waits_since is None:
        return texts("health.nothing_waits")
    return texts("health.waits", since=texts.moment(day.waits_since, zone))


def _machine(day: Day, texts: Texts, zone: tzinfo) -> str:
    backup = texts.plain("health.no_backup")
    if day.backed_up is not None:
        backup = texts.moment(day.backed_up, zone)
    size, free = as_size(day.size), texts.plain("health.unknown_size")
    if day.free is not None:
        free = as_size(day.free)
    return texts("health.machine", size=size, free=free, backup=backup)


def _concern(concern: Concern, day: Day, texts: Texts) -> str:
    counts = {Concern.ASIDE: day.aside, Concern.FAILED: day.failed, Concern.UNKNOWN: day.unknown}
    return texts(f"health.do.{concern}", n=counts.get(concern, 0))
