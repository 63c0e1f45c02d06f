"""From seen text to tokens: list numbers, days, numbers, known words, and what is left over."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from plan.replies.chinese import CHINESE
from plan.replies.days import scan_day
from plan.replies.english import ENGLISH
from plan.replies.marks import scan_bare, scan_mark
from plan.replies.shares import scan_number
from plan.replies.tokens import Kind, Token

SIGNS = {
    "\n": Kind.STOP, "。": Kind.STOP, ";": Kind.STOP, "!": Kind.STOP,
    "\t": Kind.COMMA, ",": Kind.COMMA, "、": Kind.COMMA, "(": Kind.COMMA, ")": Kind.COMMA, "[": Kind.COMMA,
    "]": Kind.COMMA, "【": Kind.COMMA, "】": Kind.COMMA, "—": Kind.COMMA, "–": Kind.COMMA, "|": Kind.COMMA,
    ":": Kind.COLON, "“": Kind.OPEN, "「": Kind.OPEN, "『": Kind.OPEN, "《": Kind.OPEN, "‘": Kind.OPEN,
    "”": Kind.CLOSE, "」": Kind.CLOSE, "』": Kind.CLOSE, "》": Kind.CLOSE, "’": Kind.CLOSE,
}  # fmt: skip
LATIN = re.compile(r"[a-z][a-z_'-]*")
# We are laying cables: whatever it is, it goes on.
DOING = re.compile(r"we(?: are|'re) (?:now |still |currently |just )?([a-z]{3,}ing)\b")
# In days; 3/5 is hardly the fifth of March if March is that far away.
FAR = 60
HEADS = (Kind.PROGRESS, Kind.TROUBLE, Kind.NEXT)
TITLES = (Kind.FUTURE, Kind.TASK, Kind.HARD, Kind.REQUEST, Kind.HELP)
DASH = re.compile(r"(?<=[\s\u4e00-\u9fff])-(?=[\s\u4e00-\u9fff])|--+")
# What stands behind a number without a gap, or a Latin word with one, is what it counts.
THING = re.compile(r"[\u4e00-\u9fff]| ?[a-z]")
PERIOD = re.compile(r"\.(?!\d)")
# A unit's name ends in what kind of unit it is.
UNIT = re.compile(
    r".*(?:镇|乡|街道|社区|村|局|街办|办事处|园区|开发区|新区|环科园|经开区|支队|大队)$"
)
RATE = re.compile(r".*(?:率|满意度|覆盖面|票数|得分)$")
# How long the longest Chinese word of the lexicon is.
WORDS = {word: kind for kind, words in CHINESE.items() for word in words.split()}
LONGEST = max(map(len, WORDS))
LEADS = frozenset(word[0] for word in WORDS)


def _phrases() -> dict[str, list[tuple[str, Kind]]]:
    """English phrases by their first word, the longest first."""
    found: dict[str, list[tuple[str, Kind]]] = defaultdict(list)
    for kind, listed in ENGLISH.items():
        for phrase in (" ".join(part.split()) for part in listed.split(",")):
            if phrase:
                start = LATIN.match(phrase)
                found[start[0] if start else phrase[0]].append((phrase, kind))
    return {word: sorted(some, key=lambda one: -len(one[0])) for word, some in found.items()}


PHRASES = _phrases()


def tokenise(text: str, today: date, tasks: int) -> list[Token]:
    """The tokens of a folded text; words that mean nothing for the record are left out."""
    tokens = list(_join(_scan(text.strip(), today, tasks)))
    if len(tokens) > 1 and _is_heading(*tokens[:2]):
        del tokens[0]
    tokens = [token for token in tokens if token.kind is not Kind.ASIDE]
    tokens = _corrected(_compared(tokens))
    return _without_headings(tokens) if tasks == 1 else tokens


def _is_heading(first: Token, second: Token) -> bool:
    """Whether a reply begins with its own date: 11月6日 进度60%."""
    gap = second.text.isspace() or second.kind in (Kind.STOP, Kind.COMMA, Kind.COLON)
    return first.kind is Kind.TODAY and first.text[0].isdigit() and gap


def _compared(tokens: list[Token]) -> list[Token]:
    """Whose work it is stays unsaid, unless another unit is set against our own: 甲镇完成了，我镇..."""
    stage = 0
    for token in tokens:
        if stage == 0 and token.kind is Kind.NAME and UNIT.match(token.text):
            stage = 1
        elif stage == 1 and token.kind in (Kind.COLON, Kind.COMMA, Kind.STOP):
            stage = 0
        elif stage == 1 and token.kind in (Kind.DONE, Kind.PERCENT, Kind.ONGOING):
            stage = 2
        elif stage == 2 and token.kind is Kind.OURS:
            return [Token(Kind.DOUBT, token.text)]
    return [token for token in tokens if token.kind is not Kind.OURS]


def _corrected(tokens: list[Token]) -> list[Token]:
    """In a correction 应为 gives the new value; otherwise it says what ought to be."""
    if all(token.kind is not Kind.WRONG for token in tokens):
        return tokens
    return [replace(t, kind=Kind.TO) if t.kind is Kind.SHOULD else t for t in tokens]


def _without_headings(tokens: list[Token]) -> list[Token]:
    """On a card of one line, 一、进展 and 二、问题 number the headings of the answer."""
    kinds = [*(token.kind for token in tokens), Kind.STOP, Kind.STOP]
    return [
        token
        for n, token in enumerate(tokens)
        if token.kind is not Kind.MARK
        or not (kinds[n + 1] in HEADS or (kinds[n + 1] in TITLES and kinds[n + 2] is Kind.COLON))
    ]


def _scan(text: str, today: date, tasks: int) -> Iterator[Token]:
    at, opened = 0, False
    while at < len(text):
        char = text[at]
        if char == '"':
            opened = not opened
            yield Token(Kind.OPEN if opened else Kind.CLOSE, char)
            at += 1
            continue
        token, at = _next(text, at, today, tasks)
        yield token


def _next(text: str, at: int, today: date, tasks: int) -> tuple[Token, int]:
    edge = at == 0 or not text[at - 1].isalnum()
    if mark := scan_mark(text, at, tasks, edge):
        return mark
    found = [scan_day(text, at, today), scan_number(text, at), _word(text, at)]
    if tasks > 1 and not (at and text[at - 1].isdigit()):
        found.insert(0, scan_bare(text, at))
    best = max((one for one in found if one), key=lambda one: one[1], default=None)
    if not best:
        return _other(text, at)
    token, end = best
    if token.kind in (Kind.NUMBER, Kind.MARK) and THING.match(text, end) and not _knows(text, end):
        token = Token(Kind.COUNT, token.text)
    return _dated(token, today), end


def _knows(text: str, at: int) -> bool:
    """Whether a word of the lexicon or a number stands at `at`, also behind a gap."""
    at += text[at] == " "
    found = scan_number(text, at) or _word(text, at)
    return found is not None and found[0].kind is not Kind.WORD


def _dated(token: Token, today: date) -> Token:
    if token.kind is Kind.SLASHED and token.day == today:
        return replace(token, kind=Kind.TODAY)
    if token.kind is Kind.SLASHED and token.day and abs(token.day - today).days > FAR:
        return _ratio(token)
    if token.kind is not Kind.DAY or token.day is None or token.day > today:
        return token
    return replace(token, kind=Kind.TODAY if token.day == today else Kind.PAST_DAY)


def _ratio(token: Token) -> Token:
    part, sign, whole = token.text.partition("/")
    if not sign or int(part) > int(whole):
        return token
    return Token(Kind.RATIO, token.text, int(int(part) * 100 / int(whole) + 0.5))


def _word(text: str, at: int) -> tuple[Token, int] | None:
    if latin := LATIN.match(text, at):
        return _phrase(text, at, latin[0])
    if text[at] in PHRASES:
        return _phrase(text, at, text[at])
    if text[at] not in LEADS:
        return None
    for end in range(min(len(text), at + LONGEST), at, -1):
        kind = WORDS.get(text[at:end])
        if kind and not (kind is Kind.RECEIPT and end == at + 1 and _is_inside(text, at)):
            return Token(kind, text[at:end]), end
    return None


def _is_inside(text: str, at: int) -> bool:
    """Whether 好 or 行 ends a longer word: 领导好 greets, 好 acknowledges."""
    return at > 0 and text[at - 1].isalnum() and WORDS.get(text[at - 1]) is not Kind.RECEIPT


def _phrase(text: str, at: int, word: str) -> tuple[Token, int]:
    if (doing := DOING.match(text, at)) and doing[1] not in PHRASES:
        return Token(Kind.ONGOING, doing[0]), doing.end()
    for phrase, kind in PHRASES.get(word, ()):
        end = at + len(phrase)
        if text.startswith(phrase, at) and not (phrase[-1].isalnum() and LATIN.match(text, end)):
            return Token(kind, phrase), end
    return Token(Kind.WORD, word), at + len(word)


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
