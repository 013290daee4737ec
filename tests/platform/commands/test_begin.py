import argparse

import pytest

from zeren_platform.commands import begin
from zeren_platform.common.actor import Role
from zeren_platform.ledger.models import Record
from zeren_platform.organisation.models import Person, Post, Unit

WORDS = [
    "--code", "newcity", "--name", "New City",
    "--system-administrator", "sys.one", "Sys One",
    "--security-administrator", "sec.two", "Sec Two",
    "--audit-administrator", "aud.three", "Aud Three",
]  # fmt: skip


@pytest.fixture
def arguments():
    parser = argparse.ArgumentParser()
    begin.add_arguments(parser)
    return parser.parse_args(WORDS)


def test_three_people_hold_the_three_posts(db, arguments):
    assert begin.run(arguments) == 0

    held = set(Post.objects.values_list("person__username", "role"))
    assert held == {
        ("sys.one", Role.SYSTEM_ADMINISTRATOR),
        ("sec.two", Role.SECURITY_ADMINISTRATOR),
        ("aud.three", Role.AUDIT_ADMINISTRATOR),
    }


def test_the_printed_passwords_open_the_door(db, arguments, capsys):
    begin.run(arguments)

    printed = {
        line.split()[2]: line.split()[3] for line in capsys.readouterr().out.splitlines() if "administrator" in line
    }
    assert all(Person.objects.get(username=username).check_password(password) for username, password in printed.items())


def test_an_installation_begins_once(db, arguments, capsys):
    begin.run(arguments)
    records = Record.objects.count()

    assert begin.run(arguments) == 1

    assert "begun already" in capsys.readouterr().err
    assert (Unit.objects.count(), Record.objects.count()) == (1, records)


def test_one_person_cannot_be_two_administrators(db, arguments, capsys):
    arguments.audit_administrator = ["sys.one", "Sys One"]

    assert begin.run(arguments) != 0

    assert Post.objects.filter(role=Role.AUDIT_ADMINISTRATOR).count() == 0


def test_a_mended_beginning_is_completed(db, arguments):
    arguments.audit_administrator = ["sys.one", "Sys One"]
    begin.run(arguments)
    arguments.audit_administrator = ["aud.three", "Aud Three"]

    assert begin.run(arguments) == 0

    assert set(Post.objects.values_list("role", flat=True)) == {
        Role.SYSTEM_ADMINISTRATOR,
        Role.SECURITY_ADMINISTRATOR,
        Role.AUDIT_ADMINISTRATOR,
    }
