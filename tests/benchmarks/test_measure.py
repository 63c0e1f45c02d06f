"""The benchmarks run through and say something of everything."""

from io import StringIO

from rich.console import Console

from benchmarks.__main__ import measure, show
from tests.browser.chromium import find_chromium

PAGE = ("the page: first paint", "the page: the bot's call until its message is seen")


def test_the_quick_run_measures_every_row() -> None:
    paper = StringIO()
    show(Console(file=paper, width=200), measure(quick=True, lasts=2))
    told = paper.getvalue()
    for what in (
        "answers stored and confirmed, 50 from 5 groups",
        "processor time of the bot for each",
        "start on 240 assignments",
        "an idle look",
        "memory",
        "all 1,680 reminders loaded",
        "a day's cards planned (48)",
        "due at once: 48 cards",
        "longest stall",
        "/status, 480 assignments, 1,000 reports",
        "growth of /status",
        "1 days of 345 units, headless",
        "its memory",
        "a sender killed in a broadcast to 60 groups",
        "kills (SQLite)",
        "kills (PostgreSQL, 30% of calls failing)",
        "kills (SQLite, at step 1, 26, …)",
        *(PAGE if find_chromium() else ()),
    ):
        assert what in told
