"""RFC 3797: the worked example of section 6, and the selection of the nominating committee of 2022."""

import pytest

from zeren.draw.rfc3797 import InvalidPoolError, key_string, select

# RFC 3797, section 6.
SOURCES = [[9319], [2, 5, 12, 8, 10], [9, 18, 26, 34, 41, 45]]
SELECTED = [17, 7, 2, 16, 25, 23, 8, 24, 19, 13, 22, 5, 18, 9, 1, 4]


def test_the_worked_example_is_reproduced():
    assert select(pool=25, key=key_string(SOURCES), take=16) == SELECTED


@pytest.mark.shared
@pytest.mark.parametrize("name", ["rfc3797_section6", "nomcom2022"])
def test_the_published_selections_are_reproduced(vectors, name):
    told = vectors("rfc3797_vectors.json")[name]

    selected = select(pool=told["pool_size"], key=told["key_string"], take=len(told["results"]))

    assert selected == [one["selected"] for one in told["results"]]


def test_the_whole_pool_can_be_put_in_order():
    assert sorted(select(pool=9, key="1./", take=9)) == list(range(1, 10))


@pytest.mark.parametrize(("pool", "take"), [(0, 0), (65536, 1), (5, 6), (5, -1)])
def test_a_pool_outside_the_method_is_refused(pool, take):
    with pytest.raises(InvalidPoolError):
        select(pool=pool, key="1./", take=take)


def test_a_negative_number_is_refused():
    with pytest.raises(InvalidPoolError):
        key_string([[-1]])
