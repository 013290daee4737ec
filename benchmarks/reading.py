"""How well and how fast documents are read: precision and recall against what people read out of them, and CPU time.

    .venv-core/bin/python -P benchmarks/reading.py [--megabytes 1] [--seconds 2.0] [--profile 15]

The documents are those of ../shared; without them nothing can be measured, and the program says so. The gold is that
of tests/core/reading/gold, where "held out" are the parts by which no rule was made, and the brackets of
../shared/gold.
A required act is met if a commitment lies in it by half; a commitment is wrong if most of it lies in a statement.

The speed is that of the whole reading, on as many megabytes of UTF-8 as asked for, made of the Chinese documents one
after the other and over again: CPU time of this process, the best of three runs, and as a multiple of what a regular
expression needs in the same run to cut the same text at its stops. ``--seconds`` is the limit for each megabyte.
``--profile`` shows the functions that take most of the time themselves.
"""

import argparse
import cProfile
import json
import pstats
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src")]

from zeren.reading import Commitment, Reading, Span, read, read_text  # noqa: E402 - the source beside this folder

SHARED: Final = ROOT.parent / "shared"
GOLD: Final = ROOT / "tests" / "core" / "reading" / "gold"
COMMUNIQUES: Final = "communiques_state_council_a.txt"
RUNS: Final = 3
STOPS: Final = re.compile(r"[。！？；\n]")
BYTES: Final = 1_000_000

Json = Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One line: what was sought in which document, and how much of it was found."""

    kind: str
    document: str
    part: str
    wanted: int
    met: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """How much of what was found is right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """How much of what is wanted was found."""
        return self.met / self.wanted if self.wanted else 1.0

    def __str__(self) -> str:
        return (
            f"{self.kind:12} {self.part:9} {self.precision:9.3f} {self.recall:7.3f} "
            f"{self.wanted:7} {self.found:6}  {self.document}"
        )


def main() -> int:
    """Measure, print; fail where the reading is slower than its limit."""
    arguments = _arguments()
    if not (SHARED / "inputs").is_dir():
        sys.stderr.write("Nothing to measure: the documents are in ../shared, which is not here.\n")
        return 2
    print(f"{'what':12} {'part':9} precision  recall  wanted  found  document")
    for score in scores():
        print(score)
    return _speed(arguments.megabytes, arguments.seconds, arguments.profile)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--megabytes", type=float, default=1.0, help="how much text to read")
    parser.add_argument("--seconds", type=float, default=2.0, help="CPU seconds that a megabyte may take")
    parser.add_argument("--profile", type=int, default=0, metavar="N", help="show the N costliest functions")
    return parser.parse_args()


def scores() -> Iterator[Score]:
    """Yield every line of the comparison with the gold."""
    communiques = gold("communiques.json")
    yield agenda(communiques, document(COMMUNIQUES))
    yield instruments(communiques, document(COMMUNIQUES))
    for part, name in (("dev", "commitments_dev.json"), ("held out", "commitments_held_out.json")):
        for labelled in gold(name):
            reading = document(labelled["document"])
            yield commitments(labelled, reading, part)
            named = actors(labelled, reading, part)
            if named.wanted:
                yield named
    brackets: dict[str, list[str]] = json.loads((SHARED / "gold" / "lead_brackets.json").read_text())
    for name, found in brackets.items():
        yield units(name, found)


def gold(name: str) -> Json:
    """Open a file of the gold."""
    return json.loads((GOLD / name).read_text())


@cache
def document(name: str) -> Reading:
    """Read a document of ../shared."""
    return read((SHARED / "inputs" / name).read_bytes(), name=name)


def agenda(wanted: Json, reading: Reading) -> Score:
    """Compare the agenda items: verb, place and titles must be the same."""
    sought = {
        (item["verb"], item["start"], item["end"], tuple(reading.text[start:end] for start, end in item["instruments"]))
        for meeting in wanted["meetings"]
        for item in meeting["agenda"]
    }
    found = [
        (item.verb, item.span.start, item.span.end, item.instruments)
        for meeting in reading.meetings
        for item in meeting.agenda
    ]
    return _compared("agenda", COMMUNIQUES, sought, found)


def instruments(wanted: Json, reading: Reading) -> Score:
    """Compare the titles: place of the first mention, and what they are short for."""
    sought = {
        (item["start"], item["end"], reading.text[slice(*item["same_as"])] if item["same_as"] else None)
        for item in wanted["instruments"]
    }
    found = [(item.span.start, item.span.end, item.same_as) for item in reading.instruments]
    return _compared("instruments", COMMUNIQUES, sought, found)


def _compared(kind: str, name: str, sought: set[Any], found: list[Any]) -> Score:
    right = sum(one in sought for one in found)
    met = len(sought & set(found))
    return Score(kind=kind, document=name, part="dev", wanted=len(sought), met=met, found=len(found), right=right)


def commitments(labelled: Json, reading: Reading, part: str) -> Score:
    """Compare the commitments with the sentences that oblige and those that do not."""
    wanted = met = counted = right = 0
    for section in labelled["parts"]:
        found = _within(section, reading)
        obliging = [item for item in section["items"] if item["label"] == "obligation"]
        wanted += len(obliging)
        met += sum(any(_lies_in(one, item) for one in found) for item in obliging)
        labels = [max(section["items"], key=lambda item: _overlap(one.span, item))["label"] for one in found]
        counted += sum(label != "open" for label in labels)
        right += labels.count("obligation")
    return Score(
        kind="commitments",
        document=labelled["document"],
        part=part,
        wanted=wanted,
        met=met,
        found=counted,
        right=right,
    )


def actors(labelled: Json, reading: Reading, part: str) -> Score:
    """Compare who must act, where the words say it."""
    wanted = met = counted = 0
    for section in labelled["parts"]:
        found = _within(section, reading)
        for item in section["items"]:
            if item.get("actor"):
                named = [one for one in found if _lies_in(one, item) and one.actor_span]
                wanted += 1
                counted += bool(named)
                met += any(one.actor_span == Span(start=item["actor"][0], end=item["actor"][1]) for one in named)
    return Score(
        kind="actors", document=labelled["document"], part=part, wanted=wanted, met=met, found=counted, right=met
    )


def _within(section: Json, reading: Reading) -> list[Commitment]:
    return [one for one in reading.commitments if section["start"] <= one.span.start < section["end"]]


def _overlap(span: Span, item: Json) -> int:
    start, end = max(span.start, item["start"]), min(span.end, item["end"])
    return int(max(0, end - start))


def _lies_in(one: Commitment, item: Json) -> bool:
    return _overlap(one.span, item) * 2 >= len(one.span)


def units(name: str, brackets: Iterable[str]) -> Score:
    """Compare the units named in the brackets of a document, one after the other."""
    reading = document(name)
    named = [unit for one in reading.commitments for unit in one.units]
    wanted = met = counted = at = 0
    for bracket in brackets:
        at = reading.text.index(bracket, at)
        sought = set(_units_of(bracket))
        found = {unit.name for unit in named if at <= unit.span.start and unit.span.end <= at + len(bracket)}
        at += len(bracket)
        wanted, met, counted = wanted + len(sought), met + len(sought & found), counted + len(found)
    return Score(kind="units", document=name, part="dev", wanted=wanted, met=met, found=counted, right=met)


def _units_of(bracket: str) -> list[str]:
    """Take a bracket of the gold apart by hand."""
    words = re.sub(r"[，。](?:排在|列)第一位.*|以下均.*", "", bracket[1:-1]).rstrip("。，")
    tail = r"会同有关部门$|等有关部门(?:和单位)?$"
    duty = r"(?:按职责分工)?负责(?:落实)?$|牵头$|参与$|指导$"
    return [re.sub(tail, "", re.sub(duty, "", part)) for part in re.split("[，、]", words)]


def _speed(megabytes: float, limit: float, shown: int) -> int:
    text = _much(megabytes)
    splitting = _seconds(lambda: len(STOPS.split(text)))
    reading = _seconds(lambda: len(read_text(text).commitments))
    rate = reading / megabytes
    print(
        f"\n{megabytes:g} MB, {len(text):,} characters: {reading:.2f} CPU seconds, "
        f"{len(text) / reading:,.0f} characters a second, "
        f"{reading / splitting:.0f} times the cutting at stops ({splitting * 1000:.1f} ms)"
    )
    if shown:
        _profile(text, shown)
    if rate > limit:
        print(f"Slower than the limit: {rate:.2f} CPU seconds for a megabyte, {limit:.2f} allowed.")
    return int(rate > limit)


def _much(megabytes: float) -> str:
    """Join the Chinese documents, again and again, up to the size."""
    paths = sorted(path for path in (SHARED / "inputs").glob("*.txt") if not path.name.startswith("seed_"))
    once = "\n".join(path.read_text() for path in paths).encode()
    size = int(megabytes * BYTES)
    return (once * (size // len(once) + 1))[:size].decode(errors="ignore")


def _seconds(work: Callable[[], object]) -> float:
    """Return the CPU time of the best of some runs."""
    times = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def _profile(text: str, shown: int) -> None:
    profile = cProfile.Profile()
    profile.runcall(read_text, text)
    pstats.Stats(profile).strip_dirs().sort_stats("tottime").print_stats(shown)


if __name__ == "__main__":
    sys.exit(main())
