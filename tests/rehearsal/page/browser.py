"""A page without a screen: it listens and acts over HTTP as the real one does."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientResponse, ClientSession, FormData

PATIENCE = 10.0
Told = tuple[str, Any]


@dataclass(slots=True)
class Listener:
    """What the page has been told so far."""

    told: asyncio.Queue[Told] = field(default_factory=asyncio.Queue)

    async def until(self, kind: str, **expected: Any) -> Any:
        """The next event of a kind that has these values; others before it are passed over."""
        async with asyncio.timeout(PATIENCE):
            while True:
                told, data = await self.told.get()
                if told == kind and all(data[name] == value for name, value in expected.items()):
                    return data


@dataclass(frozen=True, slots=True)
class Browser:
    """Acts with the token of the page it loaded."""

    session: ClientSession
    url: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Origin": self.url.rstrip("/"), "X-Rehearsal": self.token}

    async def get(self, path: str) -> Any:
        """What the page asks for."""
        async with self.session.get(self.url + path) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()

    async def post(self, path: str, **body: Any) -> ClientResponse:
        """What the page does; the answer has been read."""
        async with self.session.post(self.url + path, json=body, headers=self.headers) as answer:
            await answer.read()
            return answer

    async def attach(self, content: bytes, name: str, **words: str) -> ClientResponse:
        """Send a file."""
        form = FormData(words, quote_fields=False)
        form.add_field("file", content, filename=name)
        address = self.url + "attach"
        async with self.session.post(address, data=form, headers=self.headers) as answer:
            await answer.read()
            return answer

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[Listener]:
        """Follow the events from now on; the whole state comes first."""
        listener = Listener()
        async with self.session.get(self.url + "events") as answer:
            task = asyncio.create_task(_listen(answer, listener))
            try:
                yield listener
            finally:
                task.cancel()


async def _listen(answer: ClientResponse, listener: Listener) -> None:
    kind = ""
    while line := (await answer.content.readuntil(b"\n")).decode():
        name, _, value = line.rstrip("\n").partition(": ")
        if name == "event":
            kind = value
        elif name == "data":
            listener.told.put_nowait((kind, json.loads(value)))
