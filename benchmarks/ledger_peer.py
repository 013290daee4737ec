"""Grow and prove beside pymerkle, round by round in one process, and check that both come to the same root.

``benchmarks/ledger.py`` runs this in an environment of its own, in which pymerkle is installed and nothing of the
platform; the core needs no more.
"""

import argparse
import hashlib
import random
import statistics
import time
from collections.abc import Callable
from importlib import import_module, metadata
from typing import Any

from zeren.merkle import Frontier, TiledTree, Tree, consistency_proof, grown_tiles, inclusion_proof, leaf_hash

# Rounds of growing, each of this many entries; all of it falls on the same moments of the machine.
ROUNDS = 15
GROWN = 10_000
PROOFS = 300


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=20260901)
    told = parser.parse_args()
    pymerkle = import_module("pymerkle")
    entries = [b'{"record":"%09d","body":"%s"}' % (number, b"x" * 125) for number in range(told.entries)]
    print(f"beside pymerkle {metadata.version('pymerkle')}, entries of {len(entries[0])} bytes, CPU time")
    growing(pymerkle, entries[:GROWN])
    proving(pymerkle, entries, told.seed)


def growing(pymerkle: Any, entries: list[bytes]) -> None:
    """Grow trees of our three kinds and of theirs, each against the two hashes of hashlib in the same round."""
    ways: dict[str, Callable[[list[bytes]], object]] = {
        "append, one by one": one_by_one,
        "extend, 1,000 at a time": in_batches,
        "a tree in memory that proves": Tree,
        "pymerkle InmemoryTree.append_entry": lambda some: appended(pymerkle.InmemoryTree(), some),
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    limits = []
    for _ in range(ROUNDS):
        limits.append(cpu(lambda: hashed(entries)))
        for name, way in ways.items():
            taken[name].append(cpu(lambda way=way: way(entries)))
    print(f"{'hashlib, a leaf and a node':<38}{len(entries) / statistics.median(limits):>12,.0f} a second")
    for name, times in taken.items():
        ratio = statistics.median(one / limit for one, limit in zip(times, limits, strict=True))
        print(f"{name:<38}{len(entries) / statistics.median(times):>12,.0f} a second, {ratio:.2f} times the limit")


def proving(pymerkle: Any, entries: list[bytes], seed: int) -> None:
    """Prove the same places of the same tree."""
    theirs = appended(pymerkle.InmemoryTree(), entries)
    ours, size = Tree(entries), len(entries)
    root = ours.root()
    if theirs.get_root() != root:
        raise AssertionError("the roots differ")
    any_of = random.Random(seed)  # noqa: S311 - a measurement, not a draw
    places = [any_of.randrange(1, size) for _ in range(PROOFS)]
    tiles = grown_tiles(size=0, leaves=[leaf_hash(entry) for entry in entries], tiles={})
    tiled = TiledTree(tiles, size=size, root=root, kept_tiles=len(tiles))
    # Their leaves are counted from 1.
    rows: dict[str, Callable[[int], object]] = {
        "inclusion, ours from memory": lambda place: inclusion_proof(ours, index=place, size=size),
        "inclusion, ours from tiles": tiled.inclusion_proof,
        "inclusion, pymerkle": lambda place: theirs.prove_inclusion(place + 1, size),
        "consistency, ours from memory": lambda place: consistency_proof(ours, old_size=place, new_size=size),
        "consistency, ours from tiles": lambda place: tiled.consistency_proof(old_size=place),
        "consistency, pymerkle": lambda place: theirs.prove_consistency(place, size),
    }
    for place in places:
        tiled.inclusion_proof(place)
    for name, prove in rows.items():
        took = cpu(lambda prove=prove: [prove(place) for place in places])
        print(f"{name:<38}{PROOFS / took:>12,.0f} a second, {size:,} entries")


def one_by_one(entries: list[bytes]) -> None:
    tree = Frontier()
    for entry in entries:
        tree = tree.append(leaf_hash(entry))


def in_batches(entries: list[bytes]) -> None:
    tree = Frontier()
    for start in range(0, len(entries), 1000):
        tree = tree.extend([leaf_hash(entry) for entry in entries[start : start + 1000]])


def appended(tree: Any, entries: list[bytes]) -> Any:
    for entry in entries:
        tree.append_entry(entry)
    return tree


def hashed(entries: list[bytes]) -> None:
    node = b"\x01" + bytes(64)
    for entry in entries:
        hashlib.sha256(b"\x00" + entry).digest()
        hashlib.sha256(node).digest()


def cpu(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    main()
