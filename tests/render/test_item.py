from dataclasses import replace
from datetime import date

import pytest

from plan.history import Past
from plan.model import State, Status
from render.item import News, item
from render.texts import Texts
from tests.render.builders import AT, ENTRY, KEY, TODAY, ZONE
from tests.render.markup import assert_can_be_sent


def test_an_assignment_shows_all_that_was_said(zh: Texts) -> None:
    history = [Past(AT, "张三", status=Status.BLOCKED, percent=60, note="缺资金")]
    message = item(ENTRY, history, 2, KEY, zh, ZONE, TODAY)
    assert (
        message.text
        == """\
📌 <b>2.3 社区服务用房达标</b>
责任单位：城东街道（牵头）
11月12日（周一），逾期 1 天；⛔受阻（资金） 60% 🔴逾期
状态：办理中
佐证：2 件
<b>反馈记录</b>
· 11月12日 14:32 张三：⛔受阻 60%
　“缺资金”"""
    )
    assert [button.text for row in message.buttons for button in row] == ["返回总览"]


def test_without_a_report_nothing_is_invented(zh: Texts) -> None:
    assert item(ENTRY, [], 0, KEY, zh, ZONE, TODAY).text.endswith("尚无反馈记录。")


def test_a_claim_can_be_accepted_or_returned(zh: Texts) -> None:
    claim = replace(ENTRY, state=State.CLAIMED)
    message = item(claim, [], 0, KEY, zh, ZONE, TODAY, news=News.CLAIM)
    assert message.text.startswith("📥 <b>有单位申请办结，请审核</b>\n")
    assert [button.data.split(":", 2)[2] for button in message.buttons[0]] == [
        "accept:11",
        "return:11",
    ]


def test_a_request_for_more_time_can_be_granted_or_refused(zh: Texts) -> None:
    message = item(ENTRY, [], 0, KEY, zh, ZONE, TODAY, wanted=date(2012, 11, 25))
    assert "已申请延期至11月25日（周日），待批准" in message.text
    assert [button.data.split(":", 2)[2] for button in message.buttons[0]] == [
        "grant:11",
        "refuse:11",
    ]


@pytest.mark.parametrize("news", News)
def test_a_long_history_can_be_sent(news: News, texts: Texts) -> None:
    history = [Past(AT, "名" * 50, note="话" * 300, link="https://t.me/c/1/2")] * 100
    assert_can_be_sent(item(ENTRY, history, 0, KEY, texts, ZONE, TODAY, news=news))
