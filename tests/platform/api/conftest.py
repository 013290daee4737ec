"""Programs with tokens, and the city in which they act."""

import json
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from tests.platform.organisation.factories import PersonFactory, PostFactory
from tests.platform.responsibilities.conftest import (  # noqa: F401 - fixtures
    a_decided_document,
    a_draft,
    air_bureau,
    city,
    in_force,
    ledger,
    water_bureau,
)

from zeren_platform.common.actor import Role
from zeren_platform.common.limits import Limit
from zeren_platform.config.door import LIMITS
from zeren_platform.organisation.models import Unit
from zeren_platform.organisation.queries import actor_of
from zeren_platform.organisation.use_cases import tokens

NOW = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)
EVERYTHING = ("read", "write")


@pytest.fixture
def clock():
    """Stand still, so that limits are exact; move with ``clock.shift(seconds)``."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


class Program:
    """Sends JSON with a token."""

    def __init__(self, client, secret, person):
        self.client, self.secret, self.person = client, secret, person

    def __call__(self, method, address, body=None, **headers):
        return self.client.generic(
            method,
            f"/api/v1{address}",
            "" if body is None else json.dumps(body),
            content_type="application/json",
            headers={"authorization": f"Bearer {self.secret}"}
            | {name.replace("_", "-"): text for name, text in headers.items()},
        )


@pytest.fixture
def program(city, client):  # noqa: F811 - the fixture
    """Make the program of somebody who holds one role at one unit."""

    def make(role=Role.CLERK, unit="binhai", scopes=EVERYTHING, person=None):
        person = person or PersonFactory(name="Wei Lan")
        PostFactory(role=role, unit=Unit.objects.get(code=unit), person=person, valid_from=date(2020, 1, 1))
        actor = actor_of(person, on=NOW.date())
        _token, secret = tokens.issue(actor=actor, name="test", scopes=scopes, days=366, now=NOW)
        return Program(client, secret, person)

    return make


@pytest.fixture(autouse=True)
def today(clock):
    """Every test here happens on one day."""


@pytest.fixture
def everything_there(program, a_decided_document, a_draft, in_force, monkeypatch):  # noqa: F811 - the fixtures
    """Rows of every kind, somebody who may do most things with them, and no end to what they may send."""
    monkeypatch.setitem(LIMITS, "person", Limit(count=10**6, seconds=60))
    monkeypatch.setitem(LIMITS, "address", Limit(count=10**6, seconds=60))
    caller = program()
    for role in (Role.HEAD, Role.LEADER, Role.SYSTEM_ADMINISTRATOR):
        PostFactory(role=role, unit=Unit.objects.get(code="binhai"), person=caller.person)
    # The site would close the connection of this test's transaction, as Django's own client keeps it from doing.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield caller
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
