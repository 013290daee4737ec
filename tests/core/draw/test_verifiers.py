"""The one-file verifiers of docs/method say of every draw, honest or not, what zeren says."""

import importlib.util
import json
import shutil
import subprocess
from copy import deepcopy
from pathlib import Path

import pytest

from zeren.draw.frame import Entry, Frame
from zeren.draw.freezing import Design, Freeze, QuotaRule
from zeren.draw.results import Result
from zeren.draw.running import extend, replace_object, run
from zeren.draw.seeds import SeedRecord
from zeren.draw.tickets import ticket
from zeren.draw.verification import verify
from zeren.foundations.errors import InvalidInputError, VerificationError

METHOD = Path(__file__).resolve().parents[3] / "docs" / "method"
DRAWS = 1000
QUOTAS = ("≥ 3 %", "25%", "不少于30%", "2‰", "1", "≥ 10 %, ≥ 1", "at most 50 %")


class Numbers:
    """Numbers that look drawn, the same in every run."""

    def __init__(self, start):
        self.state = start.to_bytes(8, "big")

    def below(self, bound):
        self.state = ticket(self.state, "next")
        return int.from_bytes(self.state, "big") % bound

    def one_of(self, things):
        return things[self.below(len(things))]


def made(town, start):
    """Make a draw with everything that varies, as its four records."""
    numbers = Numbers(start)
    design = list(Design)[start % len(Design)]
    entries = [
        Entry(
            id=f"{numbers.one_of(('OBJ', '企业', 'é', '𠮷'))}{place}",
            stratum=numbers.one_of(("", "望潮区", "石澳区")),
            risk=numbers.one_of(("A", "D")),
            weight=numbers.one_of((1, 1, 3, 7, 100, 2**53 - 1)) if numbers.below(2) else 1 + numbers.below(50),
        )
        for place in range(1 + numbers.below(40))
    ]
    frame = Frame(entries)
    batches = design is Design.BATCHES
    quotas = (QuotaRule(quota="100 %" if batches else numbers.one_of(QUOTAS)),)
    _, frozen = town.frozen(frame, design=design, quotas=quotas, batch=3 if batches else 0, draw=town.draw)
    fallen = {"failed": ("no round",), "value": f"{numbers.below(10**20):020d}"} if numbers.below(2) else {}
    seed = town.seed(frozen, **fallen)
    result = varied(run(frozen, seed, frame=frame), numbers, freeze=frozen, seed=seed, frame=frame)
    return {
        "freeze": frozen.to_plain(),
        "seed": seed.to_plain(),
        "result": result.to_plain(),
        "list": {
            "format": "zeren-draw-list/1",
            "entries": [{"id": e.id, "stratum": e.stratum, "risk": e.risk, "weight": e.weight} for e in entries],
        },
    }


def varied(result, numbers, **parts):
    """Extend the draw or replace an object, where there is one waiting."""
    if parts["freeze"].design not in {Design.SIMPLE, Design.PARETO}:
        return result
    cell = numbers.one_of(result.cells)
    if cell.threshold and numbers.below(2):
        result = extend(result, cell=(cell.stratum, cell.risk), reason="more", **parts)
    elif cell.threshold and cell.drawn:
        result = replace_object(result, removed=cell.drawn[-1].id, reason="closed", **parts)
    return result


CHANGES = (
    lambda _, __, entry: entry.update(weight=entry["weight"] % 1000 + 1001),
    lambda _, __, entry: entry.update(risk="B"),
    lambda wrong, *_: wrong["list"]["entries"].append({"id": "NEW", "stratum": "", "risk": "A", "weight": 1}),
    lambda wrong, *_: wrong["seed"].update(secret="00" * 32),
    lambda wrong, *_: wrong["seed"]["reveals"][0].update(at="2023-08-23T15:30:00Z"),
    lambda wrong, *_: wrong["seed"].update(value="12"),
    lambda _, cell, __: cell.update(threshold="1/3"),
    lambda _, cell, __: cell["changes"].append({"added": "nobody", "removed": "", "reason": "more"}),
    lambda _, cell, __: cell["drawn"].append({"id": "friend", "ticket": "00" * 32}),
    lambda wrong, *_: wrong["result"].update(freeze="00" * 32),
    lambda wrong, *_: wrong["freeze"]["cells"][0].update(take=wrong["freeze"]["cells"][0]["take"] + 1),
)


def tampered(records, start):
    """Change one thing."""
    numbers, wrong = Numbers(start + 10**6), deepcopy(records)
    cell, entry = numbers.one_of(wrong["result"]["cells"]), numbers.one_of(wrong["list"]["entries"])
    numbers.one_of(CHANGES)(wrong, cell, entry)
    return wrong


def zeren_says(records):
    try:
        frame = Frame(Entry(**entry) for entry in records["list"]["entries"])
        freeze = Freeze.from_plain(records["freeze"])
        seed, result = SeedRecord.from_plain(records["seed"]), Result.from_plain(records["result"])
        verify(freeze, seed, result, frame=frame)
    except VerificationError as failure:
        return f"fails: {failure.params['step']}"
    except InvalidInputError:
        return "fails: record"
    return "holds"


@pytest.fixture(scope="module")
def draws(town):
    """Give draws as lists of records, half of them tampered with, and what zeren says of each."""
    honest = [json.loads(json.dumps(made(town, start))) for start in range(DRAWS // 2)]
    told = [*honest, *(tampered(records, start) for start, records in enumerate(honest))]
    return told, [zeren_says(records) for records in told]


def differing(draws, verdicts):
    told, expected = draws
    assert len(verdicts) == len(expected) == DRAWS
    pairs = zip(told, expected, verdicts, strict=True)
    return [(right, found, records["freeze"]["design"]) for records, right, found in pairs if right != found]


def test_every_honest_draw_holds_and_no_other(draws):
    _, expected = draws

    assert set(expected[: DRAWS // 2]) == {"holds"}
    assert "holds" not in expected[DRAWS // 2 :]
    assert len(set(expected)) >= 10


def test_the_verifier_in_python_says_the_same(draws):
    path = METHOD / "verify_draw.py"
    found = importlib.util.spec_from_file_location("verify_draw", path)
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)

    verdicts = [module.verdict(one["freeze"], one["seed"], one["result"], one["list"]) for one in draws[0]]

    assert differing(draws, verdicts) == []


def test_the_verifier_in_javascript_says_the_same(draws):
    node = shutil.which("node")
    if node is None:
        pytest.skip("skipped: node is not here")
    lines = "\n".join(json.dumps(one, ensure_ascii=False) for one in draws[0])

    done = subprocess.run(  # noqa: S603 - our own file
        [node, METHOD / "verify_draw.js", "--lines"],
        input=lines,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert done.stderr == ""
    assert differing(draws, done.stdout.splitlines()) == []
