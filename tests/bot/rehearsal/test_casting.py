"""Any plan can be played: what it leaves open is made up."""

from datetime import UTC, datetime

from bot.rehearsal.casting import OFFICE_GROUP, playable, set_stage
from plan.loading import load_plan
from rehearsal import MovableClock, open_standin
from rehearsal.page import Part, Section
from rehearsal.stage import CLERK, STRANGER
from tests.flows.town import DATA, TOWN, TOWN_GROUP, town_plan

BARE = DATA | {"units": [{"name": u["name"], "kind": u["kind"]} for u in DATA["units"]]}


def test_what_a_plan_names_itself_stays() -> None:
    before, after = town_plan(), playable(town_plan())
    assert after.units[:2] == before.units[:2]
    assert after.tasks == before.tasks


def test_every_unit_gets_a_group_of_its_own_and_a_liaison() -> None:
    units = playable(load_plan(BARE)).units
    assert len({unit.chat for unit in units}) == len(units)
    people = [person.telegram for unit in units for person in unit.people]
    assert len({*people}) == len(people) == len(units)


def test_one_group_is_basic_so_that_it_can_be_upgraded() -> None:
    chats = [str(unit.chat) for unit in playable(town_plan()).units]
    assert [chat.startswith("-100") for chat in chats] == [True, True, False]


def test_a_plan_without_units_stays_as_it_is() -> None:
    bare = load_plan(DATA | {"units": [], "tasks": []})
    assert playable(bare) == bare


async def test_everybody_stands_in_the_groups_they_belong_to() -> None:
    async with open_standin(MovableClock(datetime(2012, 11, 5, tzinfo=UTC))) as standin:
        cast = set_stage(standin, playable(town_plan()))
        world = standin.world
        assert STRANGER in world.inside(TOWN_GROUP)
        assert STRANGER not in world.inside(OFFICE_GROUP)
        assert CLERK in world.inside(OFFICE_GROUP)
    assert cast.places[TOWN_GROUP].section is Section.TOWNS
    assert {player.unit for player in cast.players if player.part is Part.LIAISON} >= {TOWN}
