"""The seed: committed by the agency, mixed with others' contributions, and closed by a source that comes last.

The agency cannot choose it (its secret is committed before the source speaks), the public cannot compute it early (the
secret is opened only after the visits), and one honest contribution is enough that nobody knew it.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

from zeren.draw.hashing import digest, listed
from zeren.draw.records import InvalidRecordError, Record, is_moment, octets
from zeren.foundations.canonical import Plain
from zeren.foundations.errors import InvalidInputError

__all__ = [
    "ORGANISER",
    "Contributor",
    "InvalidSeedError",
    "Reveal",
    "SeedRecord",
    "SeedRules",
    "Source",
    "commitment",
    "derive",
    "drand_moment",
]

ORGANISER: Final = "organiser"
# 128 bits: fewer could be tried out against the commitment.
SHORTEST_SECRET: Final = 16
DICE: Final = 20
_VALUES: Final = {
    "drand": re.compile(r"[0-9a-f]{96}|[0-9a-f]{192}"),
    "dice": re.compile(rf"[0-9]{{{DICE}}}"),
    "lottery": re.compile(r"[0-9]+(?:[ .,/][0-9]+)*"),
}
# Genesis in Unix seconds and period in seconds of the two public chains of the League of Entropy.
_CHAINS: Final = {"quicknet": (1_692_803_367, 3), "default": (1_595_431_050, 30)}


class InvalidSeedError(InvalidInputError):
    """A part of the seed is not what its kind allows; ``field`` says which."""

    code = "draw.invalid_seed"


def commitment(secret: bytes, *, draw: str, name: str) -> bytes:
    """Commit to a secret without showing it.

    Parameters
    ----------
    secret : bytes, at least 16
        Drawn at random for this draw alone.
    draw : str
        Identifier of the draw: a commitment fits no other.
    name : str
        Who commits ("organiser" is the agency): nobody can repeat the commitment of another.

    Returns
    -------
    bytes of length 32

    Raises
    ------
    InvalidSeedError
        If the secret is short enough to be guessed.

    Examples
    --------
    >>> len(commitment(bytes(16), draw="2026-1", name="organiser"))
    32
    """
    if len(secret) < SHORTEST_SECRET:
        raise InvalidSeedError(field="secret", expected=SHORTEST_SECRET, found=len(secret))
    return digest("commitment", draw.encode(), name.encode(), secret)


def drand_moment(chain: str, number: int) -> str:
    """Give when a drand round is due.

    Parameters
    ----------
    chain : "quicknet" or "default"
    number : int, >= 1
        Of the round.

    Returns
    -------
    str
        YYYY-MM-DDThh:mm:ssZ.

    References
    ----------
    .. [1] drand specification, "Beacon time": genesis + (round - 1) * period.

    Examples
    --------
    >>> drand_moment("quicknet", 1000)
    '2023-08-23T15:59:24Z'
    """
    if chain not in _CHAINS or number < 1:
        raise InvalidSeedError(field="round", found=f"{chain} {number}")
    genesis, period = _CHAINS[chain]
    due = datetime.fromtimestamp(genesis, tz=UTC) + timedelta(seconds=(number - 1) * period)
    return due.strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Something public that is decided after the freeze.

    Parameters
    ----------
    kind : "drand", "dice" or "lottery"
        A drand round (its signature is the value), a ceremony with 20 throws of a ten-sided die, a named lottery draw.
    name : str
        The chain, the place, the lottery and its issue.
    at : str
        When it is decided.
    round : int
        Of drand; else 0.
    """

    kind: str
    name: str
    at: str
    round: int = 0

    def __post_init__(self) -> None:
        if self.kind not in _VALUES or not self.name or not is_moment(self.at):
            raise InvalidSeedError(field="source", found=f"{self.kind} {self.name} {self.at}")
        if self.kind == "drand" and self.at != drand_moment(self.name, self.round):
            raise InvalidSeedError(field="source.at", expected=drand_moment(self.name, self.round), found=self.at)

    def to_plain(self) -> Plain:
        """Give the object of JSON."""
        return {"kind": self.kind, "name": self.name, "at": self.at, "round": self.round}

    @classmethod
    def from_record(cls, record: Record) -> "Source":
        """Read the object of JSON."""
        found = cls(
            kind=record.text("kind"), name=record.text("name"), at=record.moment("at"), round=record.integer("round", 0)
        )
        record.done()
        return found

    def octets(self, value: str) -> bytes:
        """Give the bytes of what the source said.

        Of a drand signature its SHA-256, which is the round's randomness; else the text as it stands.
        """
        if not _VALUES[self.kind].fullmatch(value):
            raise InvalidSeedError(field="value", expected=self.kind, found=value)
        return sha256(bytes.fromhex(value)).digest() if self.kind == "drand" else value.encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contributor:
    """Somebody who commits a secret of their own before the freeze."""

    name: str
    commitment: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedRules:
    """How the seed will come about, fixed in the freeze.

    Parameters
    ----------
    commitment : bytes of length 32
        The agency's.
    contributors : tuple of Contributor
        Their order is that of the reveals.
    reveal_by : str
        Later reveals do not count; every source speaks after it.
    sources : tuple of Source, not empty
        The first is used; the next only where those before it failed, with the reason on record.
    """

    commitment: bytes
    contributors: tuple[Contributor, ...]
    reveal_by: str
    sources: tuple[Source, ...]

    def __post_init__(self) -> None:
        names = [ORGANISER, *(one.name for one in self.contributors)]
        if len(set(names)) != len(names) or "" in names:
            raise InvalidSeedError(field="contributors", expected="each name once", found=tuple(names))
        if not self.sources or not is_moment(self.reveal_by):
            raise InvalidSeedError(field="sources", expected="a source and a time to reveal by")
        early = [source.name for source in self.sources if source.at <= self.reveal_by]
        if early:
            raise InvalidSeedError(field="sources", expected=f"after {self.reveal_by}", found=tuple(early))

    def to_plain(self) -> Plain:
        """Give the object of JSON."""
        return {
            "commitment": self.commitment.hex(),
            "contributors": [{"name": one.name, "commitment": one.commitment.hex()} for one in self.contributors],
            "reveal_by": self.reveal_by,
            "sources": [source.to_plain() for source in self.sources],
        }

    @classmethod
    def from_record(cls, record: Record) -> "SeedRules":
        """Read the object of JSON."""
        found = cls(
            commitment=record.octets("commitment", 32),
            contributors=tuple(_contributor(one) for one in record.records("contributors")),
            reveal_by=record.moment("reveal_by"),
            sources=tuple(Source.from_record(one) for one in record.records("sources")),
        )
        record.done()
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Reveal:
    """A contributor's secret, opened; None where it was not opened in time."""

    secret: bytes | None
    at: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedRecord:
    """What the seed was made of.

    Parameters
    ----------
    freeze : bytes of length 32
        Hash of the freeze record.
    secret : bytes
        The agency's, opened. Until then the record stays with the agency.
    reveals : tuple of Reveal
        One for each contributor, in the order of the freeze.
    failed : tuple of str
        Why each source before the one used gave nothing; its length says which was used.
    value : str
        What the source said.
    """

    freeze: bytes
    secret: bytes
    reveals: tuple[Reveal, ...]
    failed: tuple[str, ...]
    value: str

    def to_plain(self) -> Plain:
        """Give the object of JSON."""
        return {
            "format": "zeren-draw-seed/1",
            "freeze": self.freeze.hex(),
            "secret": self.secret.hex(),
            "reveals": [{"secret": (one.secret or b"").hex(), "at": one.at} for one in self.reveals],
            "failed": self.failed,
            "value": self.value,
        }

    @classmethod
    def from_plain(cls, plain: Plain) -> "SeedRecord":
        """Read the object of JSON."""
        record = Record(plain)
        record.expect("format", "zeren-draw-seed/1")
        found = cls(
            freeze=record.octets("freeze", 32),
            secret=record.octets("secret"),
            reveals=tuple(_reveal(one) for one in record.records("reveals")),
            failed=record.texts("failed"),
            value=record.text("value"),
        )
        record.done()
        return found


def derive(rules: SeedRules, record: SeedRecord) -> bytes:
    """Mix the seed out of its parts.

    Parameters
    ----------
    rules : SeedRules
        From the freeze.
    record : SeedRecord
        The parts, opened.

    Returns
    -------
    bytes of length 32
        SHA-256("zeren-draw/v1/seed" ‖ 00 ‖ freeze hash, source, secret, list of reveals, each with its length); a
        reveal that is missing is an empty part, as the rule says in advance.

    Raises
    ------
    InvalidSeedError
        If there is not one reveal for each contributor, or no such source.
    """
    if len(record.reveals) != len(rules.contributors):
        raise InvalidSeedError(field="reveals", expected=len(rules.contributors), found=len(record.reveals))
    if len(record.failed) >= len(rules.sources):
        raise InvalidSeedError(field="failed", expected=len(rules.sources) - 1, found=len(record.failed))
    spoken = rules.sources[len(record.failed)].octets(record.value)
    opened = [one.secret or b"" for one in record.reveals]
    return digest("seed", record.freeze, spoken, record.secret, listed(opened))


def _contributor(record: Record) -> Contributor:
    found = Contributor(name=record.text("name"), commitment=record.octets("commitment", 32))
    record.done()
    return found


def _reveal(record: Record) -> Reveal:
    secret, at = octets(record.text("secret"), at="reveals.secret"), record.text("at")
    record.done()
    if bool(secret) != is_moment(at):
        raise InvalidRecordError(at="reveals.at", expected="a time with a secret, none without")
    return Reveal(secret=secret or None, at=at)
