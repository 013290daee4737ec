"""RFC 6962 Merkle trees: leaf and node hashes, and a tree that grows by its right edge."""

from zeren.merkle.tree import Frontier, InvalidHashError, leaf_hash, node_hash

__all__ = ["Frontier", "InvalidHashError", "leaf_hash", "node_hash"]
