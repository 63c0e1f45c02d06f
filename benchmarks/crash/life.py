"""How either bot lives in the crash test: started again whenever it gives up by itself."""

import ssl
import sys
from collections.abc import Awaitable, Callable

from telegram.request import BaseRequest

from benchmarks.crash.nursery import Order
from benchmarks.crash.steps import Stepping, Steps
from bot.logs import no_logs

NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # reading the world's certificates takes long
BREATH = 0.01


async def live_on(order: Order, run: Callable[[Order, Steps], Awaitable[None]]) -> None:
    """Be the bot until it is killed at the step of the order, if not before."""
    no_logs()
    steps = Steps(order["die_at"])
    steps.watch_databases()
    while True:
        try:
            await run(order, steps)
        except Exception as error:  # what a supervisor would write down
            print(repr(error), file=sys.stderr, flush=True)


def stepping(order: Order, steps: Steps) -> BaseRequest:
    """The way to Telegram, as patient as the order says."""
    verify = {"verify": NO_TLS}
    wait = order["patience"]
    return Stepping(steps, connection_pool_size=8, read_timeout=wait, httpx_kwargs=verify)
