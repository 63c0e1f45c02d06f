"""What Duban owes by itself, and what an outbox row's subject is the id of."""

from enum import StrEnum


class Owing(StrEnum):
    """The kinds of message that leave through the outbox."""

    CARD = "card"  # to a unit's group; one a day
    DIGEST = "digest"  # to the office; one a day
    GAPS = "gaps"  # to the office; one a day
    CLAIM = "claim"  # to the office, about a report
    BLOCK = "block"  # to the office, about a report
    EXTENSION = "extension"  # to the office, about a report
    APPLICATION = "application"  # to the office, about an application
    WELCOME = "welcome"  # to a unit's group, about an application
    REVIEWED = "reviewed"  # to a unit's group, about a review
    EXTENDED = "extended"  # to a unit's group, about an extension
    REMOVED = "removed"  # to the office, about a chat, and so are the next five
    MUTED = "muted"
    UNREACHABLE = "unreachable"
    MOVED = "moved"
    TOPIC_CLOSED = "topic_closed"
    TOPIC_GONE = "topic_gone"
    DEPARTED = "departed"  # to the office, about a person
    GUESSING = "guessing"  # to the office, about a user who redeems wrong codes; one a day
    OUTAGE = "outage"  # to the office, about an outage
    RESTORED = "restored"  # to the office, about the outage a restored backup knows nothing of
    INSTEAD = "instead"  # to a person, about the row of their unit's group, which takes nothing
    ASIDE = "aside"  # to the office, about what could not be worked off; one a day
    QUESTION = "question"  # to whoever reported or pressed, about a post; asked at once first
    HEALTH = "health"  # to whoever runs the machine; one a day
