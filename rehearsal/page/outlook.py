"""What lies ahead, as the page is told it: sendings to come, phases and deadlines."""

from collections.abc import Sequence

from rehearsal.page.backstage import Deadline, Sending, Stretch, Timeline
from rehearsal.page.views import JSON
from rehearsal.wire import seconds


def preview_view(sendings: Sequence[Sending]) -> list[JSON]:
    """Each message that will go out, with its reason."""
    return [
        {
            "at": seconds(sending.at),
            "chat": sending.chat,
            "unit": sending.unit,
            "kind": sending.kind,
            "tasks": list(sending.tasks),
            "why": list(sending.why),
        }
        for sending in sendings
    ]


def timeline_view(timeline: Timeline) -> JSON:
    """The plan's phases and deadlines; days in ISO form."""
    return {
        "title": timeline.title,
        "goal": timeline.goal and timeline.goal.isoformat(),
        "phases": [_phase(phase) for phase in timeline.phases],
        "deadlines": [_deadline(deadline) for deadline in timeline.deadlines],
    }


def _phase(phase: Stretch) -> JSON:
    return {
        "name": phase.name,
        "start": phase.start and phase.start.isoformat(),
        "end": phase.end.isoformat(),
        "lamps": dict(phase.lamps),
        "closed": phase.closed,
    }


def _deadline(deadline: Deadline) -> JSON:
    return {
        "day": deadline.day.isoformat(),
        "lamps": dict(deadline.lamps),
        "closed": deadline.closed,
    }
