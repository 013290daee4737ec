"""Measure growing and proving against what hashlib allows, all in one run and in CPU time.

    PYTHONPATH=src python -P benchmarks/merkle.py [--entries 1000000] [--rounds 15]

Growing: the two hashes that a leaf needs (its own and, over all leaves, one node) by hashlib alone are the limit.
A round of the limit and a round of each way of growing follow each other; the ratios are those of such pairs.
Proving: from tiles that lie in memory, each checked against the root; cold is one proof a tile, warm is any proof.
"""

import argparse
import hashlib
import random
import statistics
import time
from collections.abc import Callable

from zeren.merkle import (
    Frontier,
    TiledTree,
    Tree,
    consistency_proof,
    grown_bundles,
    grown_tiles,
    inclusion_proof,
    leaf_hash,
    verify_consistency,
    verify_inclusion,
)

WIDTH = 256
PROOFS = 20_000
# Short rounds, so that whatever else the machine does falls on both of a pair.
GROWN = 50_000


def cpu(work: Callable[[], object]) -> float:
    """Give the CPU seconds that *work* takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def limit(entries: list[bytes]) -> None:
    """Hash as often, and as many bytes, as a growing tree must: nothing else."""
    sha256 = hashlib.sha256
    node = b"\x01" + bytes(64)
    for entry in entries:
        sha256(b"\x00" + entry).digest()
        sha256(node).digest()


def in_batches(entries: list[bytes]) -> None:
    """Grow as the sequencer does: many leaves at a time."""
    tree = Frontier()
    for start in range(0, len(entries), 1000):
        tree = tree.extend([leaf_hash(entry) for entry in entries[start : start + 1000]])


def one_by_one(entries: list[bytes]) -> None:
    """Grow as an act that waits for nobody does: one leaf at a time."""
    tree = Frontier()
    for entry in entries:
        tree = tree.append(leaf_hash(entry))


def with_tiles(entries: list[bytes]) -> None:
    """Grow the published log: tiles and bundles too."""
    files: dict[str, bytes] = {}
    for start in range(0, len(entries), 1000):
        part = entries[start : start + 1000]
        files |= grown_tiles(size=start, leaves=[leaf_hash(entry) for entry in part], tiles=files)
        files |= grown_bundles(size=start, entries=part, tiles=files)


def growing(entries: list[bytes], rounds: int) -> None:
    """Print the rates of growing and their ratio to the limit of the same round."""
    print(f"{'growing':<34}{'entries/s':>12}{'ratio, median':>16}{'least':>8}")
    taken = {
        work: [(cpu(lambda: limit(entries)), cpu(lambda work=work: work(entries))) for _ in range(rounds)]
        for work in (in_batches, one_by_one, with_tiles)
    }
    fastest = min(floor for pairs in taken.values() for floor, _ in pairs)
    print(f"{'hashlib, leaf and node':<34}{len(entries) / fastest:>12,.0f}{1:>16.2f}{1:>8.2f}")
    for work, pairs in taken.items():
        ratios = [needed / floor for floor, needed in pairs]
        rate = len(entries) / min(needed for _, needed in pairs)
        print(f"{work.__name__:<34}{rate:>12,.0f}{statistics.median(ratios):>16.2f}{min(ratios):>8.2f}")


def proving(entries: list[bytes], seed: int) -> None:
    """Print the rates of proving and checking."""
    leaves = [leaf_hash(entry) for entry in entries]
    tree = Tree(entries)
    root = tree.root()
    size = len(entries)
    files = grown_tiles(size=0, leaves=leaves, tiles={})
    any_of = random.Random(seed)  # noqa: S311 - a measurement, not a draw
    indices = [any_of.randrange(size) for _ in range(PROOFS)]
    cold = list(range(0, size, WIDTH))
    read = TiledTree(files, size=size, root=root, kept_tiles=len(files))
    proofs = [inclusion_proof(tree, index=index, size=size) for index in indices]
    grown = [
        (index + 1, tree.root(index + 1), consistency_proof(tree, old_size=index + 1, new_size=size))
        for index in indices
    ]
    rows = {
        "inclusion from tiles, cold": (lambda: [read.inclusion_proof(index) for index in cold], len(cold)),
        "inclusion from tiles, warm": (lambda: [read.inclusion_proof(index) for index in indices], PROOFS),
        "consistency from tiles, warm": (
            lambda: [read.consistency_proof(old_size=index + 1) for index in indices],
            PROOFS,
        ),
        "inclusion from memory": (lambda: [inclusion_proof(tree, index=i, size=size) for i in indices], PROOFS),
        "verify inclusion": (
            lambda: [
                verify_inclusion(leaf_hash=leaves[i], index=i, tree_size=size, proof=proof, root=root)
                for i, proof in zip(indices, proofs, strict=True)
            ],
            PROOFS,
        ),
        "verify consistency": (
            lambda: [
                verify_consistency(old_size=old, old_root=old_root, new_size=size, new_root=root, proof=proof)
                for old, old_root, proof in grown
            ],
            PROOFS,
        ),
    }
    print(f"{'proving, ' + format(size, ',') + ' entries':<34}{'a second':>12}")
    for name, (work, count) in rows.items():
        print(f"{name:<34}{count / cpu(work):>12,.0f}")


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--entries", type=int, default=1_000_000)
    arguments.add_argument("--rounds", type=int, default=15)
    arguments.add_argument("--seed", type=int, default=20260901)
    asked = arguments.parse_args()
    entries = [b'{"record":"%09d","body":"%s"}' % (number, b"x" * 125) for number in range(asked.entries)]
    print(f"{asked.entries:,} entries of {len(entries[0])} bytes, seed {asked.seed}, CPU time")
    print(f"{asked.rounds} rounds of {GROWN:,} entries grown")
    growing(entries[:GROWN], asked.rounds)
    proving(entries, asked.seed)


if __name__ == "__main__":
    main()
