from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.composite.comparison import RANDOM_INDEX, compare
from zeren.composite.errors import DomainError
from zeren.composite.normalisation import Normalisation, normalise
from zeren.composite.weighting import correlation, weigh

UNIT = Normalisation(scale=(Fraction(0), Fraction(1)))
MATRICES = ["saaty_3x3", "consistent_4x4", "drinks_7x7", "inconsistent_4x4", "five_5x5"]


def wanted_column(vectors, case, head):
    return [
        float(row[next(key for key in row if key.startswith(head))]) for row in vectors.dicts(f"{case}_weights.csv")
    ]


def case(vectors, name):
    _, rows = vectors.rows(f"{name}_matrix.csv", first=0)
    types = [int(row["type"]) for row in vectors.dicts(f"{name}_types_weights.csv")]
    return [list(column) for column in zip(*rows, strict=True)], types


@pytest.mark.shared
@pytest.mark.parametrize(("method", "head"), [("deviation", "pymcdm.standard"), ("entropy", "pymcdm.entropy")])
def test_weights_out_of_the_amounts_are_those_of_pymcdm(method, head, vectors):
    columns, _ = case(vectors, "A_8x5")

    assert weigh(columns, method) == pytest.approx(wanted_column(vectors, "A_8x5", head), abs=1e-12)


@pytest.mark.shared
def test_critic_minds_the_direction(vectors):
    columns, types = case(vectors, "A_8x5")
    scored = [normalise(column, UNIT, direction=kind) for column, kind in zip(columns, types, strict=True)]

    assert weigh(scored, "critic") == pytest.approx(
        wanted_column(vectors, "A_8x5", "skcriteria.CRITIC(pearson"), abs=1e-12
    )


@pytest.mark.shared
def test_one_zero_is_no_reason_to_fail_nor_to_give_one_indicator_most_of_the_weight(vectors):
    columns, _ = case(vectors, "C_zero_8x5")
    without, _ = case(vectors, "A_8x5")

    changed = [
        abs(one - other) for one, other in zip(weigh(columns, "entropy"), weigh(without, "entropy"), strict=True)
    ]

    assert max(weigh(columns, "entropy")) < 0.55
    assert max(changed) > 0


@pytest.mark.shared
def test_with_one_zero_weights_are_those_of_scikit_criteria_and_not_those_of_pydecision(vectors):
    columns, types = case(vectors, "C_zero_8x5")
    scored = [normalise(column, UNIT, direction=kind) for column, kind in zip(columns, types, strict=True)]
    peer = lambda head: pytest.approx(wanted_column(vectors, "C_zero_8x5", head), abs=1e-9)  # noqa: E731

    assert weigh(columns, "entropy") == peer("skcriteria.EntropyWeighter")
    assert weigh(columns, "entropy") != peer("pyDecision.entropy")
    assert weigh(columns, "deviation") == peer("skcriteria.StdWeighter")
    assert weigh(scored, "critic") == peer("skcriteria.CRITIC(pearson")


def test_an_amount_below_zero_has_no_entropy():
    with pytest.raises(DomainError):
        weigh([[1.0, -1.0], [1.0, 2.0]], "entropy")


def test_loadings_of_both_signs_are_refused_as_weights():
    with pytest.raises(DomainError):
        weigh([[1.0, 2.0, 3.0, 4.0], [1.1, 2.2, 2.9, 4.0], [4.0, 3.0, 2.1, 1.0]], "principal_component")


def test_equal_weights_are_equal():
    assert weigh([[1.0, 2.0]] * 4, "equal") == [0.25] * 4


@pytest.mark.shared
@pytest.mark.parametrize("matrix", MATRICES)
@pytest.mark.parametrize(("method", "peer"), [("eigenvector", "max_eigen"), ("geometric", "geometric")])
def test_weights_out_of_comparisons_are_those_of_pydecision(matrix, method, peer, vectors):
    _, rows = vectors.rows(f"ahp/ahp_{matrix}_matrix.csv", first=0)
    wanted = next(
        row
        for row in vectors.dicts("ahp/ahp_results.csv")
        if row["matrix"] == matrix and row["method"] == f"pyDecision.ahp_method {peer}"
    )

    found = compare(rows, method=method)

    assert found.weights == pytest.approx([float(wanted[f"w{place + 1}"]) for place in range(len(rows))], abs=1e-9)
    assert found.largest_eigenvalue == pytest.approx(float(wanted["lambda_max_numpy"]), abs=1e-9)


def test_the_consistency_ratio_depends_on_the_table_and_the_table_is_named():
    matrix = [[1, 3, 5], [Fraction(1, 3), 1, 3], [Fraction(1, 5), Fraction(1, 3), 1]]

    ratios = {table: round(compare(matrix, random_index=table).consistency_ratio, 4) for table in RANDOM_INDEX}

    assert ratios == {"saaty": 0.0332, "saaty_2005": 0.037, "donegan_dodd": 0.0392, "alonso_lamata": 0.0367}


def test_comparisons_that_are_not_reciprocal_are_refused():
    with pytest.raises(DomainError) as caught:
        compare([[1, 2], [2, 1]])

    assert caught.value.params["found"] == "row 1, column 2"


@pytest.mark.shared
@pytest.mark.parametrize(("table", "peer"), [("saaty_2005", "saaty"), ("donegan_dodd", "dd")])
@pytest.mark.parametrize("matrix", MATRICES)
def test_the_consistency_ratios_of_ahpy_are_met(matrix, table, peer, vectors):
    _, rows = vectors.rows(f"ahp/ahp_{matrix}_matrix.csv", first=0)
    wanted = next(
        row
        for row in vectors.dicts("ahp/ahp_results.csv")
        if row["matrix"] == matrix and row["method"] == f"ahpy.Compare random_index={peer}"
    )

    ratio = compare(rows, random_index=table).consistency_ratio

    assert ratio == pytest.approx(float(wanted["consistency_ratio"]), abs=1e-6)


def shares_of_variance(columns, weights):
    whole = [sum(w * cell for w, cell in zip(weights, row, strict=True)) for row in zip(*columns, strict=True)]
    middle = sum(whole) / len(whole)
    variance = sum((one - middle) ** 2 for one in whole)
    return [
        w
        * sum((cell - sum(column) / len(column)) * (one - middle) for cell, one in zip(column, whole, strict=True))
        / variance
        for w, column in zip(weights, columns, strict=True)
    ]


def test_balanced_weights_make_the_shares_of_the_variance_what_the_weights_say():
    columns = [[1.0, 2.0, 3.0, 4.0, 9.0], [1.0, 3.0, 2.0, 5.0, 4.0], [500.0, 100.0, 300.0, 400.0, 200.0]]

    found = weigh(columns, "balance", importance=[Fraction(3), Fraction(2), Fraction(1)])

    assert shares_of_variance(columns, found) == pytest.approx([3 / 6, 2 / 6, 1 / 6], abs=1e-9)


@pytest.mark.shared
def test_balanced_weights_are_above_zero_where_an_optimiser_of_correlations_gives_one_below(vectors):
    published = vectors.dicts("weights/opt_balance_equal_L2_result.csv")
    scores = vectors.columns("base/7_Aggregated.csv")
    columns = [scores[row["iCode"]] for row in published]

    found = weigh(columns, "balance")

    assert min(float(row["OptWeight"]) for row in published) < 0 < min(found)
    assert shares_of_variance([list(map(float, column)) for column in columns], found) == pytest.approx(
        [1 / 8] * 8, abs=1e-9
    )


def test_an_importance_of_nothing_cannot_be_balanced():
    with pytest.raises(DomainError) as caught:
        weigh([[1.0, 2.0], [2.0, 1.0]], "balance", importance=[Fraction(1), Fraction(0)])

    assert caught.value.params["rule"] == "balance"


VARIED = [[1.0, 4.0, 2.0, 8.0], [30.0, 10.0, 20.0, 25.0], [0.1, 0.1, 0.3, 0.2]]


def mean_correlation(weights):
    whole = [sum(weight * cell for weight, cell in zip(weights, row, strict=True)) for row in zip(*VARIED, strict=True)]
    return sum(correlation(whole, column) for column in VARIED) / len(VARIED)


@given(st.lists(st.floats(0.001, 100), min_size=3, max_size=3))
def test_no_other_weights_make_the_mean_correlation_greater(others):
    assert mean_correlation(weigh(VARIED, "correlation")) >= mean_correlation(others) - 1e-12


def test_what_does_not_differ_has_no_correlation():
    with pytest.raises(DomainError):
        weigh([[1.0, 2.0], [3.0, 3.0]], "correlation")
