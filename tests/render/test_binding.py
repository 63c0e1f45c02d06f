from plan.model import PersonRole
from render.binding import (
    application,
    application_decided,
    bind_refused,
    bind_usage,
    invitation,
    office_bound,
    unit_bound,
)
from render.callback import decode
from render.texts import Texts
from tests.render.builders import AT, KEY, ZONE

TOKEN = "abc"
LINK = "https://t.me/duban_bot?startgroup=abc"


def test_an_invitation_has_a_link_a_code_and_an_end(zh: Texts) -> None:
    text = invitation("城东街道", "duban_bot", TOKEN, "ABCD-2345", AT, zh, ZONE).text
    assert "<b>城东街道</b>" in text
    assert LINK in text
    assert "<code>/bind@duban_bot ABCD-2345</code>" in text
    assert "11月12日 14:32前有效" in text


def test_the_office_has_an_invitation_of_its_own(zh: Texts) -> None:
    assert "<b>办公室</b>" in invitation(None, "duban_bot", TOKEN, "ABCD-2345", AT, zh, ZONE).text


def test_a_bound_group_learns_its_tasks_and_who_may_answer(zh: Texts) -> None:
    message = unit_bound("城东街道", 12, 5, KEY, zh)
    assert "本群已绑定：<b>城东街道</b>，牵头 12 项，责任 5 项。" in message.text
    presses = [decode(button.data) for button in message.buttons[0]]
    assert [press.verb for press in presses if press] == ["liaison", "deputy"]


def test_the_office_decides_who_answers_for_a_unit(zh: Texts) -> None:
    message = application("张三", 7, "城东街道", PersonRole.DEPUTY, KEY, zh)
    assert message.text == (
        '<a href="tg://user?id=7">@张三</a> 申请担任<b>城东街道</b>的副联络员，是否同意？'
    )
    presses = [decode(button.data) for button in message.buttons[0]]
    assert [press.verb for press in presses if press] == ["approve", "decline"]


def test_the_answer_is_told(zh: Texts) -> None:
    role = PersonRole.LIAISON
    assert "已同意 张三" in application_decided("张三", "城东街道", role, True, zh).text
    assert "未同意 张三" in application_decided("张三", "城东街道", role, False, zh).text


def test_a_wrong_code_or_name_is_explained(zh: Texts) -> None:
    assert "绑定码无效" in bind_refused(zh).text
    assert "请写明单位名称" in bind_usage([], zh).text
    assert "城东街道、城西街道" in bind_usage(["城东街道", "城西街道"], zh).text
    assert "/status" in office_bound(zh).text
