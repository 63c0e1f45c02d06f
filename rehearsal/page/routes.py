"""What the page loads, is told and asks for; what it does is in `doing`."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

from aiohttp import web

from rehearsal.chats import Chat
from rehearsal.page import history
from rehearsal.page.conductor import Conductor
from rehearsal.page.feed import Feed, event_line
from rehearsal.page.liaisons import Liaisons
from rehearsal.page.media import file_response
from rehearsal.page.outlook import preview_view, timeline_view
from rehearsal.page.theatre import Theatre
from rehearsal.page.troubles import Troubles
from rehearsal.page.views import JSON, chats_view, messages_view, people_view
from rehearsal.page.words import words_view
from render.texts import LANGUAGES

STATIC = Path(str(files("rehearsal").joinpath("page", "static")))
WEEK = 7
STRETCHES: dict[str, Callable[[Chat, int], history.Stretch]] = {
    "before": history.before,
    "after": history.after,
    "around": history.around,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """Answers everything that changes nothing."""

    theatre: Theatre
    feed: Feed
    conductor: Conductor
    troubles: Troubles
    liaisons: Liaisons
    token: str

    def table(self) -> list[web.RouteDef | web.StaticDef]:
        """The routes."""
        return [
            web.get("/", self.index),
            web.static("/static", STATIC),
            web.get("/words", self.words),
            web.get("/events", self.events),
            web.get("/chats/{id}/messages", self.messages),
            web.get("/files/{id}", self.file),
            web.get("/preview", self.preview),
            web.get("/timeline", self.timeline),
        ]

    async def index(self, request: web.Request) -> web.Response:
        """The page with the token it acts with."""
        html = (STATIC / "index.html").read_text("utf-8")
        page = html.replace("{{token}}", escape(self.token, quote=True))
        return web.Response(text=page, content_type="text/html")

    async def words(self, request: web.Request) -> web.Response:
        return _json(words_view())

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Everything there is, then everything that happens, as long as somebody listens."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        with suppress(ConnectionError):  # somebody closed the page
            async for line in self.feed.lines(event_line("state", self.state())):
                await response.write(line)
        return response

    def state(self) -> JSON:
        """What a page needs to begin with."""
        theatre = self.theatre
        bot = theatre.world.bot
        return {
            "language": theatre.language,
            "zone": str(theatre.zone),
            "bot": {"id": bot.id, "name": bot.name, "username": bot.username},
            "people": people_view(theatre),
            "chats": chats_view(theatre),
            "clock": self.conductor.view(),
            "trouble": self.troubles.view(),
            "script": self.liaisons.view(),
        }

    async def messages(self, request: web.Request) -> web.Response:
        """A stretch of a chat: its end, or what is before, after or around a message."""
        chat = _named(self.theatre.world.chats, request.match_info["id"])
        stretch = history.newest(chat)
        for name, cut in STRETCHES.items():
            if name in request.query:
                stretch = cut(chat, _number(request.query[name]))
        messages = messages_view(self.theatre, stretch.messages, self.feed.rev)
        return _json({"messages": messages, "older": stretch.older, "newer": stretch.newer})

    async def file(self, request: web.Request) -> web.Response:
        file = self.theatre.world.files.get(request.match_info["id"])
        if file is None:
            raise web.HTTPNotFound
        return file_response(file)

    async def preview(self, request: web.Request) -> web.Response:
        """What the next seven days will send, in the reader's language."""
        language = request.query.get("language", "")
        if language not in LANGUAGES:
            raise web.HTTPBadRequest
        now = self.theatre.clock()
        return _json(preview_view(await self.theatre.backstage.preview(now, WEEK, language)))

    async def timeline(self, request: web.Request) -> web.Response:
        now = self.theatre.clock()
        return _json(timeline_view(await self.theatre.backstage.timeline(now)))


def _named(chats: dict[int, Chat], id: str) -> Chat:
    chat = chats.get(_number(id))
    if chat is None:
        raise web.HTTPNotFound
    return chat


def _number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise web.HTTPBadRequest from None


def _json(data: Any) -> web.Response:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return web.Response(text=text, content_type="application/json")
