"""Rules that see all units at once, against other programs and against what such rules must never do."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.composite import parse, read_tables, score
from zeren.composite.aggregation import Aggregation
from zeren.composite.envelopment import efficiency
from zeren.composite.errors import DomainError
from zeren.composite.explanation import State, contributions
from zeren.composite.relative import RELATIVE, relate

CASES = ["A_8x5", "C_zero_8x5"]


def numbered(rows, weights=None):
    """Give each part its place as its name; None is a gap."""
    weights = weights or [Fraction(1)] * len(rows[0])
    return [
        [(str(place), weights[place], Fraction(cell)) for place, cell in enumerate(row) if cell is not None]
        for row in rows
    ]


def outcome(vectors, case, normalise, rule):
    """Score a decision matrix of the vectors by a file of the index."""
    heads, _ = vectors.rows(f"{case}_matrix.csv", first=0)
    types = {row["criterion"]: row for row in vectors.dicts(f"{case}_types_weights.csv")}
    parts = "".join(
        f'[[indicator]]\nname = "{head}"\nunder = "whole"\nweight = {types[head]["weight"]}\n'
        f'direction = "{"more" if types[head]["type"] == "1" else "less"}"\n'
        for head in heads
    )
    index = parse(
        f'[index]\nname = "i"\ntitle = "I"\n[defaults]\nnormalise = {normalise}\n'
        f'[[node]]\nname = "whole"\naggregate = "{rule}"\n{parts}'
    )
    text = vectors.path(f"{case}_matrix.csv").read_text(encoding="utf-8").splitlines()
    table = "\n".join(["unit," + text[0], *(f"u{place},{line}" for place, line in enumerate(text[1:]))])
    return [float(number) for number in score(index, read_tables(table)[""]).scores["whole"]]


@pytest.mark.shared
@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize(
    ("normalise", "head"), [('"min_max"', "pymcdm.TOPSIS minmax"), ('"vector"', "skcriteria.TOPSIS after VectorScaler")]
)
def test_topsis_is_that_of_pymcdm_and_scikit_criteria(case, normalise, head, vectors):
    rows = vectors.dicts(f"{case}_scores.csv")
    column = next(name for name in rows[0] if name.startswith(head))

    found = outcome(vectors, case, normalise, "topsis")

    assert found == pytest.approx([100 * float(row[column]) for row in rows], abs=1e-9)


@pytest.mark.shared
@pytest.mark.parametrize("case", CASES)
def test_vikor_is_that_of_scikit_criteria_turned_so_that_more_is_better(case, vectors):
    rows = vectors.dicts(f"{case}_scores.csv")

    found = outcome(vectors, case, '"min_max"', "vikor")

    assert found == pytest.approx([100 - 100 * float(row["skcriteria.VIKOR q_k"]) for row in rows], abs=1e-9)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("data", "first", "wanted"),
    [("asem8_minmax_input.csv", 1, "asem8_mpi_wroclaw.csv"), ("norm_minmax.csv", 0, "wroclaw_minmax.csv")],
)
def test_wroclaw_is_that_of_compind_turned_so_that_more_is_better(data, first, wanted, vectors):
    _, rows = vectors.rows(f"compind/{data}", first=first)

    found = relate(numbered(rows), Aggregation(method="wroclaw"))

    given = [100 - 100 * float(row["wroclaw"]) for row in vectors.dicts(f"compind/{wanted}")]
    assert [float(number) for number in found] == pytest.approx(given, abs=1e-9)


@pytest.mark.parametrize("rows", [[[1, 2]], [[1, 2], [1, 2]]])
def test_wroclaw_gives_all_to_units_that_nobody_is_ahead_of(rows):
    assert relate(numbered(rows), Aggregation(method="wroclaw")) == [100] * len(rows)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("data", "first", "wanted"),
    [("asem8_minmax_input.csv", 1, "asem8_bod_minmax_plus001.csv"), ("norm_minmax.csv", 0, "bod_minmax_plus001.csv")],
)
def test_the_benefit_of_the_doubt_is_that_of_compind(data, first, wanted, vectors):
    _, rows = vectors.rows(f"compind/{data}", first=first)
    moved = [[cell + Fraction(1, 100) for cell in row] for row in rows]

    found = efficiency(moved)

    assert found == pytest.approx([float(row["bod"]) for row in vectors.dicts(f"compind/{wanted}")], abs=1e-9)


def test_the_benefit_of_the_doubt_gives_nobody_more_than_all():
    found = relate(numbered([[4, 0], [0, 2], [2, 1], [2, Fraction(1, 2)]]), Aggregation(method="benefit_of_the_doubt"))

    assert [round(float(number), 9) for number in found] == [100, 100, 100, 75]


@pytest.mark.parametrize("rows", [[[1, -1], [1, 1]], [[0, 0], [1, 1]], [[1, None], [1, 1]]])
def test_the_benefit_of_the_doubt_refuses_what_it_cannot_weigh(rows):
    with pytest.raises(DomainError):
        relate(numbered(rows), Aggregation(method="benefit_of_the_doubt"))


def test_copeland_counts_who_is_ahead_in_more_of_the_weight():
    weights = [Fraction(3), Fraction(1), Fraction(1)]

    found = relate(numbered([[3, 1, 1], [2, 3, 3], [1, 2, 2]], weights), Aggregation(method="copeland"))

    assert found == [100, 50, 0]


gappy = st.lists(
    st.tuples(*[st.one_of(st.none(), st.integers(0, 5))] * 3).filter(lambda row: any(cell is not None for cell in row)),
    min_size=2,
    max_size=7,
)


@given(gappy, st.sampled_from(sorted(set(RELATIVE) - {"benefit_of_the_doubt"})), st.randoms(use_true_random=False))
def test_no_rule_depends_on_the_order_of_the_units_with_or_without_gaps(rows, method, shuffler):
    rule = Aggregation(method=method, parameter=Fraction(1, 2))
    order = list(range(len(rows)))
    shuffler.shuffle(order)

    found = relate(numbered(rows), rule)
    moved = relate(numbered([rows[place] for place in order]), rule)

    assert moved == [found[place] for place in order]


@given(gappy)
def test_what_one_wins_in_copeland_the_other_loses(rows):
    pair = numbered(rows[:2])
    found = relate(pair, Aggregation(method="copeland"))

    assert sum(found) == 100


@pytest.mark.parametrize("method", sorted(RELATIVE))
def test_a_unit_without_a_score_stays_without_one(method):
    assert relate([[], *numbered([[1], [2]])], Aggregation(method=method, parameter=Fraction(1, 2)))[0] is None


def test_a_score_that_depends_on_all_units_is_not_divided_among_the_parts():
    index = parse(
        '[index]\nname = "i"\ntitle = "I"\n[[node]]\nname = "whole"\naggregate = "copeland"\n'
        '[[indicator]]\nname = "a"\nunder = "whole"\n'
    )
    result = score(index, read_tables("unit,a\nX,1\nY,2\n")[""])

    with pytest.raises(DomainError) as caught:
        contributions(index, State(result=result, unit="X"))

    assert caught.value.params["at"] == 'node "whole"'
