"""`python -m benchmarks.crash`: the crash trials alone, on both databases and of both sides."""

import argparse

from rich.console import Console

from benchmarks.__main__ import show
from benchmarks.crash.report import SEED, measure

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=500, help="how many for each row")
    parser.add_argument("--stride", type=int, default=1, help="how many steps apart")
    parser.add_argument("--seed", type=int, default=SEED, help="what draws people and moments")
    given = parser.parse_args()
    show(Console(), measure(given.kills, given.stride, given.seed))
