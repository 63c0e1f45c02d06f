"""From seen text to tokens: list numbers, days, numbers, known words, and what is left over."""

import re
from collections.abc import Iterator
from datetime import date

from plan.replies.days import scan_day
from plan.replies.marks import scan_bare, scan_mark
from plan.replies.shares import scan_number
from plan.replies.tokens import Kind, Token
from plan.replies.words import divide, scan_word

SIGNS = {
    "\n": Kind.STOP, "。": Kind.STOP, ";": Kind.STOP, "!": Kind.STOP,
    "\t": Kind.COMMA, ",": Kind.COMMA, "、": Kind.COMMA, "(": Kind.COMMA, ")": Kind.COMMA, "[": Kind.COMMA,
    "]": Kind.COMMA, "【": Kind.COMMA, "】": Kind.COMMA, "—": Kind.COMMA, "–": Kind.COMMA, "|": Kind.COMMA,
    ":": Kind.COLON, "“": Kind.OPEN, "「": Kind.OPEN, "『": Kind.OPEN, "《": Kind.OPEN, "‘": Kind.OPEN,
    "”": Kind.CLOSE, "」": Kind.CLOSE, "』": Kind.CLOSE, "》": Kind.CLOSE, "’": Kind.CLOSE,
}  # fmt: skip
DASH = re.compile(r"(?<=[\s\u4e00-\u9fff])-(?=[\s\u4e00-\u9fff])|--+")
# What stands behind a number without a gap, or a Latin word with one, is what it counts.
THING = re.compile(r"[\u4e00-\u9fff]| ?[a-z]")
PERIOD = re.compile(r"\.(?!\d)")
# 兰若社区 at the beginning of a line, whatever its second character means elsewhere.
COMMUNITY = re.compile(r"[\u4e00-\u9fff]{2}(?:社区|街道|镇|乡|村)(?=[\s:,】])")
# A unit's name ends in what kind of unit it is.
UNIT = re.compile(
    r".*(?:镇|乡|街道|社区|村|局|街办|办事处|园区|开发区|新区|环科园|经开区|支队|大队)$"
)
RATE = re.compile(r".*(?:率|满意度|覆盖面|票数|得分)$")


def tokenise(text: str, today: date, tasks: int) -> list[Token]:
    """The tokens of a folded text, with every gap and word that means nothing in its place."""
    return list(_join(_scan(text.strip(), today, tasks)))


def is_unit(token: Token) -> bool:
    """Whether a name is a unit's."""
    return token.kind is Kind.NAME and UNIT.match(token.text) is not None


def _scan(text: str, today: date, tasks: int) -> Iterator[Token]:
    at, opened = 0, False
    lengths = divide(text)
    while at < len(text):
        char = text[at]
        if char == '"':
            opened = not opened
            yield Token(Kind.OPEN if opened else Kind.CLOSE, char)
            at += 1
            continue
        token, at = _next(text, at, lengths, today, tasks)
        yield token


def _next(text: str, at: int, lengths: list[int], today: date, tasks: int) -> tuple[Token, int]:
    edge = at == 0 or not text[at - 1].isalnum()
    if edge and lengths[at : at + 2] == [0, 1] and (unit := COMMUNITY.match(text, at)):
        return Token(Kind.NAME, unit[0]), unit.end()
    if mark := scan_mark(text, at, tasks, edge):
        return mark
    found = [scan_day(text, at, today), scan_number(text, at), scan_word(text, at, lengths)]
    if tasks > 1 and not (at and text[at - 1].isdigit()):
        found.insert(0, scan_bare(text, at))
    best = max((one for one in found if one), key=lambda one: one[1], default=None)
    if not best:
        return _other(text, at)
    token, end = best
    if token.kind in (Kind.NUMBER, Kind.MARK) and _counts(text, end, lengths):
        return Token(Kind.COUNT, token.text), end
    return token, end


def _counts(text: str, at: int, lengths: list[int]) -> bool:
    """Whether what stands behind a number is something nobody knows: 320棵, 12 volunteers."""
    if not THING.match(text, at):
        return False
    at += text[at] == " "
    found = scan_number(text, at) or scan_word(text, at, lengths)
    return found is None or found[0].kind is Kind.WORD


def _other(text: str, at: int) -> tuple[Token, int]:
    """A sign, a gap, or one character nobody knows."""
    char = text[at]
    if char in SIGNS:
        return Token(SIGNS[char], char), at + 1
    if PERIOD.match(text, at):
        return Token(Kind.STOP, char), at + 1
    if dash := DASH.match(text, at):
        return Token(Kind.COMMA, dash[0]), dash.end()
    kind = Kind.WORD if char.isalnum() else Kind.ASIDE
    return Token(kind, char), at + 1


def _join(tokens: Iterator[Token]) -> Iterator[Token]:
    """Unknown characters side by side make one word; a word in front of a gap is a name."""
    held = ""
    start = True
    for token in tokens:
        if token.kind is Kind.WORD and not token.text.isascii():
            held += token.text
            continue
        if held and token.kind is Kind.PLACE:
            yield Token(Kind.NAME, held + token.text)
            held, start = "", True
            continue
        if held:
            gap = token.text.isspace() or token.kind in (Kind.COLON, Kind.COMMA, Kind.STOP)
            yield _named(held, start and gap)
            start = start and gap
            held = ""
        yield token
        start = token.kind in (Kind.STOP, Kind.COMMA, Kind.COLON, Kind.NAME) or (
            start and token.kind in (Kind.ASIDE, Kind.TODAY)
        )
    if held:
        yield _named(held, start)


def _named(word: str, alone: bool) -> Token:
    if RATE.match(word):
        return Token(Kind.METRIC, word)
    return Token(Kind.NAME if alone or UNIT.match(word) else Kind.WORD, word)
