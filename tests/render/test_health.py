"""The daily line to whoever runs the machine, in every language."""

from dataclasses import replace

import pytest

from plan.health import Concern, Day
from render.health import health_message
from render.texts import Texts
from tests.render.builders import AT, ZONE
from tests.render.markup import assert_can_be_sent

QUIET = Day(412, 3, 96, 0, 0, 0, 0, None, 12_300_000, 40_200_000_000, AT)


def test_a_good_day_is_short_and_silent(texts: Texts) -> None:
    message = health_message(QUIET, (), "9.9", texts, ZONE)
    assert_can_be_sent(message)
    assert message.silent
    assert all(part in message.text for part in ("9.9", "412", "96", "12.3 MB", "40.2 GB"))
    assert "→" not in message.text


@pytest.mark.parametrize("concern", Concern)
def test_each_concern_says_what_to_do(concern: Concern, texts: Texts) -> None:
    day = replace(QUIET, unknown=2, failed=2, aside=2, waits_since=AT, free=None, backed_up=None)
    message = health_message(day, (concern,), "9.9", texts, ZONE)
    assert_can_be_sent(message)
    assert not message.silent
    assert message.text.splitlines()[-1].startswith("→")
