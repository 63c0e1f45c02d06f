"""What takes the flows no time: the world's certificates, and pauses while the clock stands."""

import asyncio
import ssl

from telegram.request import HTTPXRequest

from bot.config import Settings

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
LONGEST_PAUSE = 0.05


def without_tls(settings: Settings, patience: float = 5) -> HTTPXRequest:
    """Calls to this machine, which waits `patience` seconds for an answer."""
    verify = {"verify": NO_TLS}
    return HTTPXRequest(connection_pool_size=8, read_timeout=patience, httpx_kwargs=verify)


async def hurried(seconds: float) -> None:
    """A pause of the bot's between two tries, cut short."""
    await asyncio.sleep(min(seconds, LONGEST_PAUSE))
