"""The API of the search finds what the page finds."""

import pytest
from tests.platform.organisation.factories import PersonFactory, PostFactory
from tests.platform.responsibilities.factories import CityFactory, DutyFactory, EditionFactory
from tests.platform.search import index

from zeren_platform.common.actor import Role

ROOT = "/api/v1/search"


@pytest.fixture
def program(client, db):
    city = CityFactory()
    edition = EditionFactory(in_force=True, register__title="Ecology", register__code="ecology")
    DutyFactory(edition=edition, position=1, title="Harbour", text="Ships take power from the shore.", field="")
    index.indexed(edition.subject)
    somebody = PersonFactory()
    PostFactory(role=Role.CLERK, unit=city, person=somebody)
    client.force_login(somebody)
    return client


def test_what_is_found_is_told_with_its_kind_and_key(program):
    found = program.get(ROOT, {"q": "harbour"}).json()

    assert [(row["kind"], row["title"], row["where"], row["is_over"]) for row in found["rows"]] == [
        ("duty", "Harbour", "Ecology", False)
    ]


def test_one_kind_alone_is_searched(program):
    assert program.get(ROOT, {"q": "harbour", "kind": "unit"}).json() == {
        "rows": [],
        "more": False,
        "complete": True,
    }


@pytest.mark.parametrize("asked", [{}, {"q": ""}, {"q": "a", "kind": "ship"}, {"q": "a", "size": "0"}])
def test_what_cannot_be_asked_is_refused_with_the_parameter(program, asked):
    answer = program.get(ROOT, asked)

    assert (answer.status_code, len(answer.json()["errors"])) == (422, 1)


def test_a_stranger_finds_nothing(client, db):
    assert client.get(ROOT, {"q": "harbour"}).status_code == 401
