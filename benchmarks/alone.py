"""A side of a measurement in a process of its own, so that what it takes is its own."""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

Result = TypeVar("Result")


def alone(step: Callable[..., Result], *args: object) -> Result:
    """What `step` returns, from a fresh interpreter."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(step, *args).result()
