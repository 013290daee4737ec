"""Checks the bundle that the command line names, and tells each step in plain words."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from zeren.cli.errors import explain_file
from zeren.foundations.errors import Parameter
from zeren.merkle.bundle import LARGEST
from zeren.merkle.bundle_check import Finding, Outcome, Step, check_bundle

__all__ = ["verify"]

_CANNOT: Final = 2
_LABELS: Final = {
    Outcome.PROVED: "proved",
    Outcome.FAILED: "FAILED",
    Outcome.NOT_CHECKED: "not checked",
    Outcome.ABSENT: "not proved",
}
_PROVED: Final = {
    Step.ARCHIVE: "The files of a bundle are there, and no others.",
    Step.RECORD: "The record can be read in one way only: {event} on {subject}, by {kind} {unit} {role}.",
    Step.PROOF: "The proof is well formed. It speaks of record {index} (from 0) of {size} in the log {origin}.",
    Step.POLICY: "It is settled whose signatures count.",
    Step.INCLUSION: "The record is number {index} of the {size} records under the root {root}.",
    Step.LOG: "The log signed that root with the key {key}.",
    Step.WITNESSES: "Enough witnesses saw that root (quorum {quorum}; signed by {witnesses}), {seen_at}.",
    Step.PAYLOAD: "The names and reasons here are those to which the record is committed.",
}
_FAILED: Final = {
    Step.ARCHIVE: "This is not a bundle as it was handed out: {fault}.",
    Step.RECORD: "The record is not as the ledger writes records: {fault}.",
    Step.PROOF: "The proof cannot be read: {fault}.",
    Step.POLICY: "The policy cannot be read: {fault}.",
    Step.INCLUSION: "The proof does not lead from this record to the root of the checkpoint: one of them was changed.",
    Step.LOG: "No log that the policy names signed this checkpoint, or its signature does not hold.",
    Step.WITNESSES: "The witnesses that are asked for did not sign this checkpoint, or a signature does not hold.",
    Step.PAYLOAD: "The names and reasons here are not those to which the record is committed: {fault}.",
}
_ABSENT: Final = {
    Step.WITNESSES: "The policy asks for no witness: the log alone says so, and could tell others something else.",
    Step.PAYLOAD: "Names and reasons are withheld or erased; nothing is said about them.",
}
_TOGETHER: Final = (
    "Together: this record stood in the log {seen_at}, as it is here. Neither it nor any before it can be changed, "
    "removed or put in since without these witnesses noticing."
)
_NEVER: Final = (
    "That what was recorded is true: a false statement can be recorded too.",
    "That nothing else happened: what was never recorded leaves no trace here.",
    "The time {at} in the record, which the server wrote itself.",
    "Anything on page.html, which is for reading.",
)
_OWN_KEYS: Final = (
    "Whose the keys are: they came with the bundle. Compare them with what the log and the witnesses publish, or give "
    "--policy FILE. They are:"
)


def verify(arguments: Namespace) -> int:
    """Check the bundle and tell what came out; the exit code says whether it stands."""
    data = _read(arguments.bundle, at_most=LARGEST)
    policy = _read(arguments.policy, at_most=LARGEST) if arguments.policy else None
    if data is None or (arguments.policy and policy is None):
        return _CANNOT
    findings = check_bundle(data, policy=policy)
    if arguments.format == "json":
        _say(_as_json(findings))
    else:
        for line in _lines(arguments.bundle, findings):
            _say(line)
    return 0 if _stands(findings) else 1


def _read(name: str, *, at_most: int) -> bytes | None:
    """Read a file, one byte more than is allowed at most; or say on standard error why not."""
    try:
        with Path(name).open("rb") as file:
            return file.read(at_most + 1)
    except OSError as failure:
        print(explain_file(name, failure), file=sys.stderr)
    return None


def _stands(findings: Sequence[Finding]) -> bool:
    return all(finding.outcome in {Outcome.PROVED, Outcome.ABSENT} for finding in findings)


def _lines(name: str, findings: Sequence[Finding]) -> Iterator[str]:
    """Tell every step, what is never proved, and the result."""
    yield f"{name}:"
    for finding in findings:
        yield f"  {_LABELS[finding.outcome]:<12} {finding.step}: {_sentence(finding)}"
    facts = {finding.step: finding.facts for finding in findings}
    if _stands(findings) and "seen_at" in facts[Step.WITNESSES]:
        yield _TOGETHER.format_map(_Told(facts[Step.WITNESSES]))
    yield "What this does not prove:"
    at = facts[Step.RECORD].get("at", "")
    yield from (f"  - {sentence.format(at=_plain(at))}" for sentence in _NEVER if at or "{at}" not in sentence)
    if facts[Step.POLICY].get("own"):
        yield f"  - {_OWN_KEYS}"
        keys = facts[Step.POLICY].get("keys")
        yield from (f"      {_plain(key)}" for key in (keys if isinstance(keys, tuple) else ()))
    yield _result(findings)


def _result(findings: Sequence[Finding]) -> str:
    failed = [str(finding.step) for finding in findings if finding.outcome is Outcome.FAILED]
    if failed:
        return f"Result: NOT VERIFIED; what failed: {', '.join(failed)}."
    own = any(finding.step is Step.POLICY and finding.facts.get("own") for finding in findings)
    return f"Result: verified{', by the keys that came with the bundle' if own else ''}."


def _sentence(finding: Finding) -> str:
    if finding.outcome is Outcome.NOT_CHECKED:
        return "A step before it failed."
    if finding.outcome is Outcome.ABSENT:
        return _ABSENT[finding.step]
    sentences = _PROVED if finding.outcome is Outcome.PROVED else _FAILED
    return " ".join(sentences[finding.step].format_map(_Told(finding.facts)).split()) + _detail(finding)


def _detail(finding: Finding) -> str:
    """Tell the code and the parameters of a refusal, for whoever looks into it."""
    if finding.outcome is not Outcome.FAILED:
        return ""
    told = ", ".join(f"{name}={_plain(fact)}" for name, fact in finding.facts.items() if name not in {"code", "fault"})
    return f" [{finding.facts['code']}{': ' if told else ''}{told}]"


class _Told(dict[str, str]):
    """What a sentence asks for, in writing that no terminal takes for a command."""

    def __init__(self, facts: Mapping[str, Parameter]) -> None:
        super().__init__({name: _time(fact) if name == "seen_at" else _plain(fact) for name, fact in facts.items()})

    def __missing__(self, name: str) -> str:
        return "it does not hold"


def _plain(fact: Parameter) -> str:
    """Write a value on one line; what controls a terminal or turns text around is written as a number."""
    text = ", ".join(fact) if isinstance(fact, tuple) else str(fact)
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text)


def _time(fact: Parameter) -> str:
    """Write seconds since 1970 as a date; what no calendar holds stays a number."""
    try:
        return datetime.fromtimestamp(int(str(fact)), tz=UTC).strftime("by %Y-%m-%d %H:%M:%S UTC")
    except (ValueError, OverflowError, OSError):
        return "at a time that they do not say" if fact is None else f"by second {fact} of 1970"


def _as_json(findings: Sequence[Finding]) -> str:
    steps = [{"step": finding.step, "outcome": finding.outcome, "facts": dict(finding.facts)} for finding in findings]
    return json.dumps({"verified": _stands(findings), "steps": steps}, indent=1)


def _say(line: str) -> None:
    """Print *line*; signs that the terminal cannot write become question marks."""
    encoding = sys.stdout.encoding or "utf-8"
    print(line.encode(encoding, "replace").decode(encoding))
