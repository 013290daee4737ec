"""A draw to test with: 60 objects of three districts and two risk classes, one contributor, drand and dice.

And the vectors kept beside the clone, where they are at hand.
"""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from zeren.draw.frame import Entry, Frame
from zeren.draw.freezing import Design, Plan, QuotaRule, freeze
from zeren.draw.seeds import Contributor, Reveal, SeedRecord, SeedRules, Source, commitment

BESIDE = [parent / "shared" / "vectors" / "sampler" for parent in Path(__file__).resolve().parents[4:]]
DRAW = "2026-market-07"
SECRET = bytes(range(32))
CITIZEN = b"twenty throws of a die: 01234567890123456789"
SIGNATURE = "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"
THROWS = "31415926535897932384"
DRAND = Source(kind="drand", name="quicknet", at="2023-08-23T15:59:24Z", round=1000)
DICE = Source(kind="dice", name="town hall", at="2023-08-24T08:00:00Z")
RULES = SeedRules(
    commitment=commitment(SECRET, draw=DRAW, name="organiser"),
    contributors=(Contributor(name="congress", commitment=commitment(CITIZEN, draw=DRAW, name="congress")),),
    reveal_by="2023-08-23T15:00:00Z",
    sources=(DRAND, DICE),
)


def entries(count=60, *, weighted=False):
    return [
        Entry(
            id=f"OBJ-{number:03d}",
            stratum=("north", "south", "west")[number % 3],
            risk="high" if number % 4 == 0 else "low",
            weight=1 + (number * number) % 97 if weighted else 1,
        )
        for number in range(count)
    ]


def plan(**changed):
    told = {
        "draw": DRAW,
        "design": Design.SIMPLE,
        "quotas": (QuotaRule(quota="≥ 40 %", risk="high"), QuotaRule(quota="≥ 10 %, ≥ 2")),
        "seed": RULES,
        "frozen_at": "2023-08-22T08:00:00Z",
        "disclosed_at": "2023-09-30T08:00:00Z",
    }
    return Plan(**{**told, **changed})


def frozen(frame=None, **changed):
    frame = frame or Frame(entries())
    return frame, freeze(frame, plan(**changed))


def seed(freeze_, **changed):
    told = {
        "freeze": freeze_.hash(),
        "secret": SECRET,
        "reveals": (Reveal(secret=CITIZEN, at="2023-08-23T14:00:00Z"),),
        "failed": (),
        "value": SIGNATURE,
    }
    return SeedRecord(**{**told, **changed})


@pytest.fixture(scope="session")
def town():
    """Give the parts that draws of these tests are made of."""
    return SimpleNamespace(
        entries=entries,
        plan=plan,
        frozen=frozen,
        seed=seed,
        rules=RULES,
        draw=DRAW,
        secret=SECRET,
        citizen=CITIZEN,
        signature=SIGNATURE,
        throws=THROWS,
        drand=DRAND,
        dice=DICE,
    )


@pytest.fixture(scope="session")
def vectors():
    def read(name):
        found = next((folder / name for folder in BESIDE if (folder / name).exists()), None)
        if found is None:
            pytest.skip(f"skipped: ../shared/vectors/sampler/{name} is not here")
        return json.loads(found.read_text("utf-8"))

    return read
