"""Who may press, write and send what: every role by every button, command and answer."""

from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial

import pytest

from bot.access import BUTTONS, COMMANDS
from bot.application import COMMANDS as HANDLERS
from bot.conversations.presses import BY_KIND
from storage import chats
from tests.flows.books import all_reports, evidence
from tests.flows.conftest import Staging
from tests.flows.pressing import Buttons
from tests.flows.roles import ROLES, populate, table
from tests.flows.stage import Stage
from tests.flows.town import OFFICE, OFFICE_GROUP, STRANGER, TOWN_GROUP, TOWN_LIAISON

# y: may. u: the unit's own people only. o: the office only. p: not where others read it.
# n: answers for no unit. -: cannot write there at all. ?: the bot did not say.
WORDS = {
    "联络员操作": "u",
    "仅限办公室人员": "o",
    "请在私聊或办公室群中发送": "p",
    "不是任何单位的联络员": "n",
    "内容已有更新": "?",
}
PRESSES = """
                                  li de ic ac ot ch pa p2 of le me st ex
town card receive:1               y  y  y  y  u  u  u  u  u  u  u  u  u
town card receive:2               u  u  u  u  y  u  u  u  u  u  u  u  u
town card progress:1              y  y  y  y  u  u  u  u  u  u  u  u  u
town card done:1                  y  y  y  y  u  u  u  u  u  u  u  u  u
town card block:1                 y  y  y  y  u  u  u  u  u  u  u  u  u
town card extend:1                y  y  y  y  u  u  u  u  u  u  u  u  u
town card percent:1:60            y  y  y  y  u  u  u  u  u  u  u  u  u
town card same:1                  y  y  y  y  u  u  u  u  u  u  u  u  u
town card blocked:1:funds         y  y  y  y  u  u  u  u  u  u  u  u  u
town card extension:1:{day}       y  y  y  y  u  u  u  u  u  u  u  u  u
town card undo:{report}           y  y  y  y  u  u  u  u  u  u  u  u  u
town card back                    y  y  y  y  y  u  u  u  y  y  u  u  u
town card page:0                  y  y  y  y  y  u  u  u  y  y  u  u  u
town card finish:1                y  y  y  y  u  u  u  u  u  u  u  u  u
town question yes                 y  y  y  y  u  u  u  u  u  u  u  u  u
town question change              y  y  y  y  u  u  u  u  u  u  u  u  u
town question line:1              y  y  y  y  u  u  u  u  u  u  u  u  u
town question line:2              u  u  u  u  y  u  u  u  u  u  u  u  u
town bound liaison                y  y  y  y  y  y  y  y  y  y  y  y  y
town bound deputy                 y  y  y  y  y  y  y  y  y  y  y  y  y
office page home                  o  o  o  o  o  o  o  o  y  y  o  o  o
office page plan:{plan}           o  o  o  o  o  o  o  o  y  y  o  o  o
office page phases:0              o  o  o  o  o  o  o  o  y  y  o  o  o
office page units:0               o  o  o  o  o  o  o  o  y  y  o  o  o
office page phase:{phase}:0       o  o  o  o  o  o  o  o  y  y  o  o  o
office page unit:{unit}:0         o  o  o  o  o  o  o  o  y  y  o  o  o
office page item:{mine}           o  o  o  o  o  o  o  o  y  y  o  o  o
office page unbound:0             o  o  o  o  o  o  o  o  y  y  o  o  o
office page late:0                o  o  o  o  o  o  o  o  y  y  o  o  o
office page silent:0              o  o  o  o  o  o  o  o  y  y  o  o  o
office page blocked:0             o  o  o  o  o  o  o  o  y  y  o  o  o
office page claimed:0             o  o  o  o  o  o  o  o  y  y  o  o  o
office page people:{unit}         o  o  o  o  o  o  o  o  y  y  o  o  o
office page person:{person}       o  o  o  o  o  o  o  o  y  y  o  o  o
office page release:{person}      o  o  o  o  o  o  o  o  y  o  o  o  o
office page rejoin:{person}       o  o  o  o  o  o  o  o  y  o  o  o  o
office page invite:{unit}         o  o  o  o  o  o  o  o  y  o  o  o  o
office page accept:{mine}         o  o  o  o  o  o  o  o  y  o  o  o  o
office page return:{mine}         o  o  o  o  o  o  o  o  y  o  o  o  o
office page grant:{mine}          o  o  o  o  o  o  o  o  y  o  o  o  o
office page refuse:{mine}         o  o  o  o  o  o  o  o  y  o  o  o  o
town page home                    o  o  o  o  o  o  o  o  p  p  o  o  o
town page plan:{plan}             o  o  o  o  o  o  o  o  p  p  o  o  o
town page phases:0                o  o  o  o  o  o  o  o  p  p  o  o  o
town page units:0                 o  o  o  o  o  o  o  o  p  p  o  o  o
town page phase:{phase}:0         o  o  o  o  o  o  o  o  p  p  o  o  o
town page unit:{unit}:0           o  o  o  o  o  o  o  o  p  p  o  o  o
town page item:{mine}             o  o  o  o  o  o  o  o  p  p  o  o  o
town page unbound:0               o  o  o  o  o  o  o  o  p  p  o  o  o
town page late:0                  o  o  o  o  o  o  o  o  p  p  o  o  o
town page silent:0                o  o  o  o  o  o  o  o  p  p  o  o  o
town page blocked:0               o  o  o  o  o  o  o  o  p  p  o  o  o
town page claimed:0               o  o  o  o  o  o  o  o  p  p  o  o  o
town page people:{unit}           o  o  o  o  o  o  o  o  p  p  o  o  o
town page person:{person}         o  o  o  o  o  o  o  o  p  p  o  o  o
town page release:{person}        o  o  o  o  o  o  o  o  p  o  o  o  o
town page rejoin:{person}         o  o  o  o  o  o  o  o  p  o  o  o  o
town page invite:{unit}           o  o  o  o  o  o  o  o  p  o  o  o  o
town page accept:{mine}           o  o  o  o  o  o  o  o  p  o  o  o  o
town page return:{mine}           o  o  o  o  o  o  o  o  p  o  o  o  o
town page grant:{mine}            o  o  o  o  o  o  o  o  p  o  o  o  o
town page refuse:{mine}           o  o  o  o  o  o  o  o  p  o  o  o  o
office application approve        o  o  o  o  o  o  o  o  y  o  o  o  o
office application decline        o  o  o  o  o  o  o  o  y  o  o  o  o
town application approve          o  o  o  o  o  o  o  o  p  o  o  o  o
town application decline          o  o  o  o  o  o  o  o  p  o  o  o  o
town language language:zh-Hans    y  y  y  y  y  u  u  u  y  u  u  u  u
office language language:zh-Hans  o  o  o  o  o  o  o  o  y  o  o  o  o
"""
COMMANDS_GIVEN = """
                   li de ic ac ot ch pa p2 of le me st ex
/status alone      o  o  o  o  o  o  o  o  y  y  o  o  o
/status town       o  o  o  o  o  o  o  o  p  p  o  -  o
/status office     -  -  -  -  -  -  -  -  y  y  o  -  -
/bind alone        o  o  o  o  o  o  o  o  y  o  o  o  o
/bind town         o  o  o  o  o  o  o  o  p  o  o  -  o
/bind office       -  -  -  -  -  -  -  -  y  o  o  -  -
/bind 桃溪社区 alone   o  o  o  o  o  o  o  o  y  o  o  o  o
/bind 桃溪社区 town    o  o  o  o  o  o  o  o  p  o  o  -  o
/bind 桃溪社区 office  -  -  -  -  -  -  -  -  y  o  o  -  -
/my alone          y  y  y  y  y  y  y  y  n  n  n  n  n
/my town           y  y  y  y  y  y  y  y  y  y  y  -  y
/my office         -  -  -  -  -  -  -  -  y  y  y  -  -
/start alone       y  y  y  y  y  y  y  y  y  y  y  y  y
/start town        y  y  y  y  y  y  y  y  y  y  y  -  y
/start office      -  -  -  -  -  -  -  -  y  y  y  -  -
/help alone        y  y  y  y  y  y  y  y  y  y  y  y  y
/help town         y  y  y  y  y  y  y  y  y  y  y  -  y
/help office       -  -  -  -  -  -  -  -  y  y  y  -  -
/language alone    y  y  y  y  y  y  y  y  y  y  y  y  y
/language town     y  y  y  y  y  y  y  y  y  y  y  -  y
/language office   -  -  -  -  -  -  -  -  y  y  y  -  -
"""
ANSWERS = """
               li de ic ac ot ch pa p2 of le me st ex
reply to 1     y  y  y  y  u  u  u  u  u  u  u  -  u
reply to 2     u  u  u  u  y  u  u  u  u  u  u  -  u
changed reply  y  y  y  y  u  u  u  u  u  u  u  -  u
photo for 1    y  y  y  y  u  u  u  u  u  u  u  -  u
thumb          y  y  y  y  y  u  u  u  u  u  u  -  u
"""


@pytest.fixture
async def crowd(staging: Staging) -> AsyncIterator[Stage]:
    """Everybody in the town's group, its card in it, the office's group bound; all are answered."""
    async with staging(changes={"strangers": {"answers_per_minute": 1000}}) as stage:
        await populate(stage)
        await stage.at("2012-11-06 09:00")
        stage.standin.groups.join(OFFICE_GROUP, STRANGER)
        async with stage.bot.desk.sessions.begin() as session:
            office = await chats.ensure_chat(session, OFFICE_GROUP, "", stage.clock())
            await chats.make_office(session, office.id)
        await stage.command(OFFICE_GROUP, OFFICE, "/help")
        yield stage


def rows_of(written: str) -> list[str]:
    """The names of the rows of a table."""
    return [line[: line.index("  ")] for line in written.strip("\n").splitlines()[1:]]


def outcome(said: str) -> str:
    return next((letter for words, letter in WORDS.items() if words in said), "y")


async def filled(written: str, cell: Callable[[str, str], Awaitable[str]]) -> str:
    """The table with what really came of every cell."""
    rows = {row: {role: await cell(row, role) for role in ROLES} for row in rows_of(written)}
    return table(rows)


def test_every_button_and_every_command_says_who_may_use_it() -> None:
    verbs = {kind: set(handlers) for kind, handlers in BY_KIND.items()}
    assert {kind: set(needs) for kind, needs in BUTTONS.items()} == verbs
    assert set(COMMANDS) == set(HANDLERS)
    tried = {tuple(row.split(":")[0].split()[1:]) for row in rows_of(PRESSES)}
    assert tried == {(kind, verb) for kind, needs in BUTTONS.items() for verb in needs}
    assert {row.split()[0].strip("/") for row in rows_of(COMMANDS_GIVEN)} == set(COMMANDS)


async def test_whoever_presses_what(crowd: Stage) -> None:
    card = crowd.find(TOWN_GROUP, "任务提醒").id
    buttons = Buttons(crowd, card)
    office = crowd.last(OFFICE_GROUP).id

    async def press(row: str, role: str) -> str:
        where, kind, what = row.split(" ", 2)
        chat, under = (TOWN_GROUP, card) if where == "town" else (OFFICE_GROUP, office)
        verb, _, args = what.partition(":")
        data = await buttons.make(chat, kind, verb, args)
        return outcome(await crowd.press(chat, ROLES[role], under, data, forged=True))

    assert await filled(PRESSES, press) == PRESSES


async def test_whoever_gives_which_command(crowd: Stage) -> None:
    async def give(row: str, role: str) -> str:
        command, _, where = row.rpartition(" ")
        user = ROLES[role]
        chat = {"town": TOWN_GROUP, "office": OFFICE_GROUP}.get(where, user)
        if not crowd.standin.world.chat(chat).member(user).inside:
            return "-"
        return outcome((await crowd.command(chat, user, command)).text)

    assert await filled(COMMANDS_GIVEN, give) == COMMANDS_GIVEN


async def test_whoever_answers_the_card(crowd: Stage) -> None:
    card = crowd.find(TOWN_GROUP, "任务提醒").id
    crowd.standin.groups.promote_bot(TOWN_GROUP, OFFICE)
    ways: dict[str, Callable[[int], Awaitable[object]]] = {
        "reply to 1": partial(reply, crowd, card, "1 进度60%"),
        "reply to 2": partial(reply, crowd, card, "2 进度60%"),
        "changed reply": partial(change, crowd, card),
        "photo for 1": partial(photo, crowd, card),
        "thumb": partial(thumb, crowd, card),
    }

    async def answer(row: str, role: str) -> str:
        if not crowd.standin.world.chat(TOWN_GROUP).member(ROLES[role]).inside:
            return "-"
        before = len(await all_reports(crowd)) + len(await evidence(crowd))
        await ways[row](ROLES[role])
        return "y" if len(await all_reports(crowd)) + len(await evidence(crowd)) > before else "u"

    assert await filled(ANSWERS, answer) == ANSWERS


async def reply(stage: Stage, card: int, text: str, user: int) -> int:
    return await stage.say(TOWN_GROUP, user, text, card)


async def change(stage: Stage, card: int, user: int) -> None:
    said = await reply(stage, card, "哈哈", user)
    await stage.edit(TOWN_GROUP, user, said, "1 进度40%")


async def photo(stage: Stage, card: int, user: int) -> int:
    return await stage.send_photo(
        TOWN_GROUP, user, card, f"by {user}".encode(), caption="1 进度50%"
    )


async def thumb(stage: Stage, card: int, user: int) -> None:
    stage.standin.people.react(TOWN_GROUP, user, card, "👍")
    await stage.settle()


async def test_the_buttons_of_one_message_do_nothing_under_another(crowd: Stage) -> None:
    """Whoever may press the most: keys with a verb of other messages, and in other chats."""
    card, office = crowd.find(TOWN_GROUP, "任务提醒").id, crowd.last(OFFICE_GROUP).id
    buttons = Buttons(crowd, card)
    for kind in BUTTONS:
        made = await buttons.make(TOWN_GROUP, kind, "probe", "")
        key = made.split(":")[1]
        foreign = {verb for needs in BUTTONS.values() for verb in needs} - set(BUTTONS[kind])
        for verb in sorted(foreign):
            for user in (OFFICE, TOWN_LIAISON):
                data = f"v1:{key}:{verb}:1"
                toast = await crowd.press(TOWN_GROUP, user, card, data, forged=True)
                assert outcome(toast) == "?", (kind, verb)
        for verb in BUTTONS[kind]:
            data = f"v1:{key}:{verb}:1"
            toast = await crowd.press(OFFICE_GROUP, OFFICE, office, data, forged=True)
            assert outcome(toast) == "?", (kind, verb)
    assert not await all_reports(crowd)
