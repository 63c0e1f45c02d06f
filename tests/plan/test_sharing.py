"""However processes come and go, together they have no more than the bot's pace."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.sharing import GROWS_AFTER, Crew, Share

ONE, TWO, THREE = "one", "two", "three"
TINY = 1e-9

names = st.sampled_from([ONE, TWO, THREE])
crews = st.builds(Crew, st.none() | names, st.frozensets(names))
parts = st.floats(0.01, 0.99)


@given(crews, parts)
def test_all_parts_together_are_at_most_one(crew: Crew, senders: float) -> None:
    parts = {one: crew.part(one, senders) for one in (ONE, TWO, THREE)}
    assert sum(parts.values()) <= 1 + TINY
    assert {one for one, part in parts.items() if part} == crew.receivers | ({crew.sender} - {None})


@pytest.mark.parametrize(
    ("crew", "shares"),
    [
        (Crew(ONE, frozenset()), (1, 0, 0)),
        (Crew(ONE, frozenset({ONE})), (1, 0, 0)),
        (Crew(ONE, frozenset({TWO})), (0.7, 0.3, 0)),
        (Crew(ONE, frozenset({TWO, THREE})), (0.7, 0.15, 0.15)),
        (Crew(ONE, frozenset({ONE, TWO})), (0.7, 0.3, 0)),
        (Crew(None, frozenset({TWO, THREE})), (0, 0.15, 0.15)),
    ],
)
def test_the_sender_has_its_part_and_the_receivers_share_the_rest(
    crew: Crew, shares: tuple[float, float, float]
) -> None:
    assert tuple(crew.part(one, 0.7) for one in (ONE, TWO, THREE)) == pytest.approx(shares)


def test_less_is_kept_to_at_once_and_more_when_the_others_have_heard_of_it() -> None:
    share = Share()
    assert share.offer(0.3, 0) == 0
    assert share.offer(0.3, GROWS_AFTER - 1) == 0
    assert share.offer(0.3, GROWS_AFTER) == 0.3
    assert share.offer(0.1, GROWS_AFTER + 1) == 0.1
    assert share.offer(0.2, GROWS_AFTER + 2) == 0.1
    assert share.offer(0.3, 2 * GROWS_AFTER + 1) == 0.1, "so much only since now"
    assert share.offer(0.3, 3 * GROWS_AFTER + 1) == 0.3


def test_what_is_nobody_elses_is_taken_at_once() -> None:
    assert Share().offer(0.7, 0, at_once=True) == 0.7
