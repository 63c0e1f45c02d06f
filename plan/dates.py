"""Deadlines as an office writes them: 11月中旬前, 10月—11月中旬, 二〇一二年底, 2012.11.16."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

LAST = 0  # as a day: the last of its month

SIMPLIFIED = (
    str.maketrans("號後長個內當開來週學財", "号后长个内当开来周学财")
    | str.maketrans(dict.fromkeys("—–―─~〜至到", "~"))
    | str.maketrans(dict.fromkeys("‐‑−", "-"))
)
DIGITS = str.maketrans("〇零○Oo一二三四五六七八九", "00000123456789")
PARTS = {
    "上旬": (1, 10),
    "中旬": (11, 20),
    "下旬": (21, LAST),
    "上中旬": (1, 20),
    "中下旬": (11, LAST),
    "底": (LAST, LAST),
    "末": (LAST, LAST),
    None: (1, LAST),
}
HALVES = {"上": (1, 6), "下": (7, 12)}
NEAR = {"去": -1, "今": 0, "本": 0, "当": 0, "明": 1}

ONES = "一二三四五六七八九"
NUMBER = rf"(?:(?<!\d)\d{{1,2}}|(?<![十{ONES}])(?:[一二三]?十[{ONES}]?|[{ONES}]))"
# Before 年底 and 月底 without a number: what makes them a length of time, or one of many.
COUNTED = rf"(?<![\d〇零十{ONES}几两半多数个近整周学财每各逐上下次前后])"
TO = r"起?[-~]{1,3}"

NUMERIC = re.compile(r"(?<!\d)((?:19|20)\d\d)([-./])(\d{1,2})(?:\2(\d{1,2}))?(?![\d月亿万元%])日?")
CONTINUED = re.compile(r"([月日])([-~])(\d{1,2})(?:[-./](\d{1,2}))?(?![\d年月日号季个.])")
YEAR_ALONE = re.compile(r"\A(\d{4}年)(?:度|全年)?\Z")
THIS_MONTH = re.compile(rf"{COUNTED}[本当]?月(?=[底末])")
PIECE = re.compile(
    rf"""
    (?P<every>每(?:个?[年季月旬]度?)?的?)?
    (?P<named>
        (?<![\d〇零○Oo{ONES}])
        (?P<year>[\d〇零○Oo{ONES}]{{4}}|\d\d(?=年(?:\d|底|末)))年
      | (?P<near>[去今本当明次翌])年
    )?
    (?:
        (?P<month>{NUMBER}) (?:月份?|(?={TO}{NUMBER}月))
        (?:
            (?P<day>{NUMBER}) (?:[日号]|(?={TO}{NUMBER}[日号]))
          | (?P<part>[上中下]旬|上中旬|中下旬|底|末)
          | (?!份|初|中(?!心)|[上下][、和及]|\d|[十{ONES}])
        )
      | 第?(?P<quarter>(?<!\d)[1-4]|(?<![十{ONES}])[一二三四])季度?(?P<shut>[底末])?
      | (?P<half>[上下])半年
      | (?(named)年?|{COUNTED}年)(?P<close>[底末内])
      | (?(named)(?!))(?<!第)(?P<alone>{NUMBER})[日号](?!内)
    )
    """,
    re.VERBOSE,
)
BEFORE = re.compile(r"[之以]?前")
ONWARDS = re.compile(r"[之以]?[后来]|起|开?始")

MonthDay = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Span:
    """A deadline, with the day its stretch begins where the words name one."""

    start: date | None
    end: date


@dataclass(frozen=True, slots=True)
class Piece:
    """A date or stretch found at `at` to `stop` of a text; month 0 is that of the piece before.

    `year` is its own in figures if it is `dated`, otherwise what the text says so far.
    """

    at: int
    stop: int
    repeats: bool
    dated: bool
    year: int
    first: MonthDay
    last: MonthDay


def read_deadline(text: str, *, reference: date) -> Span | None:
    """The one deadline in `text`; without a year it takes that of `reference`.

    None when there is none (长期, 每月25日前), more than one, or one no calendar has (2月30日).
    """
    found = set(find_deadlines(text, reference=reference))
    return found.pop() if len(found) == 1 else None


def find_deadlines(text: str, *, reference: date) -> list[Span | None]:
    """Every deadline of `text` in its order; None stands for one that no calendar has.

    上旬 is the 1st to the 10th, 中旬 to the 20th, 下旬 the rest; 底 is the last day; a month, a
    quarter or half a year is all of it; with 前 only its end counts. What follows 每 comes
    again and what 起 or 后 follows only begins: neither is a deadline. A year once named holds
    for the dates after it.
    """
    plain = _plain(text, reference)
    return [
        _span(first, last, by=BEFORE.match(plain, last.stop) is not None)
        for first, last in _stretches(plain, list(_pieces(plain, reference)))
        if not first.repeats and not ONWARDS.match(plain, last.stop)
    ]


def _plain(text: str, reference: date) -> str:
    """The text in simplified half-width characters, its numeric dates and 月底 spelt out."""
    plain = unicodedata.normalize("NFKC", text).translate(SIMPLIFIED)
    plain = re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", plain)
    plain = NUMERIC.sub(lambda m: f"{m[1]}年{m[3]}月" + (f"{m[4]}日" if m[4] else ""), plain)
    plain = CONTINUED.sub(_continue, plain)
    plain = THIS_MONTH.sub(f"{reference.month}月", plain)
    return YEAR_ALONE.sub(r"\1底", plain)


def _continue(found: re.Match[str]) -> str:
    unit, to, number, day = found.groups()
    return f"{unit}{to}{number}月{day}日" if day else f"{unit}{to}{number}{unit}"


def _pieces(plain: str, reference: date) -> Iterator[Piece]:
    year = reference.year
    for found in PIECE.finditer(plain):
        if found["year"]:
            year = int(found["year"].translate(DIGITS))
            year += reference.year // 100 * 100 if len(found["year"]) == 2 else 0
        elif near := found["near"]:
            year = reference.year + NEAR[near] if near in NEAR else year + 1
        yield Piece(
            found.start(),
            found.end(),
            bool(found["every"]),
            bool(found["year"]),
            year,
            *_ends(found),
        )


def _ends(found: re.Match[str]) -> tuple[MonthDay, MonthDay]:
    if found["close"]:
        return (12, LAST), (12, LAST)
    if found["half"]:
        first, last = HALVES[found["half"]]
        return (first, 1), (last, LAST)
    if found["quarter"]:
        last = 3 * _number(found["quarter"])
        return (last, LAST) if found["shut"] else (last - 2, 1), (last, LAST)
    month = _number(found["month"]) if found["month"] else 0
    if day := found["day"] or found["alone"]:
        return (month, _number(day)), (month, _number(day))
    first, last = PARTS[found["part"]]
    return (month, first), (month, last)


def _number(text: str) -> int:
    tens, ten, ones = text.translate(DIGITS).rpartition("十")
    return (int(tens or 1) * 10 if ten else 0) + int(ones or 0)


def _stretches(plain: str, pieces: list[Piece]) -> Iterator[tuple[Piece, Piece]]:
    """Each piece that stands alone, twice, and each two that "to" joins."""
    to = re.compile(TO)
    while pieces:
        first = pieces.pop(0)
        joined = pieces and to.fullmatch(plain, first.stop, pieces[0].at)
        yield first, pieces.pop(0) if joined else first


def _span(first: Piece, last: Piece, *, by: bool) -> Span | None:
    try:
        begin, end = _dates(first, last)
    except ValueError:
        return None
    return Span(None if first is last and (by or begin == end) else begin, end)


def _dates(first: Piece, last: Piece) -> tuple[date, date]:
    month, day = last.last[0] or first.last[0], last.last[1]
    begin_year = last.year if last.dated and not first.dated else first.year
    end_year = last.year
    if first.first[0] > month and begin_year == end_year and not (first.dated and last.dated):
        # 11月—2013年1月 begins, and 11月—1月 ends, in the year that is not said.
        begin_year, end_year = (
            (begin_year - 1, end_year) if last.dated else (begin_year, end_year + 1)
        )
    begin, end = _day(begin_year, *first.first), _day(end_year, month, day)
    if begin > end:
        raise ValueError("a stretch that ends before it begins")
    return begin, end


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, day if day != LAST else monthrange(year, month)[1])
