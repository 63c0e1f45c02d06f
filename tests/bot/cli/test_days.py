"""`duban days`."""

import pytest

from tests.bot.cli.conftest import Duban

pytestmark = pytest.mark.usefixtures("database")


def test_days_are_set_listed_and_taken_back(duban: Duban) -> None:
    assert duban("days").stdout == "没有自行设定的日子，按公众假日安排。\n"
    said = duban("days", "set", "2012-10-08", "--off", "--note", "国庆调休").stdout
    assert said == "已设定：2012年10月8日 休息 国庆调休\n"
    duban("days", "set", "2012-09-29", "--work")
    assert duban("days").stdout == "2012年9月29日 上班\n2012年10月8日 休息 国庆调休\n"
    assert duban("days", "remove", "2012-10-08").stdout.startswith("2012年10月8日恢复")
    assert duban("days").stdout == "2012年9月29日 上班\n"


def test_setting_a_day_again_replaces_it(duban: Duban) -> None:
    duban("days", "set", "2012-10-08", "--off")
    duban("days", "set", "2012-10-08", "--work", "--note", "补班")
    assert duban("days").stdout == "2012年10月8日 上班 补班\n"


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["set", "2012-10-08"], "请写 --off（休息）或 --work（上班）。\n"),
        (["set", "10月8日", "--off"], "“10月8日”不是日期，请写成 2012-11-16 这样。\n"),
        (["remove", "2012-10-08"], "2012年10月8日不是自行设定的日子。\n"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(duban: Duban, args: list[str], says: str) -> None:
    result = duban("days", *args)
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", says)
