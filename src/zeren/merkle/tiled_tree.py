"""A log read from its tiles, each of which is checked against the root before anything is proved with it."""

from functools import reduce
from typing import Final

from zeren.merkle.notation import MalformedError
from zeren.merkle.proofs import RangeError, consistency_proof, inclusion_proof
from zeren.merkle.tiles import HEIGHT, WIDTH, MissingTileError, TilePath, TileReader, decode_bundle, hashes_of, read
from zeren.merkle.tree import EMPTY_ROOT, Frontier, leaf_hash, node_hash

__all__ = ["TiledTree"]

# A tile with its inner nodes takes about 40 kB.
KEPT_TILES: Final = 1024


class TiledTree:
    """The tree of a checkpoint, read from tiles.

    At first the tiles of the right edge are read; together they must give the root. Every full tile is then checked by
    the hash that stands for it one level above, so a tile that was changed is refused, whoever keeps it.

    Parameters
    ----------
    tiles : TileReader
    size : int, >= 1
    root : bytes of length 32
        Of a checkpoint that is believed.
    kept_tiles : int, >= 1
        How many checked tiles stay in memory.

    Raises
    ------
    MissingTileError
        If a tile is not there, or leads to another root.

    References
    ----------
    .. [1] c2sp.org/tlog-tiles, Merkle Tree.

    Examples
    --------
    >>> leaves = [leaf_hash(b"a"), leaf_hash(b"b")]
    >>> tree = TiledTree({"tile/0/000.p/2": b"".join(leaves)}, size=2, root=node_hash(*leaves))
    >>> tree.inclusion_proof(1) == (leaves[0],)
    True
    """

    def __init__(self, tiles: TileReader, *, size: int, root: bytes, kept_tiles: int = KEPT_TILES) -> None:
        self._tiles = tiles
        self._kept_tiles = kept_tiles
        self.size = size
        self.root = root
        self._checked: dict[tuple[int, int], list[list[bytes]]] = {}
        self._edge = self._read_edge()

    def inclusion_proof(self, index: int, *, size: int | None = None) -> tuple[bytes, ...]:
        """Prove that a leaf is in the first *size* leaves, by default in all (RFC 9162, 2.1.3.1)."""
        return inclusion_proof(self, index=index, size=self._within(size))

    def consistency_proof(self, *, old_size: int, new_size: int | None = None) -> tuple[bytes, ...]:
        """Prove that a smaller tree is the beginning of a larger one, by default of this (RFC 9162, 2.1.4.1)."""
        return consistency_proof(self, old_size=old_size, new_size=self._within(new_size))

    def leaf(self, index: int) -> bytes:
        """Give a leaf hash."""
        if not 0 <= index < self.size:
            raise RangeError(index=index, size=self.size)
        return self.node(0, index)

    def entries(self, bundle: int) -> list[bytes]:
        """Give the entries of one bundle, each of them checked against its leaf.

        Raises
        ------
        MissingTileError
            If the bundle is not there or an entry is not the one that was recorded (``number`` says which).
        """
        start = bundle * WIDTH
        if not 0 <= start < self.size:
            raise RangeError(index=start, size=self.size)
        width = min(WIDTH, self.size - start)
        path = TilePath(level=None, index=bundle, width=width)
        found = self._tiles.get(str(path)) or self._tiles.get(str(path.whole()))
        if found is None:
            raise MissingTileError(step=str(path), fault="not there")
        entries = decode_bundle(found)[:width]
        if len(entries) != width:
            raise MissingTileError(step=str(path), fault="length")
        for number, entry in enumerate(entries, start=start):
            if leaf_hash(entry) != self.leaf(number):
                raise MissingTileError(step=str(path), fault="not the entry that was recorded", number=number)
        return entries

    def node(self, level: int, index: int) -> bytes:
        """Give the root of a perfect subtree out of the tile that holds it."""
        tile_level, inner = divmod(level, HEIGHT)
        place = HEIGHT - inner
        tile = index >> place
        levels = self._checked.get((tile_level, tile)) or self._tile(tile_level, tile)
        return levels[inner][index - (tile << place)]

    def _within(self, size: int | None) -> int:
        if size is not None and size > self.size:
            raise RangeError(index=size, size=self.size)
        return self.size if size is None else size

    def _tile(self, level: int, index: int) -> list[list[bytes]]:
        """Give a checked tile with its inner nodes, lowest first."""
        if found := self._checked.get((level, index)):
            return found
        found = self._checked_tile(level, index)
        if len(self._checked) >= self._kept_tiles:
            self._checked.pop(next(iter(self._checked)))
        self._checked[level, index] = found
        return found

    def _checked_tile(self, level: int, index: int) -> list[list[bytes]]:
        """Read a tile; what is not of the edge is full, and one level above stands its hash."""
        if level < len(self._edge) and index == self.size >> HEIGHT * (level + 1):
            return _inner(self._edge[level])
        path = TilePath(level=level, index=index)
        levels = _inner(hashes_of(read(self._tiles, path)))
        above = self._tile(level + 1, index // WIDTH)
        if node_hash(*levels[-1]) != above[0][index % WIDTH]:
            raise MissingTileError(step=str(path), fault="not the tile that leads to the root")
        return levels

    def _read_edge(self) -> list[list[bytes]]:
        """Read the partial tiles of each level, which together are the whole tree, and compare them with the root."""
        if self.size < 1:
            raise MalformedError(step="tile", fault="a tree without leaves has no tiles")
        edge: list[list[bytes]] = []
        number, level = self.size, 0
        while number:
            index, width = divmod(number, WIDTH)
            path = TilePath(level=level, index=index, width=width)
            edge.append(hashes_of(read(self._tiles, path)) if width else [])
            number, level = index, level + 1
        peaks = [peak for hashes in reversed(edge) for peak in Frontier().extend(hashes).hashes]
        found = reduce(lambda right, left: node_hash(left, right), reversed(peaks)) if peaks else EMPTY_ROOT
        if found != self.root:
            raise MissingTileError(step="root", fault="the tiles of the edge do not lead to the root")
        return edge


def _inner(hashes: list[bytes]) -> list[list[bytes]]:
    """Give the levels of nodes over a tile's hashes, as far as they are complete; the tile's own root is kept above."""
    levels = [hashes]
    for _ in range(HEIGHT - 1):
        below = levels[-1]
        # An odd one out at the end has no parent yet.
        levels.append([node_hash(left, right) for left, right in zip(below[::2], below[1::2], strict=False)])
    return levels
