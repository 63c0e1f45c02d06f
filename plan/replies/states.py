"""Rules for what is said of the task now: held up, begun or not, going on."""

from plan.replies.grammar import END, Rule, rule
from plan.replies.tokens import Kind, Token

HINDRANCE = "(BLOCK|HARD|STALL|LACK|WAIT|TROUBLE)"


def _in_course(tokens: list[Token]) -> list[Token]:
    """施工中 is going on; 村里 is a place."""
    known = tokens[-2].kind is not Kind.WORD and tokens[-1].text.endswith("中")
    return [Token(Kind.ONGOING, tokens[0].text)] if known else tokens


def _was(tokens: list[Token]) -> list[Token]:
    """It was blocked: perhaps it still is."""
    past = tokens[0].text in ("was", "were", "had been", "had")
    return [Token(Kind.SHADE, tokens[0].text)] if past else tokens


def _passed(tokens: list[Token]) -> list[Token]:
    """验收都通过了."""
    accepted = tokens[0].text == "验收" and tokens[-1].text == "通过"
    return [*tokens[1:-1], Token(Kind.DONE, tokens[0].text)] if accepted else tokens


STATES: tuple[Rule, ...] = (
    # Lacking, waiting for approval.
    rule("METRIC ~ NEG (DONE|FULFIL|ARRIVE|START)", Kind.LACK),
    rule("NEG (WORD|DE)* METRIC", Kind.LACK),
    rule("NEED (WORD|DE)* METRIC", Kind.SHADE),
    rule("METRIC (WORD|ALREADY)* LACK", Kind.LACK),
    rule("LACK (METRIC|WORD|PART|STEP|TASK)*", Kind.LACK),
    rule(
        "AWAIT (FILLER|METRIC|FORMER|LAST|FUTURE|QUESTION|TO)* APPROVAL (ARRIVE|APPROVAL|ALREADY)*",
        Kind.WAIT,
    ),
    rule("NEG ~ APPROVAL (ARRIVE|APPROVAL)*", Kind.WAIT),
    rule(
        "APPROVAL (WORD|TASK|NAME|FORMER|ALREADY)* (NEG (ARRIVE|DONE|APPROVAL|ALREADY)+|WAIT)",
        Kind.WAIT,
    ),
    rule("APPROVAL ALREADY* NEG ALREADY* RECEIPT", Kind.WAIT),
    rule("APPROVAL ALREADY? AWAIT", Kind.WAIT),
    rule("ONGOING (REPORT|WORD)* APPROVAL OF?", Kind.WAIT),
    rule("APPROVAL OF", Kind.WAIT),
    rule("(?<!APPROVAL) (ALREADY|SOLVED) ~ APPROVAL", Kind.SOLVED),
    rule(
        "APPROVAL (ALREADY|ARRIVE|DONE|RECEIPT)+ (?!(ALREADY|ARRIVE|DONE|RECEIPT|NEG))", Kind.SOLVED
    ),
    rule("ALREADY ~ HELP (SOLVED|DONE)?", Kind.SOLVED),
    rule("DONE ~ APPROVAL", Kind.SHADE),
    # A hindrance that is over, or may be, or was.
    rule(f"THOUGH (FILLER)* {HINDRANCE}+", Kind.DOUBT),
    rule(f"NEG ~ SOLVED (FILLER|METRIC)* {HINDRANCE}+", Kind.DOUBT),
    rule(f"ALREADY* SOLVED (FILLER|METRIC)* {HINDRANCE}+", None),
    rule(f"{HINDRANCE}+ ~ NEG ~ (SOLVED|RESUMED)", Kind.DOUBT),
    rule("(FUTURE|NEG|ONGOING|AWAIT|DAY|MAYBE|REQUEST|NEED) ~ (SOLVED|RESUMED)", Kind.SHADE),
    rule("SOLVED ~ MAYBE", Kind.DOUBT),
    rule("SOLVED ~ (FUTURE|BEFORE|DAY|VAGUE_DAY|SLASHED)", Kind.SHADE),
    rule(
        f"(FORMER|LAST|PAST_DAY)? (FILLER)* {HINDRANCE} ({HINDRANCE}"
        "|FILLER|COMMA|BUT|STOP|LENGTH|PAST_DAY|HELP|ARRIVE|BEFORE|AFTER|APPROVAL|METRIC|COLON|LAST|FORMER"
        "|VAGUE_DAY|BOUND|CAUSE|TODAY)* SOLVED CAUSE?",
        None,
    ),
    rule(
        f"(FORMER|LAST|PAST_DAY)? (FILLER)* {HINDRANCE} ({HINDRANCE}"
        "|FILLER|COMMA|BUT|STOP|LENGTH|PAST_DAY|ARRIVE|BEFORE|AFTER|TODAY)* RESUMED",
        Kind.ONGOING,
    ),
    rule("RESUMED", Kind.ONGOING),
    rule("(BLOCK|STALL) AFTER", Kind.DOUBT),
    rule("(BLOCK|STALL|HARD) BEFORE? (PAST_DAY|VAGUE_DAY)", Kind.DOUBT),
    rule("ALREADY (BLOCK|STALL|HARD)", _was),
    rule(
        "(FORMER|LAST|MAYBE|PAST_DAY) ~ CAUSE? (FILLER|METRIC)* (BLOCK|HARD|STALL|WAIT)", Kind.SHADE
    ),
    rule("(FUTURE|VAGUE_DAY) ~ (BLOCK|HARD|STALL)", Kind.SHADE),
    rule(
        "BLOCK (WORD|PART|STEP|TASK|METRIC|APPROVAL|COLON|NEG|ARRIVE|ALREADY|RECEIPT|OF|NAME)*",
        Kind.BLOCK,
    ),
    rule("FUTURE* ~ DONE ~ HARD", Kind.DOUBT),
    rule(f"HARD NEG {END}", None),
    rule("HARD FUTURE* REPORT", None),
    rule("(BLOCK|STALL|HARD) (DE|(WORD|ALREADY|PROGRESS)* REPORT)", Kind.DOUBT),
    rule("(REQUEST ~ STALL|STALL ARRANGE)", Kind.SHADE),
    # Begun or not.
    rule("(NEG|AWAIT) (WORD|ALREADY|TASK|NAME)* START MEETING", Kind.SHADE),
    rule("(NEG|AWAIT) (WORD|ALREADY|TASK|NAME)* START", Kind.UNSTARTED),
    rule("UNSTARTED ACT", Kind.UNSTARTED),
    rule("NEG ~ NEG", Kind.DOUBT),
    rule("NEG UNSTARTED", Kind.DOUBT),
    rule("(HEDGE|MAYBE|PAST_DAY) ~ UNSTARTED|(HEDGE|MAYBE) ~ START", Kind.SHADE),
    rule("(FUTURE|DAY|VAGUE_DAY|BEFORE|TO|SLASHED)+ ~ START (TASK|WORD)*", Kind.SHADE),
    rule("START (FILLER|METRIC|MEETING)* COUNT", Kind.ACT),
    rule("AWAIT [^COMMA|STOP]* AFTER (START|ONGOING|ACT)", Kind.SHADE),
    rule("FUTURE? ONTIME ~ START (TASK|WORD)*", Kind.SHADE),
    rule("WORD START", Kind.SHADE),
    rule(
        "(PAST_DAY|TODAY|PERIOD)? ALREADY* START (ALREADY|TASK|ACT|FULFIL)* (PAST_DAY|TODAY|VAGUE_DAY)?"
        "(?=(STOP)|(COMMA)|(AND)|(PERCENT)|(ONGOING)|$)",
        Kind.ONGOING,
    ),
    # Going on.
    rule("(HEDGE|FUTURE|AWAIT|NEG) ~ (FILLER|ACT|START|FULFIL)* STAGE", Kind.SHADE),
    rule("(PART|STEP|TASK|ACT|START|FULFIL)+ STAGE", Kind.ONGOING),
    rule("STAGE", None),
    rule("MEETING (ALREADY|WHOLE)* ARRIVE", _passed),
    rule("(FUTURE|DAY|ONTIME) (ACT|WORD|BEFORE)* ONGOING", Kind.PROMISE),
    rule("IN (WORD|FUTURE)? (ACT|START|FULFIL)", Kind.ONGOING),
    rule("IN (?!(FILLER)* (DONE|FULFIL))", None),
    rule("(NEG|MAYBE|MEETING) ~ ONGOING", Kind.SHADE),
    rule("ONGOING ~ (IDLE|MEETING|AWAIT)", Kind.PROMISE),
    rule("ONGOING (ARRANGE|REPORT) (FILLER|ACT|FULFIL|REPORT)*", Kind.PROMISE),
    rule("ONGOING (ACT|WORD|FULFIL|PART|STEP|TASK|NAME|REPORT|ONGOING|FUTURE|OF)*", Kind.ONGOING),
    rule("(ONGOING|UNSTARTED|SAME) DE (?!(STOP)|(COMMA)|$)", Kind.SHADE),
    rule("ONGOING VAGUE_DAY", Kind.SHADE),
    rule(f"(WORD|PART|STEP|ACT|START|FULFIL)+ OF {END}", _in_course),
)
