"""A read that is written once asks for the keys of each time."""

from datetime import date

import pytest
from django.db import connection

from zeren_platform.common.written import WrittenRead, WrittenReadOfMany
from zeren_platform.organisation.models import Unit

pytestmark = pytest.mark.django_db
BEGUN, LATER = date(2020, 1, 1), date(2024, 2, 29)


def _begun(pk, on):
    return Unit.objects.filter(pk=pk, valid_from__lte=on).values_list("code", "valid_from")


@pytest.fixture
def units():
    return [
        Unit.objects.create(code=code, name=code, kind="department", path=f"/{code}/", valid_from=valid_from)
        for code, valid_from in (("early", BEGUN), ("late", LATER))
    ]


def test_each_call_has_keys_of_its_own(units):
    begun = WrittenRead(_begun, -1, date(1, 1, 1))

    assert begun(units[0].pk, BEGUN) == [("early", BEGUN)]
    assert begun(units[1].pk, BEGUN) == []
    assert begun(units[1].pk, LATER) == [("late", LATER)]


def test_rows_come_with_what_belongs_to_them(units, django_assert_num_queries):
    below = Unit.objects.create(code="below", name="b", kind="town", path="/early/below/", parent=units[0])
    read = WrittenRead(lambda pk: Unit.objects.select_related("parent").filter(pk=pk), -1)

    for _ in range(2):
        with django_assert_num_queries(1):
            (found,) = read(below.pk)
            assert (found, found.parent.code, found.valid_from) == (below, "early", None)


def test_every_thread_asks_through_its_own_connection(units):
    read = WrittenRead(_begun, -1, date(1, 1, 1))
    read(units[0].pk, BEGUN)

    assert read._written[1].connection is connection


def test_it_is_written_once(units):
    written = []

    def query(pk):
        written.append(pk)
        return Unit.objects.filter(pk=pk).values_list("code")

    read = WrittenRead(query, -1)

    assert [read(unit.pk) for unit in units] == [[("early",)], [("late",)]]
    assert written == [-1]


def test_an_example_that_stands_nowhere_is_told():
    with pytest.raises(ValueError, match="-1"):
        WrittenRead(lambda _pk: Unit.objects.values_list("code"), -1)(7)


def test_a_key_too_few_is_refused(units):
    with pytest.raises(ValueError, match="shorter"):
        WrittenRead(_begun, -1, date(1, 1, 1))(units[0].pk)


class TestOfMany:
    @pytest.fixture
    def written(self):
        return []

    @pytest.fixture
    def read(self, written):
        def query(codes, on):
            written.append(len(codes))
            return (
                Unit.objects.filter(code__in=codes, valid_from__lte=on).order_by("code").values_list("code", flat=True)
            )

        return WrittenReadOfMany(query, date(1, 1, 1), kind=str, most=4)

    @pytest.fixture(autouse=True)
    def five(self):
        for code in "abcde":
            Unit.objects.create(code=code, name=code, kind="department", path=f"/{code}/", valid_from=BEGUN)

    @pytest.mark.parametrize("codes", ["", "a", "ab", "bde", "edba", "abcde"])
    def test_however_many_keys_there_are_each_gives_its_rows_once(self, read, codes):
        assert read(list(codes), BEGUN) == sorted(codes)

    def test_it_is_written_once_for_each_power_of_two(self, read, written):
        for codes in ("abc", "abcd", "bcd", "a", "b"):
            read(list(codes), BEGUN)

        assert written == [4, 1]

    def test_of_more_than_most_it_is_written_each_time(self, read, written):
        for _time in range(2):
            read(list("abcde"), BEGUN)

        assert written == [5, 5]

    def test_the_other_keys_hold_for_all(self, read):
        assert read(list("abc"), date(2019, 12, 31)) == []
