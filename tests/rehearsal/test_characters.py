"""What the liaisons do is what the bot is to understand."""

import pytest

from plan.cards import CardLine
from plan.dialogue import Move, next_move
from plan.model import State, Status
from plan.replies import Item, read_reply
from rehearsal import characters
from rehearsal.acts import Act, By, Do, On
from rehearsal.characters import CAST, FEATURED, Character
from rehearsal.sight import Card
from render.texts import Texts
from tests.rehearsal.cards import CATALOGUES, TEXTS, ZH, due_in, early, near, seen, shown
from tests.render.builders import TODAY, a_line, a_trace

EN, ZH_HANT = CATALOGUES["en"], CATALOGUES["zh-Hant"]
ALONE = [early()]
SEVERAL = [early(1, "7.2"), near(2), near(3, "7.2")]


def read(act: Act, card: Card) -> tuple[Item, ...]:
    """What the bot understands at once."""
    due = due_in(max(line.left for line in card.lines))
    reading = read_reply(act.words, today=TODAY, due=due, tasks=len(card.lines))
    assert reading.sure, act.words
    return reading.items


def percents(items: tuple[Item, ...]) -> list[tuple[int | None, int | None]]:
    return [(item.n, item.percent) for item in items]


@pytest.mark.parametrize("lines", [ALONE, SEVERAL], ids=["alone", "several"])
@pytest.mark.parametrize("texts", TEXTS, ids=lambda texts: texts.language)
@pytest.mark.parametrize("character", CAST.values(), ids=lambda character: character.__name__)
def test_everybody_is_understood_at_once_but_who_hedges(
    character: Character, texts: Texts, lines: list[CardLine]
) -> None:
    card = seen(texts, *lines)
    if character is characters.hedges:
        return
    for act in character(card):
        if act.do in (Do.REPLY, Do.EDIT, Do.PHOTO, Do.DOCUMENT) and act.on is On.CARD:
            assert read(act, card)


@pytest.mark.parametrize("lines", [ALONE, SEVERAL], ids=["alone", "several"])
@pytest.mark.parametrize("texts", TEXTS, ids=lambda texts: texts.language)
@pytest.mark.parametrize("character", CAST.values(), ids=lambda character: character.__name__)
def test_the_first_button_anybody_presses_is_on_the_card(
    character: Character, texts: Texts, lines: list[CardLine]
) -> None:
    acts = character(seen(texts, *lines))
    if acts and acts[0].do is Do.PRESS:
        shown(texts, *lines).button(acts[0].words)


def test_the_prompt_one_reports_what_is_under_way_and_proves_what_is_done() -> None:
    card = seen(ZH, *SEVERAL)
    second, third, words = characters.prompt(card)
    assert (second.do, third.do, words.do) == (Do.DOCUMENT, Do.DOCUMENT, Do.REPLY)
    assert read(second, card)[0].status is Status.DONE
    assert percents(read(words, card)) == [(1, 20)]


def test_work_moves_on_as_the_day_comes_near() -> None:
    lines = [seen(ZH, a_line(due=due_in(days))).lines[0] for days in (12, 7, 3, 0, -2)]
    assert [characters.share(line) for line in lines] == [10, 20, 60, 90, 90]


def test_one_only_presses() -> None:
    receipt, *done = characters.taps(seen(ZH, early(1), near(2)))
    assert (receipt.do, receipt.words) == (Do.PRESS, "1 收到")
    assert [act.words for act in done] == ["2 完成", "确认已完成，佐证后补"]
    received = a_line(1, due=due_in(3), state=State.RECEIVED, receipt=a_trace())
    acts = characters.taps(seen(ZH, received, early(2)))
    assert [act.words for act in acts] == ["1 进度…", "60%", "2 收到"]


@pytest.mark.parametrize(
    ("character", "texts", "choice"),
    [(characters.traditional, ZH_HANT, "繁體中文"), (characters.english, EN, "English")],
)
def test_a_group_is_brought_to_its_language_first(
    character: Character, texts: Texts, choice: str
) -> None:
    command, chosen = character(seen(ZH, *SEVERAL))
    assert (command.do, command.words) == (Do.SAY, "/language")
    assert (chosen.words, chosen.on) == (choice, On.NEWEST)
    assert choice in {catalogue.plain("language.name") for catalogue in TEXTS}
    (answer,) = character(seen(texts, *SEVERAL))
    assert [item.n for item in read(answer, seen(texts, *SEVERAL))] == [1, 2, 3]


def test_land_is_missing_once_and_the_rest_is_done() -> None:
    card = seen(ZH, *SEVERAL)
    stuck, *rest = characters.lacks_land(card)
    (item,) = read(stuck, card)
    assert (item.n, item.status) == (1, Status.BLOCKED)
    assert [act.words for act in rest] == ["2 已完成", "3 已完成"]


def test_money_is_missing_by_three_taps_and_a_sentence() -> None:
    block, reason, words = characters.lacks_money(seen(ZH, *ALONE))
    assert (block.words, reason.words, words.on) == ("受阻…", "资金", On.NEWEST)
    assert characters.lacks_money(seen(ZH, *SEVERAL)) == characters.prompt(seen(ZH, *SEVERAL))


def test_more_time_is_asked_for_once() -> None:
    card = seen(ZH, *SEVERAL)
    asked, *_ = characters.wants_time(card)
    (item,) = read(asked, card)
    assert (item.n, item.extend_to and item.extend_to.day) == (1, 23)
    waiting = a_line(1, task="7.2", due=due_in(3), state=State.RECEIVED, receipt=a_trace())
    assert [act.words for act in characters.wants_time(seen(ZH, waiting, near(2)))] == ["2 已完成"]


def test_photos_are_sent_of_what_is_done() -> None:
    acts = characters.photographs(seen(ZH, *SEVERAL))
    assert [(act.do, act.words) for act in acts] == [
        (Do.PHOTO, "2 已完成"),
        (Do.PHOTO, "3 已完成"),
    ]


def test_who_hedges_is_asked_back_and_answers_with_the_button() -> None:
    for lines, move in ((ALONE, Move.CONFIRM), (SEVERAL, Move.WHICH_LINE)):
        card = seen(ZH, *lines)
        vague, answer = characters.hedges(card)
        due = due_in(max(line.left for line in card.lines))
        reading = read_reply(vague.words, today=TODAY, due=due, tasks=len(card.lines))
        assert next_move(reading) is move
        assert (answer.do, answer.on) == (Do.PRESS, On.NEWEST)


def test_a_mistake_is_put_right() -> None:
    card = seen(ZH, *SEVERAL)
    wrong, right = characters.corrects(card)
    assert percents(read(wrong, card)) == [(1, 80)]
    assert percents(read(right, card)) == [(1, 50)]


def test_a_wrong_tap_is_undone_within_the_minute_and_a_reply_edited() -> None:
    acts = characters.rewrites(seen(ZH, *SEVERAL))
    assert [act.do for act in acts] == [Do.PRESS, Do.PRESS, Do.PRESS, Do.REPLY, Do.EDIT]
    assert acts[2].words == "1 撤销"
    assert acts[2].after.total_seconds() < 60


def test_a_nod_receives_a_fresh_card() -> None:
    assert [act.do for act in characters.nods(seen(ZH, *ALONE))] == [Do.REACT]
    assert [act.do for act in characters.nods(seen(ZH, near(1), near(2)))] == [Do.PHOTO, Do.PHOTO]


def test_papers_follow_when_the_office_returned_the_claim() -> None:
    returned = a_line(2, due=due_in(0), state=State.RETURNED)
    first, second = characters.forgets_papers(seen(ZH, near(1), returned))
    assert (first.do, second.do) == (Do.REPLY, Do.DOCUMENT)


def test_strangers_meddle_once_and_deputies_stand_in() -> None:
    (stranger,) = characters.meddled(seen(ZH, *ALONE))
    assert (stranger.do, stranger.by) == (Do.PRESS, By.STRANGER)
    assert {act.by for act in characters.deputised(seen(ZH, *SEVERAL))} == {By.DEPUTY}
    assert characters.silent(seen(ZH, *SEVERAL)) == ()


def test_the_featured_are_cast() -> None:
    assert set(FEATURED) <= CAST.keys()
