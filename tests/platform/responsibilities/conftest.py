"""Stories that the tests of this slice begin from."""

from datetime import date

import pytest
from tests.platform.organisation.factories import PersonFactory, PostFactory
from tests.platform.responsibilities.consulting import asked
from tests.platform.responsibilities.factories import (
    AssignmentFactory,
    CityFactory,
    DocumentFactory,
    DutyFactory,
    EditionFactory,
    ProposalFactory,
    ProposedUnitFactory,
    UnitFactory,
)

from zeren_platform.common.actor import Role
from zeren_platform.ledger.models import Record
from zeren_platform.organisation.models import Unit


@pytest.fixture
def city(db):
    return CityFactory()


@pytest.fixture
def air_bureau(city):
    return UnitFactory(code="air", name="Air Bureau", name_zh="空气局")


@pytest.fixture
def water_bureau(city):
    return UnitFactory(code="water", name="Water Bureau", name_zh="水务局")


@pytest.fixture
def a_decided_document(air_bureau, water_bureau):
    """A document with two accepted proposals: one led by the air bureau, one that names somebody unknown."""
    document = DocumentFactory()
    clean_air = ProposalFactory(document=document, position=0, basis="Law, article 1", target="No smog", cycle="yearly")
    ProposedUnitFactory(proposal=clean_air, position=0, name="Air Bureau", unit=air_bureau, role="lead")
    ProposedUnitFactory(proposal=clean_air, position=1, name="Water Bureau", unit=water_bureau, role="support")
    clean_water = ProposalFactory(
        document=document, position=1, start=59, end=98, title="", text="Keep the water clean.", field="Water"
    )
    ProposedUnitFactory(proposal=clean_water, position=0, name="Water Bureau", unit=water_bureau, role="lead")
    ProposedUnitFactory(proposal=clean_water, position=1, name="Office of Rivers", unit=None, role="support")
    return document


@pytest.fixture
def a_draft(air_bureau):
    """A draft with one duty that the air bureau leads."""
    edition = EditionFactory()
    AssignmentFactory(duty=DutyFactory(edition=edition, position=1), unit=air_bureau)
    return edition


@pytest.fixture
def in_force(air_bureau, water_bureau):
    """An edition in force: the air bureau leads two duties, the water bureau supports the first."""
    edition = EditionFactory(in_force=True)
    first = DutyFactory(edition=edition, position=1)
    AssignmentFactory(duty=first, unit=air_bureau)
    AssignmentFactory(duty=first, unit=water_bureau, role="support")
    AssignmentFactory(duty=DutyFactory(edition=edition, position=2, field="Dust"), unit=air_bureau)
    return edition


@pytest.fixture
def ledger(db):
    """Give the events recorded since the test began its act."""
    known = Record.objects.count()
    return lambda: list(Record.objects.order_by("id").values_list("event", flat=True))[known:]


@pytest.fixture
def visitor(city, client):
    """Sign somebody in who holds one role at one unit."""

    def sign_in(role, unit="binhai"):
        person = PersonFactory(name="Wei Lan")
        PostFactory(role=role, unit=Unit.objects.get(code=unit), person=person, valid_from=date(2020, 1, 1))
        client.force_login(person)
        return client

    return sign_in


@pytest.fixture
def desk(visitor):
    """The browser of the city's clerk."""
    return visitor(Role.CLERK)


@pytest.fixture
def draft(a_draft, water_bureau):
    """A draft of two duties: the air bureau leads the first, the water bureau the second."""
    AssignmentFactory(duty=DutyFactory(edition=a_draft, position=2, text="Keep the water clean."), unit=water_bureau)
    return a_draft


@pytest.fixture
def consultation(draft):
    return asked(draft)


@pytest.fixture
def first(draft):
    return draft.duties.get(number="1")
