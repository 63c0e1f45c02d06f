"""The topics of a forum."""

from telegram import Message


def topic_of(message: Message) -> int | None:
    """The topic a message stands in; None in a forum's General topic and where there are none.

    Outside forums a reply carries the number of a thread, too, in which nothing can be sent.
    """
    return message.message_thread_id if message.is_topic_message else None
