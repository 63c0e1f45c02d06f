"""Who is where, and with what rights."""

from dataclasses import dataclass, field
from enum import StrEnum

from rehearsal.messages import Message


class Kind(StrEnum):
    """The four kinds of chat."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


class Status(StrEnum):
    """What somebody is in a chat."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    RESTRICTED = "restricted"
    LEFT = "left"
    KICKED = "kicked"


INSIDE = frozenset({Status.CREATOR, Status.ADMINISTRATOR, Status.MEMBER, Status.RESTRICTED})
RIGHTS = frozenset(
    {
        "can_manage_chat",
        "can_delete_messages",
        "can_manage_video_chats",
        "can_restrict_members",
        "can_promote_members",
        "can_change_info",
        "can_invite_users",
        "can_post_stories",
        "can_edit_stories",
        "can_delete_stories",
        "can_pin_messages",
        "can_manage_topics",
    }
)


@dataclass(slots=True)
class User:
    """A person or a bot. `started` and `blocked` are about the bot's private chat with them."""

    id: int
    name: str
    username: str = ""
    language_code: str = ""
    is_bot: bool = False
    started: bool = False
    blocked: bool = False
    deactivated: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody's standing in a chat; `rights` are an administrator's."""

    status: Status = Status.MEMBER
    rights: frozenset[str] = frozenset()

    @property
    def inside(self) -> bool:
        return self.status in INSIDE

    @property
    def is_admin(self) -> bool:
        return self.status in (Status.CREATOR, Status.ADMINISTRATOR)

    def may(self, right: str) -> bool:
        return self.status is Status.CREATOR or right in self.rights


OUTSIDE = Member(Status.LEFT)


@dataclass(slots=True)
class Topic:
    """A topic of a forum; its id is that of the message that opened it."""

    id: int
    name: str
    closed: bool = False


@dataclass(slots=True)
class Chat:
    """A chat with its history: messages by id, in the order they came."""

    id: int
    kind: Kind
    title: str
    forum: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    last_id: int = 0
    last_bot: int = 0  # the bot that spoke last
    moved_to: int | None = None
    deleted: bool = False

    @property
    def is_group(self) -> bool:
        return self.kind in (Kind.GROUP, Kind.SUPERGROUP)

    def member(self, user: int) -> Member:
        return self.members.get(user, OUTSIDE)

    def message(self, id: int) -> Message:
        """A message that is there. Raises LookupError."""
        if id not in self.messages:
            raise LookupError(f"no message {id} in {self.title}")
        return self.messages[id]

    def thread_of(self, message: Message) -> int | None:
        """The thread a reply to this message falls into.

        In a forum that is its topic; in another supergroup the first message of the exchange.
        """
        if self.forum or message.thread is not None:
            return message.thread
        return message.id if self.kind is Kind.SUPERGROUP else None
