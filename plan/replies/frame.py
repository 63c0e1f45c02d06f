"""What the whole of a reply does to its words, before they are parted by line."""

from dataclasses import replace
from datetime import date, timedelta

from plan.replies.lexer import is_unit
from plan.replies.tokens import Kind, Token

CLAIMED = frozenset({Kind.DONE, Kind.PERCENT, Kind.ONGOING})
BREAKS = frozenset({Kind.COLON, Kind.COMMA, Kind.STOP})
HEADS = frozenset({Kind.PROGRESS, Kind.TROUBLE, Kind.NEXT})
# These are headings only in front of a colon: 三、计划：
TITLES = frozenset({Kind.FUTURE, Kind.TASK, Kind.HARD, Kind.REQUEST, Kind.HELP})


def frame(tokens: list[Token], tasks: int, today: date) -> list[Token]:
    """The tokens that count, without the date of the reply and the numbers of its headings."""
    if len(tokens) > 1 and (_is_date(*tokens[:2]) or _is_daily(tokens[:3], today)):
        tokens = tokens[1:]
    tokens = _without_thanks(tokens)
    tokens = [part for token in tokens if token.kind is not Kind.ASIDE for part in _parted(token)]
    tokens = _received(_corrected(_compared(tokens)))
    return _without_headings(tokens) if tasks == 1 else tokens


def _without_thanks(tokens: list[Token]) -> list[Token]:
    """谢谢大家帮忙 asks for no help."""
    kept: list[Token] = []
    thanked = False
    for token in tokens:
        thanked = token.kind is Kind.THANKS or (thanked and token.kind not in BREAKS)
        if token.kind is not Kind.THANKS and not (thanked and token.kind is Kind.HELP):
            kept.append(token)
    return kept


def _parted(token: Token) -> list[Token]:
    """但 begins something new, as behind a comma."""
    return [Token(Kind.COMMA), token] if token.kind is Kind.BUT else [token]


def _is_date(first: Token, second: Token) -> bool:
    """Whether a reply begins with its own date: 11月6日 进度60%."""
    gap = second.text.isspace() or second.kind in BREAKS
    return first.kind is Kind.TODAY and first.text[0].isdigit() and gap


def _is_daily(start: list[Token], today: date) -> bool:
    """Whether a reply is yesterday's daily report: 11月5日报：进度60%; 昨天报：60% is the former one."""
    if [token.kind for token in start] != [Kind.PAST_DAY, Kind.REPORT, Kind.COLON]:
        return False
    day, report, _ = start
    return day.text[0].isdigit() and day.day == today - timedelta(1) and report.text == "报"


def _compared(tokens: list[Token]) -> list[Token]:
    """Whose work it is stays unsaid, unless another unit is set against our own: 甲镇完成了，我镇..."""
    named = claimed = False
    for token in tokens:
        if claimed and token.kind is Kind.OURS:
            return [Token(Kind.DOUBT, token.text)]
        if named and token.kind in CLAIMED:
            claimed = True
        elif token.kind in BREAKS:
            named = False
        named = named or is_unit(token)
    return [token for token in tokens if token.kind is not Kind.OURS]


def _corrected(tokens: list[Token]) -> list[Token]:
    """In a correction 应为 gives the new value; otherwise it says what ought to be."""
    if all(token.kind is not Kind.WRONG for token in tokens):
        return tokens
    return [replace(t, kind=Kind.TO) if t.kind is Kind.SHOULD else t for t in tokens]


def _received(tokens: list[Token]) -> list[Token]:
    """Got both says that they were received; got both done says more."""
    kinds = [*(token.kind for token in tokens), Kind.STOP, Kind.STOP]
    return [
        replace(token, kind=Kind.RECEIPT)
        if token.text == "got" and kinds[n + 1] is Kind.ALL and kinds[n + 2] in BREAKS
        else token
        for n, token in enumerate(tokens)
    ]


def _without_headings(tokens: list[Token]) -> list[Token]:
    """On a card of one line, 一、进展 and 二、问题 number the headings of the answer."""
    kinds = [*(token.kind for token in tokens), Kind.STOP, Kind.STOP]
    return [
        token
        for n, token in enumerate(tokens)
        if token.kind is not Kind.MARK
        or not (kinds[n + 1] in HEADS or (kinds[n + 1] in TITLES and kinds[n + 2] is Kind.COLON))
    ]
