"""Find texts that say nearly the same, and say what changed between two that do."""

from zeren.similarity.alignment import Change, ChangeKind, align
from zeren.similarity.differences import Piece, differences
from zeren.similarity.nearness import NearPair, ThresholdError, near_between, near_pairs, nearness, shingles, tokens

__all__ = [
    "Change",
    "ChangeKind",
    "NearPair",
    "Piece",
    "ThresholdError",
    "align",
    "differences",
    "near_between",
    "near_pairs",
    "nearness",
    "shingles",
    "tokens",
]
