"""The cheapest set of indicators that reaches a score, against trying all sets."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.composite.pairs import pair

from zeren.composite import parse, read_tables, score
from zeren.composite.errors import DomainError
from zeren.composite.reaching import cheapest

NAMES = "abcd"


def index(rule="arithmetic", weights=(3, 2, 1, 4), more=""):
    parts = "".join(
        f'[[indicator]]\nname = "{name}"\nunder = "whole"\nweight = {weight}\n'
        'normalise = { method = "goalposts", low = 0, high = 100 }\n'
        for name, weight in zip(NAMES, weights, strict=True)
    )
    return parse(f'[index]\nname = "i"\ntitle = "I"\n[[node]]\nname = "whole"\naggregate = "{rule}"\n{more}\n{parts}')


def table(*values):
    return read_tables(f"unit,a,b,c,d\nX,{','.join(map(str, values))}\nY,50,50,50,50\n")[""]


def prices(*costs):
    return dict(zip(NAMES, map(Fraction, costs), strict=True))


def test_the_cheapest_set_is_not_that_of_the_cheapest_points():
    # Per point of the whole a is the cheapest; but it is not enough alone, and d alone is.
    way = cheapest(index(), table(80, 100, 100, 60), "X", target=Fraction(90), costs=prices(1, 9, 9, 2))

    assert [(one.name, one.after, one.cost) for one in way.lifts] == [("d", 100, 80)]
    assert (way.cost, way.before, way.after) == (80, 78, 94)


def by_trying_all(model, values, target, costs, levels):
    best = None
    for tried in product(*levels):
        if any(new < old for new, old in zip(tried, values, strict=True)):
            continue
        result = score(model, table(*tried))
        cost = sum(
            (costs[name] * (new - old) for name, new, old in zip(NAMES, tried, values, strict=True)), Fraction(0)
        )
        if result.scores["whole"][0] >= target and (best is None or cost < best):
            best = cost
    return best


marks = st.tuples(*[st.integers(1, 99)] * 4)
costing = st.tuples(*[st.integers(0, 9)] * 4)


@settings(max_examples=40, deadline=None)
@given(marks, costing, st.integers(1, 100), st.sampled_from(["arithmetic", "geometric", "minimum"]))
def test_no_set_is_cheaper(values, costs, target, rule):
    model, priced = index(rule), prices(*costs)

    way = cheapest(model, table(*values), "X", target=Fraction(target), costs=priced)

    wanted = by_trying_all(model, values, target, priced, [(value, 100) for value in values])
    assert (None if way is None else way.cost) == wanted


@settings(max_examples=10, deadline=None)
@given(marks, costing, st.integers(50, 100))
def test_no_set_of_steps_is_cheaper(values, costs, target):
    model, priced = index(), prices(*costs)

    way = cheapest(model, table(*values), "X", target=Fraction(target), costs=priced, step=Fraction(40))

    levels = [sorted({value, min(value + 40, 100), min(value + 80, 100), 100}) for value in values]
    assert way.cost == by_trying_all(model, values, target, priced, levels)


def test_what_is_reached_already_costs_nothing():
    way = cheapest(index(), table(80, 80, 80, 80), "X", target=Fraction(80))

    assert (way.lifts, way.cost) == ((), 0)


def test_without_costs_every_point_costs_the_same():
    way = cheapest(index(), table(50, 50, 50, 50), "X", target=Fraction(70))

    assert [(one.name, one.cost) for one in way.lifts] == [("d", 50)]


def test_only_what_has_a_cost_is_lifted_and_it_may_not_be_enough():
    assert cheapest(index(), table(50, 50, 50, 50), "X", target=Fraction(70), costs={"c": Fraction(1)}) is None


def test_a_rule_that_sees_all_units_has_no_cheapest_set():
    with pytest.raises(DomainError) as caught:
        cheapest(index("copeland"), table(1, 2, 3, 4), "X", target=Fraction(70))

    assert caught.value.params["at"] == 'node "whole"'


def test_fifty_indicators_under_means_are_searched_to_the_end():
    names = [f"n{place}" for place in range(50)]
    parts = "".join(
        f'[[indicator]]\nname = "{name}"\nunder = "whole"\nweight = {place % 7 + 1}\nnormalise = "none"\n'
        for place, name in enumerate(names)
    )
    model = parse(f'[index]\nname = "i"\ntitle = "I"\n[[node]]\nname = "whole"\n{parts}')
    rows = [",".join(str((place * 37 + shift) % 90) for place in range(50)) for shift in (0, 11)]
    best = ",".join(["100"] * 50)
    data = read_tables(f"unit,{','.join(names)}\nX,{rows[0]}\nY,{rows[1]}\nZ,{best}\n")[""]
    costs = {name: Fraction(place * 13 % 11 + 1) for place, name in enumerate(names)}

    way = cheapest(model, data, "X", target=Fraction(80), costs=costs)

    assert way.after >= 80


@pytest.mark.parametrize("text", [pair("quotient"), pair("arithmetic", more=', first = "lowest"')])
def test_where_more_of_a_part_may_be_less_of_the_whole_no_way_is_told(text):
    with pytest.raises(DomainError) as caught:
        cheapest(parse(text), read_tables("unit,a,b\nX,1,2\nY,3,4\n")[""], "X", target=Fraction(1))

    assert caught.value.params["rule"] == "cheapest set"
