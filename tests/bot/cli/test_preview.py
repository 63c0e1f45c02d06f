"""`duban preview`."""

import json

import pytest

from tests.bot.cli.conftest import Duban

SPAN = ["--from", "2099-11-09", "--to", "2099-11-16"]


@pytest.mark.usefixtures("imported")
def test_what_will_be_sent_is_printed_as_json(duban: Duban) -> None:
    planned = json.loads(duban("preview", *SPAN, "--json").stdout)
    cards = [one for one in planned if one["kind"] == "card" and one["chat"] == -1001]
    assert [(one["at"], one["unit"], one["tasks"]) for one in cards] == [
        ("2099-11-09T09:00:00+08:00", "市民政局", ["2.1"]),
        ("2099-11-13T09:00:00+08:00", "市民政局", ["2.1"]),
        ("2099-11-16T09:00:00+08:00", "市民政局", ["2.1"]),
    ]
    assert all(one["why"] for one in planned)


@pytest.mark.usefixtures("imported")
def test_what_will_be_sent_is_told_day_by_day(duban: Duban) -> None:
    said = duban("preview", *SPAN).stdout
    assert said.startswith("2099年11月9日\n  09:00")
    assert "1 个单位没有可通知的群，提醒改为告知办公室：鹿渚镇" in said


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_year_whose_holidays_nobody_knows_is_warned_of(duban: Duban, form: list[str]) -> None:
    warned = duban("preview", *SPAN, *form).stderr
    assert warned.startswith("⚠️ 尚无 2099 年的节假日安排")
    assert warned.count("\n") == 1
    assert duban("days", "set", "2099-10-01", "--off").exit_code == 0
    assert duban("preview", *SPAN, *form).stderr == ""


@pytest.mark.usefixtures("imported")
def test_days_gone_by_send_nothing_any_more(duban: Duban) -> None:
    result = duban("preview", "--from", "2012-09-01", "--to", "2012-10-31", "--json")
    assert (json.loads(result.stdout), result.exit_code) == ([], 0)


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        ("2099-11-10", "2099-11-09", "--to 不能早于 --from。\n"),
        ("2099-01-01", "2100-01-02", "一次最多预览 366 天。\n"),
        ("2099", "2100-01-01", "“2099”不是日期，请写成 2012-11-16 这样。\n"),
    ],
)
def test_a_span_that_is_none_is_told_in_one_line(
    duban: Duban, first: str, last: str, says: str
) -> None:
    result = duban("preview", "--from", first, "--to", last)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", says)


@pytest.mark.usefixtures("database")
def test_both_ends_of_the_span_must_be_given(duban: Duban) -> None:
    assert duban("preview", "--from", "2099-11-09").stderr == "缺少 --to，用法请看 --help。\n"
