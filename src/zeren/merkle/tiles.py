"""Tiles: a log as static files (c2sp.org/tlog-tiles), their paths, their growth, and what is in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol, Self

from zeren.foundations.errors import InvalidInputError, VerificationError
from zeren.merkle.notation import MalformedError
from zeren.merkle.tree import HASH_SIZE, Frontier

__all__ = [
    "EntryTooLongError",
    "MissingTileError",
    "TilePath",
    "TileReader",
    "decode_bundle",
    "encode_bundle",
    "grown_bundles",
    "grown_tiles",
    "hashes_of",
    "read",
]

WIDTH: Final = 256
# A tile is a perfect subtree of this height.
HEIGHT: Final = 8
LONGEST_ENTRY: Final = 65_535
LAST_LEVEL: Final = 63
_PATH: Final = re.compile(
    r"tile/(?P<level>entries|0|[1-9][0-9]?)/(?P<index>(?:x[0-9]{3}/){0,6}[0-9]{3})(?:\.p/(?P<width>[1-9][0-9]{0,2}))?\Z",
    re.ASCII,
)


class MissingTileError(VerificationError):
    """A tile that the size of the tree demands is not there, or its hashes are not those that lead to the root."""

    code = "merkle.tile"


class EntryTooLongError(InvalidInputError):
    """An entry is longer than a bundle can hold; ``expected`` is the most bytes."""

    code = "merkle.entry_too_long"


class TileReader(Protocol):
    """Where tiles come from, by their path; a dict is one."""

    def get(self, path: str, /) -> bytes | None:
        """Give the file at *path*, or None where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TilePath:
    """Where a tile or a bundle of entries stands.

    Parameters
    ----------
    level : int or None
        0 for leaf hashes, up to 63; None for bundles of entries.
    index : int, >= 0
        From the left, within the level.
    width : int in 1..256
        Below 256 the tile is partial.

    References
    ----------
    .. [1] c2sp.org/tlog-tiles, Merkle Tree; Log entries.

    Examples
    --------
    >>> str(TilePath(level=0, index=1234067))
    'tile/0/x001/x234/067'
    >>> TilePath.from_text("tile/entries/002.p/88")
    TilePath(level=None, index=2, width=88)
    """

    level: int | None
    index: int
    width: int = WIDTH

    def __str__(self) -> str:
        thousands, number = [], self.index
        while number >= 1000:  # noqa: PLR2004 - three digits a path element
            number, last = divmod(number, 1000)
            thousands.append(f"{last:03d}")
        parts = [f"{number:03d}", *reversed(thousands)]
        place = "/".join([f"x{part}" for part in parts[:-1]] + parts[-1:])
        partial = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{'entries' if self.level is None else self.level}/{place}{partial}"

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read a path; only the one spelling that each tile has."""
        if not (match := _PATH.match(text)):
            raise MalformedError(step="tile", fault="not the path of a tile")
        level = None if match["level"] == "entries" else int(match["level"])
        width = int(match["width"] or WIDTH)
        found = cls(level=level, index=int(re.sub(r"\D", "", match["index"])), width=width)
        if str(found) != text or (level or 0) > LAST_LEVEL or width > WIDTH:
            raise MalformedError(step="tile", fault="not the path of a tile")
        return found

    def whole(self) -> "TilePath":
        """Give the path of the full tile at this place."""
        return TilePath(level=self.level, index=self.index)


def encode_bundle(entries: Sequence[bytes]) -> bytes:
    r"""Write entries one after another, each after its length in two bytes.

    Raises
    ------
    EntryTooLongError
        If an entry has more than 65,535 bytes.

    References
    ----------
    .. [1] c2sp.org/tlog-tiles, Log entries.

    Examples
    --------
    >>> encode_bundle([b"a", b"bc"])
    b'\x00\x01a\x00\x02bc'
    """
    for entry in entries:
        if len(entry) > LONGEST_ENTRY:
            raise EntryTooLongError(expected=LONGEST_ENTRY, found=len(entry))
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def decode_bundle(data: bytes) -> list[bytes]:
    r"""Read what ``encode_bundle`` wrote, at most 256 entries.

    Raises
    ------
    MalformedError
        If the lengths do not add up.

    Examples
    --------
    >>> decode_bundle(b"\x00\x01a\x00\x02bc")
    [b'a', b'bc']
    """
    entries: list[bytes] = []
    at = 0
    while at < len(data):
        start = at + 2
        at = start + int.from_bytes(data[at:start], "big")
        if not start <= at <= len(data) or len(entries) == WIDTH:
            raise MalformedError(step="tile", fault="a bundle whose lengths do not add up")
        entries.append(data[start:at])
    return entries


def hashes_of(tile: bytes) -> list[bytes]:
    """Cut a tile into its hashes.

    Examples
    --------
    >>> len(hashes_of(bytes(96)))
    3
    """
    return [tile[start : start + HASH_SIZE] for start in range(0, len(tile), HASH_SIZE)]


def read(tiles: TileReader, path: TilePath) -> bytes:
    """Read a tile of hashes; where a partial tile is gone, the full one at its place begins with the same hashes.

    Raises
    ------
    MissingTileError
        If neither is there, or it is shorter than its width (``step`` is the path).

    Examples
    --------
    >>> read({"tile/0/000": bytes(8192)}, TilePath(level=0, index=0, width=1)) == bytes(32)
    True
    """
    found = tiles.get(str(path))
    if found is None and path.width < WIDTH:
        found = (tiles.get(str(path.whole())) or b"")[: path.width * HASH_SIZE]
    if found is None or len(found) != path.width * HASH_SIZE:
        raise MissingTileError(step=str(path), fault="not there" if not found else "length")
    return found


def grown_tiles(*, size: int, leaves: Sequence[bytes], tiles: TileReader) -> dict[str, bytes]:
    """Write the tiles that a log needs when *leaves* are put at its end.

    Only the partial tiles at the right edge are read; writing the same growth again gives the same files.

    Parameters
    ----------
    size : int, >= 0
        Of the log before.
    leaves : sequence of bytes of length 32
        Leaf hashes.
    tiles : TileReader
        Holds the tiles of the log before.

    Returns
    -------
    dict of str to bytes
        The new files by their path: full tiles, and one partial tile a level for the size after.

    Examples
    --------
    >>> sorted(grown_tiles(size=0, leaves=[bytes(32)] * 257, tiles={}))
    ['tile/0/000', 'tile/0/001.p/1', 'tile/1/000.p/1']
    """
    written: dict[str, bytes] = {}
    level, added = 0, list(leaves)
    while added:
        first, kept = divmod(size, WIDTH)
        before = hashes_of(read(tiles, TilePath(level=level, index=first, width=kept))) if kept else []
        hashes, added = before + added, []
        for start in range(0, len(hashes), WIDTH):
            part = hashes[start : start + WIDTH]
            path = TilePath(level=level, index=first + start // WIDTH, width=len(part))
            written[str(path)] = b"".join(part)
            if len(part) == WIDTH:
                added.append(Frontier().extend(part).root())
        level, size = level + 1, first
    return written


def grown_bundles(*, size: int, entries: Sequence[bytes], tiles: TileReader) -> dict[str, bytes]:
    r"""Write the bundles that a log needs when *entries* are put at its end; like ``grown_tiles``.

    Raises
    ------
    MissingTileError
        If the partial bundle at the edge is not there.
    EntryTooLongError
        If an entry is too long; nothing is written then.

    Examples
    --------
    >>> grown_bundles(size=1, entries=[b"b"], tiles={"tile/entries/000.p/1": b"\x00\x01a"})
    {'tile/entries/000.p/2': b'\x00\x01a\x00\x01b'}
    """
    first, kept = divmod(size, WIDTH)
    before: list[bytes] = []
    if kept:
        path = TilePath(level=None, index=first, width=kept)
        found = tiles.get(str(path)) or tiles.get(str(path.whole()))
        before = decode_bundle(found)[:kept] if found else []
        if len(before) != kept:
            raise MissingTileError(step=str(path), fault="length" if found else "not there")
    together = before + list(entries)
    written = {}
    for start in range(0, len(together), WIDTH) if entries else ():
        part = together[start : start + WIDTH]
        written[str(TilePath(level=None, index=first + start // WIDTH, width=len(part)))] = encode_bundle(part)
    return written
