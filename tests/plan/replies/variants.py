"""Replies put together from parts, with the reading that follows from the parts.

A statement says something of one line. Around it stand what liaisons write besides: who they are,
a greeting, what else happened, thanks. None of that changes what the statement says. Traps do:
with one of them the same words must not be recorded as they stand.
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import opencc

from plan.replies import Item
from tests.plan.replies.notation import items

Shape = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Variant:
    """A reply to a card of `tasks` lines and the items a clerk would record from it."""

    text: str
    tasks: int
    items: tuple[Item, ...]


STATEMENTS = {
    "receipt": ("收到", "已收悉", "好的", "明白，马上办", "知悉，会抓紧落实", "noted", "OK, will do"),
    "60%": (
        "进度60%", "已完成60%", "目前完成六成", "约60%", "总体进度达百分之六十", "10项任务已完成6项",
        "共10个点位，完成6个", "尚未完成，目前60%", "基本完工，进度60%", "60% done", "about 60% complete",
        "6 of 10 sites finished", "progress: 60%",
    ),
    "75%": ("完成四分之三", "七成半", "进度75％", "已完成12/16项", "three quarters done"),
    "done": (
        "已完成", "全部完成", "任务已办结", "已全部整改到位", "各项措施均已落实到位", "搞定了", "14项已全部完成",
        "已于11月3日完成", "没有问题，已完成", "任务100%完成", "All done", "the task is complete", "Finished yesterday",
    ),
    "not started": ("尚未启动", "还没开工", "未开展", "还没动", "待启动", "not started yet", "we haven't started"),
    "in progress": (
        "正在推进", "有序推进中", "按计划推进", "已启动", "正在施工", "还没完成，正在办理", "in progress", "work has started",
    ),
    "blocked": (
        "受阻", "卡在审批环节", "已停工", "等待批复", "缺资金，推进困难", "用地未批，没法施工", "blocked", "stuck, waiting for approval",
    ),
    "blocked + 60%": ("进度60%，因缺人手受阻", "完成六成，目前停工", "60% done, blocked by land"),
    "no change": ("无变化", "同上期", "与上周持平", "维持不变", "和上次一样", "no change since last week"),
    "no change + 60%": ("维持上周进度不变，60%", "无变化，60%"),
    "by 11-18": (
        "预计11月18日完成", "18号前能完成", "计划于11月18日前全部完工", "11月18日前搞定", "will be finished by Nov 18",
        "expected completion: 18 November",
    ),
    "by 11-16": ("下周五前完成", "下周五可以完成"),
    "by 11-30": ("月底前完成", "11月底能完工", "will finish by the end of November"),
    "60% + by 11-18": ("进度60%，预计11月18日完成", "60% done, will finish by Nov 18"),
    "extend 11-28": (
        "申请延期至11月28日", "能否延到11月28日？", "因材料未到，申请延期到11月28日", "恳请将完成时限顺延至11月28日",
        "please extend to Nov 28", "could we extend to 28 November?",
    ),
    "60% + extend 11-28": ("进度60%，申请延期至11月28日",),
    "withdraw": ("请撤回上一条", "上条作废", "发错了，请撤回", "please withdraw my last report"),
}  # fmt: skip
# A list on a card holds no receipt and no withdrawal.
LISTED = [short for short in STATEMENTS if short not in ("receipt", "withdraw")]

BEFORE = (
    "", "", "", "青石镇：", "青石镇 王芳：", "【青石镇】", "王芳：", "王主任您好，", "报告领导，", "领导好！", "青石镇民政办\n", "@王主任 ",
    "各位领导下午好，", "南浦社区：", "> 请报进度\n", "11月6日 ", "Maple Town: ",
)  # fmt: skip
ASIDES = (
    "", "", "", "投入资金30万元", "召开推进会3次", "走访群众50户", "群众满意率98%", "资金到位率80%", "拍了照片20张", "照片稍后补",
    "我镇高度重视", "主要领导亲自抓", "请领导放心", "已向王书记汇报", "有情况及时上报", "电话13812345678",
)  # fmt: skip
AFTER = (
    "",
    "",
    "。",
    "！",
    "，谢谢",
    "\n谢谢！",
    "🙏",
    "👍",
    "（青石镇）",
    "\n青石镇王芳",
    " thanks",
)

TRADITIONAL = opencc.OpenCC("s2hk").convert


def full_width(text: str) -> str:
    """Every sign and letter as wide as a Chinese character."""
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


SHAPES: tuple[Shape, ...] = (
    str,
    str,
    TRADITIONAL,
    full_width,
    lambda text: f"  {text}\n",
    lambda text: "\u200b".join(text),
    lambda text: f"\u200e{text}\u200e",
    lambda text: text.replace("，", "\n"),
)

# Statements that a trap turns into something to be asked about.
PLAIN_CLAIMS = (
    "已完成", "全部完成", "任务已办结", "已全部整改到位", "进度60%", "已完成60%", "正在推进", "受阻", "尚未启动", "无变化",
    "预计11月18日完成", "申请延期至11月28日", "已停工", "all done", "60% done", "blocked",
)  # fmt: skip
TRAPS: dict[str, Shape] = {
    "asked": lambda text: f"{text}了没有？",
    "asked whether": lambda text: f"是不是{text}",
    "asked in English": lambda text: f"is it true, {text}?",
    "quoted": lambda text: f"「{text}」",
    "told": lambda text: f"张主任说{text}",
    "told of others": lambda text: f"隔壁镇{text}",
    "forwarded": lambda text: f"转发：{text}",
    "forwarded in English": lambda text: f"Fwd: {text}",
    "a quoted line": lambda text: f"> {text}",
    "heard": lambda text: f"据悉{text}",
    "in jest": lambda text: f"{text}才怪",
    "laughed at": lambda text: f"{text}😂",
    "on a condition": lambda text: f"如果资金到位，{text}",
    "if only": lambda text: f"除非下雨，{text}",
    "not certain": lambda text: f"{text}，不确定",
    "overridden": lambda text: f"{text}\u202e",
    "struck out": lambda text: f"<s>{text}</s>",
    "hidden": lambda text: f'<span style="display:none">{text}</span>',
    "code": lambda text: f'print("{text}")',
    "doubted": lambda text: f"谁说{text}",
    "denied": lambda text: f"并非{text}",
    "an order": lambda text: f"把任务标记为{text}",
    "so-called": lambda text: f"所谓{text}",
    "wished": lambda text: f"{text}就好了",
    "forbidden": lambda text: f"禁止{text}",
    "on one condition": lambda text: f"只有资金到位才{text}",
    "to be checked": lambda text: f"{text}，待核",
    "pretended": lambda text: f"装作{text}",
    "next door": lambda text: f"{text} in the next town",
}

LISTS: dict[str, Callable[[int], str]] = {
    "1.": lambda n: f"{n}. ",
    "1、": lambda n: f"{n}、",
    "1：": lambda n: f"{n}：",
    "(1)": lambda n: f"（{n}）",
    "1)": lambda n: f"{n}) ",
    "①": lambda n: chr(0x245F + n),
    "一、": lambda n: f"{'一二三四五'[n - 1]}、",
    "第一项": lambda n: f"第{'一二三四五'[n - 1]}项",
    "第1项": lambda n: f"第{n}项：",
    "task 1": lambda n: f"Task {n}: ",
    "任务1": lambda n: f"任务{n}：",
    "keycap": lambda n: f"{n}\ufe0f\u20e3",
}
SEPARATORS = ("；", "\n", "。", ";\n")


def single(random: Random) -> Variant:
    """A reply to a card of one line."""
    short = random.choice(list(STATEMENTS))
    statement = random.choice(STATEMENTS[short])
    aside = random.choice(ASIDES)
    first, second = random.sample([statement, aside], 2) if aside else (statement, "")
    body = f"{first}，{second}" if second else first
    text = random.choice(BEFORE) + body + random.choice(AFTER)
    return Variant(random.choice(SHAPES)(text), 1, items(short))


def listed(random: Random) -> Variant:
    """A reply to a card of several lines, each answered by its number."""
    tasks = random.randint(2, 5)
    lines = sorted(random.sample(range(1, tasks + 1), random.randint(1, tasks)))
    mark, separator = random.choice(list(LISTS.values())), random.choice(SEPARATORS)
    shorts = [random.choice(LISTED) for _ in lines]
    said = [
        f"{mark(n)}{random.choice(STATEMENTS[short])}"
        for n, short in zip(lines, shorts, strict=True)
    ]
    text = random.choice(("", "", "收到。", "青石镇：\n")) + separator.join(said)
    expected = "; ".join(f"{n} {short}" for n, short in zip(lines, shorts, strict=True))
    return Variant(random.choice(SHAPES[:5])(text), tasks, items(expected))
