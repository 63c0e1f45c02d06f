"""Rules that turn rows of tokens into shorter rows, step by step, until only claims are left."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from plan.replies.tokens import Kind, Token

Maker = Callable[[list[Token]], list[Token]]

# What may stand between two words without changing what they say together.
FILLER = "WORD|NAME|WHOLE|ALREADY|TASK|DE|COUNT|OF|PART|STEP|PLACE"

A_DAY = "(DAY|TODAY|PAST_DAY|VAGUE_DAY|SLASHED|PERIOD)"
END = "(?=(STOP)|(COMMA)|$)"


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over kinds and what the matched tokens become."""

    pattern: re.Pattern[str]
    make: Maker


LETTERS = {kind: chr(0x100 + kind) for kind in Kind}


def compile_pattern(written: str) -> re.Pattern[str]:
    """Kinds by name, with the signs of regular expressions.

    `~` is up to six fillers: `NEG ~ DONE` matches 尚未全部完成. In a list, `FILLER` is any one of
    them; repeat such a list, never a `~`. `[^A|B]` is anything but these kinds.
    """
    written = written.replace("~", "(FILLER){0,6}").replace("FILLER", FILLER)
    written = re.sub(r"\[\^([A-Z_|]+)\]", lambda m: "[^" + m[1].replace("|", " ") + "]", written)
    names = re.sub(r"[A-Z_]{2,}", lambda m: LETTERS[Kind[m[0]]], written)
    return re.compile(names.replace("(", "(?:").replace(" ", "").replace("(?:?", "(?"))


def rewrite(row: list[Token], rules: tuple[Rule, ...]) -> list[Token]:
    """`row` after every rule in turn."""
    letters = _spell(row)
    for rule in rules:
        if rule.pattern.search(letters):
            row = _apply(rule, row, letters)
            letters = _spell(row)
    return row


def _spell(row: list[Token]) -> str:
    return "".join([LETTERS[token.kind] for token in row])


def _apply(rule: Rule, row: list[Token], letters: str) -> list[Token]:
    out: list[Token] = []
    at = 0
    for match in rule.pattern.finditer(letters):
        out += row[at : match.start()]
        out += rule.make(row[match.start() : match.end()])
        at = match.end()
    return out + row[at:]


def into(kind: Kind) -> Maker:
    """The matched tokens as one token of `kind`, with the last value and day among them."""

    def make(tokens: list[Token]) -> list[Token]:
        value = next((t.value for t in reversed(tokens) if t.value is not None), None)
        day = next((t.day for t in reversed(tokens) if t.day is not None), None)
        return [Token(kind, " ".join(t.text for t in tokens), value, day)]

    return make


def rule(written: str, result: Kind | Maker | None) -> Rule:
    """A rule that makes one token of a kind, or whatever a maker makes, or nothing."""
    if result is None:
        return Rule(compile_pattern(written), lambda _: [])
    make = into(result) if isinstance(result, Kind) else result
    return Rule(compile_pattern(written), make)
