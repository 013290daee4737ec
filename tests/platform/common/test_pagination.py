"""Lists paged by key: every row once, forward and back, with ties; a place that no list gave is refused."""

import json
from base64 import urlsafe_b64encode
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zeren_platform.common.pagination import BadCursorError, page_of
from zeren_platform.ledger.models import Record

COUNT = 23
BEGIN = datetime(2026, 11, 23, 8, 0, 0, 123456, tzinfo=UTC)
# Ties on purpose, and texts that must survive the way through an address.
UNITS = ("", "eco", "水务局　甲", 'O\'Brien & "Söhne"\n', "%like_%")
ORDERS = [
    ("id",),
    ("-id",),
    ("unit", "id"),
    ("-unit", "id"),
    ("unit", "-id"),
    ("recorded_at", "unit", "-id"),
    ("-recorded_at", "-unit", "uid"),
]
# The rows stay the same over all the examples of a property.
same_rows = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
orders = st.sampled_from(ORDERS)
sizes = st.integers(min_value=1, max_value=COUNT + 2)


@pytest.fixture
def rows(db):
    Record.objects.bulk_create(
        Record(
            uid=UUID(int=number * 7919 % 97),
            event="example.thing.happened",
            subject="example:1",
            unit=UNITS[number % len(UNITS)],
            recorded_at=BEGIN + timedelta(microseconds=number // 6),
            body=b"{}",
            leaf_hash=bytes(32),
        )
        for number in range(COUNT)
    )
    return Record.objects.all()


def walk(rows, *, order, size, forward):
    """Give the pages from the first to the last, or from the last to the first."""
    page = page_of(rows, order=order, size=size) if forward else last_page(rows, order=order, size=size)
    pages = [page]
    while place := (page.next if forward else page.previous):
        page = page_of(rows, order=order, size=size, **{"after" if forward else "before": place})
        pages.append(page)
        assert len(pages) <= COUNT + 1
    return pages


def last_page(rows, *, order, size):
    return walk(rows, order=order, size=size, forward=True)[-1]


@same_rows
@given(order=orders, size=sizes)
def test_forward_gives_every_row_once_in_order(rows, order, size):
    pages = walk(rows, order=order, size=size, forward=True)

    assert [row.pk for page in pages for row in page.rows] == [row.pk for row in rows.order_by(*order)]
    assert all(len(page.rows) == size for page in pages[:-1])
    assert pages[0].previous == ""


@same_rows
@given(order=orders, size=sizes)
def test_back_gives_every_row_once_in_order(rows, order, size):
    pages = walk(rows, order=order, size=size, forward=False)

    assert [row.pk for page in reversed(pages) for row in page.rows] == [row.pk for row in rows.order_by(*order)]


@same_rows
@given(order=orders, size=sizes, steps=st.lists(st.booleans(), max_size=12))
def test_there_and_back_again_is_the_same_page(rows, order, size, steps):
    page = page_of(rows, order=order, size=size)
    for forward in steps:
        if not (page.next if forward else page.previous):
            continue
        if forward:
            following = page_of(rows, order=order, size=size, after=page.next)
            assert [row.pk for row in page_of(rows, order=order, size=size, before=following.previous).rows] == [
                row.pk for row in page.rows
            ]
            page = following
        else:
            page = page_of(rows, order=order, size=size, before=page.previous)


def test_a_list_without_rows_is_one_empty_page(db):
    page = page_of(Record.objects.all(), order=("id",))

    assert (list(page.rows), page.previous, page.next) == ([], "", "")


def test_a_page_costs_one_query(rows, django_assert_num_queries):
    with django_assert_num_queries(1):
        page_of(rows, order=("unit", "id"), size=5)


def test_rows_that_come_in_between_are_neither_lost_nor_shown_twice(rows):
    first = page_of(rows, order=("-id",), size=5)
    newest = rows.order_by("-id").first()
    Record.objects.bulk_create([Record(**{**_copy(newest), "uid": UUID(int=1000)})])

    second = page_of(rows, order=("-id",), size=5, after=first.next)

    assert [row.pk for row in second.rows] == [first.rows[-1].pk - step for step in range(1, 6)]


def _copy(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.fields if not field.primary_key}


def cursor(keys):
    return urlsafe_b64encode(json.dumps(keys).encode()).decode().rstrip("=")


BAD = {
    "not base64": "§§§",
    "not JSON": "abcd",
    "not a list": cursor({"unit": 1}),
    "too short": cursor(["eco"]),
    "too long": cursor(["eco", 1, 2]),
    "a null": cursor(["eco", None]),
    "a fraction": cursor(["eco", 1.5]),
    "a list inside": cursor(["eco", [1]]),
    "no number": cursor(["eco", "first"]),
    "a NUL": cursor(["e\0co", 1]),
    "half a character": cursor(["\ud800", 1]),
    "endlessly nested": urlsafe_b64encode(b"[" * 2900).decode(),
    "very long": cursor(["e" * 100_000, 1]),
}


@pytest.mark.parametrize("place", BAD.values(), ids=BAD)
@pytest.mark.parametrize("side", ["after", "before"])
def test_a_place_that_the_list_did_not_give_is_refused(rows, place, side):
    with pytest.raises(BadCursorError) as caught:
        page_of(rows, order=("unit", "id"), **{side: place})

    assert caught.value.params == {"cursor": place}


def test_a_time_that_is_none_is_refused(rows):
    with pytest.raises(BadCursorError):
        page_of(rows, order=("recorded_at", "id"), after=cursor(["yesterday", 1]))


def test_a_number_beyond_every_row_is_the_end(rows):
    assert list(page_of(rows, order=("id",), after=cursor([10**30])).rows) == []


@same_rows
@given(place=st.text(min_size=1, max_size=60))
def test_any_text_is_either_a_place_or_refused(rows, place):
    with suppress(BadCursorError):
        page_of(rows, order=("unit", "id"), after=place)
