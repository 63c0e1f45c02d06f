"""The tables. Instants are UTC and refuse naive values; ids of chats take 64 bits."""

from datetime import UTC, date, datetime
from typing import Any, ClassVar, cast

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    MetaData,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
    true,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Stored as UTC without an offset, because SQLite has no type that keeps one."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored instant needs a time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None else None


class Text(TypeDecorator[str]):
    """Words without NUL characters, which PostgreSQL does not keep."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return value.replace("\0", "") if value else value


# Objects a session holds are not looked through for what a statement changes.
IN_DATABASE = {"synchronize_session": False}


class Row(DeclarativeBase):
    """Every table; rows never leave `storage/`."""

    @classmethod
    def table(cls) -> Table:
        """The bare table: a statement about it takes half the time of one about objects."""
        return cast(Table, cls.__table__)

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar = {
        str: Text,
        datetime: UtcDateTime,
        dict[str, Any]: JSON,
    }


ChatId = BigInteger


class PlanRow(Row):
    __tablename__ = "plans"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(unique=True)
    number: Mapped[str]
    goal: Mapped[date | None]
    imported_at: Mapped[datetime]


class PhaseRow(Row):
    __tablename__ = "phases"
    __table_args__ = (UniqueConstraint("plan_id", "code"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"))
    code: Mapped[str]
    name: Mapped[str]
    start: Mapped[date | None]
    end: Mapped[date]
    position: Mapped[int]
    live_from: Mapped[datetime]
    history: Mapped[bool]


class UnitRow(Row):
    """Units belong to the bot, not to one plan: a bureau keeps its group across plans."""

    __tablename__ = "units"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    position: Mapped[int]


class PersonRow(Row):
    __tablename__ = "people"
    __table_args__ = (Index(None, "unit_id"), Index(None, "telegram_id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    name: Mapped[str]
    role: Mapped[str]
    telegram_id: Mapped[int | None] = mapped_column(ChatId)
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    outside_at: Mapped[datetime | None]


class TaskRow(Row):
    __tablename__ = "tasks"
    __table_args__ = (UniqueConstraint("plan_id", "number"), Index(None, "phase_id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"))
    phase_id: Mapped[int] = mapped_column(ForeignKey("phases.id"))
    number: Mapped[str]
    title: Mapped[str]
    start: Mapped[date | None]
    due: Mapped[date]
    due_text: Mapped[str | None]
    standard: Mapped[str]
    evidence: Mapped[int]
    position: Mapped[int]


# What the lamps and lists of an assignment hang on.
COUNTED = (
    "state",
    "history",
    "reported_at",
    "start",
    "due",
    "status",
    "blue_on",
    "yellow_on",
    "red_on",
)


class AssignmentRow(Row):
    """Task x unit, with what the latest report says and the days the lamp turns.

    Those are kept beside it so that counting a province is one grouped query;
    `storage.standings` is their only writer.
    """

    __tablename__ = "assignments"
    __table_args__ = (
        UniqueConstraint("task_id", "unit_id"),
        Index(None, "unit_id", "state", "history"),
        Index(None, "due", "state"),
        # All that is counted, so that counting a plan phase by phase reads nothing else.
        Index("ix_assignments_counted", "phase_id", *COUNTED),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"))
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id", ondelete="CASCADE"))
    phase_id: Mapped[int] = mapped_column(ForeignKey("phases.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    role: Mapped[str]
    start: Mapped[date | None]
    due: Mapped[date]
    original_due: Mapped[date]
    live_from: Mapped[datetime]
    history: Mapped[bool]
    state: Mapped[str]
    received_at: Mapped[datetime | None]
    received_by: Mapped[str | None]
    report_id: Mapped[int | None]
    status: Mapped[str | None]
    percent: Mapped[int | None]
    reason: Mapped[str | None]
    reported_at: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    blue_on: Mapped[date | None]
    yellow_on: Mapped[date | None]
    red_on: Mapped[date | None]


class ChatRow(Row):
    """A chat of Telegram's, or one topic of a forum, which is a place of its own.

    Everything else points at `id`, so an upgrade moves one column. `topic` is 0 for the chat
    itself. What is for a topic that is gone stands in the chat itself. The title, the language,
    whether messages are taken and until when Telegram asked to wait are the same for all the
    places of a chat.
    """

    __tablename__ = "chats"
    __table_args__ = (UniqueConstraint("telegram_id", "topic"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    telegram_id: Mapped[int] = mapped_column(ChatId)
    title: Mapped[str]
    language: Mapped[str | None]
    is_office: Mapped[bool] = mapped_column(server_default=false())
    usable: Mapped[bool] = mapped_column(server_default=true())
    why_not: Mapped[str | None]
    changed_at: Mapped[datetime]
    topic: Mapped[int] = mapped_column(ChatId, server_default="0")
    topic_gone: Mapped[bool] = mapped_column(server_default=false())
    frozen_until: Mapped[datetime | None]


class BindingRow(Row):
    """A group speaks for a unit, the only one; it may speak for several. Ended ones are history."""

    __tablename__ = "bindings"
    __table_args__ = (
        Index(None, "chat_id"),
        Index(
            "uq_bindings_unit_id_current",
            "unit_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    bound_by: Mapped[int | None] = mapped_column(ChatId)
    bound_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class InvitationRow(Row):
    """A one-time way to bind a group: `token` in a link, `typed` by hand; unit None: the office."""

    __tablename__ = "invitations"
    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)
    typed: Mapped[str] = mapped_column(unique=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by: Mapped[int | None] = mapped_column(ChatId)


class ApplicationRow(Row):
    """A person asks to answer for a unit; the office decides."""

    __tablename__ = "applications"
    __table_args__ = (Index(None, "unit_id", "user_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"))
    user_id: Mapped[int] = mapped_column(ChatId)
    name: Mapped[str]
    role: Mapped[str]
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ChatId)
    accepted: Mapped[bool | None]


class OutboxRow(Row):
    """What Duban owes by itself: one row per chat, kind, day and subject, claimed before sending.

    `subject` is the id of what the message is about (a report, a decision, an application), 0
    for the messages of which there is one a day. `planned_at` is the hour it is owed for,
    `send_at` the next try. `lane` is how urgent it is, the least first. `doubts` is 0 while it
    certainly did not arrive (see `storage.doubts`), and `again_at` when it is sent again because
    nobody knows, None if never.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("chat_id", "kind", "day", "subject"),
        Index(None, "state", "lane", "send_at"),
        Index(None, "post_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"))
    kind: Mapped[str]
    lane: Mapped[int] = mapped_column(server_default="1")
    day: Mapped[date]
    subject: Mapped[int] = mapped_column(ChatId, server_default="0")
    since: Mapped[date]
    planned_at: Mapped[datetime]
    send_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(10))
    catch_up: Mapped[bool] = mapped_column(server_default=false())
    late: Mapped[bool] = mapped_column(server_default=false())
    attempts: Mapped[int] = mapped_column(server_default="0")
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    again_at: Mapped[datetime | None]
    doubts: Mapped[int] = mapped_column(server_default="0")
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"))
    message_id: Mapped[int | None]
    why: Mapped[str | None]


class PostRow(Row):
    """A message of the bot's that takes answers, found by chat and message or by its button key.

    `drawn` is the print of what it shows, None while that is not known.
    """

    __tablename__ = "posts"
    __table_args__ = (
        UniqueConstraint("chat_id", "message_id"),
        Index(None, "redraw_at"),
        Index(None, "kind", "closed_at", "made_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(10), unique=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"))
    message_id: Mapped[int | None]
    kind: Mapped[str] = mapped_column(String(12))
    made_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    redraw_at: Mapped[datetime | None]
    drawn: Mapped[str | None] = mapped_column(String(16))
    about: Mapped[dict[str, Any]]


class CardLineRow(Row):
    __tablename__ = "card_lines"
    __table_args__ = (Index(None, "assignment_id"),)
    post_id: Mapped[int] = mapped_column(
        ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True
    )
    n: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id", ondelete="CASCADE"))
    rung_overdue: Mapped[bool | None]
    rung_days: Mapped[int | None]


class ReportRow(Row):
    """A report as it was given. Never changed, except to note that it was taken back.

    `source` names the message (and version) or the press it came from, so a redelivered
    update finds its row already there. `told_at` is when its first version was given: an edited
    message keeps its place among the reports. `withdrawn_by` is the message, in the same chat,
    that asked to take it back.
    """

    __tablename__ = "reports"
    __table_args__ = (
        UniqueConstraint("source", "assignment_id"),
        Index(None, "assignment_id"),
        Index(None, "chat", "message"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id", ondelete="CASCADE"))
    source: Mapped[str]
    chat: Mapped[int] = mapped_column(ChatId)
    message: Mapped[int]
    user_id: Mapped[int] = mapped_column(ChatId)
    name: Mapped[str]
    at: Mapped[datetime]
    told_at: Mapped[datetime]
    receipt: Mapped[bool]
    status: Mapped[str | None]
    percent: Mapped[int | None]
    no_change: Mapped[bool]
    reason: Mapped[str | None]
    expected_on: Mapped[date | None]
    extend_to: Mapped[date | None]
    note: Mapped[str]
    retracted_at: Mapped[datetime | None]
    withdrawn_by: Mapped[int | None]


class ReviewRow(Row):
    """The office's word on a claim: accepted closes the assignment, otherwise it is returned."""

    __tablename__ = "reviews"
    __table_args__ = (Index(None, "assignment_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    by: Mapped[int] = mapped_column(ChatId)
    accepted: Mapped[bool]


class ExtensionRow(Row):
    """A request for a later date; the original date stays on the assignment and is scored."""

    __tablename__ = "extensions"
    __table_args__ = (Index(None, "assignment_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id", ondelete="CASCADE"))
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"), unique=True)
    wanted: Mapped[date]
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ChatId)
    granted: Mapped[bool | None]


class EvidenceRow(Row):
    """A file sent as proof. Its bytes lie under their hash; its name is data, never a path."""

    __tablename__ = "evidence"
    __table_args__ = (
        UniqueConstraint("chat", "message", "assignment_id"),
        Index(None, "assignment_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id", ondelete="CASCADE"))
    chat: Mapped[int] = mapped_column(ChatId)
    message: Mapped[int]
    album: Mapped[str | None]
    user_id: Mapped[int] = mapped_column(ChatId)
    at: Mapped[datetime]
    file_id: Mapped[str]
    name: Mapped[str]
    mime: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str | None] = mapped_column(String(64))


class UpdateRow(Row):
    """An update of the network's, stored before its receipt is confirmed.

    `id` is the order they came in; `chat` is the network's own id, 0 for none. One that is worked
    off keeps its number but not its `body`, unless it was set aside for its `error`. `owner` is
    the process that has it in hand.
    """

    __tablename__ = "updates"
    __table_args__ = (
        Index(
            "ix_updates_chat_waiting",
            "chat",
            sqlite_where=text("handled_at IS NULL"),
            postgresql_where=text("handled_at IS NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    update_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    chat: Mapped[int] = mapped_column(ChatId)
    body: Mapped[str | None]
    received_at: Mapped[datetime]
    owner: Mapped[str] = mapped_column(String(16))
    attempts: Mapped[int] = mapped_column(server_default="0")
    handled_at: Mapped[datetime | None]
    error: Mapped[str | None]


class LeaseRow(Row):
    """Which process is in charge of what, until an instant of the database server's clock."""

    __tablename__ = "leases"
    name: Mapped[str] = mapped_column(primary_key=True)
    owner: Mapped[str] = mapped_column(String(16))
    until: Mapped[datetime]


class CalendarDayRow(Row):
    """The office's own word on a day, over the public holiday table."""

    __tablename__ = "calendar_days"
    day: Mapped[date] = mapped_column(primary_key=True)
    working: Mapped[bool]
    note: Mapped[str]


class SnapshotRow(Row):
    """The figures of a digest as they were sent, for the change since then."""

    __tablename__ = "snapshots"
    __table_args__ = (Index(None, "plan_id", "as_of"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id", ondelete="CASCADE"))
    as_of: Mapped[datetime]
    figures: Mapped[dict[str, Any]]


class OutageRow(Row):
    """A stretch in which nobody listened: presses in it are lost."""

    __tablename__ = "outages"
    __table_args__ = (Index(None, "until"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    since: Mapped[datetime]
    until: Mapped[datetime]


class MarkRow(Row):
    """Small facts of the program itself: the last day planned, when it was last alive."""

    __tablename__ = "marks"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
