"""Fixtures that every slice's tests may use."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.db import connection, connections
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as trials

from zeren_platform.common import memory
from zeren_platform.config import navigation
from zeren_platform.config.door import LIMITS
from zeren_platform.ledger import triggers
from zeren_platform.ledger.use_cases import sequencing
from zeren_platform.responsibilities.jobs import DayMiddleware

# How fast a machine is that others share is no property of what is tested.
trials.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
trials.load_profile("shared")


@pytest.fixture(autouse=True)
def the_day_has_begun(monkeypatch):
    """Look at what comes into force before the test: else the first request of a process would ask one thing more."""
    monkeypatch.setattr(DayMiddleware, "day", date.max)


@pytest.fixture(autouse=True)
def place(monkeypatch):
    """Name the place above every page: a process asks for it once a minute, and no test depends on when that is."""
    monkeypatch.setattr(navigation, "place_now", lambda *_: "Binhai")


@pytest.fixture(autouse=True)
def unspent():
    """Let every test begin with nothing counted against anybody."""
    for limit in LIMITS.values():
        limit.forget()


@pytest.fixture(autouse=True)
def the_language_of_the_installation():
    """Begin every test in it: a request leaves its own language behind in the thread."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def committed(transactional_db):
    """A database in which acts really commit, with the ledger's triggers in place.

    Emptying the tables after such a test is the one thing that the triggers must let pass, so they are taken
    away before it and put back at the next test that commits.
    """
    _execute(triggers.drop(connection.vendor) + triggers.create(connection.vendor))
    yield
    _execute(triggers.drop(connection.vendor))


@pytest.fixture
def in_threads(committed, monkeypatch, tmp_path):
    """Run something in many threads at once, each with a connection of its own; give what came back.

    A SQLite database in memory has one connection, so that it is copied into a file for the threads.
    """
    if connection.vendor == "sqlite":
        place = tmp_path / "rows.sqlite3"
        with closing(sqlite3.connect(place)) as copy:
            connection.connection.backup(copy)
            # As a file in use has it: threads that came first would fight over who may set it.
            copy.execute("PRAGMA journal_mode=WAL")
        # A new description, not a change of the one that the connection in memory goes by.
        monkeypatch.setitem(connections.settings, "default", {**connections.settings["default"], "NAME": str(place)})

    def closed(work, *given):
        try:
            return work(*given)
        finally:
            connection.close()

    def run(work, given, *, at_once):
        with ThreadPoolExecutor(max_workers=at_once) as pool:
            return list(pool.map(lambda one: closed(work, one), given))

    return run


@pytest.fixture
def number_the_records():
    """Give the waiting records their numbers, as a commit does on PostgreSQL; under ``db`` nothing really commits."""
    return lambda: sequencing.sequence(at=datetime.now(UTC))


def _execute(statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Let no test see what another counted: rows that are taken back leave their keys to others."""
    memory._kept.cache_clear()
    memory._shelf.cache_clear()
