"""The draws in arrays give what the draws in plain Python give."""

import importlib.util
import itertools
import math
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.composite.any_index import INDEX, LEAVES, models, tables

from zeren.composite import DomainError
from zeren.composite.aggregation import Aggregation
from zeren.composite.choices import Draw, axes, draw_at, fixed
from zeren.composite.model import Gaps
from zeren.composite.normalisation import Normalisation
from zeren.composite.scenarios import Scenarios, places_of
from zeren.composite.scoring import measure, put_together
from zeren.composite.sensitivity import leave_one_out
from zeren.composite.table import Table
from zeren.composite.uncertainty import robustness
from zeren.composite.variance import points_of

if importlib.util.find_spec("numpy") is None:
    pytest.skip("NumPy is not installed: draws are in plain Python alone", allow_module_level=True)

import numpy as np

from zeren.composite.arrays import ArrayScenarios, obstacle
from zeren.composite.arrays.ranking import places_of_rows
from zeren.composite.arrays.within import places_within_rows


def silent(done, of):
    pass


def both(index, table):
    measured = measure(index, table)
    known = fixed(index, put_together(index, measured))
    return Scenarios(known, table), ArrayScenarios(known, table, measured)


def plain_scores(plain, draw):
    try:
        return plain.scores(draw)
    except DomainError as refused:
        return refused


@settings(max_examples=150, deadline=None)
@given(models(), tables(), st.lists(st.lists(st.floats(0, 1, exclude_max=True), min_size=7, max_size=7), min_size=1))
def test_any_index_gets_the_scores_of_plain_python(index, table, points):
    try:
        measured = measure(index, table)
    except DomainError:
        return
    plain, arrays = Scenarios(index, table), ArrayScenarios(index, table, measured)
    assert not obstacle(index)
    draws = [draw_at(index, point[: len(axes(index.robustness))]) for point in points]
    wanted = [plain_scores(plain, draw) for draw in draws]
    refused = next((one for one in wanted if isinstance(one, DomainError)), None)
    if refused:
        with pytest.raises(DomainError) as caught:
            arrays.scores(draws)
        assert caught.value.params == refused.params
        return
    for got, plainly in zip(arrays.scores(draws), wanted, strict=True):
        assert [None if math.isnan(one) else one for one in got] == [
            None if one is None else pytest.approx(one, rel=1e-9, abs=1e-9) for one in plainly
        ]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"aggregation": Aggregation(method="copeland")}, "copeland"),
        ({"aggregation": Aggregation(method="median")}, "median"),
        ({"digits": 1}, "rounding"),
    ],
)
def test_what_arrays_do_not_know_is_left_to_plain_python_and_said(changed, said):
    index = replace(INDEX, nodes=(replace(INDEX.nodes[0], **changed), *INDEX.nodes[1:]))

    assert said in obstacle(index)


def test_places_and_scores_that_arrays_do_not_know_are_said():
    one = replace(INDEX.indicators[0], normalisation=Normalisation(over="group"))

    assert "equals" in obstacle(replace(INDEX, ties="dense"))
    kinds = (replace(INDEX.indicators[0], weight_in=(("x", Fraction(2)),)), *INDEX.indicators[1:])
    assert "differ by group" in obstacle(replace(INDEX, indicators=kinds))
    assert "within groups" in obstacle(replace(INDEX, indicators=(one, *INDEX.indicators[1:])))


def large_table(units):
    columns = {name: tuple(Fraction(number * (at + 7) % 101 + 1) for number in range(units)) for at, name in NAMES}
    return Table(units=tuple(f"u{unit}" for unit in range(units)), columns=columns)


NAMES = tuple(enumerate(name for name, _, _ in LEAVES))


def test_a_large_index_is_drawn_in_arrays_with_the_places_of_plain_python():
    index = replace(INDEX, robustness=replace(INDEX.robustness, draws=3400, leave_out=True))
    table = large_table(99)
    plain, arrays = both(index, table)

    found = robustness(index, table)

    assert found.engine == "numpy"
    wanted, _ = plain.tallies(silent)
    drawn, _ = arrays.tallies(silent)
    assert [one.tally for one in sorted(found.standings, key=lambda one: int(one.unit[1:]))] == list(drawn)
    assert [(one.best, one.median, one.worst) for one in found.standings] == [
        tuple(wanted[int(one.unit[1:])].places([Fraction(1, 20), Fraction(1, 2), Fraction(19, 20)]))
        for one in found.standings
    ]


@pytest.mark.parametrize("first", ["highest", "lowest"])
def test_places_within_groups_are_those_of_plain_python(first):
    index = replace(INDEX, first=first, robustness=replace(INDEX.robustness, draws=60, leave_out=True))
    plain, arrays = both(index, large_table(23))
    groups = [range(0, 20, 2), range(1, 20, 2)]

    drawn, wanted = arrays.tallies(silent, groups), plain.tallies(silent, groups)
    assert [list(tallies) for tallies in drawn] == [list(tallies) for tallies in wanted]


def test_who_has_no_place_has_none_within_its_group():
    places = np.array([[0, 2, 1, 0], [1, 2, 0, 3]], dtype=np.int16)

    assert places_within_rows(places, [[0, 1], [2, 3]]).tolist() == [[0, 1, 1, 0], [1, 2, 0, 1]]


def test_the_same_file_gives_the_same_to_the_bit():
    index = replace(INDEX, robustness=replace(INDEX.robustness, draws=3400))

    assert robustness(index, large_table(99)) == robustness(index, large_table(99))


def test_a_draw_that_is_not_defined_is_told_as_plain_python_tells_it():
    rules = (Normalisation(method="none"), Normalisation(method="z", scale=(Fraction(0), Fraction(1))))
    nodes = tuple(replace(node, aggregation=Aggregation(method="geometric")) for node in INDEX.nodes)
    index = replace(INDEX, nodes=nodes, robustness=replace(INDEX.robustness, normalisations=rules))
    index = replace(index, indicators=tuple(replace(one, normalisation=rules[0]) for one in index.indicators))
    plain, arrays = both(index, large_table(20))

    told = []
    for engine in (plain, arrays):
        with pytest.raises(DomainError) as caught:
            engine.tallies(silent)
        told.append(caught.value.params)

    assert told[0]["at"].startswith("draw ")
    assert told[0] == told[1]


@given(st.lists(st.lists(st.one_of(st.none(), st.integers(-9, 9).map(float)), min_size=5, max_size=5), min_size=1))
def test_places_of_many_draws_are_those_of_each(rows):
    scores = np.array([[math.nan if one is None else one for one in row] for row in rows])

    assert places_of_rows(scores).tolist() == [places_of(row) for row in rows]


@pytest.mark.shared
def test_indicators_left_out_of_coinrs_example_move_units_as_coinr_says(vectors, asem):
    index, table = asem()
    names = [one.name for one in index.indicators]
    _, arrays = both(index, table)
    wanted = {
        row["element"]: float(row["mean_abs_rank_diff"])
        for row in vectors.dicts("sensitivity/remove_L1_meanabsdiff.csv")
    }

    nominal, *others = arrays.places([Draw(), *(Draw(left_out=at) for at in range(len(names)))])

    for name, places in zip(names, others, strict=True):
        moved = sum(abs(one - other) for one, other in zip(places, nominal, strict=True)) / len(places)
        assert moved == pytest.approx(wanted[name], abs=1e-9)


def test_a_pillar_can_be_left_out():
    found = leave_one_out(INDEX, large_table(30), parts=["p", "a"])

    assert list(found) == ["p", "a"]
    assert found["p"] > found["a"] > 0


@settings(max_examples=40, deadline=None)
@given(models(), tables())
def test_the_choices_of_any_index_get_the_shares_of_plain_python(index, table):
    open_ones = axes(index.robustness)
    if not open_ones:
        return
    try:
        measured = measure(index, table)
        wanted = Scenarios(index, table).shares(measured.units, [1] * len(measured.units), 5, silent)
    except DomainError:
        return

    found = ArrayScenarios(index, table, measured).shares(measured.units, [1] * len(measured.units), 5, silent)

    assert list(found.of_unit) == list(wanted.of_unit)
    assert list(found.of_score) == list(wanted.of_score)
    rows = sampled(Scenarios(index, table), index, 5)
    moving = moved_units(measured.units, rows)
    pairs = [(found.of_score[unit], wanted.of_score[unit]) for unit in wanted.of_score if unit in moving]
    if told_apart(rows):
        pairs += [(found.of_unit[unit], wanted.of_unit[unit]) for unit in wanted.of_unit]
        pairs.append((found.of_shift, wanted.of_shift))
    for got, plainly in pairs:
        assert list(got) == list(plainly) == list(open_ones)
        for name in got:
            assert got[name].first == pytest.approx(plainly[name].first, rel=1e-9, abs=1e-9)
            assert got[name].total == pytest.approx(plainly[name].total, rel=1e-9, abs=1e-9)


def sampled(plain, index, sample):
    """Give the scores at all points of the samples."""
    blocks = points_of(index.robustness.seed, sample, len(axes(index.robustness)))
    return [plain.scores(draw_at(index, point)) for points in blocks for point in points]


def told_apart(rows):
    """Say whether no two scores are so near in any row that their order hangs on how a processor adds."""
    ordered = [sorted(one for one in row if one is not None) for row in rows]
    return not any(math.isclose(*pair, rel_tol=1e-9) for row in ordered for pair in itertools.pairwise(row))


def moved_units(units, rows):
    """Name the units whose score differs so much between rows that rounding does not count."""
    size = max((abs(one) for row in rows for one in row if one is not None), default=0)
    columns = zip(units, zip(*rows, strict=True), strict=True)
    return {unit for unit, column in columns if None not in column and max(column) - min(column) > 1e-3 * size}


def test_a_large_index_is_divided_among_its_choices_in_portions(monkeypatch):
    index = replace(INDEX, robustness=replace(INDEX.robustness, leave_out=True))
    _, arrays = both(index, large_table(20))
    units, nominal = [f"u{at}" for at in range(20)], list(range(1, 21))
    whole = arrays.shares(units, nominal, 50, silent)

    monkeypatch.setattr("zeren.composite.arrays.scenarios._POINTS", 20 * 4 * 7)
    told = []
    portions = arrays.shares(units, nominal, 50, lambda done, of: told.append((done, of)))

    assert told == [(done, 200) for done in (28, 56, 84, 112, 140, 168, 196, 200)]
    assert portions.of_shift["weights"].total == pytest.approx(whole.of_shift["weights"].total, rel=1e-12)
    assert portions.of_score["u3"]["left_out"].first == pytest.approx(whole.of_score["u3"]["left_out"].first, rel=1e-12)


@pytest.mark.parametrize("gaps", [Gaps(), Gaps(needed=Fraction(1))])
def test_draws_that_are_not_held_at_once_are_counted_in_portions(gaps, monkeypatch):
    nodes = tuple(replace(node, gaps=gaps) for node in INDEX.nodes)
    index = replace(INDEX, nodes=nodes, robustness=replace(INDEX.robustness, draws=100, leave_out=True))
    table = large_table(20)
    table = replace(table, columns={**table.columns, "a": (None, *table.columns["a"][1:])})
    plain, arrays = both(index, table)
    shares = [Fraction(1, 20), Fraction(1, 2), Fraction(19, 20)]

    monkeypatch.setattr("zeren.composite.arrays.scenarios._HELD", 20 * 7)
    portions, _ = arrays.tallies(silent)

    wanted, _ = plain.tallies(silent)
    assert list(portions) == list(wanted)
    assert portions.spreads(shares) == [(list(places), pytest.approx(mean)) for places, mean in wanted.spreads(shares)]
