"""The more urgent go first, nobody waits for ever, and one chat holds up no other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.lanes import ANSWER_WAITS, HEAD_START, OTHERS_WAIT, Lane, Line, Waiting, lane_of
from plan.notices import Owing
from plan.pacing import Pace, Rates

GROUP, OTHER = -1, -2
TINY = 1e-6

arrivals = st.lists(
    st.tuples(st.integers(1, 400), st.sampled_from(Lane), st.floats(0, 1)), min_size=1, max_size=80
)


def work_off(line: Line, now: float) -> list[tuple[float, Waiting]]:
    """Everybody's turn, in order."""
    gone = []
    while line.waiting:
        turn = line.next(now)
        if isinstance(turn, Waiting):
            gone.append((now, turn))
            line.pace.answer(turn.chat, now)
        else:
            now += max(turn, TINY)
    return gone


@given(arrivals)
def test_everybody_has_a_turn_and_the_more_urgent_of_those_there_is_first(
    arriving: list[tuple[int, Lane, float]],
) -> None:
    line = Line(Pace(Rates(10)))
    come = [line.join(chat, lane, 0.0) for chat, lane, _ in arriving]
    gone = work_off(line, 0.0)
    assert {one for _, one in gone} == set(come)
    alone = [chat for chat, _, _ in arriving]
    if len(set(alone)) == len(alone):
        lanes = [one.lane for _, one in gone]
        assert lanes == sorted(lanes)


@given(st.sampled_from(Lane), st.integers(1, 4))
def test_nobody_waits_for_ever_behind_those_who_keep_coming(lane: Lane, more: int) -> None:
    """Every tenth of a second one may go and `more` answers come."""
    line, now, chat = Line(Pace(Rates(10))), 0.0, 1
    mine = line.join(chat, lane, now)
    while mine in line.waiting:
        for _ in range(more):
            line.join(chat := chat + 1, Lane.ANSWER, now)
        while isinstance(turn := line.next(now), Waiting):
            line.pace.answer(turn.chat, now)
        now += 0.1
    assert now <= HEAD_START[lane] * more + 2


def test_a_chat_that_is_full_holds_up_no_other() -> None:
    line = Line(Pace(Rates(99)))
    for _ in range(3):
        line.pace.count(GROUP, 0)
        line.pace.answer(GROUP, 0)
    slow, quick = line.join(GROUP, Lane.ANSWER, 0), line.join(OTHER, Lane.DIGEST, 0)
    assert line.next(0) is quick
    assert line.next(0) == 3
    assert line.next(3) is slow
    assert line.next(3) == float("inf")


def test_who_would_wait_too_long_for_a_chat_is_sent_away() -> None:
    line = Line(Pace(Rates()))
    answer, card = line.join(GROUP, Lane.ANSWER, 0), line.join(GROUP, Lane.REMINDER, 0)
    other = line.join(OTHER, Lane.REMINDER, 0)
    assert line.send_away(0) == []
    line.pace.refuse(GROUP, ANSWER_WAITS, now=0)
    assert line.send_away(0) == [(card, ANSWER_WAITS)]
    line.pace.refuse(GROUP, ANSWER_WAITS, now=OTHERS_WAIT)
    assert line.send_away(1) == [(answer, ANSWER_WAITS + OTHERS_WAIT - 1)]
    assert line.waiting == [other]


def test_without_rates_nobody_is_held() -> None:
    line = Line(Pace(None))
    one = line.join(GROUP, Lane.ANSWER, 0)
    line.pace.refuse(GROUP, 0.5, now=0)
    assert line.send_away(0) == [(one, 0.5)]


def test_who_leaves_the_line_has_no_turn() -> None:
    line = Line(Pace(Rates()))
    one = line.join(GROUP, Lane.ANSWER, 0)
    line.leave(one)
    line.leave(one)
    assert line.next(0) == float("inf")


@pytest.mark.parametrize(
    ("kind", "lane"),
    [
        (Owing.CLAIM, Lane.DECISION),
        (Owing.REVIEWED, Lane.DECISION),
        (Owing.CARD, Lane.REMINDER),
        (Owing.DIGEST, Lane.DIGEST),
        (Owing.GAPS, Lane.DIGEST),
    ],
)
def test_what_is_owed_has_its_lane(kind: Owing, lane: Lane) -> None:
    assert lane_of(kind) is lane
