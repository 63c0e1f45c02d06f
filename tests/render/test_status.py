from dataclasses import replace

import pytest

from plan.history import Figures
from render.callback import decode
from render.message import Message
from render.status import PAGE_SIZE, Grouping, Listing, Sheet, entries, group, groups, home, unbound
from render.texts import Texts
from tests.render.builders import ENTRY, KEY, SUMMARY, TALLY, TODAY, ZONE
from tests.render.markup import assert_can_be_sent

UNIT = Figures(5, "城东街道", TALLY)


def verbs(message: Message) -> list[list[str]]:
    rows = []
    for row in message.buttons:
        made = [decode(button.data) for button in row]
        rows.append([":".join([press.verb, *press.args]) for press in made if press])
    return rows


def test_the_overview_leads_to_every_list(zh: Texts) -> None:
    message = home(SUMMARY, KEY, zh, ZONE)
    assert message.text.endswith(
        "\n\n<b>分阶段情况</b>\n· 组织实施（至11月20日）：办结 20/33；🟢正常 10、🟡滞后 2、🔴红灯 1"
    )
    assert verbs(message) == [
        ["phases:0", "units:0"],
        ["late:0", "silent:0"],
        ["blocked:0", "claimed:0"],
        ["home"],
    ]
    assert message.buttons[1][0].text == "逾期 1"


def test_units_are_opened_by_their_number(zh: Texts) -> None:
    message = groups(Grouping.UNIT, [UNIT], Sheet(KEY), zh)
    assert "1. 城东街道：办结 20/33" in message.text
    assert verbs(message) == [["unit:5:0"], ["home"]]


def test_phases_are_opened_by_their_number(zh: Texts) -> None:
    message = groups(Grouping.PHASE, [UNIT], Sheet(KEY), zh)
    assert verbs(message) == [["phase:5:0"], ["home"]]


def test_numbers_go_on_over_the_pages(zh: Texts) -> None:
    message = groups(Grouping.UNIT, [UNIT], Sheet(KEY, 1, 3), zh)
    assert f"{PAGE_SIZE + 1}. 城东街道" in message.text
    assert message.text.endswith("第 2 页，共 3 页")
    assert verbs(message)[-1] == ["units:0", "home", "units:2"]


def test_a_unit_shows_what_it_owes_and_turns_its_own_pages(zh: Texts) -> None:
    message = group(Grouping.UNIT, UNIT, [ENTRY], Sheet(KEY, 0, 2), zh, TODAY)
    assert message.text.startswith("<b>城东街道</b>：办结 20/33；")
    assert verbs(message) == [["item:11"], ["home", "unit:5:1"]]


@pytest.mark.parametrize("listing", Listing)
def test_each_list_turns_its_own_pages(listing: Listing, zh: Texts) -> None:
    message = entries(listing, [ENTRY], Sheet(KEY, 1, 2), zh, TODAY)
    assert verbs(message) == [["item:11"], [f"{listing}:0", "home"]]


def test_an_empty_list_says_so(zh: Texts) -> None:
    message = entries(Listing.LATE, [], Sheet(KEY), zh, TODAY)
    assert message.text == "<b>逾期任务</b>\n目前没有。"


def test_a_full_page_can_be_sent(texts: Texts) -> None:
    row = replace(ENTRY, title="长" * 200, unit="单" * 90, note="话" * 300)
    message = entries(Listing.LATE, [row] * PAGE_SIZE, Sheet(KEY, 1, 3), texts, TODAY)
    assert_can_be_sent(message)
    assert len(message.buttons) == 5


def test_units_without_a_group_and_other_plans_are_a_press_away(zh: Texts) -> None:
    message = home(replace(SUMMARY, unbound=("桃溪社区",)), KEY, zh, ZONE, [(7, "卫生城市方案")])
    assert verbs(message)[-3:] == [["unbound:0"], ["home"], ["plan:7"]]
    assert message.buttons[-1][0].text == "方案：卫生城市方案"


def test_a_code_is_made_for_each_unit_without_a_group_and_for_the_office(zh: Texts) -> None:
    message = unbound([(5, "桃溪社区")], Sheet(KEY), zh)
    assert "1. 桃溪社区" in message.text
    assert verbs(message) == [["invite:5"], ["home"], ["invite"]]
