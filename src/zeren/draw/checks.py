"""Checks of what a draw is made of against its freeze; each error names the step that failed."""

from zeren.draw.frame import Frame
from zeren.draw.freezing import Freeze
from zeren.draw.seeds import ORGANISER, InvalidSeedError, SeedRecord, commitment, derive
from zeren.foundations.errors import VerificationError

__all__ = [
    "FreezeMismatchError",
    "ListMismatchError",
    "QuotaMismatchError",
    "SeedMismatchError",
    "check_frame",
    "check_seed",
]


class FreezeMismatchError(VerificationError):
    """A record belongs to another freeze."""

    code = "draw.freeze_mismatch"


class ListMismatchError(VerificationError):
    """The list is not the one that was frozen: an object, a stratum or a weight differs."""

    code = "draw.list_mismatch"


class QuotaMismatchError(VerificationError):
    """A stratum of the freeze is not what the list has."""

    code = "draw.quota_mismatch"


class SeedMismatchError(VerificationError):
    """A secret does not fit its commitment, a reveal is late, or a source was passed over without a reason."""

    code = "draw.seed_mismatch"


def check_frame(freeze: Freeze, frame: Frame) -> None:
    """Check the list against its root, and its strata against those of the freeze.

    Raises
    ------
    ListMismatchError, QuotaMismatchError
    """
    if len(frame) != freeze.size or frame.root() != freeze.root:
        raise ListMismatchError(step="list", expected=freeze.root.hex(), found=frame.root().hex())
    counted = {name: (len(found), sum(one.weight for one in found)) for name, found in frame.cells.items()}
    frozen = {(cell.stratum, cell.risk): (cell.size, cell.weight) for cell in freeze.cells}
    if counted != frozen:
        other = min(name for name in counted.keys() | frozen.keys() if counted.get(name) != frozen.get(name))
        raise QuotaMismatchError(step="strata", stratum=other[0], risk=other[1])


def check_seed(freeze: Freeze, seed: SeedRecord) -> bytes:
    """Check every part of the seed against the freeze, and mix it.

    Returns
    -------
    bytes of length 32

    Raises
    ------
    FreezeMismatchError, SeedMismatchError
    """
    if seed.freeze != freeze.hash():
        raise FreezeMismatchError(step="freeze", expected=freeze.hash().hex(), found=seed.freeze.hex())
    _check_commitment(freeze, ORGANISER, seed.secret, freeze.seed.commitment)
    for one, reveal in zip(freeze.seed.contributors, seed.reveals, strict=False):
        if reveal.secret is not None:
            _check_commitment(freeze, one.name, reveal.secret, one.commitment)
            if reveal.at > freeze.seed.reveal_by:
                raise SeedMismatchError(step="reveal", name=one.name, found=reveal.at, expected=freeze.seed.reveal_by)
    if not all(reason.strip() for reason in seed.failed):
        raise SeedMismatchError(step="source", name="", found="", expected="a reason for each source that failed")
    try:
        return derive(freeze.seed, seed)
    except InvalidSeedError as failure:
        raise SeedMismatchError(step="source", **failure.params) from failure


def _check_commitment(freeze: Freeze, name: str, secret: bytes, committed: bytes) -> None:
    try:
        found = commitment(secret, draw=freeze.draw, name=name)
    except InvalidSeedError as failure:
        raise SeedMismatchError(step="commitment", name=name) from failure
    if found != committed:
        raise SeedMismatchError(step="commitment", name=name, expected=committed.hex(), found=found.hex())
