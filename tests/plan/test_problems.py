"""Places are named and misspellings guessed."""

from plan.problems import SUGGEST_AMONG, SUGGESTIONS, Guesses, entry, nearest


def test_an_entry_is_numbered_and_named() -> None:
    assert entry("tasks", 3, "2.3") == 'tasks[3] "2.3"'
    assert entry("tasks", 3, "") == "tasks[3]"


def test_the_nearest_name_is_offered() -> None:
    assert nearest("liason", ["liaison", "deputy"]) == "liaison"
    assert nearest("财政局", ["鹿渚镇"]) == ""


def test_nothing_is_compared_with_thousands() -> None:
    many = [f"第{n}社区" for n in range(SUGGEST_AMONG + 1)]
    assert nearest("第7社", many) == ""
    assert nearest("第7社", many[:-1]) == "第7社区"


def test_guesses_end_where_nobody_reads_on() -> None:
    guesses = Guesses(["市民政局"])
    found = [guesses.nearest(f"{n}市民政局") for n in range(SUGGESTIONS + 1)]
    assert found == ["市民政局"] * SUGGESTIONS + [""]
