"""The office's pages about people."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from plan.model import Departure, Member, Person, PersonRole
from render.people import MOST, MOST_DOORS, departed, people, person
from render.texts import Texts, load_texts

ZONE = ZoneInfo("Asia/Shanghai")
LIAISON = Member(7, Person("何听泉", PersonRole.LIAISON, 1021), 3, "双溪镇")
VACANT = Member(8, Person("<丁>", PersonRole.IN_CHARGE), 3, "双溪镇")


@pytest.fixture
def texts() -> Texts:
    return load_texts()["zh-Hans"]


def test_people_are_listed_with_their_roles_and_opened_by_number(texts: Texts) -> None:
    page = people(3, "双溪镇", [LIAISON, VACANT], "k" * 10, texts)
    assert page.text.splitlines() == [
        "<b>双溪镇</b>：人员",
        "1. 何听泉（联络员）",
        "2. &lt;丁&gt;（具体负责人） 未绑定账号",
    ]
    assert [button.data for button in page.buttons[0]] == [
        "v1:kkkkkkkkkk:person:7",
        "v1:kkkkkkkkkk:person:8",
    ]
    assert page.buttons[-1][0].data == "v1:kkkkkkkkkk:unit:3:0"


def test_a_unit_without_people_says_so(texts: Texts) -> None:
    page = people(3, "双溪镇", [], "k" * 10, texts)
    assert page.text.splitlines()[1] == "目前没有。"
    assert len(page.buttons) == 1


def test_so_many_people_as_no_unit_has_still_fit(texts: Texts) -> None:
    page = people(3, "双溪镇", [LIAISON] * 60, "k" * 10, texts)
    assert sum(map(len, page.buttons)) == MOST + 1


def test_somebody_can_be_let_go_and_taken_back(texts: Texts) -> None:
    here = person(LIAISON, "k" * 10, texts, ZONE)
    assert here.text.startswith("<b>何听泉</b>（双溪镇 联络员）\n移除后")
    assert here.buttons[0][0].data == "v1:kkkkkkkkkk:release:7"
    left = Member(7, LIAISON.person, 3, "双溪镇", datetime(2012, 11, 9, 10, tzinfo=ZONE))
    gone = person(left, "k" * 10, texts, ZONE)
    assert "已于11月9日 10:00移除" in gone.text
    assert gone.buttons[0][0].data == "v1:kkkkkkkkkk:rejoin:7"


def test_who_left_is_named_with_the_group_the_units_and_who_is_missed(texts: Texts) -> None:
    left = Departure("<何>", "工作群&", [(3, "双溪镇"), (4, "桃溪社区")], ["桃溪社区"])
    notice = departed(left, "k" * 10, texts)
    assert notice.text.splitlines()[:2] == [
        "⚠️ &lt;何&gt;（双溪镇、桃溪社区）已不在群“工作群&amp;”里。",
        "群里再没有人能代表桃溪社区反馈，请尽快确定新的联络员。",
    ]
    assert [row[0].data for row in notice.buttons] == [
        "v1:kkkkkkkkkk:people:3",
        "v1:kkkkkkkkkk:people:4",
    ]


def test_of_many_units_only_some_are_opened_from_the_notice(texts: Texts) -> None:
    units = [(n, f"{n}号社区") for n in range(30)]
    notice = departed(Departure("何听泉", "群", units, [name for _, name in units]), "k", texts)
    assert len(notice.buttons) == MOST_DOORS
    assert len(notice.text) < 300


def test_who_is_not_in_the_group_is_marked(texts: Texts) -> None:
    out = Member(7, LIAISON.person, 3, "双溪镇", outside_at=datetime(2012, 11, 9, 10, tzinfo=ZONE))
    assert people(3, "双溪镇", [out], "k", texts).text.endswith("1. 何听泉（联络员） 不在群里")
