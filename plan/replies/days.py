"""Days as a liaison writes them, counted from the day of the reply; weeks begin on Monday."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from plan.replies.numerals import HAN, parse_numeral
from plan.replies.tokens import Kind, Token

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
WEEKDAYS = {char: n for n, char in enumerate("一二三四五六日")} | {"天": 6}
WEEKDAYS |= {name: n for n, name in enumerate("mon tue wed thu fri sat sun".split())}
NAMES_OF = [[name for name, n in WEEKDAYS.items() if n == day] for day in range(7)]
NEARBY = {
    "今天": 0, "今日": 0, "今晚": 0, "今早": 0, "当天": 0, "当日": 0, "today": 0, "tonight": 0,
    "明天": 1, "明日": 1, "明晚": 1, "明早": 1, "tomorrow": 1,
    "后天": 2, "后日": 2, "day after tomorrow": 2, "大后天": 3,
    "昨天": -1, "昨日": -1, "昨晚": -1, "yesterday": -1, "前天": -2, "前日": -2,
}  # fmt: skip

# In days; a slashed date farther away is rather a share.
NEAR = 60
NUM = rf"(?:\d{{1,2}}|{HAN})"
YEAR = r"(?:(?P<year>20\d\d|二[〇零]一[一二三四五六七八九]|今|明)年\s*)?"
MONTH_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
ENGLISH_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
ENGLISH_YEAR = r"(?:,?\s+(?P<year>20\d\d))?"
WEEKDAY_NAME = (
    r"(?P<name>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?)(?![a-z])"
)
IN_BRACKETS = r"(?:\s*\(?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])\)?)?"
NO_SPAN = r"(?!\s*[-~至到—]\s*\d{1,2}\s*[日号月])"
ENGLISH_WEEKDAY = r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"


def _vague(_: re.Match[str], __: date) -> date | None:
    return None


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(month: int, day: int, today: date) -> date | None:
    """Without a year, the year that brings the day nearest to today."""
    years = (today.year - 1, today.year, today.year + 1)
    days = [found for year in years if (found := _safe(year, month, day))]
    return min(days, key=lambda found: abs(found - today), default=None)


def _year(written: str, today: date) -> int:
    if written in ("今", "明"):
        return today.year + (written == "明")
    return int(parse_numeral(written))


def _full(match: re.Match[str], today: date) -> date | None:
    found = match.groupdict()
    name = found.get("name")
    month = MONTHS.index(name[:3]) + 1 if name else int(parse_numeral(found["month"]))
    number = int(parse_numeral(found["day"]))
    year = found.get("year")
    day = _safe(_year(year, today), month, number) if year else _nearest(month, number, today)
    weekday = found.get("weekday")
    # 11月16日(周四) that is a Friday is no day at all.
    return day if day and weekday in (None, *NAMES_OF[day.weekday()]) else None


def _near(match: re.Match[str], today: date) -> date | None:
    """11.15完成 is a day ahead; 1.15 may be anything."""
    day = _full(match, today)
    return day if day and abs(day - today).days <= NEAR else None


def _of_month(match: re.Match[str], today: date) -> date | None:
    """A bare day of the month is of this month and still ahead, or it is not known."""
    return _later(_safe(today.year, today.month, int(parse_numeral(match["day"]))), today)


def _later(day: date | None, today: date) -> date | None:
    return day if day and day >= today else None


def _month_ahead(today: date, months: int) -> tuple[int, int]:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return year, month + 1


def _of_coming_month(match: re.Match[str], today: date) -> date | None:
    months = 1 if match["which"].startswith("下") else 0
    return _safe(*_month_ahead(today, months), int(parse_numeral(match["day"])))


def _last(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _coming_month_end(match: re.Match[str], today: date) -> date | None:
    months = 1 if (match.groupdict().get("which") or "").startswith(("下", "next")) else 0
    return _last(*_month_ahead(today, months))


def _month_end(match: re.Match[str], today: date) -> date | None:
    found = match.groupdict()
    name = found.get("name")
    month = MONTHS.index(name[:3]) + 1 if name else int(parse_numeral(found["month"]))
    if not 1 <= month <= 12:
        return None
    if found.get("year"):
        return _last(_year(found["year"], today), month)
    first = _nearest(month, 28, today)
    return _last(first.year, month) if first else None


def _year_end(match: re.Match[str], today: date) -> date | None:
    year = match.groupdict().get("year")
    return date(_year(year, today) if year else today.year, 12, 31)


def _weekday(match: re.Match[str], today: date) -> date | None:
    """周五 without 本 or 下 is this week's while it lies ahead, else unknown."""
    monday = today - timedelta(today.weekday())
    written = match.groupdict()
    ahead = (written.get("next") or "").count("下") - (written.get("next") or "").count("上")
    day = monday + timedelta(7 * ahead + WEEKDAYS[match["name"][:3]])
    return day if written.get("next") or written.get("this") else _later(day, today)


def _nearby(match: re.Match[str], today: date) -> date | None:
    return today + timedelta(NEARBY[match["near"]])


@dataclass(frozen=True, slots=True)
class Form:
    """A way of writing a day; a day that the words leave open has no date."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], date], date | None]
    kind: Kind = Kind.DAY


def _form(
    pattern: str,
    read: Callable[[re.Match[str], date], date | None],
    kind: Kind = Kind.DAY,
) -> Form:
    return Form(re.compile(pattern), read, kind)


WEEKDAY_TAIL = r"(?![零〇一二三四五六七八九十至到]|(?<=一)[样致直起般个])"
FORMS = (
    _form(rf"{YEAR}(?P<month>{NUM})\s*月\s*(?P<day>{NUM})\s*[日号]{IN_BRACKETS}{NO_SPAN}", _full),
    _form(rf"{YEAR}(?P<month>{NUM})\s*月\s*(?P<day>{NUM})(?![日号\d零一二三四五六七八九十]|\s*[日号]|\s*(?:%|成|项|个|家|[-~至到—]\s*\d)){IN_BRACKETS}", _full),
    _form(r"(?P<year>20\d\d)(?P<s>[-./])(?P<month>\d{1,2})(?P=s)(?P<day>\d{1,2})(?!\d)", _full),
    _form(r"(?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)", _full),
    _form(rf"(?<![a-z]){ENGLISH_WEEKDAY}{MONTH_NAME}\s*{ENGLISH_DAY}(?![a-z\d])(?!\s*(?:%|percent)){ENGLISH_YEAR}", _full),
    _form(rf"(?<![a-z]){ENGLISH_WEEKDAY}{ENGLISH_DAY}\s*(?:of\s+)?{MONTH_NAME}(?![a-z]){ENGLISH_YEAR}", _full),
    _form(rf"(?P<which>下个?月|本月|这个月)\s*(?P<day>{NUM})[日号]", _of_coming_month),
    _form(rf"(?P<day>{NUM})\s*[日号]{NO_SPAN}(?!楼|文|线|院|机|车|通知|文件)", _of_month),
    _form(rf"(?<![a-z])(?:the\s+){ENGLISH_DAY}(?<=st|nd|rd|th)(?![a-z])", _of_month),
    _form(r"(?P<month>1[0-2]|0?[1-9])\.(?P<day>3[01]|[12]\d|0?[1-9])(?=\s*(?:完成|完工|竣工|办结|交付|搞定|能完))", _near),
    _form(r"(?P<day>3[01]|2\d|1[3-9])/(?P<month>1[0-2]|0?[1-9])(?![\d/%])", _near),
    _form(r"(?P<month>1[0-2]|0?[1-9])[-./](?P<day>3[01]|[12]\d|0?[1-9])(?![\d%/]|[-.]\d|\s*%)", _full, Kind.SLASHED),
    _form(rf"{YEAR}(?P<month>{NUM})月(?:底|末|尾)", _month_end),
    _form(r"(?P<which>下个?月|本月|这个月|当月|月)(?:底|末|尾)", _coming_month_end),
    _form(r"(?:the\s+)?end of (?P<which>the|this|next)\s+month|(?P<_w>month)[- ]end", _coming_month_end),
    _form(rf"(?:the\s+)?end of {MONTH_NAME}(?![a-z])", _month_end),
    _form(r"(?:(?:今年|(?P<year>20\d\d|今|明))?年|岁)(?:底|末|尾|终)", _year_end),
    _form(r"(?:the\s+)?end of (?:the |this )?year|year[- ]end|end of (?P<year>20\d\d)", _year_end),
    _form(rf"(?:(?P<next>[下上]+)个?|(?P<this>[本这]))(?:周|星期|礼拜)(?P<name>[一二三四五六日天]){WEEKDAY_TAIL}", _weekday),
    _form(rf"(?:周|星期|礼拜)(?P<name>[一二三四五六日天]){WEEKDAY_TAIL}", _weekday),
    _form(rf"(?<![a-z])(?P<this>this\s+)(?:coming\s+)?{WEEKDAY_NAME}", _weekday),
    _form(rf"(?<![a-z])next\s+{WEEKDAY_NAME}", _vague),
    _form(rf"(?<![a-z])last\s+{WEEKDAY_NAME}", _vague, Kind.PAST_DAY),
    _form(rf"(?<![a-z]){WEEKDAY_NAME}(?:\s+(?P<this>this\s+week))?", _weekday),
    _form(r"(?:the\s+)?(?P<near>day after tomorrow)", _nearby),
    _form(rf"(?P<near>{'|'.join(sorted(NEARBY, key=len, reverse=True))})", _nearby),
    # What names a time, but no day.
    _form(rf"(?:{NUM}月(?:份)?|下个?月|月)(?:内|中|[上中下]旬|初|中旬|下旬)?|本月(?:内|中|[上中下]旬|初)", _vague),
    _form(r"[上中下]旬|月中|月初|年初|年内|年前|节前|节后|春节前?|元旦前?|国庆前?|明年|今年内|明后[天日]|近日|日内|这两天|近几天|过几天|过两天|改天|不久|最近几天|两三天|三五天", _vague),
    _form(r"(?:下个?)(?:周|星期|礼拜)(?:内|末|底|初|中)?|(?:[本这]个?)(?:周|星期|礼拜)(?:内|末|底|初|中)|周末|周[一二三四五六日](?:至|到|-|~)周?[一二三四五六日]", _vague),
    _form(r"(?<![a-z])(?:next (?:week|month|few days)|this (?:week|weekend|month)|(?:early|mid|late)[- ](?:[a-z]+)|in (?:a few|two|three|\d+) (?:days|weeks)|within (?:a|one|two|three|the|this|\d+) ?(?:day|week|month)s?|end of (?:the|this|next) week|soon|shortly)(?![a-z])", _vague),
    _form(rf"(?<![a-z])(?!may(?![a-z])){MONTH_NAME}(?![a-z])", _vague),
)  # fmt: skip


STARTS = frozenset(
    "0123456789零〇一二三四五六七八九十今明后大昨前当月本这下上中周星礼年岁节春元国近日过改不最两三"
)


def scan_day(text: str, at: int, today: date) -> tuple[Token, int] | None:
    """The day written at `at` with the place where it ends; the longest way of writing wins."""
    if text[at] not in STARTS and not text[at].isascii():
        return None
    best: tuple[Token, int] | None = None
    for form in FORMS:
        match = form.pattern.match(text, at)
        if match and (best is None or match.end() > best[1]):
            best = _token(form, match, today), match.end()
    return best


def _token(form: Form, match: re.Match[str], today: date) -> Token:
    day = form.read(match, today)
    if form.kind is Kind.SLASHED:
        return _slashed(match[0], day, today)
    if form.kind is Kind.DAY and day and day <= today:
        return Token(Kind.TODAY if day == today else Kind.PAST_DAY, match[0], day=day)
    return Token(
        form.kind if day or form.kind is Kind.PAST_DAY else Kind.VAGUE_DAY, match[0], day=day
    )


def _slashed(written: str, day: date | None, today: date) -> Token:
    """11/18 may be a day; 3/5 in November is hardly the fifth of March."""
    if day == today:
        return Token(Kind.TODAY, written, day=day)
    part, sign, whole = written.partition("/")
    if sign and day and day < today and int(part) > int(whole):
        return Token(Kind.PAST_DAY, written, day=day)
    if sign and int(part) <= int(whole) and not (day and abs(day - today).days <= NEAR):
        return Token(Kind.RATIO, written, int(int(part) * 100 / int(whole) + 0.5))
    return Token(Kind.SLASHED if day else Kind.VAGUE_DAY, written, day=day)
