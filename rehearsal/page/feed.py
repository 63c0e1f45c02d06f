"""What happens in the world, told to every open page at once, as Server-Sent Events."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from rehearsal.page.theatre import Theatre
from rehearsal.page.views import JSON, chat_view, is_listed, message_view
from rehearsal.wire import seconds
from rehearsal.world import Event

# A page that is this far behind is let go; it comes back and is told the whole state.
BACKLOG = 5000
HEARTBEAT = 15.0
MESSAGES = frozenset({"message", "edit", "reaction", "pin"})

Line = bytes | None
Queue = asyncio.Queue[Line]


class Feed:
    """Watches a world and tells what changed. `rev` counts the changes told so far."""

    def __init__(self, theatre: Theatre) -> None:
        self.theatre = theatre
        self.rev = 0
        self._listed = {id for id, chat in theatre.world.chats.items() if is_listed(theatre, chat)}
        self._calls = len(theatre.world.calls)
        self._toasts = len(theatre.world.toasts)
        self._queues: set[Queue] = set()

    def tell(self, kind: str, data: Any) -> None:
        """Tell every page."""
        line = event_line(kind, data)
        for queue in tuple(self._queues):
            if queue.qsize() >= BACKLOG:
                self._drop(queue)
            queue.put_nowait(line)

    def close(self) -> None:
        """Send everybody away."""
        for queue in tuple(self._queues):
            self._drop(queue)

    async def lines(self, first: bytes) -> AsyncIterator[bytes]:
        """What one page is told: `first`, then everything from now on."""
        queue = Queue()
        self._queues.add(queue)
        try:
            yield first
            while (line := await _next(queue)) is not None:
                yield line
        finally:
            self._queues.discard(queue)

    def _drop(self, queue: Queue) -> None:
        self._queues.discard(queue)
        while not queue.empty():
            queue.get_nowait()
        queue.put_nowait(None)

    def see(self, event: Event) -> None:
        """Tell every page what happened."""
        if event.kind in MESSAGES:
            self._see_message(event)
        elif event.kind == "delete":
            self.tell("gone", {"chat": event.chat, "id": event.message})
        elif event.kind == "member":
            self._tell_chat(event.chat)
        elif event.kind == "toast":
            self._see_toasts()
        elif event.kind == "call":
            self._see_calls()

    def _see_message(self, event: Event) -> None:
        chat = self.theatre.world.chat(event.chat)
        message = chat.messages[event.message]
        self.rev += 1
        if event.kind == "pin" or (is_listed(self.theatre, chat) and chat.id not in self._listed):
            self._tell_chat(chat.id)
        self.tell("message", message_view(self.theatre, message, self.rev))
        if message.service and "migrate_to_chat_id" in message.service:
            self._see_move(chat.id, message.service["migrate_to_chat_id"])

    def _see_move(self, old: int, new: int) -> None:
        self.theatre.cast.moved(old, new)
        self._tell_chat(new)
        self.tell("moved", {"old": old, "new": new})

    def _tell_chat(self, id: int) -> None:
        self._listed.add(id)
        self.tell("chat", chat_view(self.theatre, self.theatre.world.chat(id)))

    def _see_toasts(self) -> None:
        toasts = self.theatre.world.toasts
        for toast in toasts[self._toasts :]:
            place = {"chat": toast.chat, "message": toast.message, "user": toast.user}
            self.tell("toast", {**place, "text": toast.text, "alert": toast.alert})
        self._toasts = len(toasts)

    def _see_calls(self) -> None:
        """What the bot did, for whoever wants to see how it takes trouble."""
        calls = self.theatre.world.calls
        for call in calls[self._calls :]:
            chat = call.params.number("chat_id") or 0
            what = {"method": call.method, "chat": chat, "error": call.error}
            self.tell("call", {**what, "at": seconds(call.at)})
        self._calls = len(calls)


def event_line(kind: str, data: JSON) -> bytes:
    """One event as it goes over the wire."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"event: {kind}\ndata: {text}\n\n".encode()


async def _next(queue: Queue) -> Line:
    """The next line, or now and then a comment that finds out whether anybody still listens."""
    try:
        return await asyncio.wait_for(queue.get(), HEARTBEAT)
    except TimeoutError:
        return b": still here\n\n"
