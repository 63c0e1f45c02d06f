"""The head of every summary: the plan, its count-down, its lamps and what changed."""

from collections.abc import Iterator
from datetime import tzinfo

from plan.summary import Summary
from render.clean import clean
from render.tallies import change, lamp_counts, owed
from render.texts import Markup, Texts

PLAN_LIMIT = 80


def overview(summary: Summary, texts: Texts, zone: tzinfo) -> Iterator[Markup]:
    """The lines a reader sees first, each true as of the summary's instant."""
    total = summary.total
    yield texts("overview.title", plan=clean(summary.plan, PLAN_LIMIT))
    yield texts("overview.as_of", at=texts.moment(summary.as_of, zone))
    if summary.goal:
        days = (summary.goal - summary.today).days
        key = "overview.goal_ahead" if days >= 0 else "overview.goal_past"
        yield texts(key, goal=texts.full_date(summary.goal), n=abs(days))
    yield texts("overview.lamps", lamps=lamp_counts(total, texts))
    yield texts("overview.counts", closed=total.closed, owed=owed(total), claimed=total.claimed)
    if summary.before and summary.since:
        steps = change(summary.before, total, texts)
        yield texts("overview.change", since=texts.moment(summary.since, zone), steps=steps)
