"""Draws as the package consistent_sampler 1.0.10 makes them; the vectors were made by it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.draw.consistent_sampler import InvalidSampleError, sample
from zeren.draw.identifiers import DuplicateIdentifierError

# Made by the package itself: take=8, drop=3, digits=12, with replacement, seed 314159.
RETURNED = [
    ("0.765047812719", "B#7", 1),
    ("0.881382715432", "A#2", 1),
    ("0.9014668792180", "C#1", 3),
    ("0.9237526204426", "D#4", 2),
    ("0.9496164656194", "B#7", 2),
    ("0.9564442883012", "D#4", 3),
    ("0.9616080235420", "B#7", 3),
    ("0.9673350215536", "A#2", 2),
]
# The example of the package's own documentation.
DOCUMENTED = [
    ("0.317685817", "cd-1", 1),
    ("0.832984519", "ef-3", 1),
    ("0.9098039269", "ab-1", 1),
    ("0.9231549043", "ab-2", 1),
]
names = st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=8), unique=True, min_size=1, max_size=40)


def population(told, name):
    if name == "str10000":
        return [f"OBJ-{number:06d}" for number in range(10000)]
    return [tuple(one) if isinstance(one, list) else one for one in told["populations"][name]]


@pytest.mark.shared
def test_every_published_draw_is_reproduced(vectors):
    told = vectors("consistent_sampler.json")

    for case in told["cases"]:
        ids = population(told, case["population"])
        drawn = sample(
            ids,
            seed=case["seed"],
            take=case["take"],
            with_replacement=case["with_replacement"],
            digits=told["digits"],
        )
        expected = [(one["ticket"], one["id_str"], one["generation"]) for one in case["draws"]]
        assert [(ticket, str(name), generation) for ticket, name, generation in drawn] == expected


@pytest.mark.shared
def test_a_sample_is_extended_by_dropping_what_was_taken(vectors):
    told = vectors("extension_vector.json")

    taken = [name for _ticket, name, _generation in sample(range(1000), seed=told["seed"], take=60)]
    further = [name for _ticket, name, _generation in sample(range(1000), seed=told["seed"], take=30, drop=30)]

    assert taken == told["take60"]
    assert further == told["drop30take30"]


def test_the_documented_example_is_reproduced():
    assert sample(["ab-1", "ab-2", "cd-1", "ef-3"], seed=314159, take=4) == DOCUMENTED


def test_an_object_returns_with_a_larger_ticket():
    drawn = sample(["A#2", "B#7", "C#1", "D#4"], seed=314159, take=8, drop=3, digits=12, with_replacement=True)

    assert drawn == RETURNED


@given(names, st.integers(0, 45))
def test_the_order_of_the_list_does_not_matter(ids, take):
    assert sample(ids, seed="s", take=take) == sample(ids[::-1], seed="s", take=take)


@given(names, st.integers(0, 20), st.integers(0, 20))
def test_taking_and_extending_is_taking_at_once(ids, first, more):
    at_once = sample(ids, seed="s", take=first + more)

    assert sample(ids, seed="s", take=first) + sample(ids, seed="s", take=more, drop=first) == at_once


@given(names)
def test_a_part_of_the_list_is_drawn_in_the_same_order(ids):
    part = set(ids[::2])

    whole = [one for one in sample(ids, seed="s", take=len(ids)) if one[1] in part]

    assert sample(ids[::2], seed="s", take=len(part)) == whole


def test_one_and_the_text_of_one_are_refused_together():
    with pytest.raises(DuplicateIdentifierError) as caught:
        sample([1, "1"], seed="s", take=1)

    assert caught.value.params == {"found": "1"}


@pytest.mark.parametrize("wrong", [{"take": -1}, {"take": 1, "drop": -1}, {"take": 1, "digits": -1}])
def test_a_negative_count_is_refused(wrong):
    with pytest.raises(InvalidSampleError):
        sample(["a"], seed="s", **wrong)


def test_nothing_is_drawn_from_nothing():
    assert sample([], seed="s", take=3, with_replacement=True) == []
