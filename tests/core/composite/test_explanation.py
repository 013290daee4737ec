from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.core.composite.pairs import pair

from zeren.composite import DomainError, parse, read_tables, score
from zeren.composite.aggregation import FACTORS, MEANS
from zeren.composite.explanation import State, contributions, difference

RULES = sorted(set(MEANS) - FACTORS - {"power", "mean_minimum"})


def tree(outer="arithmetic", inner="arithmetic", gaps="redistribute", more=""):
    leaves = "".join(
        f'[[indicator]]\nname = "{name}"\nunder = "{under}"\nweight = {weight}\nnormalise = "none"\n'
        for name, under, weight in (("a", "whole", 2), ("b", "part", 1), ("c", "part", 3), ("d", "whole", 1))
    )
    return parse(
        f'[index]\nname = "i"\ntitle = "I"\n[defaults]\ngaps = {{ method = "{gaps}", score = 60 }}\n'
        f'[[node]]\nname = "whole"\naggregate = "{outer}"\n{more}\n'
        f'[[node]]\nname = "part"\nunder = "whole"\nweight = 2\naggregate = "{inner}"\n{leaves}'
    )


def states(index, first, second):
    rows = [",".join("" if cell is None else str(cell) for cell in row) for row in (first, second)]
    result = score(index, read_tables(f"unit,a,b,c,d\nX,{rows[0]}\nY,{rows[1]}\n")[""])
    return State(result=result, unit="X"), State(result=result, unit="Y")


def test_the_contributions_of_an_arithmetic_tree_are_weight_times_score():
    index = tree()
    state, _ = states(index, (80, 60, 40, 20), (1, 1, 1, 1))

    points = {one.name: one.points for one in contributions(index, state)}

    assert points == {"a": 32, "b": 6, "c": 12, "d": 4}


def test_a_floor_that_stands_for_a_gap_is_a_contribution_of_its_own():
    index = tree(gaps="score")
    state, _ = states(index, (None, 60, 40, 20), (1, 1, 1, 1))

    found = {one.name: (one.score, one.points) for one in contributions(index, state)}

    assert found["a"] == (None, 24)


def test_what_is_cut_off_is_told_beside_the_parts():
    index = tree(more="high = 50")
    state, _ = states(index, (80, 60, 40, 20), (1, 1, 1, 1))

    found = {one.name: one.points for one in contributions(index, state)}

    assert found["whole"] == -4


marks = st.integers(1, 100)
fours = st.tuples(marks, marks, marks, marks)
gappy = st.tuples(marks, st.one_of(st.none(), marks), marks, st.one_of(st.none(), marks))


@given(fours, st.sampled_from(RULES), st.sampled_from(RULES))
def test_the_contributions_add_up_to_the_score(row, outer, inner):
    index = tree(outer, inner)
    state, _ = states(index, row, row)

    points = sum(float(one.points) for one in contributions(index, state))

    assert points == pytest.approx(float(state.score("whole")), rel=1e-9, abs=1e-9)


@given(gappy, gappy)
def test_the_effects_of_an_arithmetic_tree_add_up_exactly(first, second):
    index = tree()
    before, after = states(index, first, second)

    points = sum((effect.points for effect in difference(index, before, after)), Fraction(0))

    assert points == after.score("whole") - before.score("whole")


@given(gappy, gappy, st.sampled_from(RULES), st.sampled_from(RULES))
def test_the_effects_add_up_to_the_difference_whatever_the_rules(first, second, outer, inner):
    index = tree(outer, inner)
    before, after = states(index, first, second)
    assume(before.score("whole") is not None)

    points = sum(float(effect.points) for effect in difference(index, before, after))

    assert points == pytest.approx(float(after.score("whole") - before.score("whole")), rel=1e-6, abs=1e-6)


def test_what_did_not_change_has_no_effect():
    index = tree("geometric")
    before, after = states(index, (80, 60, 40, 20), (80, 60, 50, 20))

    assert [(effect.name, effect.kind) for effect in difference(index, before, after)] == [("c", "score")]


def test_weight_that_a_gap_gives_away_is_an_effect_of_its_own():
    index = tree()
    before, after = states(index, (80, 60, 60, 20), (80, 60, 60, None))

    found = {(effect.name, effect.kind): effect.points for effect in difference(index, before, after)}

    assert {kind for _, kind in found} == {"weight"}
    assert sum(found.values()) == 70 - 60


def test_parts_that_cancel_out_below_a_node_are_still_shown():
    index = tree()
    before, after = states(index, (80, 60, 60, 20), (80, 30, 70, 20))

    found = {effect.name: effect.points for effect in difference(index, before, after)}

    assert found == {"b": -3, "c": 3}


@pytest.mark.parametrize(
    ("rule", "scores"), [("quotient", (Fraction(1, 2), 2)), ("shortfall", (Fraction(1, 2), -1)), ("product", (8, 18))]
)
def test_a_difference_of_factors_is_divided(rule, scores):
    model = parse(pair(rule))
    result = score(model, read_tables("unit,a,b\nX,2,4\nY,6,3\n")[""])
    before, after = (State(result=result, unit=unit) for unit in "XY")

    assert result.scores["whole"] == scores
    assert sum(effect.points for effect in difference(model, before, after)) == scores[1] - scores[0]
    with pytest.raises(DomainError):
        contributions(model, before)
