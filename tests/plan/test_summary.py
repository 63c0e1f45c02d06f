"""Figures that add up, what changed between them, and the JSON others read."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.model import BlockReason, Lamp, Phase, Role, State, Status
from plan.summary import (
    COUNTS,
    Entry,
    Summary,
    Tally,
    add,
    as_json,
    change,
    figures,
    is_same,
    tally_of,
    total,
)

TODAY = date(2012, 11, 16)
REPORTED = datetime(2012, 11, 15, 9, 30, tzinfo=timezone(timedelta(hours=8)))
ENTRY = Entry(
    7, "2.3", "Public notice boards", "Lakeside Town", Role.LEAD, TODAY, Lamp.GREEN, State.UNDER_WAY
)

counts = st.integers(0, 1000)
tallies = st.builds(
    Tally,
    st.dictionaries(st.sampled_from(Lamp), counts),
    **dict.fromkeys(COUNTS, counts),
)


@given(st.lists(tallies))
def test_every_figure_of_a_total_is_the_sum_of_its_parts(parts: Sequence[Tally]) -> None:
    whole = figures(total(parts))
    assert whole == {name: sum(figures(part)[name] for part in parts) for name in whole}


@given(tallies, tallies)
def test_a_change_leads_from_the_old_figures_to_the_new(before: Tally, after: Tally) -> None:
    changed = change(before, after)
    assert 0 not in changed.values()
    old, new = figures(before), figures(after)
    assert new == {name: old[name] + changed.get(name, 0) for name in old}
    assert is_same(before, after) is (old == new)


def test_a_lamp_nobody_has_is_the_same_as_none() -> None:
    assert is_same(Tally({Lamp.RED: 0}), Tally())
    assert not is_same(Tally({Lamp.RED: 1}), Tally({Lamp.GREEN: 1}))
    assert is_same(add(Tally(late=1), Tally()), Tally(late=1))


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (replace(ENTRY, reported_at=REPORTED), Tally({Lamp.GREEN: 1})),
        (
            replace(ENTRY, reported_at=REPORTED, status=Status.BLOCKED),
            Tally({Lamp.GREEN: 1}, blocked=1),
        ),
        (replace(ENTRY, lamp=Lamp.YELLOW), Tally({Lamp.YELLOW: 1}, silent=1)),
        (replace(ENTRY, due=date(2012, 11, 23)), Tally({Lamp.GREEN: 1}, silent=1)),
        (replace(ENTRY, due=date(2012, 11, 24)), Tally({Lamp.GREEN: 1})),
        (
            replace(ENTRY, due=date(2012, 11, 15), lamp=Lamp.RED, reported_at=REPORTED),
            Tally({Lamp.RED: 1}, late=1),
        ),
        (replace(ENTRY, due=date(2012, 9, 30), lamp=Lamp.GREY), Tally({Lamp.GREY: 1})),
        (replace(ENTRY, due=date(2012, 9, 30), lamp=Lamp.HISTORY), Tally({Lamp.HISTORY: 1})),
        (
            replace(ENTRY, due=date(2012, 11, 15), lamp=Lamp.RED, state=State.CLAIMED),
            Tally({Lamp.RED: 1}, claimed=1),
        ),
        (replace(ENTRY, state=State.CLOSED), Tally(closed=1)),
        (replace(ENTRY, state=State.CANCELLED, status=Status.BLOCKED), Tally(cancelled=1)),
    ],
)
def test_an_assignment_counts_where_it_stands(entry: Entry, expected: Tally) -> None:
    assert is_same(tally_of([entry], TODAY, 7), expected)
    assert is_same(tally_of([entry, entry], TODAY, 7), add(expected, expected))


def test_the_json_of_a_summary_is_plain_and_in_order() -> None:
    phase = Phase("2", "Carrying out", date(2012, 10, 1), date(2012, 11, 20))
    entry = replace(
        ENTRY,
        status=Status.BLOCKED,
        reason=BlockReason.FUNDS,
        percent=60,
        reported_at=REPORTED,
        link="https://example.org/1",
    )
    tally = Tally({Lamp.GREEN: 1, Lamp.RED: 2}, blocked=1)
    summary = Summary(
        plan="A harmonious city",
        as_of=datetime(2012, 11, 16, 9, tzinfo=UTC),
        today=TODAY,
        goal=None,
        total=tally,
        phases=((phase, tally),),
        units=(("Lakeside Town", tally),),
        blocked=(entry,),
        unbound=("Hill Village",),
        since=REPORTED,
        before=Tally({Lamp.GREEN: 3}),
    )
    numbers = (
        '"green": 1, "blue": 0, "yellow": 0, "red": 2, "grey": 0, "history": 0, '
        '"claimed": 0, "closed": 0, "cancelled": 0, "late": 0, "silent": 0, "blocked": 1'
    )
    assert json.dumps(as_json(summary)) == (
        '{"plan": "A harmonious city", "as_of": "2012-11-16T09:00:00+00:00", '
        f'"today": "2012-11-16", "goal": null, "total": {{{numbers}}}, '
        '"since": "2012-11-15T01:30:00+00:00", "change": {"green": -2, "red": 2, "blocked": 1}, '
        '"phases": [{"id": "2", "name": "Carrying out", "start": "2012-10-01", '
        f'"end": "2012-11-20", {numbers}}}], '
        f'"units": [{{"unit": "Lakeside Town", {numbers}}}], '
        '"late": [], "blocked": [{"assignment": 7, "task": "2.3", '
        '"title": "Public notice boards", "unit": "Lakeside Town", "role": "lead", '
        '"due": "2012-11-16", "lamp": "green", "state": "under_way", "status": "blocked", '
        '"percent": 60, "reason": "funds", "note": "", '
        '"reported_at": "2012-11-15T01:30:00+00:00", "link": "https://example.org/1"}], '
        '"silent": [], "unbound": ["Hill Village"]}'
    )


def test_the_first_summary_has_no_change() -> None:
    first = Summary("A plan", REPORTED, TODAY, TODAY, Tally())
    found = as_json(first)
    assert found["change"] is None
    assert found["since"] is None
    assert found["goal"] == "2012-11-16"
