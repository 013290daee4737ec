import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zeren.foundations.errors import VerificationError
from zeren.merkle import (
    EntryTooLongError,
    MalformedError,
    MissingTileError,
    RangeError,
    TiledTree,
    TilePath,
    Tree,
    consistency_proof,
    decode_bundle,
    encode_bundle,
    grown_bundles,
    grown_tiles,
    inclusion_proof,
    leaf_hash,
)

LARGEST = 70_000
ENTRIES = [number.to_bytes(4, "big") for number in range(LARGEST)]
TREE = Tree(ENTRIES)
LEAVES = [TREE.node(0, index) for index in range(LARGEST)]


@pytest.fixture(scope="module")
def tiles():
    """Give all tiles of 70,000 entries, grown in three steps."""
    files = {}
    for start, end in ((0, 300), (300, 65_536), (65_536, LARGEST)):
        files |= grown_tiles(size=start, leaves=LEAVES[start:end], tiles=files)
    return files


def opened(files, size):
    return TiledTree(files, size=size, root=TREE.root(size))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (TilePath(level=0, index=0), "tile/0/000"),
        (TilePath(level=1, index=999, width=17), "tile/1/999.p/17"),
        (TilePath(level=0, index=1000), "tile/0/x001/000"),
        (TilePath(level=63, index=1234067), "tile/63/x001/x234/067"),
        (TilePath(level=None, index=273, width=112), "tile/entries/273.p/112"),
    ],
)
def test_paths_are_those_of_the_specification(path, text):
    assert str(path) == text
    assert TilePath.from_text(text) == path


@settings(deadline=None)
@given(st.none() | st.integers(0, 63), st.integers(0, 2**56), st.integers(1, 256))
def test_a_path_is_read_as_it_was_written(level, index, width):
    path = TilePath(level=level, index=index, width=width)

    assert TilePath.from_text(str(path)) == path


@pytest.mark.parametrize(
    "text",
    [
        "",
        "checkpoint",
        "tile/00/000",
        "tile/64/000",
        "tile/0/0",
        "tile/0/0000",
        "tile/0/x000/001",
        "tile/0/001/000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p/999",
        "tile/0/../000",
        "/tile/0/000",
        "tile/0/000\n",
        "tile/0/٠٠٠",
        "tile/-1/000",
        "tile/data/000",
    ],
)
def test_another_spelling_of_a_path_is_refused(text):
    with pytest.raises(MalformedError):
        TilePath.from_text(text)


def test_the_tiles_are_those_of_the_specification(tiles):
    """The example of c2sp.org/tlog-tiles, Partial Tiles: a tree of 70,000."""
    full = [path for path in tiles if ".p/" not in path]

    assert sum(path.startswith("tile/0/") for path in full) == 273
    assert [path for path in full if path.startswith("tile/1/")] == ["tile/1/000"]
    assert {"tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"} <= tiles.keys()


def test_a_tree_of_256_has_a_full_tile_and_one_above():
    assert sorted(grown_tiles(size=0, leaves=LEAVES[:256], tiles={})) == ["tile/0/000", "tile/1/000.p/1"]


@settings(deadline=None)
@given(st.integers(0, 700), st.integers(0, 700))
def test_growth_in_steps_leads_to_the_same_tiles(first, second):
    at_once = grown_tiles(size=0, leaves=LEAVES[: first + second], tiles={})
    files = grown_tiles(size=0, leaves=LEAVES[:first], tiles={})
    files |= grown_tiles(size=first, leaves=LEAVES[first : first + second], tiles=files)

    assert at_once.items() <= files.items()


@settings(deadline=None)
@given(st.lists(st.binary(max_size=20), max_size=300), st.integers(0, 300))
def test_bundles_grow_as_if_written_at_once(entries, first):
    files = grown_bundles(size=0, entries=entries[:first], tiles={})
    files |= grown_bundles(size=min(first, len(entries)), entries=entries[first:], tiles=files)

    assert grown_bundles(size=0, entries=entries, tiles={}).items() <= files.items()


@settings(deadline=None)
@given(st.lists(st.binary(max_size=20), max_size=256))
def test_a_bundle_is_read_as_it_was_written(entries):
    assert decode_bundle(encode_bundle(entries)) == entries


@settings(deadline=None)
@given(st.binary(max_size=600))
def test_what_is_read_as_a_bundle_is_written_the_same(data):
    try:
        entries = decode_bundle(data)
    except MalformedError:
        return

    assert encode_bundle(entries) == data


@pytest.mark.parametrize("data", [b"\x00", b"\x00\x02a", b"\x00\x00" * 257])
def test_a_bundle_that_does_not_add_up_is_refused(data):
    with pytest.raises(MalformedError):
        decode_bundle(data)


def test_an_entry_of_65536_bytes_is_too_long():
    assert decode_bundle(encode_bundle([bytes(65_535)])) == [bytes(65_535)]
    with pytest.raises(EntryTooLongError):
        encode_bundle([bytes(65_536)])


@pytest.mark.parametrize("edge", [{}, {"tile/0/000.p/2": bytes(32)}, {"tile/0/000.p/2": bytes(96)}])
def test_a_log_whose_edge_is_gone_does_not_grow(edge):
    with pytest.raises(MissingTileError):
        grown_tiles(size=2, leaves=[bytes(32)], tiles=edge)


@pytest.mark.parametrize("edge", [{}, {"tile/entries/000.p/2": b"\x00\x00"}])
def test_a_log_whose_last_entries_are_gone_does_not_grow(edge):
    with pytest.raises(MissingTileError):
        grown_bundles(size=2, entries=[b""], tiles=edge)


@pytest.mark.parametrize("size", [300, 65_536, LARGEST])
def test_proofs_from_tiles_are_those_of_the_tree(tiles, size):
    read = opened(tiles, size)

    for index in {0, 1, 255, 256, 299, size // 2, size - 1}:
        assert read.inclusion_proof(index) == inclusion_proof(TREE, index=index, size=size)
        assert read.consistency_proof(old_size=index + 1) == consistency_proof(TREE, old_size=index + 1, new_size=size)


@settings(deadline=None)
@given(st.data())
def test_smaller_trees_are_proved_from_the_same_tiles(tiles, data):
    size = data.draw(st.integers(1, LARGEST))
    old = data.draw(st.integers(1, size))
    read = opened(tiles, LARGEST)

    assert read.inclusion_proof(old - 1, size=size) == inclusion_proof(TREE, index=old - 1, size=size)
    assert read.consistency_proof(old_size=old, new_size=size) == consistency_proof(TREE, old_size=old, new_size=size)


def test_few_tiles_need_to_be_kept(tiles):
    read = TiledTree(tiles, size=LARGEST, root=TREE.root(), kept_tiles=1)

    for index in range(0, LARGEST, 9_999):
        assert read.inclusion_proof(index) == inclusion_proof(TREE, index=index, size=LARGEST)


def test_a_full_tile_stands_in_for_a_partial_one(tiles):
    files = {path: data for path, data in tiles.items() if path != "tile/0/001.p/44"}

    assert opened(files, 300).inclusion_proof(299) == inclusion_proof(TREE, index=299, size=300)


@settings(deadline=None)
@given(st.data())
def test_a_changed_tile_is_refused(tiles, data):
    path = data.draw(st.sampled_from(["tile/0/000", "tile/0/100", "tile/0/273.p/112", "tile/1/000", "tile/1/001.p/17"]))
    place = data.draw(st.integers(0, len(tiles[path]) - 1))
    changed = bytearray(tiles[path])
    changed[place] ^= 1
    level, index = TilePath.from_text(path).level, TilePath.from_text(path).index

    with pytest.raises(MissingTileError):
        opened({**tiles, path: bytes(changed)}, LARGEST).inclusion_proof((index << 8 * (level + 1)) + 5)


def test_a_missing_tile_is_named(tiles):
    files = {path: data for path, data in tiles.items() if path != "tile/0/007"}

    with pytest.raises(MissingTileError) as caught:
        opened(files, LARGEST).inclusion_proof(7 * 256)

    assert caught.value.params["step"] == "tile/0/007"


def test_tiles_of_another_root_are_refused(tiles):
    with pytest.raises(MissingTileError):
        TiledTree(tiles, size=LARGEST, root=bytes(32))


def test_an_empty_tree_has_no_tiles():
    with pytest.raises(VerificationError):
        TiledTree({}, size=0, root=Tree().root())


@pytest.mark.parametrize("index", [-1, 300, 10**9])
def test_what_is_not_in_the_tree_is_refused(tiles, index):
    read = opened(tiles, 300)

    for ask in (read.leaf, read.inclusion_proof, read.entries):
        with pytest.raises(RangeError):
            ask(index)


def test_no_larger_tree_is_proved_than_there_is(tiles):
    with pytest.raises(RangeError):
        opened(tiles, 300).inclusion_proof(1, size=301)


def test_entries_are_checked_against_their_leaves(tiles):
    bundles = grown_bundles(size=0, entries=ENTRIES[:300], tiles={})

    assert opened({**tiles, **bundles}, 300).entries(1) == ENTRIES[256:300]

    bundles["tile/entries/001.p/44"] = encode_bundle([*ENTRIES[256:298], b"another", ENTRIES[299]])
    with pytest.raises(MissingTileError) as caught:
        opened({**tiles, **bundles}, 300).entries(1)
    assert caught.value.params["number"] == 298


@pytest.mark.parametrize("files", [{}, {"tile/entries/000.p/2": b"\x00\x00"}])
def test_entries_that_are_gone_are_missed(files):
    tree = Tree([b"", b""])
    files = {**files, "tile/0/000.p/2": leaf_hash(b"") * 2}

    with pytest.raises(MissingTileError):
        TiledTree(files, size=2, root=tree.root()).entries(0)
