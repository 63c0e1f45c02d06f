"""The liaisons of the rehearsal. Each is a function from the card they see to what they do.

They are deterministic and remember nothing: what they did before, the card shows.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from rehearsal.acts import (
    Act,
    By,
    On,
    change,
    document,
    photo,
    press,
    react,
    reply,
    say,
)
from rehearsal.sight import Card, Line

Character = Callable[[Card], tuple[Act, ...]]

LAST_DAY = 1  # the work is done on the day before it is due
AT_ONCE = timedelta(seconds=20)
A_WHILE = timedelta(minutes=15)
CURIOUS = 7


def share(line: Line) -> int:
    """How much of the work is really done, in percent, by the days that are left."""
    return max(10, 90 - 10 * max(line.left, 0))


def about(line: Line, words: str) -> str:
    """Words about a line, with its number where there are several."""
    return f"{line.n} {words}" if line.n else words


def prompt(card: Card) -> tuple[Act, ...]:
    """Answers every card in words, and sends the list of what is done along."""
    done = [line for line in card.lines if line.left <= LAST_DAY]
    under_way = [line for line in card.lines if line.left > LAST_DAY]
    acts = [document(about(line, "已完成")) for line in done]
    words = "，".join(about(line, f"进度{share(line)}%") for line in under_way)
    return tuple([*acts, reply(words)] if words else acts)


def taps(card: Card) -> tuple[Act, ...]:
    """Only presses: receipt first, then a percentage, at the end "done"."""
    acts: list[Act] = []
    for line in card.lines:
        if line.left <= LAST_DAY:
            acts += _tap_done(card, line)
        elif line.asks:
            acts.append(press(card.label("receive", line)))
        else:
            acts += [press(card.label("progress", line)), press("60%", after=AT_ONCE)]
    return tuple(acts)


def _tap_done(card: Card, line: Line) -> list[Act]:
    late = card.texts.label("button.finish_evidence_later")
    return [press(card.label("done", line)), press(late, after=AT_ONCE)]


def traditional(card: Card) -> tuple[Act, ...]:
    """Has the group speak traditional characters and answers in them."""
    if card.texts.language != "zh-Hant":
        return (say("/language"), press("繁體中文", On.NEWEST))
    parts = [
        about(line, "已完成" if line.left <= LAST_DAY else f"進度{share(line)}%")
        for line in card.lines
    ]
    return (reply("，".join(parts)),)


def english(card: Card) -> tuple[Act, ...]:
    """Has the group speak English and answers in it."""
    if card.texts.language != "en":
        return (say("/language"), press("English", On.NEWEST))
    parts = [
        about(line, "done" if line.left <= LAST_DAY else f"{share(line)}%") for line in card.lines
    ]
    return (reply(", ".join(parts)),)


def lacks_land(card: Card) -> tuple[Act, ...]:
    """Is held up with everything that needs ground: says so once, and works on the rest."""
    stuck = [line for line in card.lines if line.task in ("2.2", "7.2", "7.4") and line.asks]
    acts = [reply(about(line, "受阻：缺用地，请协调")) for line in stuck]
    rest = tuple(line for line in card.lines if line not in stuck and line.left <= LAST_DAY)
    return (*acts, *(prompt(replace(card, lines=rest)) if rest else ()))


def lacks_money(card: Card) -> tuple[Act, ...]:
    """Presses its way to "blocked" where it can, and then says who should help."""
    line = card.lines[0]
    if line.n or not line.asks:
        return prompt(card)
    texts = card.texts
    return (
        press(texts.label("button.block")),
        press(texts.label("reason.funds"), after=AT_ONCE),
        reply("请市民政局在周五前拨付印刷经费", On.NEWEST),
    )


def wants_time(card: Card) -> tuple[Act, ...]:
    """Asks for more days where the work is outdoors; does the rest."""
    slow = [line for line in card.lines if line.task in ("2.2", "7.2") and line.left > LAST_DAY]
    asks = [reply(about(line, "连日下雨，申请延期至11月23日")) for line in slow if line.asks]
    rest = tuple(line for line in card.lines if line not in slow)
    return (*asks, *(prompt(replace(card, lines=rest)) if rest else ()))


def photographs(card: Card) -> tuple[Act, ...]:
    """Sends a photo of everything that is done."""
    done = [line for line in card.lines if line.left <= LAST_DAY]
    return tuple(photo(about(line, "已完成")) for line in done)


def hedges(card: Card) -> tuple[Act, ...]:
    """Leaves something open: which line it is about, or whether it really is a lack of money."""
    line, texts = card.lines[0], card.texts
    if line.n:
        which = texts.label("button.line", n=line.n, task=line.task, title=line.title)
        return (reply("进度80%"), press(which, On.NEWEST))
    return (reply("进度80%，可能缺资金"), press(texts.label("button.yes"), On.NEWEST))


def corrects(card: Card) -> tuple[Act, ...]:
    """Reports too much and puts it right."""
    line = card.lines[0]
    wrong, right = about(line, "进度80%"), about(line, "进度50%")
    return (reply(wrong), reply(f"更正：{right}", after=A_WHILE))


def rewrites(card: Card) -> tuple[Act, ...]:
    """Taps the wrong button and takes it back, then edits what was written instead."""
    line = card.lines[0]
    undo = card.texts.label("button.undo_line" if line.n else "button.undo", n=line.n)
    return (
        press(card.label("progress", line)),
        press("90%", after=AT_ONCE),
        press(undo, after=AT_ONCE),
        reply(about(line, "进度70%")),
        change(about(line, "进度60%")),
    )


def nods(card: Card) -> tuple[Act, ...]:
    """Receives a card with a reaction and answers the last one before the day."""
    if all(line.asks for line in card.lines):
        return (react("👌"),)
    return photographs(card)


def forgets_papers(card: Card) -> tuple[Act, ...]:
    """Says "done" without anything to show; after that was returned, sends the papers."""
    acts = [
        document(about(line, "已完成")) if line.returned else reply(about(line, "已完成"))
        for line in card.lines
        if line.left <= LAST_DAY
    ]
    return tuple(acts)


def deputised(card: Card) -> tuple[Act, ...]:
    """The liaison is on leave, the deputy answers."""
    return tuple(replace(act, by=By.DEPUTY) for act in prompt(card))


def meddled(card: Card) -> tuple[Act, ...]:
    """Somebody who is not of the unit presses a button; the liaison then forgets the papers."""
    first = card.lines[0]
    stranger = replace(press(card.label("progress", first)), by=By.STRANGER)
    curious = (stranger,) if first.left == CURIOUS and first.asks else ()
    return (*curious, *forgets_papers(card))


def silent(card: Card) -> tuple[Act, ...]:
    """Never answers."""
    return ()


# Who plays whom in examples/yixing-2012.toml; in any other plan everybody is prompt.
CAST: Mapping[str, Character] = {
    "市民政局": prompt,
    "市人社局": taps,
    "市综治办": deputised,
    "市文体局": english,
    "市住建局": lacks_money,
    "鹿渚镇": lacks_land,
    "青埠镇": wants_time,
    "云汀镇": nods,
    "柳浦街道": traditional,
    "桃溪社区": photographs,
    "北塘社区": hedges,
    "竹岭村": corrects,
    "石桥社区": silent,
    "荷湾社区": meddled,
    "望湖社区": rewrites,
}

# The groups whose story is worth reading when there is no time for all.
FEATURED = ("鹿渚镇", "桃溪社区", "北塘社区", "荷湾社区")
