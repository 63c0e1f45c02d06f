"""What a plan is made of, and the three axes that never mix: state, progress and lamp."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class UnitKind(StrEnum):
    """Where a unit stands in the hierarchy of a city."""

    DEPARTMENT = "department"
    TOWN = "town"
    COMMUNITY = "community"


class PersonRole(StrEnum):
    """How a person answers for a unit, from the daily contact up to the leader in charge."""

    LIAISON = "liaison"
    DEPUTY = "deputy"
    IN_CHARGE = "in_charge"
    ACCOUNTABLE = "accountable"


class Role(StrEnum):
    """A unit's part in a task; the lead reports for all."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    ASSIST = "assist"


class State(StrEnum):
    """Where an assignment stands in the office's workflow; set by the system, never by a report."""

    ASSIGNED = "assigned"
    RECEIVED = "received"
    UNDER_WAY = "under_way"
    CLAIMED = "claimed"
    RETURNED = "returned"
    CLOSED = "closed"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        """Whether the unit still owes something: a claim waits for the office, not for the unit."""
        return self in OPEN_STATES


OPEN_STATES = frozenset({State.ASSIGNED, State.RECEIVED, State.UNDER_WAY, State.RETURNED})


class Status(StrEnum):
    """The progress a unit reports in its own words."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    DONE = "done"


class Lamp(StrEnum):
    """The colour the system computes; nobody types it.

    What was past due when its plan was imported has none: it is history until it is reported on.
    """

    GREEN = "green"
    BLUE = "blue"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"
    HISTORY = "history"


class BlockReason(StrEnum):
    """What holds a unit up; the office sorts its coordination items by it."""

    FUNDS = "funds"
    LAND = "land"
    APPROVAL = "approval"
    PEOPLE = "people"
    COORDINATION = "coordination"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the plan. Phases may touch or overlap; a task belongs to one by id."""

    id: str
    name: str
    start: date | None
    end: date


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who answers for a unit; `telegram` is the user id once bound."""

    name: str
    role: PersonRole
    telegram: int | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """A person as the office knows them in a unit; `left_at` is when the office let them go, and
    `outside_at` since when they are not in the unit's group."""

    id: int
    person: Person
    unit: int
    unit_name: str
    left_at: datetime | None = None
    outside_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Departure:
    """Who left the group of the units they answer for, given as id and name.

    `alone` are the names of those units for which nobody else in the group answers.
    """

    name: str
    group: str
    units: Sequence[tuple[int, str]]
    alone: Sequence[str]


@dataclass(frozen=True, slots=True)
class Unit:
    """A department, town or community; `parent` is another unit's name, `chat` its group."""

    name: str
    kind: UnitKind
    parent: str | None = None
    chat: int | None = None
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """A numbered line of the plan.

    `due_text` keeps a deadline as the office wrote it when it was not a plain date;
    `standard` says when the task is met; `evidence` counts the pieces asked for.
    """

    number: str
    title: str
    phase: str
    due: date
    lead: str | None = None
    units: tuple[str, ...] = ()
    assist: tuple[str, ...] = ()
    start: date | None = None
    due_text: str | None = None
    standard: str = ""
    evidence: int = 0

    def assignments(self) -> dict[str, Role]:
        """The units of the task with their roles; a unit named twice keeps the heavier role."""
        roles = dict.fromkeys(self.assist, Role.ASSIST)
        roles |= dict.fromkeys(self.units, Role.RESPONSIBLE)
        return roles | ({self.lead: Role.LEAD} if self.lead else {})


@dataclass(frozen=True, slots=True)
class Plan:
    """One campaign as the office wrote it down."""

    title: str
    number: str
    goal: date | None
    phases: tuple[Phase, ...]
    units: tuple[Unit, ...]
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Assignment:
    """A task as one unit owes it, with where it stands now.

    `start` is the task's own start or its phase's; `percent` and `status` are the unit's
    latest words; `reported_at` is None while the unit has never reported.
    """

    id: int
    task: str
    title: str
    unit: str
    role: Role
    phase: str
    start: date | None
    due: date
    state: State
    status: Status | None = None
    percent: int | None = None
    reported_at: datetime | None = None
    standard: str = ""
    evidence: int = 0
