"""The units in a cell: where a name ends, which known units are meant, what kind a new one is."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from plan.model import Unit, UnitKind
from plan.replies.script import simplify

LONGEST_NAME = 100  # of a longer one no pattern is tried; it will be refused
REMEMBERED = 2000  # a table says the same few names in thousands of rows
SEPARATORS = "、，,；;／/\n"
OPENING, CLOSING = "（([〔【《", "）)]〕】》"
BRACKETED = re.compile(r"[（(\[〔【].*?[）)\]〕】]")
SPACE = re.compile(r"\s+")
CHINESE = re.compile(r"[\u3400-\u9fff]")
SHORTEST_NAME = 3  # 财 政 局 is one name set wide, 民政局 财政局 are two

# The words for kinds of places, with the endings of the names that each of them means.
PLACES = {
    UnitKind.TOWN: {
        "街道": ("街道", "街道办", "街道办事处"),
        "镇": ("镇", "镇政府", "镇人民政府"),
        "乡": ("乡", "乡政府", "乡人民政府"),
        "园区": ("园区",),
        "开发区": ("开发区",),
        "管委会": ("管委会",),
    },
    UnitKind.COMMUNITY: {
        "社区": ("社区", "居委会"),
        "村": ("村", "村委会", "村民委员会"),
    },
}
ENDINGS = {word: endings for words in PLACES.values() for word, endings in words.items()}
# 各镇（街道）、社区: all of them, as long as nothing but kinds of places is named.
COLLECTIVE = re.compile(rf"各(?:{'|'.join(ENDINGS)}|[()、/和及各])+")
# What may go on after 各镇、: words that name no unit by themselves.
COMMON_NOUN = re.compile(
    r"(?:有关|相关|各)?(?:街道|乡镇|[镇乡村县市区]|园区|开发区|社区|单位|部门)"
)
# Everybody and nobody: words for many units that no list of units can tell apart.
VAGUE = re.compile(r"(?:各|有关|相关|全体|所有|其他|其它).*|.*等(?:有关|相关)?(?:单位|部门)?")


@lru_cache(REMEMBERED)
def split_names(text: str) -> tuple[str, ...]:
    """The names in `text`, one or many: 各县（市、区） and 各镇、街道 are one each."""
    names: list[str] = []
    for piece in _pieces(unicodedata.normalize("NFC", text)):
        if names and names[-1].startswith("各") and COMMON_NOUN.fullmatch(bare(piece)):
            names[-1] += f"、{piece}"
        elif piece and piece not in names:
            names.append(piece)
    return tuple(names)


def _pieces(text: str) -> Iterator[str]:
    depth, start = 0, 0
    for at, char in enumerate(text):
        depth += (char in OPENING) - (depth > 0 and char in CLOSING)
        if char in SEPARATORS and not depth:
            yield _trimmed(text[start:at])
            start = at + 1
    yield _trimmed(text[start:])


def _trimmed(piece: str) -> str:
    return " ".join(piece.strip(" \t\r\u3000。.").split())


def split_words(name: str) -> tuple[str, ...]:
    """A name that is not known as it stands: 市民政局 市财政局 are two, 财 政 局 is one."""
    words = name.split()
    if all(len(word) >= SHORTEST_NAME and CHINESE.fullmatch(word[-1]) for word in words):
        return tuple(words)
    return ("".join(words) if CHINESE.search(name) else name,)


def bare(name: str) -> str:
    """A name without what stands in brackets."""
    return BRACKETED.sub("", name) if len(name) <= LONGEST_NAME else name


def guess_kind(name: str) -> UnitKind:
    """What kind of unit has such a name; whatever is no place is a department."""
    for kind, words in PLACES.items():
        if any(_ends_with(name, endings) for endings in words.values()):
            return kind
    return UnitKind.DEPARTMENT


def find_units(name: str, known: Mapping[str, Unit]) -> tuple[str, ...]:
    """The units among `known` (by their folded names) that `name` means: one, all, or none."""
    for plain in (fold(name), fold(bare(name))):
        if plain in known:
            return (known[plain].name,)
    plain = fold(name)
    if len(plain) > LONGEST_NAME or not COLLECTIVE.fullmatch(plain):
        return ()
    meant = [endings for word, endings in ENDINGS.items() if word in plain]
    names = [unit.name for unit in known.values()]
    return tuple(one for one in names if any(_ends_with(one, endings) for endings in meant))


def _ends_with(name: str, endings: tuple[str, ...]) -> bool:
    return fold(bare(name)).endswith(endings)


def is_vague(name: str) -> bool:
    """Whether `name` stands for units that are not named: 各成员单位, 市民政局等."""
    return VAGUE.fullmatch(fold(name)) is not None


@lru_cache(REMEMBERED)
def fold(name: str) -> str:
    """A name as it is compared: in simplified half-width characters without spaces."""
    return simplify(SPACE.sub("", unicodedata.normalize("NFKC", name)))
