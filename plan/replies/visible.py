"""The words a person sees: markup, invisible characters and fancy digits taken away."""

import re
import unicodedata
from html import unescape

# No hand-written answer is longer; what is longer was pasted, and is somebody else's.
LONGEST = 800

OVERRIDE = re.compile("[\u202d\u202e]")
TAG_LETTERS = re.compile("[\U000e0000-\U000e007f]")
STRUCK = re.compile("[\u0335-\u0338]|~~")
TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)((?:\s[^<>]*)?)/?>", re.I)
PLAIN_TAGS = frozenset("a b big br div em font h1 h2 h3 i li ol p small span strong u ul".split())
LINE_TAGS = frozenset("br div h1 h2 h3 li p".split())
HIDING = re.compile(
    r"display|visib|hidden|opacity|size|colou?r\s*:\s*(?:white|#f)|transparent", re.I
)
CODE = re.compile(
    r"(?:^|[^\w/.])/[a-z]{2}|<!|<\?|[{}]|`[^`]+`|;\s*(?:$|--)|=>|==|[a-z_]\s*=\s*[a-z\"']"
    r"|\b(?:drop|alter|truncate)\s+(?:table|database)\b|\b(?:insert\s+into|delete\s+from)\b"
    r"|\b(?:rm|sudo|chmod|kill)\s+-\w|\w\(\)",
    re.I,
)
RUN = re.compile(
    "[\u24ea\u2460-\u2473\u2488-\u249b\u24f5-\u24fe\u2776-\u277f\u2780-\u2793]{1,20}|(?:[0-9０-９]\ufe0f?\u20e3){1,20}"
)
EMPHASIS = re.compile(r"\*\*|__")


def show(text: str) -> str | None:
    """`text` as it looks, lower case, in plain forms; None if it may look other than it reads.

    A right-to-left override, struck-out words, hidden markup and code are such cases.
    """
    if OVERRIDE.search(text) or TAG_LETTERS.search(text):
        return None
    bare = _strip_markup(unescape(text))
    if bare is None or STRUCK.search(bare):
        return None
    text = RUN.sub(_number_run, EMPHASIS.sub("", bare))
    plain = unicodedata.normalize("NFKC", "".join(_plain(char) for char in text))
    return "".join(char for char in plain if _is_seen(char)).lower()


def is_code(shown: str) -> bool:
    """Whether a shown text is a command or a piece of a program, whatever words are in it."""
    return CODE.search(shown) is not None


def _strip_markup(text: str) -> str | None:
    parts: list[str] = []
    at = 0
    for tag in TAG.finditer(text):
        name = tag[2].lower()
        if name not in PLAIN_TAGS or HIDING.search(tag[3]):
            return None
        parts += text[at : tag.start()], "\n" if name in LINE_TAGS else ""
        at = tag.end()
    return "".join(parts) + text[at:]


def _number_run(run: re.Match[str]) -> str:
    """Circled digits and keycaps: a percentage when one follows, otherwise numbers of a list."""
    values = [str(int(unicodedata.numeric(char))) for char in run[0] if char.isnumeric()]
    after = run.string[run.end() : run.end() + 1]
    if after in ("%", "％", "成"):
        return "".join(values)
    return "\x1f" + ",".join(values) + ". "


def _plain(char: str) -> str:
    if unicodedata.decomposition(char).startswith("<fraction>"):
        return f"{unicodedata.numeric(char):.0%}" if char != "\u215f" else char
    value = unicodedata.decimal(char, None)
    return char if value is None else str(value)


def _is_seen(char: str) -> bool:
    """Format and control characters leave no trace, variation selectors and accents hardly any."""
    return char in "\n\t\x1f" or unicodedata.category(char) not in ("Cf", "Cc", "Mn", "Me")
