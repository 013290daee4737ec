"""The lists of the house as CSV: all of their pages, and nothing that the reader does not see."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse
from tests.platform.organisation.factories import PersonFactory, PostFactory, UnitFactory
from tests.platform.responsibilities.factories import AssignmentFactory, DutyFactory, EditionFactory
from tests.platform.sources.factories import DocumentFactory

from zeren_platform.common.actor import Role
from zeren_platform.organisation.models import Unit

MANY = 120


@pytest.fixture
def city(db):
    return UnitFactory(code="city", name="Binhai City", kind=Unit.Kind.CITY)


@pytest.fixture
def full(city):
    """More of everything than a page shows."""
    for number in range(MANY):
        unit = UnitFactory(code=f"bureau-{number}", name=f"Bureau {number:03}", parent=city)
        PostFactory(unit=unit, role=Role.OFFICER, person=PersonFactory(name=f"Officer {number:03}"))
        DocumentFactory(unit=city, title=f"Document {number:03}")
    edition = EditionFactory(in_force=True)
    for number in range(1, MANY + 1):
        duty = DutyFactory(edition=edition, position=number, number=str(number), title=f"Duty {number:03}")
        AssignmentFactory(duty=duty, unit=Unit.objects.get(code="bureau-0"))
    return edition


def rows_of(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.fixture
def as_role(full, city):
    def sign_in(role, unit="city"):
        browser = Client()
        browser.force_login(PostFactory(role=role, unit=Unit.objects.get(code=unit)).person)
        return browser

    return sign_in


@pytest.mark.parametrize(
    ("role", "name", "word"),
    [
        (Role.SYSTEM_ADMINISTRATOR, "organisation:units", "Bureau "),
        (Role.SECURITY_ADMINISTRATOR, "organisation:people", "Officer "),
        (Role.CLERK, "sources:documents", "Document "),
        (Role.CLERK, "desk:units", "Bureau "),
    ],
)
def test_a_list_has_all_of_its_rows_in_its_file(as_role, role, name, word):
    answer = as_role(role).get(reverse(name), {"export": "csv"})

    found = {cell for row in rows_of(answer) for cell in row if cell.startswith(word)}
    assert (answer["Content-Type"], len(found)) == ("text/csv; charset=utf-8", MANY)


def test_the_public_list_of_duties_has_them_too(client, full):
    answer = client.get(reverse("portal:register", args=[full.register.code]), {"export": "csv"})

    assert len([row for row in rows_of(answer) if "Duty " in "".join(row)]) == MANY


def test_a_file_is_as_narrow_as_its_list(as_role):
    answer = as_role(Role.SYSTEM_ADMINISTRATOR).get(
        reverse("organisation:units"), {"export": "csv", "words": "Bureau 00", "after": "WzUwLDUwXQ"}
    )

    assert len({row[0] for row in rows_of(answer)[1:]}) == 10


def test_the_link_below_a_second_page_asks_for_all(as_role):
    browser = as_role(Role.SYSTEM_ADMINISTRATOR)
    place = browser.get(reverse("organisation:units")).context["page"].next

    page = browser.get(reverse("organisation:units"), {"after": place}).content.decode()

    assert 'href="?export=csv"' in page
