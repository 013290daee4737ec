import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.composite.components import eigenvalues


def test_the_eigenvalues_of_equal_correlations_are_known():
    # One of 1 + (k - 1) r, the others of 1 - r.
    matrix = [[1.0 if row == column else 0.4 for column in range(5)] for row in range(5)]

    assert eigenvalues(matrix) == pytest.approx([2.6, 0.6, 0.6, 0.6, 0.6], abs=1e-12)


def test_a_diagonal_is_its_own_answer():
    assert eigenvalues([[1.0, 0.0], [0.0, 3.0]]) == [3.0, 1.0]


@given(st.lists(st.floats(-1, 1), min_size=6, max_size=6))
def test_they_add_up_to_the_diagonal_and_their_squares_to_all_squares(cells):
    a, b, c, d, e, f = cells
    matrix = [[a, b, c], [b, d, e], [c, e, f]]

    found = eigenvalues(matrix)

    assert sum(found) == pytest.approx(a + d + f, abs=1e-9)
    assert sum(value**2 for value in found) == pytest.approx(sum(cell**2 for row in matrix for cell in row), abs=1e-9)
