"""The evening's digest to the office: short, only when something changed, and what changed."""

from datetime import date

from tests.flows import town
from tests.flows.books import owed
from tests.flows.conftest import Staging
from tests.flows.stage import Stage, import_plan
from tests.flows.town import BUREAU_GROUP, BUREAU_LIAISON, OFFICE, TOWN_GROUP, TOWN_LIAISON


def digests(stage: Stage) -> list[str]:
    return [one.text for one in stage.sent(OFFICE) if one.text.startswith("📊")]


async def test_the_first_digest_tells_where_the_plan_stands(stage: Stage) -> None:
    await stage.at("2012-11-05 17:29")
    assert not digests(stage)
    await stage.at("2012-11-05 17:30")
    [text] = digests(stage)
    assert "和谐社区创建方案" in text
    assert "截至11月5日 17:30" in text
    assert "已办结 0 项，共 5 项" in text
    assert "尚有 1 个单位未绑定群：桃溪社区" in text
    assert len(text.splitlines()) <= 12
    assert stage.last(OFFICE).silent


async def test_the_digest_tells_what_changed_since_the_last(stage: Stage) -> None:
    await stage.at("2012-11-05 17:30")
    card = await stage.card(BUREAU_GROUP)
    await stage.say(BUREAU_GROUP, BUREAU_LIAISON, "受阻：缺资金，请财政局拨款", card.id)
    await stage.say(TOWN_GROUP, TOWN_LIAISON, "2 已完成", stage.last(TOWN_GROUP).id)
    await stage.at("2012-11-06 17:30")
    text = digests(stage)[-1]
    assert "与11月5日 17:30相比" in text
    assert "待审核 +1" in text
    assert "受阻 +1" in text
    assert "受阻 1 项：2.1 市民政局（资金）" in text
    assert "请财政局拨款" in text
    assert len(text.splitlines()) <= 12


async def test_when_nothing_changed_nothing_is_sent(staging: Staging) -> None:
    december = {
        "id": "2",
        "name": "考核验收",
        "start": date(2012, 12, 1),
        "end": date(2012, 12, 31),
    }
    plan = town.plan_with(
        {"number": "9.1", "units": [town.TOWN], "due": date(2012, 12, 20)}, phases=[december]
    )
    async with staging(plan=plan) as stage:
        await stage.at("2012-11-05 17:30")
        await stage.at("2012-11-06 17:30")
        await stage.at("2012-11-07 17:30")
        assert len(digests(stage)) == 1
        rows = await owed(stage, "digest")
        assert [(row.state, row.why) for row in rows[1:]] == [("skipped", "nothing to say")] * 2


async def test_late_tasks_are_counted_and_the_worst_named(stage: Stage) -> None:
    await stage.at("2012-11-12 17:30")
    text = digests(stage)[-1]
    assert "逾期 3 项：" in text
    assert "2.1 桃溪社区" in text
    assert "临近时限仍未反馈 4 项" in text
    assert "需关注：" in text


async def test_on_a_rest_day_there_is_none(stage: Stage) -> None:
    await stage.at("2012-11-09 17:30")
    count = len(digests(stage))
    await stage.at("2012-11-11 20:00")
    assert len(digests(stage)) == count


async def test_several_plans_share_one_digest(stage: Stage) -> None:
    await import_plan(
        stage,
        town.plan_with(
            {"number": "9.1", "units": [town.TOWN], "due": date(2012, 11, 20)},
            title="文明城市创建方案",
        ),
    )
    await stage.at("2012-11-05 17:30")
    [text] = digests(stage)
    assert text.count("📊") == 2
    assert "文明城市创建方案" in text


async def test_the_hour_of_the_digest_is_a_setting(staging: Staging) -> None:
    changes = {"office": {"digest_at": "16:00"}}
    async with staging(changes=changes) as stage:
        await stage.at("2012-11-05 16:00")
        assert len(digests(stage)) == 1
