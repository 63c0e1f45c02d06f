"""What is wrong with a bot at a moment."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from plan.health import LATELY, Ailment, Pulse, ailments

NOW = datetime(2012, 11, 6, 1, 0, tzinfo=UTC)
seconds = st.none() | st.integers(0, 300).map(lambda n: timedelta(seconds=n))


@given(seconds, seconds, st.booleans())
def test_each_thing_is_told_by_itself(
    sending: timedelta | None, receiving: timedelta | None, database: bool
) -> None:
    pulse = Pulse(
        sending=None if sending is None else NOW - sending,
        receiving=None if receiving is None else NOW - receiving,
        database=database,
    )
    found = ailments(pulse, NOW)
    assert (Ailment.SENDING in found) is (sending is not None and sending > LATELY)
    assert (Ailment.RECEIVING in found) is (receiving is not None and receiving > LATELY)
    assert (Ailment.DATABASE in found) is not database
