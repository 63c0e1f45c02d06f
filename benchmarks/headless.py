"""A plan played without a screen by `duban demo --headless`: how long it takes, and its memory.

There is no plain way to compare with: nobody rehearses a bot that way without building this.
"""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep

from benchmarks.county import write_county
from benchmarks.rows import Measured, seconds

KIBIBYTES = 1024
LOOK_EVERY = 0.5
SAMPLE_WITHIN, COUNTY_WITHIN = 60.0, 600.0
FLAT = 1.25  # memory at the end over that after a third of the way


@dataclass(frozen=True, slots=True)
class Played:
    """Seconds, and memory in MiB at even distances."""

    seconds: float
    memory: Sequence[float]

    @property
    def after_a_third(self) -> float:
        return self.memory[len(self.memory) // 3]

    @property
    def at_the_end(self) -> float:
        return self.memory[-1]


def measure(days: int, county: int) -> Iterator[Measured]:
    """So many days of the sample plan, and so many of a county's 345 units."""
    sample = play([], days)
    yield Measured(
        f"{days} days of the sample plan, headless",
        seconds(sample.seconds),
        target="< 60 s",
        met=sample.seconds < SAMPLE_WITHIN,
    )
    with tempfile.TemporaryDirectory() as folder:
        plan = Path(folder) / "county.toml"
        write_county(plan)
        played = play(["--plan", str(plan)], county)
    yield Measured(
        f"{county} days of 345 units, headless",
        seconds(played.seconds),
        target="< 10 min",
        met=played.seconds < COUNTY_WITHIN,
    )
    yield Measured(
        "its memory after a third and at the end",
        f"{played.after_a_third:.0f} MiB, {played.at_the_end:.0f} MiB",
        ratio=f"{played.at_the_end / played.after_a_third:.2f} x",
        target="flat",
        met=played.at_the_end < FLAT * played.after_a_third,
    )


def play(options: Sequence[str], days: int) -> Played:
    """Run the command in a process of its own. Raises CalledProcessError when it fails."""
    command = [sys.executable, "-m", "bot", "demo", "--headless", "--days", str(days), *options]
    memory, began = [0.0], perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as playing:
        while playing.poll() is None:
            memory.append(_resident(playing.pid) or memory[-1])
            sleep(LOOK_EVERY)
    if playing.returncode:
        raise subprocess.CalledProcessError(playing.returncode, command)
    return Played(perf_counter() - began, memory)


def _resident(process: int) -> float:
    """The memory a process holds, in MiB; 0 when it has just ended."""
    told = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(process)], capture_output=True, text=True, check=False
    )
    return int(told.stdout or 0) / KIBIBYTES
