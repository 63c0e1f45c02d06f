"""The places of one chat: itself and the topics of a forum, each a row that can be bound."""

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from storage.schema import ChatRow


def of_its_group(chat_id: int) -> Select[int]:
    """The ids of all places of the chat that `chat_id` is a place of."""
    here, there = aliased(ChatRow), aliased(ChatRow)
    same = here.telegram_id == there.telegram_id
    return select(there.id).join(here, same).where(here.id == chat_id)
