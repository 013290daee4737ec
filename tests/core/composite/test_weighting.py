from fractions import Fraction

import pytest

from zeren.composite.comparison import RANDOM_INDEX, compare
from zeren.composite.errors import DomainError
from zeren.composite.normalisation import Normalisation, normalise
from zeren.composite.weighting import weigh

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

    assert ratios == {"saaty": 0.0332, "alonso_lamata": 0.0367}


def test_comparisons_that_are_not_reciprocal_are_refused():
    with pytest.raises(DomainError) as caught:
        compare([[1, 2], [2, 1]])

    assert caught.value.params["found"] == "row 1, column 2"
