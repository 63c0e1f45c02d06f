"""The rest of the card, beside what is named and by itself."""

from datetime import date

import pytest

from plan.model import Status
from plan.replies import read_reply

TODAY, DUE = date(2012, 11, 6), date(2012, 11, 20)


@pytest.mark.parametrize(
    "text", ["其余都完成", "其他完成", "其他都已完成", "其餘均已完成", "the rest are done"]
)
def test_the_rest_of_something_said_elsewhere_is_asked_about(text: str) -> None:
    assert not read_reply(text, today=TODAY, due=DUE, tasks=2).sure


def test_the_rest_beside_a_named_line_is_recorded() -> None:
    reading = read_reply("2受阻：用地未批，其余都已完成", today=TODAY, due=DUE, tasks=3)
    assert reading.sure
    assert [item.status for item in reading.items] == [Status.DONE, Status.BLOCKED, Status.DONE]
