"""Write the SQL of both databases, made by the migrations, for people who review a change."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import django
from django.apps import apps
from django.db import ConnectionHandler
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from tools.postgresql import NoServerError, server

__all__ = ["connected", "described", "file_of", "main", "using"]

ROOT: Final = Path(__file__).resolve().parent.parent
HEAD: Final = "-- Made by ./zeren migrate from the migrations, for reading; the database is made by the migrations.\n"


def main() -> int:
    """Write both files."""
    # Imported late: settings read the environment when they are first asked.
    prepare()
    with connected("sqlite:///:memory:") as database:
        write(database)
    try:
        with server() as address, connected(address) as database:
            write(database)
    except NoServerError as failure:
        print(f"docs/reference/schema.postgresql.sql: not written. {failure}", file=sys.stderr)
        return 2
    return 0


def prepare() -> None:
    """Set Django up with settings that need nothing of this machine."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "zeren_platform.config.settings",
        "ZEREN_SECRET_KEY": "only-to-write-the-schema-" + "x" * 50,
        "ZEREN_DATA": tempfile.gettempdir(),
    }
    os.environ.pop("ZEREN_DATABASE", None)
    django.setup()


@contextmanager
def connected(address: str) -> Iterator[BaseDatabaseWrapper]:
    """Open a connection of its own to the database at *address*."""
    # The settings' package is only importable once Django's own settings are named.
    from zeren_platform.config.databases import options  # noqa: PLC0415
    from zeren_platform.config.environment import Database  # noqa: PLC0415

    database = ConnectionHandler({"default": options(Database.parse(address))})["default"]
    try:
        yield database
    finally:
        database.close()


@contextmanager
def using(database: BaseDatabaseWrapper) -> Iterator[BaseDatabaseWrapper]:
    """Use a connection that somebody else closes."""
    yield database


def write(database: BaseDatabaseWrapper) -> None:
    """Write the file of the database's kind."""
    place = file_of(database.vendor)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(described(database), encoding="utf-8")
    print(place.relative_to(ROOT))


def file_of(vendor: str) -> Path:
    """Name the file of a kind of database."""
    return ROOT / "docs" / "reference" / f"schema.{vendor}.sql"


def described(database: BaseDatabaseWrapper) -> str:
    """Give the statements of every migration of ours, in the order in which they run."""
    loader = MigrationLoader(database, replace_migrations=False)
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("zeren_platform.")}
    parts = [HEAD]
    for key in order(loader):
        if key[0] in ours:
            statements = loader.collect_sql([(loader.graph.nodes[key], False)])
            parts.append(f"\n-- {key[0]} {key[1]}\n" + "".join(f"{line.rstrip()}\n" for line in statements))
    return "".join(parts)


def order(loader: MigrationLoader) -> list[tuple[str, str]]:
    """Put the migrations in one order that respects what each needs, always the same."""
    ordered: list[tuple[str, str]] = []
    for leaf in sorted(loader.graph.leaf_nodes()):
        ordered += [key for key in loader.graph.forwards_plan(leaf) if key not in ordered]
    return ordered


if __name__ == "__main__":
    sys.exit(main())
