"""What became of the parts of a text, and of its words."""

from hypothesis import given
from hypothesis import strategies as st

from zeren.similarity import align, differences

PARTS = st.lists(
    st.sampled_from(["清理河道", "清理河道漂浮物", "检查排污口", "inspect each outfall", "inspect outfalls", "", "。"]),
    max_size=8,
)
TEXTS = st.text(st.sampled_from("河道ab 。\n1"), max_size=30)


@given(PARTS, PARTS)
def test_every_part_of_either_text_is_told_once(old, new):
    changes = align(old, new)

    assert sorted(one.old for one in changes if one.old is not None) == list(range(len(old)))
    assert [one.new for one in changes if one.new is not None] == list(range(len(new)))


@given(PARTS, PARTS)
def test_what_is_the_same_has_the_same_words(old, new):
    assert all(old[one.old] == new[one.new] for one in align(old, new) if one.kind == "same")


@given(PARTS)
def test_nothing_changes_between_a_text_and_itself(parts):
    assert [(one.kind, one.old, one.moved) for one in align(parts, parts)] == [
        ("same", place, False) for place in range(len(parts))
    ]


def test_a_part_that_changed_places_is_told_as_moved():
    old = ["Close old mines.", "Inspect each outfall.", "Plant trees on the dam."]

    changes = align(old, [*old[1:], old[0]])

    assert [(one.kind, one.old, one.moved) for one in changes] == [
        ("same", 1, False),
        ("same", 2, False),
        ("same", 0, True),
    ]


def test_the_nearest_become_one_another():
    old = ["每月清理河道漂浮物并上报", "每季度检查入河排污口"]

    changes = align(old, ["每季度检查全部入河排污口", "每周清理河道漂浮物并上报"])

    assert {(one.old, one.new) for one in changes} == {(0, 1), (1, 0)}


def test_what_has_little_in_common_is_another_matter():
    kinds = [one.kind for one in align(["清理河道"], ["检查排污口"])]

    assert kinds == ["removed", "added"]


@given(TEXTS, TEXTS)
def test_the_pieces_give_both_texts_again(old, new):
    pieces = differences(old, new)

    assert "".join(words for kind, words in pieces if kind != "in") == old
    assert "".join(words for kind, words in pieces if kind != "out") == new


def test_chinese_is_compared_by_characters():
    assert differences("每月上报", "每周上报") == [("same", "每"), ("out", "月"), ("in", "周"), ("same", "上报")]
