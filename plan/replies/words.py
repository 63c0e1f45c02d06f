"""The words of the lexicon in a text: the reading that leaves the fewest characters unknown."""

import re
from collections import defaultdict

from plan.replies.chinese import CHINESE
from plan.replies.english import ENGLISH
from plan.replies.tokens import Kind, Token
from plan.replies.work import finished_verbs, owed_verbs

LATIN = re.compile(r"[a-z][a-z_'-]*")
# We are laying cables: whatever it is, it goes on.
DOING = re.compile(r"we(?: are|'re) (?:now |still |currently |just )?([a-z]{3,}ing)(?![a-z])")
# 能不能, 算没算: a question, with a mark or without.
ASKED = "能会要够算行成是对好有达过用批做办准可"
WORDS = (
    dict.fromkeys(finished_verbs(), Kind.DONE)
    | dict.fromkeys(owed_verbs(), Kind.TOTAL)
    | {one + no + one: Kind.QUESTION for one in ASKED for no in "不没"}
    | {word: kind for kind, words in CHINESE.items() for word in words.split()}
)
LONGEST = max(map(len, WORDS))
LEADS = frozenset(word[0] for word in WORDS)
# What a word costs; the cheapest division of a text into words is taken.
UNKNOWN, SHORT, LONG = 10, 6, 4


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


def divide(text: str) -> list[int]:
    """How long the Chinese word is that begins at each place of `text`; 0 where none does.

    新建完成 holds 新建 and 完成, not 建完; 还没动工 ends in 动工, although 还没动 is a word.
    """
    costs = [0] * (len(text) + 1)
    lengths = [0] * len(text)
    for at in reversed(range(len(text))):
        costs[at] = UNKNOWN + costs[at + 1]
        best = costs[at] - 1  # among words as cheap as each other the longest, but not a guess
        for length in range(1, min(LONGEST, len(text) - at) + 1) if text[at] in LEADS else ():
            cost = (SHORT if length == 1 else LONG) + costs[at + length]
            if cost <= best and _is_word(text, at, length):
                best, costs[at], lengths[at] = cost, cost, length
    return lengths


def _is_word(text: str, at: int, length: int) -> bool:
    kind = WORDS.get(text[at : at + length])
    if (kind is Kind.RECEIPT and length == 1) or text[at : at + length] == "好了":
        return not _is_inside(text, at)
    return kind is not None


def _is_inside(text: str, at: int) -> bool:
    """Whether 好 or 行 ends a longer word: 领导好 greets, 好 acknowledges."""
    return at > 0 and text[at - 1].isalnum() and WORDS.get(text[at - 1]) is not Kind.RECEIPT


def scan_word(text: str, at: int, lengths: list[int]) -> tuple[Token, int] | None:
    """The word that begins at `at` with the place where it ends, if there is one."""
    if latin := LATIN.match(text, at):
        return _phrase(text, at, latin[0])
    if text[at] in PHRASES:
        return _phrase(text, at, text[at])
    end = at + lengths[at]
    return (Token(WORDS[text[at:end]], text[at:end]), end) if lengths[at] else None


def _phrase(text: str, at: int, word: str) -> tuple[Token, int]:
    if (doing := DOING.match(text, at)) and doing[1] not in PHRASES:
        return Token(Kind.ONGOING, doing[0]), doing.end()
    for phrase, kind in PHRASES.get(word, ()):
        end = at + len(phrase)
        if text.startswith(phrase, at) and not (phrase[-1].isalnum() and LATIN.match(text, end)):
            return Token(kind, phrase), end
    return Token(Kind.WORD, word), at + len(word)
