"""A list for paper: every row that the filters leave."""

import re

import pytest
from tests.platform.responsibilities.browsing import page, shown
from tests.platform.responsibilities.factories import DutyFactory


@pytest.fixture
def long(in_force):
    for place in range(60):
        DutyFactory(edition=in_force, position=place + 10, field=f"Field {place % 2}", title=f"Title {place}")
    return in_force


def test_has_all_rows_on_one_page(desk, long):
    body = shown(desk.get(page("print", long.register.code, 1)))

    assert len(re.findall(r"Title \d+", body)) == 60
    assert 'rel="next"' not in body


def test_keeps_filters_and_groups(desk, long):
    body = shown(desk.get(page("print", long.register.code, 1), {"field": "Field 1", "group": "field"}))

    assert len(re.findall(r"Title \d+", body)) == 30
    assert "<dd>Field 1</dd>" in body


def test_says_what_it_is_and_where_it_stands(desk, long):
    body = shown(desk.get(page("print", long.register.code, 1)))

    assert f"http://testserver/registers/{long.register.code}/editions/1/" in body
    assert "Third meeting" in body


def test_is_refused_where_the_list_is(visitor, a_draft):
    assert visitor("head", "air").get(page("print", a_draft.register.code, 1)).status_code == 404


def test_takes_eight_queries_at_most(desk, long, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        desk.get(page("print", long.register.code, 1), {"group": "lead"})
