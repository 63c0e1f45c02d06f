"""The line the stand-in listens on: one port of this machine that can be cut and mended."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

HOST = "127.0.0.1"


class Line:
    """A server on a port that stays ours while nobody listens on it."""

    def __init__(self, runner: web.AppRunner, port: int) -> None:
        self._runner = runner
        # Bound but never listening, this socket keeps others off the port while the line is cut.
        self._claim = socket.socket()
        self._claim.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        self._claim.bind((HOST, port))
        self.port: int = self._claim.getsockname()[1]
        self._site: web.TCPSite | None = None

    @property
    def is_up(self) -> bool:
        """Whether it listens."""
        return self._site is not None

    async def mend(self) -> None:
        """Listen, if the line is cut."""
        if self._site is None:
            self._site = web.TCPSite(self._runner, HOST, self.port, reuse_port=True)
            await self._site.start()

    async def cut(self) -> None:
        """Break all connections and refuse new ones."""
        if self._site is None:
            return
        await self._site.stop()
        self._site = None
        if self._runner.server:
            for connection in self._runner.server.connections:
                if connection.transport:
                    connection.transport.abort()

    def close(self) -> None:
        """Give the port back."""
        self._claim.close()


@asynccontextmanager
async def open_line(app: web.Application, port: int) -> AsyncIterator[Line]:
    """Serve the application on a port; 0 takes a free one."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    line = Line(runner, port)
    try:
        await line.mend()
        yield line
    finally:
        line.close()
        await runner.cleanup()
