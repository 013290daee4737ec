"""The daily job that puts editions in force."""

import argparse

from tests.platform.responsibilities.factories import AssignmentFactory, DutyFactory, EditionFactory

from zeren_platform.commands import come_into_force
from zeren_platform.responsibilities.models import Edition


def due():
    edition = EditionFactory(in_force=True, state=Edition.State.ADOPTED)
    AssignmentFactory(duty=DutyFactory(edition=edition))
    return edition


def test_names_what_came_into_force(db, capsys):
    edition = due()

    assert come_into_force.run(argparse.Namespace()) == 0

    edition.refresh_from_db()
    assert edition.state == Edition.State.IN_FORCE
    assert capsys.readouterr().out == f"{edition.register.code}: edition 1, in force from 2026-03-02\n"


def test_is_harmless_when_repeated(db, capsys):
    due()
    come_into_force.run(argparse.Namespace())
    capsys.readouterr()

    assert come_into_force.run(argparse.Namespace()) == 0

    assert capsys.readouterr().out == "No adopted edition waits for today.\n"
