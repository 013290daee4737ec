"""RFC 9162 Merkle trees and the logs made of them (C2SP): hashes, proofs, notes, checkpoints, tiles, policies.

What needs the package ``cryptography`` stands in ``signatures``, ``trust``, ``witnessing`` and ``bundle_check``,
which nothing here imports; ``bundle``, ``bundle_page`` and ``records`` are for those who hand out proofs.
"""

from zeren.merkle.checkpoints import Checkpoint
from zeren.merkle.keys import KeyKind, VerifierKey
from zeren.merkle.log_proof import LogProof
from zeren.merkle.notation import MalformedError
from zeren.merkle.notes import NoteSignature, SignedNote
from zeren.merkle.policy import Policy
from zeren.merkle.proofs import RangeError, Tree, consistency_proof, inclusion_proof
from zeren.merkle.tiled_tree import TiledTree
from zeren.merkle.tiles import (
    EntryTooLongError,
    MissingTileError,
    TilePath,
    TileReader,
    decode_bundle,
    encode_bundle,
    grown_bundles,
    grown_tiles,
)
from zeren.merkle.tree import Frontier, InvalidHashError, leaf_hash, node_hash
from zeren.merkle.verification import (
    ConsistencyProofError,
    InclusionProofError,
    verify_consistency,
    verify_inclusion,
)

__all__ = [
    "Checkpoint",
    "ConsistencyProofError",
    "EntryTooLongError",
    "Frontier",
    "InclusionProofError",
    "InvalidHashError",
    "KeyKind",
    "LogProof",
    "MalformedError",
    "MissingTileError",
    "NoteSignature",
    "Policy",
    "RangeError",
    "SignedNote",
    "TilePath",
    "TileReader",
    "TiledTree",
    "Tree",
    "VerifierKey",
    "consistency_proof",
    "decode_bundle",
    "encode_bundle",
    "grown_bundles",
    "grown_tiles",
    "inclusion_proof",
    "leaf_hash",
    "node_hash",
    "verify_consistency",
    "verify_inclusion",
]
