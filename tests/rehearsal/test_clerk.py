from dataclasses import replace
from datetime import date

import pytest

from plan.model import State
from plan.summary import Entry
from rehearsal.clerk import decide
from rehearsal.entities import finished
from rehearsal.markup import parse_html
from rehearsal.messages import Button, Content, Message
from render.item import News, item
from render.texts import Texts
from tests.rehearsal.cards import TEXTS, ZH
from tests.render.builders import AT, ENTRY, KEY, TODAY, ZONE


def page(entry: Entry, evidence: int, texts: Texts, wanted: date | None = None) -> Message:
    news = News.EXTENSION if wanted else News.CLAIM
    made = item(entry, (), evidence, KEY, texts, ZONE, TODAY, wanted=wanted, news=news)
    keyboard = tuple(tuple(Button(b.text, b.data) for b in row) for row in made.buttons)
    return Message(1, 900, 1, AT, Content(*finished(*parse_html(made.text)), keyboard))


CLAIMED = replace(ENTRY, state=State.CLAIMED)
DOUBTFUL = replace(CLAIMED, unit="荷湾社区")


@pytest.mark.parametrize("texts", TEXTS, ids=lambda texts: texts.language)
def test_a_claim_is_accepted_unless_a_doubtful_unit_proves_nothing(texts: Texts) -> None:
    accept, back = texts.label("button.accept"), texts.label("button.return")
    assert decide(page(CLAIMED, 0, texts), TEXTS) == accept
    assert decide(page(DOUBTFUL, 1, texts), TEXTS) == accept
    assert decide(page(DOUBTFUL, 0, texts), TEXTS) == back


def test_more_time_is_granted() -> None:
    assert decide(page(ENTRY, 0, ZH, date(2012, 11, 23)), TEXTS) == "同意延期"


def test_nothing_else_is_decided() -> None:
    assert decide(page(ENTRY, 0, ZH), TEXTS) is None
