"""Check that a drand round was signed by its chain, by drand-verify, which the extra ``zeren[beacon]`` brings."""

from typing import Final

from drand_verify import verify_mainnet, verify_quicknet

from zeren.draw.seeds import Source
from zeren.foundations.errors import InvalidInputError, VerificationError

__all__ = ["BeaconError", "PreviousNeededError", "verify_beacon"]

# Public keys of the chains, hexadecimal: drand.love, League of Entropy; those that drand-verify also knows.
_KEYS: Final = {
    "quicknet": "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451"
    "0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
    "default": "868f005eb8e6e4ca0a47c8a77ceaa5309a47978a7c71bc5cce96366b5d7a569937c529eeda66c7293784a9402801af31",
}


class BeaconError(VerificationError):
    """The value is not what the chain signed in that round."""

    code = "draw.beacon_mismatch"


class PreviousNeededError(InvalidInputError):
    """Each round of the chain signs the round before, whose signature was not given."""

    code = "draw.previous_needed"


def verify_beacon(source: Source, value: str, *, previous: str = "") -> None:
    """Check the signature of a drand round.

    Parameters
    ----------
    source : Source
        Of the kind "drand".
    value : str
        The signature, hexadecimal, as it stands in the seed record.
    previous : str
        The signature of the round before, hexadecimal: the chain "default" signs it too, "quicknet" does not.

    Raises
    ------
    BeaconError
        If the chain did not sign this value in this round.
    PreviousNeededError
        If the chain signs the round before and *previous* is empty.

    References
    ----------
    .. [1] drand specification, "Cryptography": BLS signatures on BLS12-381; quicknet signs SHA-256(round), on G1 with
       hash-to-curve of RFC 9380; default signs SHA-256(previous ‖ round), on G2.

    Examples
    --------
    >>> source = Source(kind="drand", name="quicknet", at="2023-08-23T15:59:24Z", round=1000)
    >>> verify_beacon(source, "00" * 48)
    Traceback (most recent call last):
    zeren.draw.beacon.BeaconError: draw.beacon_mismatch: step='beacon', name='quicknet', round=1000
    """
    if source.name != "quicknet" and not previous:
        raise PreviousNeededError(name=source.name, round=source.round)
    if not _is_signed(source, value, previous):
        raise BeaconError(step="beacon", name=source.name, round=source.round)


def _is_signed(source: Source, value: str, previous: str) -> bool:
    key = _KEYS[source.name]
    try:
        if source.name == "quicknet":
            return bool(verify_quicknet(source.round, value, key))
        return bool(verify_mainnet(source.round, previous, value, key))
    except ValueError:
        # What is no point of the curve is no signature.
        return False
