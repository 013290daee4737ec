"""Measure drawing against hashlib alone on the same objects, in one run and in CPU time.

    PYTHONPATH=src python -P benchmarks/draw.py [--largest 1000000] [--rounds 5]

hashlib: one SHA-256 for each object, over the same bytes, and nothing else: no ticket can cost less. Each round takes
hashlib and every way of drawing one after another; a ratio is the median of those of the rounds.
consistent_sampler, the package, joins where it is installed.
"""

import argparse
import functools
import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec

from zeren.draw.assignment import assign, verify_assignment
from zeren.draw.consistent_sampler import sample
from zeren.draw.designs import choose
from zeren.draw.frame import Entry, Frame
from zeren.draw.freezing import Design
from zeren.draw.roster import Inspector, Roster
from zeren.draw.solver import solve
from zeren.draw.tickets import smallest, ticket_key

SEED = 314159
KEY = ticket_key(role="objects", seed=SEED.to_bytes(32, "big"))
# Drawing by weights, and preparing a list, are measured up to here: ratios no longer change, and rounds grow long.
HEAVY = 100_000
# Objects up to which our own matching is measured.
OWN = 300


def cpu(work: Callable[[], object]) -> float:
    """Give the CPU seconds that *work* takes."""
    gc.collect()
    began = time.process_time()
    work()
    return time.process_time() - began


def limit(names: Sequence[str]) -> None:
    """Hash every object once."""
    key = KEY
    for name in names:
        sha256(key + name.encode()).digest()


def ways(names: Sequence[str], take: int) -> dict[str, Callable[[], object]]:
    """Name what is measured."""
    measured: dict[str, Callable[[], object]] = {
        "tickets": lambda: smallest(KEY, names, take),
        "as consistent_sampler": lambda: sample(names, seed=SEED, take=take),
    }
    if find_spec("consistent_sampler"):
        theirs = import_module("consistent_sampler").sampler
        measured["consistent_sampler itself"] = lambda: list(theirs(names, SEED, take=take))
    if len(names) <= HEAVY:
        entries = [Entry(id=name, weight=1 + place % 97) for place, name in enumerate(names)]
        measured["Pareto, by weights"] = lambda: choose(
            entries, design=Design.PARETO, take=take, key=KEY, cell=("", "")
        )
        measured["list, checked and rooted"] = lambda: Frame(
            Entry(id=name, weight=1 + place % 97) for place, name in enumerate(names)
        ).root()
    return measured


def measure(size: int, share: int, rounds: int) -> None:
    """Print one line for each way."""
    names = [f"OBJ-{number:08d}" for number in range(size)]
    measured = ways(names, size * share // 100)
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in measured}
    for _ in range(rounds):
        for name, work in measured.items():
            taken[name].append((cpu(lambda: limit(names)), cpu(work)))
    for name, pairs in taken.items():
        ratios = [needed / floor for floor, needed in pairs]
        each = min(needed for _, needed in pairs) / size * 1e6
        print(f"{size:>10,}{share:>5} %  {name:<28}{each:>8.2f}{statistics.median(ratios):>9.2f}{min(ratios):>8.2f}")


def assigning() -> None:
    """Print how long it takes to match two inspectors to each object, and to check that."""
    head = f"{'objects':>10}{'inspectors':>12}{'compete':>9}{'load':>6}"
    print(f"\n{head}{'our own, s':>12}{'or-tools, s':>13}{'checked, s':>12}")
    for objects, inspectors, compete in ((100, 40, 0), (300, 60, 0), (1_000, 200, 32), (10_000, 1_000, 32)):
        names = [f"OBJ-{number:08d}" for number in range(objects)]
        roster = Roster(
            inspectors=tuple(Inspector(id=f"I{number}") for number in range(inspectors)),
            recusals=tuple((name, f"I{7 * place % inspectors}") for place, name in enumerate(names)),
            candidates=compete,
        )
        match_all = functools.partial(assign, names, roster=roster, key=KEY)
        found = match_all(solve=solve)
        ours = f"{cpu(match_all):.2f}" if objects <= OWN else ""
        theirs = cpu(functools.partial(match_all, solve=solve))
        checked = cpu(functools.partial(verify_assignment, found, names, roster=roster, key=KEY))
        row = f"{objects:>10,}{inspectors:>12,}{compete or 'all':>9}{found.load:>6}"
        print(f"{row}{ours:>12}{theirs:>13.2f}{checked:>12.3f}")


def remembering(size: int) -> None:
    """Print what a process of its own that draws one in a hundred needs at its peak, its list included."""
    program = (
        "import resource, sys\n"
        "from zeren.draw.tickets import smallest, ticket_key\n"
        "size = int(sys.argv[1])\n"
        "names = [f'OBJ-{number:08d}' for number in range(size)]\n"
        "listed = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "key = ticket_key(role='objects', seed=(314159).to_bytes(32, 'big'))\n"
        "smallest(key, names, size // 100)\n"
        "print(listed, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    told = subprocess.run([sys.executable, "-P", "-c", program, str(size)], capture_output=True, text=True, check=True)
    listed, peak = (int(kibibytes) / 1024 for kibibytes in told.stdout.split())
    print(f"{size:,} objects, 1 %: {peak:,.0f} MiB at the peak, {listed:,.0f} MiB of them before the draw")


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--largest", type=int, default=1_000_000)
    arguments.add_argument("--rounds", type=int, default=5)
    asked = arguments.parse_args()
    # First, while this process is small: Linux counts what a parent held into the peak of its child.
    remembering(asked.largest)
    print(f"\n{'objects':>10}{'drawn':>7}  {'':<28}{'µs each':>8}{'ratio':>9}{'least':>8}")
    size = 10_000
    while size <= asked.largest:
        for share in (1, 10):
            measure(size, share, asked.rounds)
        size *= 10
    assigning()


if __name__ == "__main__":
    main()
