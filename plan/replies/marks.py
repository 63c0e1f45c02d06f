"""List numbers in front of an answer: 1. / 2、 / 第三项 / tasks 1 and 2 / 其余."""

import re

from plan.replies.numerals import parse_numeral
from plan.replies.tokens import Kind, Token

N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
AND = r"\s*(?:、|,|和|与|及|以及|&|\+|and(?![a-z]))\s*(?:and\s+)?"
THROUGH = r"\s*(?:-|~|—|–|至|到|to(?![a-z])|through(?![a-z]))\s*"
THE = r"(?:第|任务|事项|项目|(?:tasks?|items?|numbers?|nos?\.?|line)(?![a-z])|#)\s*#?\s*"
THING = r"个(?![月星社点小村镇人问])|(?:个|条|件)?(?:任务|事项|工作|项目(?!前))|项(?:任务|事项|工作)?|条|件|点(?!位)"
# 1、8个点完成6个: a line and what is counted in it
MEASURE = "[户处家块间座盏栋面台根]"
MEASURED = rf"\s*(?:{MEASURE}|个(?=[\u4e00-\u9fff])(?!任务|事项|工作|项目|[都均已全]))"
# Extend item 2 to 3 December
A_MONTH = r"(?:st|nd|rd|th)?\s*(?:of\s)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|(?:st|nd|rd|th)(?![a-z])"
END = r"\s*(?:\.(?!\d)|、|,(?!\d)|:|\)|\))?"

# 第一、二项 / 第1项和第2项 / 任务1 / tasks 1 and 2
NAMED = re.compile(
    rf"{THE}(?P<list>{N}(?!\d|%|\.\d|\s*{MEASURE})\s*(?:{THING})?(?:(?:{AND}|{THROUGH})(?:{THE})?{N}(?![\d%/月号日成]|{A_MONTH})\s*(?:{THING})?){{0,20}})"
    rf"{END}"
)
STAGE = re.compile(r"第[一二三四五六七八九十\d]+(?:批|次|阶段|季度|期|步|轮)")
NAMED_SO = re.compile(r"第[一二三四五六七八九十\d]+(?:天|周|年|名|村|社区|小学|中学|医院|方|线)")
# 任务40个: how many there are, not which.
HOW_MANY = re.compile(r"(?:任务|事项|项目)\s*\d{1,4}\s*[个项处户块间座条件家]")
AT_ONCE = "第一时间"
# 1、2项 without 第
LISTED = re.compile(
    rf"(?<![\d.])(?P<list>\d{{1,2}}(?:(?:{AND}|{THROUGH})\d{{1,2}}(?![\d%/.月号日成]|\s*of(?![a-z])|{MEASURED})){{1,20}})\s*(?:{THING}|[两二三四五六七八九](?:{THING}))?{END}"
)
# 一、三已完成 names two lines; 一、三方协议已签 is the first, and 三 belongs to what it is called.
NOUNS = "方个户处村站室栏校月日号天周年家条件块座间层期批阶分线级中小十百千〇名人份张套台盏根次种类大成是"
HAN_LISTED = re.compile(
    r"(?P<list>[一二三四五六七八九十](?:[、,和与及][一二三四五六七八九十])+)"
    rf"(?![{NOUNS}]|项(?:工作|任务|措施|内容))(?:项)?:?"
)
# 1号任务
NUMBERED = re.compile(rf"(?P<list>{N})号(?:任务|事项|项目){END}")
# 前两项 / 后一项 / 最后一项
ENDS = re.compile(
    rf"(?P<end>前|最?后)(?P<a>[一两二三四五六七八九\d])(?:项|个|条|件)(?:任务|事项|工作|项目)?{END}"
)
# the first one / task two
WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "both": 2}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
IN_WORDS = re.compile(
    r"(?:tasks?|items?|number)\s(?P<number>one|two|three|four|five|six)(?![a-z]):?"
    r"|(?<![a-z])(?:the\s)?(?P<ordinal>first|second|third|fourth|fifth)(?:\s(?:one|task|item))?(?![a-z]):?"
    r"(?!\s(?:phase|stage|step|half|part|batch|time|floor|week|month|of|draft|round|two|three|few))"
)
# 1. / 1、/ (1) / 一、/ （一） / 一是
POINTED = re.compile(
    rf"\(\s*(?P<a>{N})\s*\)[、.:,]?|(?P<b>{N})\s*(?:、|\)|:(?!\d\d(?!\s*(?:%|月|号|日|项|个|成|条|处)))|,(?!\d)|\.(?!\d)|(?P<dot>\.)(?=\d+(?:\.\d+)?\s*(?:%|成|月|号|日|项|个|条|处|件))|(?P<dash>-)(?=\d+\s*%|[\u4e00-\u9fff])|\s+(?=-|—))|(?P<c>[一二三四五六七八九])是(?!否)"
)
PLAIN = re.compile(
    r"(?P<list>\d{1,2})(?![\d%]|\.\d|\s*(?:%|percent|pct|of(?![a-z])|out of(?![a-z])))"
)
FANCY = re.compile(r"\x1f(?P<list>[\d,]+)\. ")
NUMBERS = re.compile(N)
RANGED = re.compile(rf"({N})\s*(?:{THING})?{THROUGH}(?:{THE})?({N})\s*(?:{THING})?")

REST = re.compile(
    r"(?:其余|其他|其它|余下|剩余|剩下|另外?(?=[两二三四五六七八九]))的?(?P<a>[两二三四五六七八九十\d]{1,2})?(?:项|个|条|件)?(?:各项|几项)?(?:任务|事项|工作|项目)?(?:的|都|均|为|:|,)?"
    r"|(?:the )?(?:rest|others|other tasks|other items|remaining (?:tasks|items|ones)|everything else|all others)(?![a-z]):?"
    r"|the other(?: (?P<b>two|three|four))?(?![a-z])(?: tasks| items)?"
)
ALL = re.compile(
    r"(?:这|以上|上述)?(?P<a>[两二三四五六七八九十\d]{1,2})(?:个|项|条|件)(?:任务|事项|工作|项目|事情|事)?(?=收到|(?:目前|现在|现)?(?:都|均|全|皆|已全|已经全|已均))"
    r"|(?<![a-z])(?P<b>both)(?: of them| tasks| items)?(?![a-z])"
    r"|(?<![a-z])all (?:of )?(?:the )?(?P<c>two|three|four|five|six|\d{1,2})(?: tasks| items)?(?![a-z])"
)
EXCEPT = re.compile(
    r"除了?(?!以上|此)|(?<![a-z])(?:except|apart from|other than|but)(?: for)?(?=\s+(?:for\s+)?(?:tasks?|items?|no|#|number|\d))"
)


def scan_mark(text: str, at: int, tasks: int, at_edge: bool) -> tuple[Token, int] | None:
    """The list number, or the words for several lines, at `at`, with the place where it ends.

    `at_edge` says that a word begins here: only there does 2.60% mean line 2 and not 2.6 %.
    """
    if text.startswith(AT_ONCE, at) or HOW_MANY.match(text, at):
        return None
    for kind, pattern in ((Kind.STEP, STAGE), (Kind.NAME, NAMED_SO)):
        if match := pattern.match(text, at):
            return Token(kind, match[0]), match.end()
    for pattern in FANCY, NAMED, NUMBERED, LISTED:
        if match := pattern.match(text, at):
            lines = _lines(match["list"])
            # 2、14项 is not a list of two on a card of three
            if pattern is not LISTED or 0 < max(lines) <= tasks > 1:
                return Token(Kind.MARK, match[0], lines=lines), match.end()
    if tasks > 1 and at_edge and (match := HAN_LISTED.match(text, at)):
        return Token(Kind.MARK, match[0], lines=_lines(match["list"])), match.end()
    if at_edge and (match := POINTED.match(text, at)):
        lines = _lines(match["a"] or match["b"] or match["c"])
        # 2.60% and 2-60% are line 2 on a card that has one, else a share and a range.
        if match["c"] and tasks == 1:  # 一是加强领导, 二是明确责任
            return Token(Kind.STOP, match[0]), match.end()
        if not (match["dot"] or match["dash"]) or lines[0] <= tasks > 1:
            return Token(Kind.MARK, match[0], lines=lines), match.end()
    return _scan_group(text, at, tasks) if tasks > 1 else None


def scan_bare(text: str, at: int) -> tuple[Token, int] | None:
    """A figure with nothing behind it that makes it a number of something else."""
    match = PLAIN.match(text, at)
    return (Token(Kind.MARK, match[0], lines=_lines(match["list"])), match.end()) if match else None


def _scan_group(text: str, at: int, tasks: int) -> tuple[Token, int] | None:
    if match := ENDS.match(text, at):
        number = int(parse_numeral(match["a"]))
        lines = (
            range(1, number + 1) if match["end"] == "前" else range(tasks - number + 1, tasks + 1)
        )
        return Token(Kind.MARK, match[0], lines=tuple(lines)), match.end()
    if match := IN_WORDS.match(text, at):
        number = WORDS.get(match["number"]) or ORDINALS[match["ordinal"]]
        return Token(Kind.MARK, match[0], lines=(number,)), match.end()
    if match := EXCEPT.match(text, at):
        return Token(Kind.EXCEPT, match[0]), match.end()
    for kind, pattern in ((Kind.REST, REST), (Kind.ALL, ALL)):
        if match := pattern.match(text, at):
            written = match["a"] or match["b"] or match.groupdict().get("c")
            return Token(kind, match[0], value=_count(written)), match.end()
    return None


def _count(written: str | None) -> int | None:
    if written is None:
        return None
    return WORDS.get(written) or int(parse_numeral(written))


def _lines(written: str) -> tuple[int, ...]:
    if ranged := RANGED.fullmatch(written):
        first, last = (int(parse_numeral(end)) for end in ranged.groups())
        if last < first:  # 10-4 names no lines
            return (0,)
        return tuple(range(first, min(last, first + 99) + 1))
    return tuple(int(parse_numeral(number)) for number in NUMBERS.findall(written))
