"""The tree of a day opens level by level once it is large."""

import re
from datetime import date

import pytest
from django.urls import reverse
from tests.platform.organisation.conftest import NOW
from tests.platform.organisation.factories import PostFactory, UnitFactory

from zeren_platform.common.actor import Actor, Role
from zeren_platform.organisation import levels
from zeren_platform.organisation.models import FormerState, Unit
from zeren_platform.organisation.use_cases import reorganisations

SYSTEM = Actor.system("test")


@pytest.fixture
def large(city, monkeypatch):
    """A tree that is larger than a page, as far as the page can tell: two streets stand below a district."""
    monkeypatch.setattr(levels, "MOST_AT_ONCE", 5)
    hechuan = Unit.objects.get(code="hechuan")
    for code in ("north", "south"):
        UnitFactory(code=code, name=f"{code.capitalize()} Street", parent=hechuan)
    return city


@pytest.fixture
def tree(client, large):
    client.force_login(PostFactory(role=Role.OFFICER, unit=large).person)

    def shown(**query):
        return client.get(reverse("organisation:tree"), query).content.decode()

    return shown


def test_the_top_shows_what_stands_right_below_the_one_root_and_no_deeper(tree):
    page = tree()

    assert ("Hechuan District" in page, "North Street" in page) == (True, False)


def test_a_unit_says_how_many_stand_below_it_and_opens(tree):
    page = tree(on="2026-06-10")

    assert re.search(r'at=hechuan"[^>]*>2 units</a>', page)


def test_a_level_that_was_opened_leads_up_again(tree):
    page = tree(on="2026-06-10", at="hechuan")

    assert ("North Street" in page, "Water Bureau" in page) == (True, False)
    assert "at=city" in page


def test_a_unit_stands_where_it_stood_on_that_day(tree):
    moved = Unit.objects.get(code="north")
    FormerState.objects.create(
        unit=moved,
        name="Old North Street",
        parent=Unit.objects.get(code="donggang"),
        valid_until=date(2026, 3, 1),
    )

    assert "Old North Street" in tree(on="2026-02-01", at="donggang")
    assert "North Street" not in tree(on="2026-02-01", at="hechuan")
    assert "North Street" in tree(on="2026-04-01", at="hechuan")


def test_who_had_ended_stands_apart(tree):
    reorganisations.abolish(actor=SYSTEM, code="south", effective_on=date(2026, 6, 1), now=NOW)

    page = tree(on="2026-06-10", at="hechuan")

    assert page.index("Had ended by then") < page.index("South Street")


def test_several_roots_are_a_level_of_their_own(tree):
    UnitFactory(code="other", name="Other City")

    page = tree()

    assert ("Binhai City" in page, "Other City" in page, "Hechuan District" in page) == (True, True, False)


@pytest.mark.parametrize("at", ["", "hechuan"])
def test_a_level_takes_eight_queries_at_most(tree, django_assert_max_num_queries, at):
    with django_assert_max_num_queries(8):
        tree(at=at)


def test_a_wide_level_has_pages(tree):
    root = Unit.objects.get(code="city")
    for number in range(300):
        UnitFactory(code=f"bureau-{number}", name=f"Bureau Number {number:03}", parent=root)

    page = tree()

    assert page.count("Bureau Number") < 300
    assert "after=" in page


def test_no_unit_by_that_code_is_told(client, large):
    client.force_login(PostFactory(role=Role.OFFICER, unit=large).person)

    assert client.get(reverse("organisation:tree"), {"at": "nowhere"}).status_code == 404
