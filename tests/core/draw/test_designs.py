"""Designs: the right numbers, the right chances. Statistical tests use fixed seeds and say what they could notice."""

from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zeren.draw.designs import choose, pareto_chance, take_all, target_chances
from zeren.draw.frame import Entry
from zeren.draw.freezing import Design
from zeren.draw.tickets import smallest, ticket, ticket_key

DRAWS = 4000
# Normal quantile of 1 - 0.001/24 on both sides: of 12 objects tested together, one fails wrongly once in 1,000 times.
# A chance that is off by 0.05 is then noticed with a power above 0.99: its standard error is below 0.008.
LIMIT = 4.1
WEIGHTS = (1, 1, 2, 3, 3, 4, 5, 6, 8, 9, 12, 18)
WEIGHTED = [Design.POISSON, Design.SYSTEMATIC, Design.PARETO]

weights = st.lists(st.integers(1, 10**6), min_size=1, max_size=30)


def entries(sizes=WEIGHTS):
    return [Entry(id=f"E{place:02d}", weight=weight) for place, weight in enumerate(sizes)]


def key(number):
    return ticket_key(role="objects", seed=number.to_bytes(32, "big"))


def drawn(design, number, take=4, sizes=WEIGHTS):
    return choose(entries(sizes), design=design, take=take, key=key(number), cell=("", ""))


@pytest.mark.parametrize("design", [Design.SIMPLE, *WEIGHTED])
def test_every_object_is_drawn_as_often_as_its_chance_says(design):
    chances = target_chances(entries(), design=design, take=4)
    counts = dict.fromkeys(chances, 0)
    for number in range(DRAWS):
        for one in drawn(design, number).drawn:
            counts[one.id] += 1

    # Pareto's true chances differ from the target: at so small a number by up to 1.5 %.
    slack = 0.015 if design is Design.PARETO else 0
    for name, chance in chances.items():
        error = sqrt(chance * (1 - chance) / DRAWS)
        assert abs(counts[name] / DRAWS - chance) <= LIMIT * error + slack * chance


def test_every_pair_is_drawn_equally_often():
    """Simple draws of 3 of 8: 28 pairs with chance 3/28 each; chi-square below its 0.999 quantile (27 degrees: 55.5)."""
    counts = {}
    for number in range(DRAWS):
        names = sorted(one.id for one in drawn(Design.SIMPLE, number, 3, (1,) * 8).drawn)
        for pair in [(names[0], names[1]), (names[0], names[2]), (names[1], names[2])]:
            counts[pair] = counts.get(pair, 0) + 1
    expected = DRAWS * 3 / 28

    assert len(counts) == 28
    assert sum((count - expected) ** 2 / expected for count in counts.values()) < 55.5


def test_the_place_in_the_list_does_not_matter():
    """Of 100 objects, 10 drawn: each tenth of the list gets its tenth (chi-square, 9 degrees, 0.999: 27.9).

    Systems in use gave the last tenth more than twice what the first got: that would be noticed with certainty.
    """
    tenths = [0] * 10
    for number in range(1000):
        for one in drawn(Design.SIMPLE, number, 10, (1,) * 100).drawn:
            tenths[int(one.id[1:]) // 10] += 1

    assert sum((count - 1000) ** 2 / 1000 for count in tenths) < 27.9


def test_the_threshold_estimate_of_pareto_is_free_of_bias():
    """Mean of 4,000 estimates of a total: within 4 standard errors, and these below 1 % of the total."""
    values = {entry.id: 3 * entry.weight + (entry.weight * 7) % 5 for entry in entries()}
    chances = target_chances(entries(), design=Design.PARETO, take=4)
    estimates = []
    for number in range(DRAWS):
        chosen = drawn(Design.PARETO, number)
        estimates.append(
            float(sum(values[one.id] / pareto_chance(chances[one.id], chosen.threshold()) for one in chosen.drawn))
        )
    total, mean = sum(values.values()), sum(estimates) / DRAWS
    error = sqrt(sum((one - mean) ** 2 for one in estimates) / DRAWS / DRAWS)

    assert error < 0.01 * total
    assert abs(mean - total) < 4 * error


@given(weights, st.data())
def test_designs_of_a_fixed_number_draw_that_number(sizes, data):
    take = data.draw(st.integers(0, len(sizes)))

    for design in (Design.SIMPLE, Design.SYSTEMATIC, Design.PARETO):
        chosen = drawn(design, 7, take, sizes).drawn
        assert len(chosen) == len({one.id for one in chosen}) == take


@given(weights, st.data())
def test_chances_add_up_to_the_number_drawn(sizes, data):
    take = data.draw(st.integers(0, len(sizes)))

    for design in Design:
        chances = target_chances(entries(sizes), design=design, take=take).values()
        assert sum(chances) == take
        assert all(0 <= chance <= 1 for chance in chances)


@given(weights, st.data())
def test_what_is_certain_is_always_drawn(sizes, data):
    take = data.draw(st.integers(0, len(sizes)))
    certain = {entry.id for entry in take_all(entries(sizes), take)[0]}

    for design in WEIGHTED:
        assert certain <= {one.id for one in drawn(design, 3, take, sizes).drawn}


@given(weights, st.data())
def test_the_order_of_the_list_changes_nothing(sizes, data):
    take = data.draw(st.integers(0, len(sizes)))

    for design in Design:
        turned = choose(entries(sizes)[::-1], design=design, take=take, key=key(7), cell=("", ""))
        assert turned == drawn(design, 7, take, sizes)


@given(weights, st.integers(1, 5))
def test_the_next_in_order_is_whom_a_larger_draw_adds(sizes, further):
    chosen = choose(entries(sizes), design=Design.SIMPLE, take=0, key=key(1), cell=("", ""), further=further)

    assert chosen.waiting == drawn(Design.SIMPLE, 1, min(further, len(sizes)), sizes).drawn


@settings(max_examples=30)
@given(st.integers(1, 400), st.integers(0, 400), st.integers(0, 10**9))
def test_the_shortcut_for_few_of_many_gives_what_sorting_gives(size, take, number):
    names = [f"N{place}" for place in range(size)]
    whole = sorted((ticket(key(number), name), name) for name in names)

    assert smallest(key(number), names, min(take, size)) == whole[: min(take, size)]


def test_huge_weights_are_compared_exactly():
    sizes = (2**53 - 1, 2**53 - 2, 1, 1)

    assert len(drawn(Design.PARETO, 5, 2, sizes).drawn) == 2
    assert sum(target_chances(entries(sizes), design=Design.PARETO, take=2).values()) == 2


def test_an_object_with_nearly_all_weight_is_certain():
    certain, _, left = take_all(entries((100, 1, 1, 1)), 2)

    assert ([one.id for one in certain], left) == (["E00"], 1)


def test_equal_ranking_values_are_told_apart_by_their_tickets():
    from_equal = [Entry(id="a", weight=3), Entry(id="b", weight=3)]

    chosen = choose(from_equal, design=Design.PARETO, take=1, key=key(1), cell=("", "")).drawn

    assert chosen[0].ticket == min(ticket(key(1), "a"), ticket(key(1), "b"))


def test_the_chance_below_a_threshold_is_a_fraction():
    assert pareto_chance(Fraction(1, 5), Fraction(1, 2)) == Fraction(1, 9)


def test_roles_have_different_tickets():
    assert ticket_key(role="objects", seed=bytes(32)) != ticket_key(role="inspectors", seed=bytes(32))
