"""Carries out the steps of ``zeren draw``."""

import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, Protocol, cast

from zeren.cli.draw_files import (
    percent,
    plain,
    read_assignment,
    read_freeze,
    read_list,
    read_outcomes,
    read_result,
    read_roster,
    read_secret,
    read_seed,
    written,
)
from zeren.cli.draw_tables import estimate_lines, plan_lines, result_lines
from zeren.cli.draw_words import said
from zeren.cli.errors import explain_file
from zeren.draw.assignment import Solver, assign, check_roster, verify_assignment
from zeren.draw.checks import check_seed
from zeren.draw.estimation import estimate
from zeren.draw.frame import Frame
from zeren.draw.freezing import Freeze, Plan, freeze
from zeren.draw.identifiers import resembling
from zeren.draw.matching import match
from zeren.draw.roster import Roster
from zeren.draw.running import extend, replace_object, run
from zeren.draw.sample_size import prospect, size_for_precision
from zeren.draw.schema import json_schema
from zeren.draw.seeds import Reveal, SeedRecord, Source, commitment
from zeren.draw.tickets import ticket_key
from zeren.draw.verification import verify, verify_only_draw, verify_outcomes
from zeren.foundations.errors import InvalidInputError, ZerenError
from zeren.foundations.extras import offered

__all__ = ["MissingSolverError", "UnknownContributorError", "carry_out"]


class MissingSolverError(InvalidInputError):
    """Pairs are kept apart, and the solver that this needs is not installed."""

    code = "cli.draw_missing_solver"


class _BeaconCheck(Protocol):
    def __call__(self, source: Source, value: str, *, previous: str) -> None: ...


_INSTALL: Final = 'pip install "zeren[assign]"'
_INSTALL_BEACON: Final = 'pip install "zeren[beacon]"'
# Places that our own matching fills in about a second.
_PLACES: Final = 600
_SHOWN: Final = 5
_UNUSABLE: Final = 2
_MANY: Final = 200_000


class UnknownContributorError(InvalidInputError):
    """A secret was opened by somebody whom the freeze does not name."""

    code = "cli.draw_unknown_contributor"


def carry_out(arguments: Namespace) -> int:
    """Carry out the step; tell errors in sentences."""
    try:
        _STEPS[arguments.step](arguments)
    except OSError as failure:
        print(explain_file(str(failure.filename), failure), file=sys.stderr)
        return _UNUSABLE
    except ZerenError as refused:
        print(said(refused), file=sys.stderr)
        return _UNUSABLE if isinstance(refused, InvalidInputError) else 1
    return 0


def _commit(arguments: Namespace) -> None:
    secret = read_secret(arguments.secret)
    print(commitment(secret, draw=arguments.draw, name=arguments.name).hex())


def _freeze(arguments: Namespace) -> None:
    frame = _listed(arguments.list)
    alike = resembling(entry.id for entry in frame)
    for one, other in alike[:_SHOWN]:
        print(f"zeren draw: warning: {one} and {other} look alike; are they two objects?", file=sys.stderr)
    if len(alike) > _SHOWN:
        print(f"zeren draw: warning: {len(alike) - _SHOWN} more pairs look alike.", file=sys.stderr)
    plan = Plan.from_plain(plain(arguments.plan))
    if arguments.roster:
        plan = replace(plan, roster=read_roster(arguments.roster).hash())
    print(written(freeze(frame, plan).to_plain()))


def _seed(arguments: Namespace) -> None:
    frozen = read_freeze(arguments.freeze)
    opened = {name: Reveal(secret=read_secret(file), at=at) for name, file, at in arguments.reveal}
    names = [one.name for one in frozen.seed.contributors]
    for stranger in opened.keys() - set(names):
        raise UnknownContributorError(found=stranger)
    record = SeedRecord(
        freeze=frozen.hash(),
        secret=read_secret(arguments.secret),
        reveals=tuple(opened.get(name, Reveal(secret=None)) for name in names),
        failed=tuple(arguments.failed),
        value=arguments.value,
    )
    check_seed(frozen, record)
    print(written(record.to_plain()))


def _run(arguments: Namespace) -> None:
    frozen = read_freeze(arguments.freeze)
    result = run(frozen, read_seed(arguments.seed), frame=_listed(arguments.list))
    if arguments.format == "json":
        print(written(result.to_plain()))
    else:
        print("\n".join(result_lines(frozen, result)))


def _change(arguments: Namespace) -> None:
    frozen, seed, frame = read_freeze(arguments.freeze), read_seed(arguments.seed), _listed(arguments.list)
    result, reason = read_result(arguments.result), arguments.reason
    verify(frozen, seed, result, frame=frame)
    if arguments.replace is not None:
        after = replace_object(result, freeze=frozen, seed=seed, frame=frame, removed=arguments.replace, reason=reason)
    else:
        cell = (arguments.extend[0], arguments.extend[1])
        after = extend(result, freeze=frozen, seed=seed, frame=frame, cell=cell, reason=reason)
    print(written(after.to_plain()))


def _assign(arguments: Namespace) -> None:
    frozen, roster = read_freeze(arguments.freeze), read_roster(arguments.roster)
    key = _inspector_key(frozen, read_seed(arguments.seed), roster)
    objects = read_result(arguments.result).selected()
    found = assign(objects, roster=roster, key=key, solve=_solver(len(objects) * roster.each, roster))
    print(written(found.to_plain()))


def _solver(places: int, roster: Roster) -> Solver:
    """Take our own for hundreds of places; beyond, and where pairs are kept apart, that of the extra."""
    if places <= _PLACES and not roster.apart:
        return match
    try:
        return cast("Solver", offered("zeren.draw.solver:solve"))
    except ModuleNotFoundError as missing:
        if roster.apart:
            raise MissingSolverError(package=missing.name or "", install=_INSTALL) from missing
        print(f"zeren draw: {places:,} places take long here; {_INSTALL} makes it a second.", file=sys.stderr)
        return match


def _inspector_key(frozen: Freeze, seed: SeedRecord, roster: Roster) -> bytes:
    check_roster(frozen, roster)
    return ticket_key(role="inspectors", seed=check_seed(frozen, seed))


def _verify(arguments: Namespace) -> None:
    frozen, result = read_freeze(arguments.freeze), read_result(arguments.result)
    seed, frame = read_seed(arguments.seed), _listed(arguments.list)
    verify(frozen, seed, result, frame=frame, witnessed_at=arguments.witnessed_at)
    verify_only_draw(frozen, map(read_freeze, arguments.other))
    if arguments.inspectors:
        roster, found = read_roster(arguments.inspectors[0]), read_assignment(arguments.inspectors[1])
        key = _inspector_key(frozen, seed, roster)
        verify_assignment(found, result.selected(), roster=roster, key=key)
    if arguments.outcomes:
        verify_outcomes(result, read_outcomes(arguments.outcomes))
    for line in _proved(frozen, seed, arguments):
        print(line)


def _proved(frozen: Freeze, seed: SeedRecord, arguments: Namespace) -> list[str]:
    used = frozen.seed.sources[len(seed.failed)]
    missing = sum(one.secret is None for one in seed.reveals)
    lines = [
        f"The draw {frozen.draw} holds: list, quotas, seed, every object drawn and every change fit the freeze",
        f"  {frozen.hash().hex()}",
        f"Source of the seed: {used.kind} {used.name} {used.round or ''}".rstrip() + f", due {used.at}.",
    ]
    lines += [f"Passed over because of: {reason}" for reason in seed.failed]
    lines += [f"Contributions not opened in time: {missing} of {len(seed.reveals)}."] if missing else []
    if not arguments.witnessed_at:
        lines.append("Not checked: that the freeze is older than the source. Give --witnessed-at, from a witness.")
    if used.kind == "drand":
        lines.append(_told_of_beacon(used, seed, arguments.previous))
    if frozen.roster:
        lines.append(_told_of_inspectors(arguments))
    lines.append("All outcomes are there." if arguments.outcomes else "Not checked: that every result was published.")
    return lines


def _told_of_beacon(used: Source, seed: SeedRecord, previous: str) -> str:
    try:
        check = cast("_BeaconCheck", offered("zeren.draw.beacon:verify_beacon"))
    except ModuleNotFoundError:
        return (
            f"Not checked: that the value is what drand signed. {_INSTALL_BEACON} checks it, as does any drand client."
        )
    check(used, seed.value, previous=previous)
    return f"The value is what the drand chain {used.name} signed in round {used.round}."


def _told_of_inspectors(arguments: Namespace) -> str:
    if not arguments.inspectors:
        return "Not checked: who inspects what. Give --inspectors."
    roster = read_roster(arguments.inspectors[0])
    if roster.apart:
        return "The inspectors keep the rules. Not shown: that none would be cheaper, since pairs are kept apart."
    told = "No assignment of inspectors is more even, and none as even is cheaper"
    return f"{told}; from it the swaps of the seed lead to this one." if roster.uniform else f"{told}."


def _estimate(arguments: Namespace) -> None:
    found = estimate(
        read_freeze(arguments.freeze),
        read_result(arguments.result),
        read_outcomes(arguments.outcomes),
        frame=_listed(arguments.list),
        confidence=percent(arguments.confidence),
    )
    print(written(found.to_plain()) if arguments.format == "json" else "\n".join(estimate_lines(found)))


def _plan(arguments: Namespace) -> None:
    size, confidence = arguments.size, percent(arguments.confidence)
    takes = [*arguments.take]
    if arguments.within:
        takes.append(size_for_precision(size=size, half_width=percent(arguments.within), confidence=confidence))
    takes = takes or sorted({-(-size * share // 1000) for share in (10, 30, 50, 100, 300)})
    found = [prospect(size=size, take=take, confidence=confidence) for take in takes]
    if arguments.format == "json":
        print(written({"format": "zeren-draw-prospects/1", "prospects": [one.to_plain() for one in found]}))
    else:
        print("\n".join(plan_lines(found)))


def _schema(_arguments: Namespace) -> None:
    print(json_schema(), end="")


def _listed(name: str) -> Frame:
    frame = read_list(name)
    if len(frame) >= _MANY and sys.stderr.isatty():
        print(f"zeren draw: {len(frame):,} objects read", file=sys.stderr)
    return frame


_STEPS: Final[Mapping[str, Callable[[Namespace], None]]] = {
    "commit": _commit,
    "freeze": _freeze,
    "seed": _seed,
    "run": _run,
    "change": _change,
    "assign": _assign,
    "verify": _verify,
    "estimate": _estimate,
    "plan": _plan,
    "schema": _schema,
}
