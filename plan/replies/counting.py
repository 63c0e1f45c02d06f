"""Rules for counts of a stated total: 14项完成12项 is a share."""

from dataclasses import replace

from plan.replies.grammar import END, Rule, rule
from plan.replies.tokens import Kind, Token
from plan.replies.work import is_work, is_work_on


def _share(total: Token, part: Token, text: str) -> list[Token]:
    """Two counts of the same things, one of them the total: a percentage, with what is left."""
    whole, done = total.value or 0, part.value or 0
    if not 0 < done <= whole or total.text[-1] != part.text[-1]:
        return [Token(Kind.DOUBT, text)]
    if done == whole:
        return [Token(Kind.WHOLE, text), Token(Kind.DONE, text)]
    return [Token(Kind.PERCENT, text, int(done * 100 / whole + 0.5), lines=(whole - done,))]


def _of_first(tokens: list[Token]) -> list[Token]:
    """14项完成12项."""
    first, last = _counts(tokens)
    return _share(first, last, tokens[0].text)


def _of_last(tokens: list[Token]) -> list[Token]:
    """完成12项，共14项."""
    first, last = _counts(tokens)
    return _share(last, first, tokens[0].text)


def _of_told(tokens: list[Token]) -> list[Token]:
    """共22个点位, and some sentences on: 已完成15个，还剩7个; the numbers must agree."""
    total, *rest = [token for token in tokens if token.kind is Kind.COUNT]
    done, left = rest
    if (done.value or 0) + (left.value or 0) != total.value:
        return tokens
    told = tokens[: tokens.index(done)]
    while told[-1].kind in (Kind.ALREADY, Kind.DONE, Kind.FULFIL):
        told.pop()
    return [*told, Token(Kind.COMMA), *_share(total, done, done.text), Token(Kind.COMMA)]


def _at(tokens: list[Token]) -> list[Token]:
    """到45%时卡住了."""
    return (
        tokens[:1] if tokens[-1].text in ("时", "的时候", "时候", "那会", "这里", "处") else tokens
    )


def _of_work(tokens: list[Token]) -> list[Token]:
    """14个小区，12个挂牌完毕; 12个设计完成 is a step of the work."""
    steps = [token for token in tokens if token.kind is Kind.STEP]
    return _of_first(tokens) if all(is_work(token.text) for token in steps) else tokens


def _counts(tokens: list[Token]) -> tuple[Token, Token]:
    counts = [token for token in tokens if token.kind is Kind.COUNT]
    return counts[0], counts[-1]


def _rest_of_share(tokens: list[Token]) -> list[Token]:
    """13 of 20 done, the other 7 under way: the share stands if the numbers agree."""
    share, rest = tokens[0], tokens[-1]
    agrees = not any(share.lines) or rest.value == share.lines[0]
    return [share, Token(Kind.COMMA)] if agrees else [Token(Kind.DOUBT, share.text)]


def _complement(tokens: list[Token]) -> list[Token]:
    """60%已完成，40%正在推进: the first is done if they make up the whole."""
    first, second = tokens[0], tokens[-1]
    whole = (first.value or 0) + (second.value or 0) == 100
    return [first, Token(Kind.COMMA)] if whole else tokens


def _with_rest(tokens: list[Token]) -> list[Token]:
    """完成75%，剩25%."""
    agrees = (tokens[0].value or 0) + (tokens[-1].value or 0) == 100
    if not agrees:
        return [Token(Kind.DOUBT, tokens[0].text)]
    return [tokens[0], Token(Kind.COMMA), Token(Kind.VAGUE_SHARE, tokens[-1].text)]


def _worked_share(tokens: list[Token]) -> list[Token]:
    """16个小区已改造12个: a verb of work with 已, 了 or 完成 is as good as 完成."""
    at = next(n for n, t in enumerate(tokens) if t.kind in (Kind.ALREADY, Kind.DONE))
    verb = tokens[at - 1]
    if tokens[at].text != "了":
        verb = next(t for t in tokens[at:] if t.kind not in (Kind.ALREADY, Kind.DONE))
    if not (is_work(verb.text) or (tokens[at].text == "了" and is_work_on(verb.text))):
        return tokens
    return (_of_last if Kind.TOTAL in {token.kind for token in tokens} else _of_first)(tokens)


def _of_things(tokens: list[Token]) -> list[Token]:
    """11 of the 16 bus shelters are finished: whatever they are, the share is of them."""
    share = next(token for token in tokens if token.kind is Kind.PERCENT)
    words = [token.text for token in tokens]
    known = " of " in share.text and "being" not in words and all(map(str.isascii, words))
    done = Kind.DONE in {token.kind for token in tokens}
    return [replace(share, lines=(0,))] if known and done else tokens


def _put_up(tokens: list[Token]) -> list[Token]:
    """8 of 10 notice boards are up; 60% up is a change."""
    counted = " of " in tokens[0].text and tokens[-1].text == "up"
    return [replace(tokens[0], lines=(0,))] if counted else tokens


def _of_places(tokens: list[Token]) -> list[Token]:
    """15/20个点位; 60%社区 is something else."""
    return tokens[:1] if "/" in tokens[0].text else tokens


FINISHED = "(FULFIL? DONE FULFIL?|FULFIL)"
THINGS = "(WORD|TASK|PLACE|NAME|PART|STEP|DE|TROUBLE){0,3}"
WORKED = "(ALREADY{1,2} DONE?|DONE ALREADY?) (WORD|TASK) ALREADY? (WORD|PART|PLACE)?"

COUNTS: tuple[Rule, ...] = (
    rule("TOTAL PART (?=(COUNT))", lambda tokens: tokens[:1]),
    rule(
        f"FUTURE (WORD|TASK|FULFIL|START|PART){{0,2}} (?=COUNT {THINGS} OF? COMMA OF? ALREADY* {FINISHED} ALREADY? COUNT)",
        None,
    ),
    rule(
        f"TOTAL ALREADY? COUNT [^COUNT|PERCENT|IF|QUESTION]* (STOP|COMMA) (TODAY|TASK|WHOLE|ALREADY)* {FINISHED} ALREADY? COUNT (TASK|PLACE|WORD)? COMMA LACKING COUNT",
        _of_told,
    ),
    rule("PERCENT DE? WORD (?=(ALREADY|CAUSE)* (BLOCK|STALL))", _at),
    rule(f"GOAL COUNT COMMA (PROGRESS|TO)? ALREADY* {FINISHED} COUNT", _of_first),
    rule("(?<=PERCENT) AFTER (?=(CAUSE|FILLER|METRIC|LACK)* STALL)", None),
    rule("AWAIT (?=(COUNT))", None),
    rule(f"(TOTAL|NEED|WORD)? FULFIL COUNT COMMA ALREADY* {FINISHED} COUNT", _of_first),
    rule(f"{FINISHED} ~ COUNT OF (WORD|TASK|PLACE|DE){{0,3}} COUNT", _of_first),
    rule(
        f"COUNT {THINGS} COMMA? OF (WORD|ALREADY|TASK|PLACE|DE){{0,3}} ({FINISHED} ALREADY?)? COUNT"
        f"(WORD|ALREADY|TASK|PLACE){{0,3}} {FINISHED} ALREADY?",
        _of_first,
    ),
    rule(
        f"COUNT {THINGS} OF (WORD|ALREADY|TASK|PLACE|DE){{0,3}} {FINISHED} ALREADY? COUNT",
        _of_first,
    ),
    rule(
        f"COUNT {THINGS} OF? (COMMA|STOP)? OF? (ALREADY|TASK|PLACE|WORD){{0,2}} {FINISHED} (ALREADY|OF|DE){{0,2}}"
        "COUNT (TASK|PLACE|NAME)?",
        _of_first,
    ),
    rule(
        f"COUNT {THINGS} OF? COMMA ALREADY* COUNT (TASK|PLACE|WORD|STEP|NAME|ALREADY){{0,3}} {FINISHED} ALREADY?"
        "((WORD|PART|TASK){1,3} (?=COMMA LACKING COUNT))?",
        _of_work,
    ),
    rule(
        f"{FINISHED} ALREADY? COUNT (TASK|PLACE|WORD)? COMMA* (TOTAL|WHOLE) ALREADY? COUNT",
        _of_last,
    ),
    rule(
        f"COUNT (TASK|PLACE|WORD)? ALREADY* {FINISHED} ALREADY? COMMA (TOTAL|WHOLE) COUNT", _of_last
    ),
    rule(
        f"((FUTURE|NEED) (WORD|TASK|FULFIL)?)? COUNT {THINGS} OF? COMMA OF? {WORKED} COUNT",
        _worked_share,
    ),
    rule(f"COUNT {THINGS} OF? {WORKED} COUNT", _worked_share),
    rule(
        f"COUNT {THINGS} OF? COMMA OF? COUNT ALREADY{{1,2}} (WORD|TASK) (?=(STOP)|(COMMA)|$)",
        _worked_share,
    ),
    rule(f"COUNT {THINGS} OF? COMMA OF? (WORD|TASK) ALREADY COUNT", _worked_share),
    rule(f"{WORKED} COUNT (TASK|PLACE|WORD)? COMMA TOTAL ALREADY? COUNT", _worked_share),
    rule("(WORD|TASK) ALREADY COUNT (TASK|PLACE|WORD)? COMMA TOTAL ALREADY? COUNT", _worked_share),
    rule(
        f"COUNT {THINGS} ALREADY? WHOLE ALREADY? START COMMA COUNT ALREADY* {FINISHED}", _of_first
    ),
    rule("PERCENT (WORD|PART){0,3} RISE (?=(STOP)|(COMMA)|(AND)|$)", _put_up),
    rule(f"DONE? PERCENT (WORD|PART){{1,2}} (ALREADY* DONE|{END})", _of_things),
    rule("PERCENT PLACE", _of_places),
    rule("(TOTAL ALREADY?)+ (?=(PERCENT))", None),
    rule("PERCENT (COMMA|STOP|ALREADY)* (LACKING|REST) COUNT", _rest_of_share),
    rule("PERCENT (COMMA|STOP|ALREADY)* COUNT (?=(NEG))", _rest_of_share),
    rule(
        "PERCENT ALREADY? DONE? ALREADY? COMMA PERCENT (?=(NEG|ONGOING|START|AWAIT))", _complement
    ),
    rule("PERCENT COMMA? LACKING PERCENT", _with_rest),
)
