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
from zeren.merkle.bundle_words import ENGLISH as WORDS

__all__ = ["verify"]

_CANNOT: Final = 2
# How a policy from elsewhere is given here.
_POLICY, _OPTION = "give a policy from elsewhere", "give --policy FILE"


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
        yield f"  {WORDS.outcomes[finding.outcome]:<12} {finding.step}: {_sentence(finding)}"
    facts = {finding.step: finding.facts for finding in findings}
    if _stands(findings) and "seen_at" in facts[Step.WITNESSES]:
        yield WORDS.together.format_map(_Told(facts[Step.WITNESSES]))
    yield WORDS.never_proved
    at = facts[Step.RECORD].get("at", "")
    yield from (f"  - {sentence.format(at=_plain(at))}" for sentence in WORDS.never if at or "{at}" not in sentence)
    if facts[Step.POLICY].get("own"):
        yield f"  - {WORDS.own_keys.replace(_POLICY, _OPTION)}"
        keys = facts[Step.POLICY].get("keys")
        yield from (f"      {_plain(key)}" for key in (keys if isinstance(keys, tuple) else ()))
    yield _result(findings)


def _result(findings: Sequence[Finding]) -> str:
    failed = [str(finding.step) for finding in findings if finding.outcome is Outcome.FAILED]
    if failed:
        return WORDS.refused.format(steps=", ".join(failed))
    own = any(finding.step is Step.POLICY and finding.facts.get("own") for finding in findings)
    return WORDS.verified_by_own_keys if own else WORDS.verified


def _sentence(finding: Finding) -> str:
    if finding.outcome is Outcome.NOT_CHECKED:
        return WORDS.not_checked
    if finding.outcome is Outcome.ABSENT:
        return WORDS.absent[finding.step]
    sentences = WORDS.proved if finding.outcome is Outcome.PROVED else WORDS.failed
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
        return WORDS.otherwise


def _plain(fact: Parameter) -> str:
    """Write a value on one line; what controls a terminal or turns text around is written as a number."""
    text = ", ".join(fact) if isinstance(fact, tuple) else str(fact)
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text)


def _time(fact: Parameter) -> str:
    """Write seconds since 1970 as a date; what no calendar holds stays a number."""
    try:
        told = datetime.fromtimestamp(int(str(fact)), tz=UTC)
    except (ValueError, OverflowError, OSError):
        return WORDS.seen_untold if fact is None else WORDS.seen_beyond.format(time=fact)
    return WORDS.seen_by.format(time=f"{told:%Y-%m-%d %H:%M:%S}")


def _as_json(findings: Sequence[Finding]) -> str:
    steps = [{"step": finding.step, "outcome": finding.outcome, "facts": dict(finding.facts)} for finding in findings]
    return json.dumps({"verified": _stands(findings), "steps": steps}, indent=1)


def _say(line: str) -> None:
    """Print *line*; signs that the terminal cannot write become question marks."""
    encoding = sys.stdout.encoding or "utf-8"
    print(line.encode(encoding, "replace").decode(encoding))
