"""The office's clerk, who decides what the units ask for."""

from collections.abc import Iterable

from rehearsal.messages import Message
from render.texts import Texts

DOUBTED = ("荷湾社区",)


def decide(page: Message, languages: Iterable[Texts]) -> str | None:
    """The button to press on a page of news; None when there is nothing to decide.

    A claim is accepted, unless nothing proves it and the unit is known for that; more time is
    granted.
    """
    labels = {label for row in page.labels for label in row}
    for texts in languages:
        accept, grant = texts.label("button.accept"), texts.label("button.grant")
        if accept in labels:
            return texts.label("button.return") if _is_doubtful(page, texts) else accept
        if grant in labels:
            return grant
    return None


def _is_doubtful(page: Message, texts: Texts) -> bool:
    unproven = texts.plain("item.evidence", n=0) in page.text
    return unproven and any(unit in page.text for unit in DOUBTED)
