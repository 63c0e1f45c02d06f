"""Deadlines are read within the time of their plan, and their words are kept."""

from datetime import date, datetime

import pytest

from intake.columns import Column
from intake.deadlines import Dates, Time, read_dates, time_of
from intake.lines import Line
from intake.spots import Findings, Spot
from plan.model import Phase, Plan
from plan.problems import Problem
from tests.wording import worded

AUTUMN = Plan(
    "方案",
    "",
    date(2013, 2, 28),
    (
        Phase("1", "动员", None, date(2012, 9, 30)),
        Phase("2", "实施", date(2012, 10, 1), date(2013, 1, 31)),
    ),
    (),
    (),
)
LATER = date(2026, 11, 24)


def line(**values: object) -> Line:
    spots = {Column(name): (Spot(f"表!{name}", value),) for name, value in values.items() if value}
    return Line("表!C4", frozenset(spots), Spot("表", None), spots, (spots,))


def read(time: Time | None = None, **values: object) -> tuple[Dates, list[Problem]]:
    findings = Findings()
    return read_dates(line(**values), time or time_of(AUTUMN, "", LATER), findings), worded(
        findings.problems
    )


@pytest.mark.parametrize(
    ("value", "due", "text"),
    [
        (datetime(2012, 11, 16, 18), date(2012, 11, 16), ""),
        ("2012-11-16", date(2012, 11, 16), ""),
        ("2012年11月16日", date(2012, 11, 16), ""),
        ("20121116", date(2012, 11, 16), ""),
        (20121116, date(2012, 11, 16), ""),
        (2012.11, date(2012, 11, 30), "2012.11"),
        ("2012.1", date(2012, 1, 31), "2012.1"),
        ("11月中旬前", date(2012, 11, 20), "11月中旬前"),
        ("9 月\n底", date(2012, 9, 30), "9 月 底"),
        ("1月底前", date(2013, 1, 31), "1月底前"),
        ("6月底", date(2012, 6, 30), "6月底"),
        ("持续推进至12月", date(2012, 12, 31), "持续推进至12月"),
        ("每季度小结，12月底前完成", date(2012, 12, 31), "每季度小结，12月底前完成"),
    ],
)
def test_a_deadline_is_a_date_in_the_time_of_its_plan(value: object, due: date, text: str) -> None:
    assert read(due=value) == (Dates(None, due, text), [])


def test_without_a_plan_the_year_is_named_above_the_table_or_the_present_one() -> None:
    assert time_of(None, "创建方案 宜政办发〔2012〕132号", LATER).references == [date(2012, 11, 1)]
    assert time_of(None, "2013年创建方案", LATER).references == [date(2013, 11, 1)]
    assert time_of(None, "方案", LATER).references == [LATER]
    assert time_of(Plan("", "", None, (), (), ()), "", LATER).references == [LATER]


def test_a_plan_of_a_century_is_not_tried_year_by_year() -> None:
    phase = Phase("1", "长远", date(1950, 1, 1), date(2050, 1, 1))
    assert len(time_of(Plan("", "", None, (phase,), (), ()), "", LATER).references) == 6


@pytest.mark.parametrize("value", ["长期", "长期坚持", "持续推进", "長期", "常态化开展"])
def test_what_has_no_end_is_told_apart_from_what_cannot_be_read(value: str) -> None:
    assert read(due=value) == (Dates(None, None, value, endless=True), [])


@pytest.mark.parametrize("value", ["尽快", "11月16日、12月1日", "2012年2月30日", 41229, True])
def test_an_unread_date_is_a_problem_of_its_cell(value: object) -> None:
    dates, problems = read(due=value)
    assert problems == [Problem("plan.unread_date", "表!due", {"found": str(value)})]
    assert dates.due is None


def test_a_long_text_is_not_searched_for_a_date() -> None:
    values = {"length": "102", "limit": "100"}
    assert read(due="1月" * 51)[1] == [Problem("plan.too_long", "表!due", values)]


def test_a_number_may_have_lost_the_zero_of_october() -> None:
    _, problems = read(due=2012.1)
    assert problems == [Problem("plan.short_month", "表!due", {"found": "2012.1"})]


def test_a_start_is_a_day_or_where_its_stretch_begins() -> None:
    assert read(start="10月8日", due="10月底")[0].start == date(2012, 10, 8)
    assert read(start="10月", due="10月底")[0].start == date(2012, 10, 1)


def test_a_stretch_of_time_is_start_and_due_date() -> None:
    assert read(period="10月8日—11月16日")[0] == Dates(
        date(2012, 10, 8), date(2012, 11, 16), "10月8日—11月16日"
    )


def test_a_due_date_comes_before_the_end_of_the_stretch() -> None:
    dates, _ = read(period="10月8日—11月16日", due="11月9日")
    assert (dates.start, dates.due, dates.text) == (date(2012, 10, 8), date(2012, 11, 9), "11月9日")


def test_nothing_said_is_nothing_read() -> None:
    assert read() == (Dates(), [])
