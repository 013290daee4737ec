"""The freeze: list, quotas, design and the way to the seed, fixed and published before anybody can know the seed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from zeren.draw.frame import Entry, Frame
from zeren.draw.hashing import digest
from zeren.draw.identifiers import canonical
from zeren.draw.quotas import read_quota
from zeren.draw.records import Record, is_moment
from zeren.draw.seeds import SeedRules
from zeren.foundations.canonical import Plain, to_bytes
from zeren.foundations.errors import InvalidInputError

__all__ = ["Cell", "Design", "Freeze", "InvalidFreezeError", "Plan", "QuotaRule", "UnmatchedQuotaError", "freeze"]

HASH_SIZE: Final = 32
_WEIGHT: Final = re.compile(r"[0-9]{1,40}")
FORMAT: Final = "zeren-draw-freeze/1"
REASONS: Final = ("closed", "moved", "not found", "outside the subject of the inspection")


class Design(StrEnum):
    """How tickets decide.

    simple: the smallest tickets of each stratum. batches: all objects, in the order of the tickets, in batches.
    systematic: steps through the order of the tickets. poisson: each object for itself. pareto: chances in proportion
    to weights, a fixed number.
    """

    SIMPLE = "simple"
    BATCHES = "batches"
    SYSTEMATIC = "systematic"
    POISSON = "poisson"
    PARETO = "pareto"


class InvalidFreezeError(InvalidInputError):
    """A freeze contradicts itself; ``field`` says where."""

    code = "draw.invalid_freeze"


class UnmatchedQuotaError(InvalidInputError):
    """A stratum has no quota, or a quota has no stratum: an empty stratum does not pass unseen."""

    code = "draw.unmatched_quota"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaRule:
    """A quota for a stratum and a risk class; None stands for any. The first rule that fits a stratum counts."""

    quota: str
    stratum: str | None = None
    risk: str | None = None

    def fits(self, cell: tuple[str, str]) -> bool:
        """Say whether the rule speaks of this stratum and risk class."""
        return self.stratum in {None, cell[0]} and self.risk in {None, cell[1]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A stratum and risk class with what is drawn from it.

    Parameters
    ----------
    stratum, risk : str
    size : int, >= 1
        Objects in it.
    weight : int
        Sum of their weights.
    quota : str
        As worded.
    take : int in [0, size]
        What the quota comes to.
    """

    stratum: str
    risk: str
    size: int
    weight: int
    quota: str
    take: int

    def to_plain(self) -> Plain:
        """Give the object of JSON; the sum of weights as text, since it may pass what JSON readers keep."""
        return {
            "stratum": self.stratum,
            "risk": self.risk,
            "size": self.size,
            "weight": str(self.weight),
            "quota": self.quota,
            "take": self.take,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Freeze:
    """The freeze record.

    Parameters
    ----------
    draw : str
        Identifier of the draw, used once.
    role : str
        What is drawn: "objects".
    design : Design
    batch : int
        Objects in a batch; 0 where the design has none.
    weights : str
        Name and version of the model that weights come from; "" where all are 1.
    size : int
        Of the list.
    root : bytes of length 32
        Of the list.
    cells : tuple of Cell
        In the order of their names.
    seed : SeedRules
    roster : bytes of length 32, or empty
        Hash of the roster that inspectors are assigned from; empty where they are not drawn.
    reasons : tuple of str
        For which an object drawn may be replaced by the next; no others.
    frozen_at : str
        Before reveals end. A claim: a witness's signature proves it.
    disclosed_at : str
        When the secret is opened; after the visits.

    Raises
    ------
    InvalidFreezeError
        If times are out of order, numbers do not add up, or a batch is given to a design without batches.
    """

    draw: str
    role: str
    design: Design
    batch: int
    weights: str
    size: int
    root: bytes
    cells: tuple[Cell, ...]
    seed: SeedRules
    roster: bytes
    reasons: tuple[str, ...]
    frozen_at: str
    disclosed_at: str

    def __post_init__(self) -> None:
        for name in ("draw", "role"):
            canonical(getattr(self, name))
        moments = [self.frozen_at, self.seed.reveal_by, *(one.at for one in self.seed.sources)]
        if not is_moment(self.frozen_at) or self.frozen_at >= self.seed.reveal_by:
            raise InvalidFreezeError(field="frozen_at", found=self.frozen_at, expected=f"before {self.seed.reveal_by}")
        if not is_moment(self.disclosed_at) or self.disclosed_at <= max(moments):
            raise InvalidFreezeError(field="disclosed_at", found=self.disclosed_at, expected=f"after {max(moments)}")
        if len(self.roster) not in {0, HASH_SIZE}:
            raise InvalidFreezeError(field="roster", expected=HASH_SIZE, found=len(self.roster))
        if (self.design is Design.BATCHES) != (self.batch > 0):
            raise InvalidFreezeError(field="batch", found=self.batch)
        self._check_cells()

    def _check_cells(self) -> None:
        names = [(cell.stratum, cell.risk) for cell in self.cells]
        if names != sorted(set(names)) or sum(cell.size for cell in self.cells) != self.size or not self.size:
            raise InvalidFreezeError(field="cells", expected="each once, in order, adding up to the list")
        for cell in self.cells:
            if read_quota(cell.quota).take(cell.size) != cell.take:
                raise InvalidFreezeError(field="take", found=cell.take, expected=cell.quota)
            if self.design is Design.BATCHES and cell.take != cell.size:
                raise InvalidFreezeError(field="take", found=cell.take, expected="100 %")

    def to_plain(self) -> Plain:
        """Give the object of JSON."""
        return {
            "format": FORMAT,
            "draw": self.draw,
            "role": self.role,
            "design": self.design.value,
            "batch": self.batch,
            "weights": self.weights,
            "list": {"size": self.size, "root": self.root.hex()},
            "cells": [cell.to_plain() for cell in self.cells],
            "seed": self.seed.to_plain(),
            "roster": self.roster.hex(),
            "reasons": self.reasons,
            "frozen_at": self.frozen_at,
            "disclosed_at": self.disclosed_at,
        }

    @classmethod
    def from_plain(cls, plain: Plain) -> "Freeze":
        """Read the object of JSON."""
        record = Record(plain)
        record.expect("format", FORMAT)
        listed = record.record("list")
        found = cls(
            draw=record.text("draw"),
            role=record.text("role"),
            design=_design(record.text("design")),
            batch=record.integer("batch"),
            weights=record.text("weights"),
            size=listed.integer("size"),
            root=listed.octets("root", 32),
            cells=tuple(_cell(one) for one in record.records("cells")),
            seed=SeedRules.from_record(record.record("seed")),
            roster=record.octets("roster"),
            reasons=record.texts("reasons"),
            frozen_at=record.moment("frozen_at"),
            disclosed_at=record.moment("disclosed_at"),
        )
        listed.done()
        record.done()
        return found

    def hash(self) -> bytes:
        """Give the hash that the seed is bound to: of the record as canonical JSON."""
        return digest("freeze", to_bytes(self.to_plain()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What somebody decides about a draw; with the list it becomes the freeze. Fields as in ``Freeze``."""

    draw: str
    design: Design
    quotas: tuple[QuotaRule, ...]
    seed: SeedRules
    frozen_at: str
    disclosed_at: str
    batch: int = 0
    weights: str = ""
    reasons: tuple[str, ...] = REASONS
    role: str = "objects"
    roster: bytes = b""

    @classmethod
    def from_plain(cls, plain: Plain) -> "Plan":
        """Read the object of JSON; a quota without a stratum or risk class is for all."""
        record = Record(plain)
        record.expect("format", "zeren-draw-plan/1")
        found = cls(
            draw=record.text("draw"),
            design=_design(record.text("design", Design.SIMPLE.value)),
            quotas=tuple(_rule(one) for one in record.records("quotas")),
            seed=SeedRules.from_record(record.record("seed")),
            frozen_at=record.moment("frozen_at"),
            disclosed_at=record.moment("disclosed_at"),
            batch=record.integer("batch", 0),
            weights=record.text("weights", ""),
            reasons=record.texts("reasons", REASONS),
            role=record.text("role", "objects"),
        )
        record.done()
        return found


def freeze(frame: Frame, plan: Plan) -> Freeze:
    """Freeze a draw.

    Parameters
    ----------
    frame : Frame
        The list.
    plan : Plan
        For every stratum and risk class the first quota that fits counts.

    Returns
    -------
    Freeze

    Raises
    ------
    UnmatchedQuotaError
        If a stratum has no quota, or a quota fits no stratum.
    UnreadableQuotaError, QuotaAboveStratumError
        If a quota cannot be carried out.
    InvalidFreezeError
        If the record would contradict itself.
    """
    return Freeze(
        draw=plan.draw,
        role=plan.role,
        design=plan.design,
        batch=plan.batch,
        weights=plan.weights,
        size=len(frame),
        root=frame.root(),
        cells=_cells(frame, plan.quotas),
        seed=plan.seed,
        roster=plan.roster,
        reasons=plan.reasons,
        frozen_at=plan.frozen_at,
        disclosed_at=plan.disclosed_at,
    )


def _cells(frame: Frame, rules: Sequence[QuotaRule]) -> tuple[Cell, ...]:
    idle, cells = set(range(len(rules))), []
    for name, entries in frame.cells.items():
        place = next((place for place, rule in enumerate(rules) if rule.fits(name)), None)
        if place is None:
            raise UnmatchedQuotaError(stratum=name[0], risk=name[1])
        idle.discard(place)
        cells.append(_with_quota(name, entries, rules[place].quota))
    if idle:
        raise UnmatchedQuotaError(stratum=rules[min(idle)].stratum, risk=rules[min(idle)].risk)
    return tuple(cells)


def _with_quota(name: tuple[str, str], entries: Sequence[Entry], quota: str) -> Cell:
    return Cell(
        stratum=name[0],
        risk=name[1],
        size=len(entries),
        weight=sum(entry.weight for entry in entries),
        quota=quota,
        take=read_quota(quota).take(len(entries)),
    )


def _rule(record: Record) -> QuotaRule:
    stratum, risk = record.optional("stratum"), record.optional("risk")
    found = QuotaRule(quota=record.text("quota"), stratum=stratum, risk=risk)
    record.done()
    return found


def _design(text: str) -> Design:
    try:
        return Design(text)
    except ValueError as failure:
        raise InvalidFreezeError(field="design", found=text) from failure


def _cell(record: Record) -> Cell:
    weight = record.text("weight")
    if not _WEIGHT.fullmatch(weight):
        raise InvalidFreezeError(field="weight", found=weight)
    found = Cell(
        stratum=record.text("stratum"),
        risk=record.text("risk"),
        size=record.integer("size"),
        weight=int(weight),
        quota=record.text("quota"),
        take=record.integer("take"),
    )
    record.done()
    return found
