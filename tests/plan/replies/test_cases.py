"""Labelled replies: what a careful clerk records, and what she asks about."""

import pytest

from tests.plan.replies.notation import FILES, Case, cases, in_short, items, read, shown

LABELLED = [case for name in FILES for case in cases(name)]


@pytest.mark.parametrize("name", FILES)
def test_every_labelled_reply_is_read_as_a_clerk_would(name: str) -> None:
    wrong = [
        (text, expected, shown(read(text, tasks)))
        for tasks, expected, text in cases(name)
        if shown(read(text, tasks)) != expected
    ]
    assert not wrong


@pytest.mark.parametrize("name", FILES)
def test_no_reply_is_labelled_twice(name: str) -> None:
    texts = [(tasks, text) for tasks, _, text in cases(name)]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("case", LABELLED[::40])
def test_the_short_form_says_all_of_an_item(case: Case) -> None:
    tasks, expected, text = case
    if expected != "ask":
        assert "; ".join(map(in_short, items(expected))) == expected
        assert items(expected) == read(text, tasks).items
