"""Numbers as a liaison writes them: shares, counts, sums, and numbers that say nothing."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from plan.replies.numerals import HAN, NUMERAL, parse_numeral
from plan.replies.tokens import Kind, Token

PERCENT = r"(?:%|趴|\s?per\s?cents?(?![a-z])|\s?pct(?![a-z]))"
RANGE = r"\s*(?:-|~|—+|–|到|至|to(?![a-z]))\s*"
THINGS = "个(?!百分点|月|星期|工作日)|项|处|条|件|家|户|块|间|座|场|次|人|名|份|栋|幢|套|批|所|张|面|盏|本|册|台(?!账|风)|[棵株辆扇幅杆枚根樘]|段(?!时|落)|组(?!织|长)|架(?!设)|点位|社区|村"
ENGLISH_THINGS = (
    r"\s(?:(?:\w+\s)?(?:items?|tasks?|sites?|points?|places?|facilit(?:y|ies)|communit(?:y|ies)"
    r"|households?|villages?|rooms?|boards?|stations?|parts?|units?|measures?|people|staff)(?![a-z]))"
)
SUMS = r"\s*(?:多|余)?[百千万亿]*(?:元|平方米|平米|平方|m2|平方公里|亩|公顷|米|公里|吨|人次|分钟|k?m(?![a-z])|yuan|rmb|usd|分(?!之|管|项|部))"
TIMES = r"\s*(?:多|余|来)?\s*(?:个)?(?:天|工作日|周(?![一二三四五六日])|星期(?![一二三四五六日])|月(?!底|末|\s*\d)|年|小时|(?:working )?days?(?![a-z])|weeks?(?![a-z])|months?(?![a-z])|hours?(?![a-z]))"
ENGLISH_SHARES = {
    "half": 50, "one half": 50, "a half": 50,
    "a third": 33, "one third": 33, "two thirds": 67,
    "a quarter": 25, "one quarter": 25, "three quarters": 75, "three-quarters": 75,
    "two-thirds": 67, "one-third": 33, "a fifth": 20, "two fifths": 40, "three fifths": 60, "four fifths": 80,
    "ten percent": 10, "twenty percent": 20, "thirty percent": 30, "forty percent": 40, "fifty percent": 50,
    "sixty percent": 60, "seventy percent": 70, "eighty percent": 80, "ninety percent": 90, "100 percent": 100,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """A way of writing a number; `read` gives the value, or None when there is none to give."""

    pattern: re.Pattern[str]
    kind: Kind
    read: Callable[[re.Match[str]], float | None] = lambda _: None


def _form(
    pattern: str, kind: Kind, read: Callable[[re.Match[str]], float | None] = lambda _: None
) -> Form:
    return Form(re.compile(pattern), kind, read)


def _first(match: re.Match[str]) -> float:
    return parse_numeral(match["a"])


def _written(match: re.Match[str]) -> float:
    return parse_numeral(match["a"] or match["han"])


def _tenths(match: re.Match[str]) -> float:
    half = {"半": 5.0, "": 0.0, None: 0.0}
    rest = match["rest"]
    return parse_numeral(match["a"]) * 10 + (half[rest] if rest in half else parse_numeral(rest))


def _part(match: re.Match[str]) -> float | None:
    part, whole = parse_numeral(match["part"]), parse_numeral(match["whole"])
    return part * 100 / whole if 0 < part <= whole else None


A, PART, WHOLE = rf"(?P<a>{NUMERAL})", rf"(?P<part>{NUMERAL})", rf"(?P<whole>{NUMERAL})"
TENTH = "[一二两三四五六七八九十\\d]"
NOT_AN_EFFECT = "(?!立|效|果|员|功|本|都|品|绩|型|熟|为)"
FORMS = (
    _form(rf"(?P<a>\d{{1,4}}(?:\.\d{{1,3}})?)\s*{PERCENT}", Kind.PERCENT, _first),
    _form(rf"百分之\s*{A}|(?P<han>{HAN})\s*%", Kind.PERCENT, _written),
    _form(rf"(?P<a>{TENTH})成(?P<rest>半|[一二三四五六七八九]|\d(?!\d))?{NOT_AN_EFFECT}", Kind.PERCENT, _tenths),
    _form(rf"{WHOLE}分之{PART}", Kind.PERCENT, _part),
    _form(r"(?P<whole>[三四五六七八九十])分(?P<part>[一二三四五六七八九])(?![之钟一二三四五六七八九十])", Kind.PERCENT, _part),
    _form(r"一半|半数", Kind.PERCENT, lambda _: 50.0),
    _form(rf"(?<![a-z])(?P<word>{'|'.join(ENGLISH_SHARES)})(?![a-z])", Kind.PERCENT, lambda m: float(ENGLISH_SHARES[m["word"]])),
    _form(rf"{PART}{ENGLISH_THINGS}\s(?:out\s)?of\s(?:the\s|all\s|our\s)?{WHOLE}(?![\d%])", Kind.PERCENT, _part),
    _form(rf"{PART}\s(?!day|week|month|vote|resident|people)[a-z]+\s(?:[a-z]+\s)?out\sof\s(?:the\s|all\s)?{WHOLE}(?![\d%])", Kind.PERCENT, _part),
    _form(rf"{PART}\s(?:out\s)?of\s(?:the\s|all\s|our\s)?{WHOLE}(?:{ENGLISH_THINGS})?", Kind.PERCENT, _part),
    _form(rf"(?:out\s)?of\s(?:the\s|all\s|our\s)?{WHOLE}\s(?:[a-z]+\s)?[a-z]+,?\s{PART}(?=\s(?:are|were|is|have|has|now|already)\s)", Kind.PERCENT, _part),
    _form(rf"{PART}\s*/\s*{WHOLE}(?:\s*(?:{THINGS})|{ENGLISH_THINGS})", Kind.PERCENT, _part),
    _form(r"(?P<part>\d{1,4})\s*/\s*(?P<whole>\d{1,4})(?![\d/])", Kind.PERCENT, _part),
    _form(rf"{NUMERAL}\s*%?{RANGE}{NUMERAL}\s*{PERCENT}", Kind.VAGUE_SHARE),
    _form(rf"百分之{NUMERAL}(?:到|至|-|~|、)(?:百分之)?{NUMERAL}|百分之[三四五六七八]?[一二三四五六七八九]{{2}}十", Kind.VAGUE_SHARE),
    _form(rf"(?:[一二三四五六七八九][、到至~-]?[一二三四五六七八九十]|\d[到至~-]\d)成{NOT_AN_EFFECT}", Kind.VAGUE_SHARE),
    _form(rf"{NUMERAL}\s*个?百分点|\d+ (?:percentage )?points?(?![a-z])|{NUMERAL}成[多余]|(?:\d{{1,3}}\s?%|{TENTH}成)(?:以下|不到|几)", Kind.VAGUE_SHARE),
    _form(r"(?P<a>\d{1,2})\s?%(?:多|以上|有余|出头)", Kind.SOME_SHARE, _first),
    _form(rf"(?P<a>{TENTH})成(?P<rest>)(?:多|以上|有余|出头)", Kind.SOME_SHARE, _tenths),
    _form(rf"[-−+]\d{{1,4}}(?:\.\d+)?\s*{PERCENT}", Kind.VAGUE_SHARE),
    _form(rf"{A}\s*(?:{THINGS})", Kind.COUNT, _first),
    _form(rf"(?P<a>\d{{1,4}}){ENGLISH_THINGS}", Kind.COUNT, _first),
    _form(rf"{NUMERAL}\s*(?:多|余|几)\s*(?:{THINGS})", Kind.COUNT),
    _form(rf"{NUMERAL}{TIMES}|(?:一个)?半个?(?:月|年|天|小时)", Kind.LENGTH),
    _form(rf"{NUMERAL}\s*(?:余|多)?\s*(?:{THINGS})?{SUMS}", Kind.ASIDE),
    _form(r"\d{1,2}(?:[:点]\d{2}|[点时]半?)(?![\d%])分?|\d{1,2}\s?[ap]\.?m(?![a-z])\.?", Kind.ASIDE),
    _form(r"\d{7,13}|0\d{2,3}-\d{7,8}|1\d{2}[- ]\d{4}[- ]\d{4}|20\d\d年(?:度)?", Kind.ASIDE),
    _form(rf"{NUMERAL}(?<=[\d.])", Kind.NUMBER, lambda m: float(m[0])),
)  # fmt: skip
STARTS = frozenset("0123456789零〇一二两三四五六七八九十百千半-−")


def scan_number(text: str, at: int) -> tuple[Token, int] | None:
    """The number written at `at` with the place where it ends; the longest way of writing wins."""
    if text[at] not in STARTS and not (text[at].isascii() and text[at].isalpha()):
        return None
    best: tuple[Token, int] | None = None
    for form in FORMS:
        match = form.pattern.match(text, at)
        if match and (best is None or match.end() > best[1]):
            best = _token(form, match), match.end()
    return best


def _token(form: Form, match: re.Match[str]) -> Token:
    value = form.read(match)
    if form.kind is Kind.PERCENT and (value is None or not 0 <= value <= 100):
        return Token(Kind.DOUBT, match[0])
    whole = None if value is None else int(value + 0.5)
    return Token(form.kind, match[0], value=whole)
