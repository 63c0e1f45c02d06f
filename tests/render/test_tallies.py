import pytest

from plan.model import Lamp
from plan.summary import Tally
from render.tallies import change, group_counts, lamp_counts, lamp_name, owed
from render.texts import Texts
from tests.render.builders import TALLY


def test_only_lit_lamps_are_counted(zh: Texts) -> None:
    assert lamp_counts(TALLY, zh) == "🟢正常 10、🟡滞后 2、🔴红灯 1"
    assert lamp_counts(TALLY, zh, [Lamp.RED, Lamp.BLUE]) == "🔴红灯 1"
    assert lamp_counts(Tally(), zh) == "无在办任务"


def test_a_group_is_closed_out_of_all_but_the_cancelled(zh: Texts) -> None:
    tally = Tally({Lamp.GREEN: 3}, closed=2, cancelled=9)
    assert owed(tally) == 5
    assert group_counts(tally, zh) == "办结 2/5；🟢正常 3"


def test_a_change_names_what_rose_and_fell(zh: Texts) -> None:
    before = Tally({Lamp.GREEN: 12, Lamp.RED: 1}, closed=18, late=2)
    assert change(before, TALLY, zh) == "🟢正常 -2、🟡滞后 +2、已办结 +2、待审核 +2、逾期 -1"
    assert change(TALLY, TALLY, zh) == "无变化"


@pytest.mark.parametrize("lamp", Lamp)
def test_no_lamp_is_a_bare_colour_or_a_list_of_praise(lamp: Lamp, texts: Texts) -> None:
    name = lamp_name(lamp, texts)
    assert len(name) > 2
    assert "榜" not in name
