"""The stories that these tests tell."""

from datetime import UTC, date, datetime

import pytest
from tests.platform.organisation.factories import PersonFactory, PostFactory, UnitFactory

from zeren_platform.common.actor import Role
from zeren_platform.ledger.models import Record
from zeren_platform.organisation.models import Unit
from zeren_platform.organisation.queries import actor_of

NOW = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)
TODAY = date(2026, 6, 10)


@pytest.fixture
def city(db):
    """A city with the bureau of water and two districts."""
    root = UnitFactory(code="city", name="Binhai City", name_zh="滨海市", kind=Unit.Kind.CITY)
    UnitFactory(code="water", name="Water Bureau", name_zh="水务局", parent=root)
    UnitFactory(code="hechuan", name="Hechuan District", kind=Unit.Kind.DISTRICT, parent=root)
    UnitFactory(code="donggang", name="Donggang District", kind=Unit.Kind.DISTRICT, parent=root)
    return root


@pytest.fixture
def actor(city):
    """Make the actor of somebody who holds one role at one unit."""

    def make(role, unit="city", **person):
        post = PostFactory(role=role, unit=Unit.objects.get(code=unit), person=PersonFactory(**person))
        return actor_of(post.person, on=TODAY)

    return make


@pytest.fixture
def system_administrator(actor):
    return actor(Role.SYSTEM_ADMINISTRATOR, username="sys")


@pytest.fixture
def security_administrator(actor):
    return actor(Role.SECURITY_ADMINISTRATOR, username="sec")


@pytest.fixture
def ledger():
    """Count the records that a block leaves."""

    def count():
        return Record.objects.count()

    return count
