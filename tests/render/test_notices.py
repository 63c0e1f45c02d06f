from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from plan.extensions import Denial, Denied
from plan.files import Refusal
from render.callback import decode
from render.message import utf16_length
from render.notices import (
    Audience,
    Decision,
    Toast,
    Trouble,
    decided,
    evidence_refused,
    extension_denied,
    failure,
    guessing,
    help_message,
    instead,
    language_menu,
    language_set,
    not_yours,
    not_yours_toast,
    note,
    outage,
    percent_toast,
    receipt_toast,
    restored,
    start,
    toast,
    too_late_toast,
    trouble,
    unbound_group,
)
from render.texts import Texts
from tests.render.builders import AT, ENTRY, KEY, ZONE
from tests.render.markup import assert_can_be_sent

UNITS = ["城东街道", "城西街道"]


@pytest.mark.parametrize("kind", Toast)
def test_every_toast_is_short_plain_text(kind: Toast, texts: Texts) -> None:
    words = toast(kind, texts)
    assert 0 < utf16_length(words) <= 200
    assert "<" not in words


def test_a_press_is_answered_with_what_was_recorded(zh: Texts) -> None:
    assert receipt_toast(AT, zh, ZONE) == "已签收，14:32"
    assert percent_toast(80, zh) == "已记录：80%"


def test_a_stranger_learns_whose_card_it_is(zh: Texts) -> None:
    assert not_yours_toast(["A & B"], zh).startswith("仅限A & B的联络员操作")
    assert not_yours(False, UNITS, zh).text.startswith("仅限城东街道、城西街道的联络员")


def test_what_a_group_was_to_be_told_says_to_a_person_why_they_get_it(texts: Texts) -> None:
    said = instead(note(Toast.DONE, texts), "A & B", texts)
    assert_can_be_sent(said)
    assert "A &amp; B" in said.text.splitlines()[0]
    assert said.text.endswith(note(Toast.DONE, texts).text)


def test_the_office_learns_the_number_of_whoever_guesses_codes(texts: Texts) -> None:
    said = guessing(998, texts)
    assert_can_be_sent(said)
    assert "998" in said.text


@pytest.mark.parametrize("why", Denial)
def test_a_request_that_cannot_be_made_is_answered_with_what_can(why: Denial, texts: Texts) -> None:
    due, wanted = date(2012, 11, 9), date(2012, 11, 8)
    said = extension_denied(Denied(why, due, wanted), texts)
    assert_can_be_sent(said)
    assert texts.date(due) in said.text
    assert (texts.date(wanted) in said.text) is (why is Denial.NOT_LATER)
    assert (
        too_late_toast(due, texts)
        == extension_denied(Denied(Denial.TOO_LATE, due, wanted), texts).text
    )


def test_many_units_still_make_a_short_toast(texts: Texts) -> None:
    assert utf16_length(not_yours_toast(["单" * 90] * 50, texts)) <= 200


def test_an_anonymous_administrator_is_asked_for_a_press(zh: Texts) -> None:
    assert "匿名管理员" in not_yours(True, UNITS, zh).text


@pytest.mark.parametrize("kind", Trouble)
def test_the_office_learns_what_became_of_a_group(kind: Trouble, texts: Texts) -> None:
    message = trouble(kind, "<工作群>", UNITS, texts)
    assert_can_be_sent(message)
    assert "&lt;工作群&gt;" in message.text


@pytest.mark.parametrize("audience", Audience)
def test_everybody_is_welcomed_and_helped(audience: Audience, texts: Texts) -> None:
    assert_can_be_sent(start(audience, 7, UNITS, texts))
    assert_can_be_sent(help_message(audience, texts))


def test_a_stranger_gets_a_number_for_the_office(zh: Texts) -> None:
    assert "<code>7001</code>" in start(Audience.STRANGER, 7001, [], zh).text


def test_help_differs_for_the_office_and_the_units(zh: Texts) -> None:
    assert "/status" in help_message(Audience.LEADER, zh).text
    assert "/bind" not in help_message(Audience.LEADER, zh).text, "groups are the office's affair"
    assert "/status" not in help_message(Audience.LIAISON, zh).text


def test_each_language_is_offered_under_its_own_name(
    catalogues: Mapping[str, Texts], zh: Texts
) -> None:
    message = language_menu(catalogues, KEY, zh)
    buttons = [row[0] for row in message.buttons]
    assert [button.text for button in buttons] == ["简体中文", "繁體中文", "English"]
    presses = [decode(button.data) for button in buttons]
    assert [press.args for press in presses if press] == [("zh-Hans",), ("zh-Hant",), ("en",)]
    assert language_set(zh).text == "已改用简体中文。"


def test_an_outage_has_a_beginning_and_an_end(zh: Texts) -> None:
    text = outage(AT, AT + timedelta(hours=2), zh, ZONE).text
    assert "11月12日 14:32至11月12日 16:32" in text


@pytest.mark.parametrize("unsure", [0, 1, 2])
def test_what_is_in_doubt_after_a_restore_is_told_where_there_is_any(
    unsure: int, texts: Texts
) -> None:
    message = restored(AT, AT + timedelta(hours=2), unsure, texts, ZONE)
    assert_can_be_sent(message)
    assert len(message.text.splitlines()) == (2 if unsure else 1)


@pytest.mark.parametrize("kind", Toast)
def test_every_toast_can_also_be_a_message(kind: Toast, texts: Texts) -> None:
    message = note(kind, texts)
    assert_can_be_sent(message)
    assert message.silent


@pytest.mark.parametrize("why", Refusal)
def test_a_refused_file_is_named_with_the_reason(why: Refusal, texts: Texts) -> None:
    message = evidence_refused(why, "a<b>.exe", texts)
    assert_can_be_sent(message)
    assert "a&lt;b&gt;.exe" in message.text


@pytest.mark.parametrize("decision", Decision)
def test_the_unit_hears_each_decision(decision: Decision, texts: Texts) -> None:
    assert_can_be_sent(decided(decision, ENTRY, texts, day=date(2012, 11, 25)))
    assert_can_be_sent(decided(decision, ENTRY, texts))


def test_a_granted_day_is_named(zh: Texts) -> None:
    message = decided(Decision.GRANTED, ENTRY, zh, day=date(2012, 11, 25))
    assert message.text == "🗓 办公室已同意延期：2.3 城东街道，时限改为11月25日（周日）"


def test_a_failure_has_a_number_for_the_operator(zh: Texts) -> None:
    assert "<code>e42</code>" in failure("e42", zh).text


def test_a_group_without_a_unit_is_told_how_to_get_one(zh: Texts) -> None:
    assert "绑定码" in unbound_group(zh).text
