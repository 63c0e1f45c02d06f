"""Names are found in cells as offices fill them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.units import find_units, fold, guess_kind, is_vague, split_names, split_words
from plan.model import Unit, UnitKind

DEPARTMENT, TOWN, COMMUNITY = UnitKind
KNOWN = {
    fold(unit.name): unit
    for unit in (
        Unit("市民政局", DEPARTMENT),
        Unit("鹿渚镇", TOWN),
        Unit("柳浦街道", TOWN),
        Unit("桃溪社区", COMMUNITY),
    )
}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("市民政局", ["市民政局"]),
        ("甲局、乙局，丙局,丁局", ["甲局", "乙局", "丙局", "丁局"]),
        ("甲局；乙局;丙局／丁局/戊局", ["甲局", "乙局", "丙局", "丁局", "戊局"]),
        ("甲局\n乙局\r\n 丙局。", ["甲局", "乙局", "丙局"]),
        ("甲局、、乙局、", ["甲局", "乙局"]),
        ("甲局、甲局", ["甲局"]),
        ("甲局（含乙办、丙办）、丁局", ["甲局（含乙办、丙办）", "丁局"]),
        ("甲局[乙/丙]", ["甲局[乙/丙]"]),
        ("甲局（乙、丙", ["甲局（乙、丙"]),
        ("甲局）、乙局", ["甲局）", "乙局"]),
        ("各镇、街道", ["各镇、街道"]),
        ("各镇、街道、市民政局", ["各镇、街道", "市民政局"]),
        ("各县（市、区）、有关单位", ["各县（市、区）、有关单位"]),
        ("市民政局、各镇", ["市民政局", "各镇"]),
        ("  ", []),
    ],
)
def test_a_cell_is_split_where_a_name_ends(text: str, names: list[str]) -> None:
    assert list(split_names(text)) == names


@given(st.text("甲乙局、，（）[] \n各镇"))
def test_no_cell_loses_a_word(text: str) -> None:
    kept = "".join(split_names(text))
    assert set(text) - set("、， \n") <= set(kept)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("市民政局 市财政局", ["市民政局", "市财政局"]),
        ("财 政 局", ["财政局"]),
        ("市民政局 办公室 组", ["市民政局办公室组"]),
        ("Lake View Office", ["Lake View Office"]),
    ],
)
def test_spaces_part_names_or_only_set_them_wide(name: str, words: list[str]) -> None:
    assert list(split_words(name)) == words


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("市民政局", DEPARTMENT),
        ("鹿渚镇", TOWN),
        ("鹿渚鎮", TOWN),
        ("柳浦街道办事处", TOWN),
        ("环科园区（管委会）", TOWN),
        ("桃溪社区", COMMUNITY),
        ("竹岭村村委会", COMMUNITY),
    ],
)
def test_the_kind_of_a_unit_is_guessed_by_its_name(name: str, kind: UnitKind) -> None:
    assert guess_kind(name) is kind


@pytest.mark.parametrize(
    ("name", "units"),
    [
        ("市民政局", ["市民政局"]),
        ("市民政局（牵头）", ["市民政局"]),
        ("市 民政局", ["市民政局"]),
        ("鹿渚鎮", ["鹿渚镇"]),
        ("各镇（街道）", ["鹿渚镇", "柳浦街道"]),
        ("各镇、街道和社区", ["鹿渚镇", "柳浦街道", "桃溪社区"]),
        ("各镇", ["鹿渚镇"]),
        ("各街道", ["柳浦街道"]),
        ("各乡镇", ["鹿渚镇"]),
        ("各社区", ["桃溪社区"]),
        ("各村", []),
        ("各有关镇", []),
        ("各部门", []),
        ("民政局", []),
        ("市民政局（" + "长" * 100, []),
    ],
)
def test_a_name_means_one_unit_all_of_a_kind_or_none(name: str, units: list[str]) -> None:
    assert list(find_units(name, KNOWN)) == units


@pytest.mark.parametrize(
    "name", ["各部门", "有关单位", "相關單位", "市民政局等", "其他单位", "市民政局等部门"]
)
def test_some_words_are_nobody(name: str) -> None:
    assert is_vague(name)


def test_a_unit_is_somebody() -> None:
    assert not is_vague("市民政局")
