"""Deadlines in the words offices use, and every date written in every form."""

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan.dates import Span, find_deadlines, read_deadline

REFERENCE = date(2012, 9, 5)


def span(text: str) -> Span | None:
    """ "a..b" as a span; "..b" has no start and "" is none."""
    if not text:
        return None
    start, _, end = text.partition("..")
    return Span(date.fromisoformat(start) if start else None, date.fromisoformat(end))


def check(text: str, expected: str) -> None:
    assert read_deadline(text, reference=REFERENCE) == span(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2012年11月16日", "..2012-11-16"),
        ("２０１２年１１月１６日前", "..2012-11-16"),
        ("2012 年 11 月 16 日", "..2012-11-16"),
        ("2012年11月16號", "..2012-11-16"),
        ("11月16日前", "..2012-11-16"),
        ("十一月十六日之前", "..2012-11-16"),
        ("12年11月16日", "..2012-11-16"),
        ("二〇一二年十月一日", "..2012-10-01"),
        ("二○一二年十二月三十一日", "..2012-12-31"),
        ("二零一三年一月二十日", "..2013-01-20"),
        ("明年3月5日", "..2013-03-05"),
        ("2012.11.16", "..2012-11-16"),
        ("2012-11-16", "..2012-11-16"),
        ("2012/11/6", "..2012-11-06"),
        ("2012-11-16 00:00:00", "..2012-11-16"),
        ("1.4月10日前,必须落实", "..2012-04-10"),
        ("完成时限:任务3 11月30日", "..2012-11-30"),
        ("由市民政局牵头，于11月16日（星期五）前报送", "..2012-11-16"),
    ],
)
def test_a_day_is_a_deadline_without_a_start(text: str, expected: str) -> None:
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11月上旬", "2012-11-01..2012-11-10"),
        ("11月中旬", "2012-11-11..2012-11-20"),
        ("11月中旬前", "..2012-11-20"),
        ("11月中旬以前", "..2012-11-20"),
        ("十月下旬", "2012-10-21..2012-10-31"),
        ("2月下旬", "2012-02-21..2012-02-29"),
        ("2013年2月下旬", "2013-02-21..2013-02-28"),
        ("11月上中旬", "2012-11-01..2012-11-20"),
        ("11月中下旬", "2012-11-11..2012-11-30"),
        ("11月", "2012-11-01..2012-11-30"),
        ("11月份", "2012-11-01..2012-11-30"),
        ("2012.10", "2012-10-01..2012-10-31"),
        ("10月前", "..2012-10-31"),
        ("第三季度", "2012-07-01..2012-09-30"),
        ("2013年一季度", "2013-01-01..2013-03-31"),
        ("第4季度前", "..2012-12-31"),
        ("上半年", "2012-01-01..2012-06-30"),
        ("2013年下半年", "2013-07-01..2013-12-31"),
    ],
)
def test_a_stretch_has_its_first_and_last_day(text: str, expected: str) -> None:
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9月底", "..2012-09-30"),
        ("2012年9月末", "..2012-09-30"),
        ("2011年二月底", "..2011-02-28"),
        ("月底", "..2012-09-30"),
        ("本月底前", "..2012-09-30"),
        ("2012年底", "..2012-12-31"),
        ("2012年年底", "..2012-12-31"),
        ("12年底", "..2012-12-31"),
        ("二○一三年底", "..2013-12-31"),
        ("年底前", "..2012-12-31"),
        ("今年年底", "..2012-12-31"),
        ("當年內", "..2012-12-31"),
        ("去年底", "..2011-12-31"),
        ("年内", "..2012-12-31"),
        ("2012年", "..2012-12-31"),
        ("2012年度", "..2012-12-31"),
        ("第三季度末", "..2012-09-30"),
    ],
)
def test_an_end_is_the_last_day(text: str, expected: str) -> None:
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10月—11月中旬", "2012-10-01..2012-11-20"),
        ("2012年10月—11月中旬", "2012-10-01..2012-11-20"),
        ("10月－2013年11月中旬", "2013-10-01..2013-11-20"),
        ("2012年11月中旬—12月", "2012-11-11..2012-12-31"),
        ("11月—1月", "2012-11-01..2013-01-31"),
        ("11月—2012年1月", "2011-11-01..2012-01-31"),
        ("11月至次年1月", "2012-11-01..2013-01-31"),
        ("1月至次年12月", "2012-01-01..2013-12-31"),
        ("2010年11月至翌年12月", "2010-11-01..2011-12-31"),
        ("4月底至5月中旬", "2012-04-30..2012-05-20"),
        ("8月1日至9月20日前", "2012-08-01..2012-09-20"),
        ("10月1日起至11月16日", "2012-10-01..2012-11-16"),
        ("11月5日至16日", "2012-11-05..2012-11-16"),
        ("11月5-16日", "2012-11-05..2012-11-16"),
        ("2012年9-11月", "2012-09-01..2012-11-30"),
        ("九至十一月", "2012-09-01..2012-11-30"),
        ("2012.10.1-11.16", "2012-10-01..2012-11-16"),
        ("2012.10.1-16", "2012-10-01..2012-10-16"),
        ("2012.10-12", "2012-10-01..2012-12-31"),
        ("2012.10-2012.12", "2012-10-01..2012-12-31"),
        ("2012-10-01～2012-11-16", "2012-10-01..2012-11-16"),
        ("第一季度至第三季度", "2012-01-01..2012-09-30"),
    ],
)
def test_a_range_goes_from_its_first_word_to_its_last(text: str, expected: str) -> None:
    check(text, expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "长期",
        "長期堅持",
        "每月25日前",
        "每月底前",
        "每年12月底前",
        "每个月底",
        "次月底",
        "3个月内",
        "三年内完成",
        "半年内",
        "收到通知之日起5日内",
        "春节前",
        "2012.5亿元",
        "增长5-8.5",
        "宜政办发〔2012〕132号",
        "自10月1日起",
        "2012年底后",
        "11月以来",
    ],
)
def test_what_is_no_date_is_no_deadline(text: str) -> None:
    assert find_deadlines(text, reference=REFERENCE) == []
    check(text, "")


@pytest.mark.parametrize("text", ["11月初", "11月中", "11月上、中旬"])
def test_a_fuzzy_word_without_a_rule_is_not_guessed(text: str) -> None:
    check(text, "")


@pytest.mark.parametrize(
    "text",
    [
        "2月30日",
        "2013年2月29日",
        "13月",
        "13月底",
        "0000年底",
        "20日",
        "16日至20日",
        "10月20日—10月5日",
        "2012年11月—2012年1月",
        "2013年1月—2012年3月",
    ],
)
def test_a_date_no_calendar_has_is_marked(text: str) -> None:
    assert find_deadlines(text, reference=REFERENCE) == [None]
    check(text, "")


def test_two_deadlines_are_ambiguous_and_found_one_by_one() -> None:
    text = "2013年6月底和7月底报送，每月25日前更新"
    check(text, "")
    assert find_deadlines(text, reference=REFERENCE) == [span("..2013-06-30"), span("..2013-07-31")]


def test_a_day_that_hangs_on_another_date_makes_it_ambiguous() -> None:
    check("11月5日、16日", "")


def test_the_same_deadline_said_twice_is_one() -> None:
    check("2012年11月16日前（11月16日）", "..2012-11-16")


def test_a_regular_date_beside_a_deadline_does_not_hide_it() -> None:
    check("11月底前完成，每月25日前报送进度", "..2012-11-30")
    check("每个单位11月底前完成", "..2012-11-30")


CHINESE = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else CHINESE[tens]) + "十" if tens else ""
    return head + (CHINESE[ones] if ones else "")


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c.isascii() else c for c in text)


def forms(day: date) -> list[str]:
    y, m, d = day.year, day.month, day.day
    year = "".join(CHINESE[int(c)] for c in str(y))
    figures = [f"{y}年{m}月{d}日", f"{y}.{m}.{d}", f"{y}-{m:02}-{d:02}", f"{y}/{m}/{d}"]
    return [
        *figures,
        *map(full_width, figures),
        f"{y} 年 {m:02} 月 {d:02} 日",
        f"{year}年{chinese(m)}月{chinese(d)}日",
        f"{y}年{m}月{d}號前",
    ]


dates = st.dates(date(1990, 1, 1), date(2089, 12, 31))


@given(dates, st.sampled_from(range(len(forms(REFERENCE)))), dates)
def test_a_written_date_reads_back_whatever_the_reference(
    day: date, form: int, reference: date
) -> None:
    assert read_deadline(forms(day)[form], reference=reference) == Span(None, day)


@given(dates, st.sampled_from(["{}月{}日", "{}月{}日前完成", "于{}月{}日前报送", "（{}月{}號）"]))
def test_a_date_without_a_year_takes_that_of_the_reference(day: date, form: str) -> None:
    reference = date(day.year, 6, 15)
    for month, number in [(str(day.month), str(day.day)), (chinese(day.month), chinese(day.day))]:
        text = form.format(month, number)
        assert read_deadline(text, reference=reference) == Span(None, day)


@given(dates, st.sampled_from(["月底", "月末", "月底前"]))
def test_the_end_of_every_month_is_its_last_day(day: date, form: str) -> None:
    end = day.replace(day=monthrange(day.year, day.month)[1])
    text = f"{day.year}年{day.month}{form}"
    assert read_deadline(text, reference=REFERENCE) == Span(None, end)


@given(dates, dates, st.sampled_from("—–-－~～至到"))
def test_two_written_dates_are_a_range_if_they_are_in_order(
    first: date, last: date, to: str
) -> None:
    text = f"{first:%Y年%m月%d日}{to}{last:%Y年%m月%d日}"
    expected = Span(first, last) if first <= last else None
    assert read_deadline(text, reference=REFERENCE) == expected


@given(st.text("〇零一二三十0123456789年月日号旬上中下底末内前后起每第季度半至到—-./ 今明次本个"))
def test_no_text_breaks_the_reader_and_no_range_runs_backwards(text: str) -> None:
    for found in find_deadlines(text, reference=REFERENCE):
        assert found is None or found.start is None or found.start <= found.end
