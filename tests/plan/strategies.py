"""Calendars, days and hours for the properties of the rules, and the real autumn of 2012."""

from datetime import date, time
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from plan.calendar import Hours, WorkCalendar
from plan.reminders import Ladder

SHANGHAI = ZoneInfo("Asia/Shanghai")
NEW_YORK = ZoneInfo("America/New_York")
BERLIN = ZoneInfo("Europe/Berlin")

HOURS = Hours(SHANGHAI)
WEEKDAYS = WorkCalendar()

# National Day with the Mid-Autumn Festival: eight days off, a Saturday worked before them.
AUTUMN_2012 = WorkCalendar(
    {date(2012, 9, 29): True}
    | {date(2012, 9, 30): False}
    | {date(2012, 10, n): False for n in range(1, 8)},
    date(2012, 12, 31),
)

days = st.dates(date(2012, 6, 1), date(2012, 12, 31))

# Also days off in long runs: a table in which hardly any day is worked.
calendars = st.builds(
    WorkCalendar,
    st.one_of(
        st.dictionaries(days, st.booleans(), max_size=40),
        st.dictionaries(days, st.just(False), min_size=60, max_size=120),
    ),
)

ladders = st.builds(
    Ladder,
    st.lists(st.integers(0, 20), max_size=5).map(tuple),
    st.lists(st.integers(1, 12), max_size=4).map(tuple),
)

zones = st.sampled_from([SHANGHAI, NEW_YORK, BERLIN])
clock_times = st.times().map(lambda at: at.replace(second=0, microsecond=0))
quiet_hours = st.one_of(
    st.just((time(21), time(8))), st.tuples(clock_times, clock_times), st.just((time(), time()))
)
