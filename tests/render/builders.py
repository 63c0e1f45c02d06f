"""Values with defaults for everything a test does not care about; all names are invented."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from plan.cards import Card, CardLine, Trace
from plan.model import BlockReason, Lamp, Phase, Role, State, Status
from plan.summary import Entry, Summary, Tally

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2012, 11, 13)
AT = datetime(2012, 11, 12, 6, 32, tzinfo=UTC)
KEY = "k123456789"

LINE = CardLine(
    n=1,
    assignment=11,
    task="2.3",
    title="社区服务用房达标",
    unit="城东街道",
    role=Role.LEAD,
    due=date(2012, 11, 16),
    state=State.UNDER_WAY,
    lamp=Lamp.YELLOW,
    baseline=85,
)

ENTRY = Entry(
    assignment=11,
    task="2.3",
    title="社区服务用房达标",
    unit="城东街道",
    role=Role.LEAD,
    due=date(2012, 11, 12),
    lamp=Lamp.RED,
    state=State.UNDER_WAY,
    status=Status.BLOCKED,
    percent=60,
    reason=BlockReason.FUNDS,
    note="缺资金，请财政部门协调",
)

TALLY = Tally({Lamp.GREEN: 10, Lamp.YELLOW: 2, Lamp.RED: 1}, claimed=2, closed=20, late=1)

SUMMARY = Summary(
    plan="和谐社区创建实施方案",
    as_of=AT,
    today=TODAY,
    goal=date(2012, 12, 31),
    total=TALLY,
    phases=((Phase("2", "组织实施", None, date(2012, 11, 20)), TALLY),),
)


def a_line(n: int = 1, **changes: Any) -> CardLine:
    """Line `n` of a card: under way, due in three days, nothing said yet."""
    return replace(LINE, n=n, **changes)


def a_card(*lines: CardLine, **changes: Any) -> Card:
    """A card of `lines`, seen on TODAY."""
    return replace(Card(KEY, TODAY, lines), **changes)


def a_trace(name: str = "张三") -> Trace:
    """Somebody's act at AT."""
    return Trace(name, AT)
