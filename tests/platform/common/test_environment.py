"""What an installation may say from outside."""

from pathlib import Path

import pytest

from zeren_platform.config.databases import options
from zeren_platform.config.environment import Database, Environment, EnvironmentFaultError

WHOLE = {"ZEREN_SECRET_KEY": "k" * 50, "ZEREN_DATA": "/srv/zeren"}


def test_an_installation_needs_only_a_key():
    found = Environment.read(WHOLE)

    assert found.database == Database(engine="sqlite", name=str(Path("/srv/zeren").resolve() / "zeren.sqlite3"))
    assert found.secure
    assert not found.debug
    assert found.language == "en"


def test_every_fault_is_reported_together():
    faulty = {
        "ZEREN_SECRET_KEY": "short",
        "ZEREN_LANGUAGE": "fr",
        "ZEREN_TIME_ZONE": "Asia/Binhai",
        "ZEREN_PROXIES": "10.0.0.0/8, proxy.binhai.example",
        "ZEREN_SECURE": "perhaps",
        "ZEREN_DEBUG": "true",
        "ZEREN_DATABASE": "mysql://host/name",
    }

    with pytest.raises(EnvironmentFaultError) as caught:
        Environment.read(faulty)

    assert [name for name in faulty if name not in str(caught.value)] == []


def test_a_password_is_never_repeated_in_a_fault():
    with pytest.raises(EnvironmentFaultError) as caught:
        Environment.read({**WHOLE, "ZEREN_DATABASE": "mysql://zeren:open-sesame@host/name"})

    assert "open-sesame" not in str(caught.value)


def test_names_of_hosts_may_be_set_apart_by_spaces():
    assert Environment.read({**WHOLE, "ZEREN_HOSTS": "a.example, b.example"}).hosts == ("a.example", "b.example")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("sqlite:///zeren.sqlite3", "zeren.sqlite3"),
        ("sqlite:////var/lib/zeren.sqlite3", "/var/lib/zeren.sqlite3"),
        ("sqlite:////var/lib/a #1 50%/城市?.sqlite3", "/var/lib/a #1 50%/城市?.sqlite3"),
        ("sqlite:///:memory:", ":memory:"),
    ],
)
def test_a_sqlite_address_is_its_path_to_the_letter(address, name):
    assert Database.parse(address) == Database(engine="sqlite", name=name)


def test_a_postgresql_address_has_its_parts():
    found = Database.parse("postgresql://clerk:a%2Fb%40c@db.example:5433/city")

    assert found == Database(
        engine="postgresql",
        name="city",
        user="clerk",
        password="a/b@c",  # noqa: S106 - an example
        host="db.example",
        port="5433",
    )


def test_a_postgresql_address_may_name_the_folder_of_a_socket():
    found = Database.parse("postgresql://zeren@/city?host=/run/postgresql")

    assert options(found)["HOST"] == "/run/postgresql"
    assert options(found)["PORT"] == ""


@pytest.mark.parametrize(
    "address",
    [
        "sqlite:///",
        "sqlite://zeren.sqlite3",
        "postgresql://zeren@host/",
        "postgresql://zeren@host:port/city",
        "postgresql://zeren@host/city?sslmode=require",
        "postgresql://zeren@host/city?host",
        "zeren.sqlite3",
    ],
)
def test_an_address_that_would_be_half_understood_is_refused(address):
    with pytest.raises(EnvironmentFaultError, match=r"^ZEREN_DATABASE must be"):
        Environment.read({**WHOLE, "ZEREN_DATABASE": address})
