"""What is in the ledger stays as it was written: both databases refuse to change it."""

import pytest
from django.db import DatabaseError, connection, transaction
from tests.platform.ledger.factories import record

from zeren_platform.ledger.models import Leaf, Record, TreeHead
from zeren_platform.ledger.triggers import KEYS, TABLES, create, drop

pytestmark = pytest.mark.usefixtures("committed")
MODELS = {"ledger_record": Record, "ledger_leaf": Leaf, "ledger_treehead": TreeHead}


def rows(table):
    return list(MODELS[table].objects.order_by("pk").values_list())


def attempt(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def assert_refused(table, statement, **names):
    """Try *statement* with the names put in for the words in capitals; nothing may change."""
    for word, name in {"THE_TABLE": table, "THE_KEY": KEYS[table][0], **names}.items():
        statement = statement.replace(word, name)
    before = rows(table)

    with pytest.raises(DatabaseError, match="append-only"):
        attempt(statement)

    assert rows(table) == before != []


each_table = pytest.mark.parametrize("table", TABLES)


@pytest.fixture(autouse=True)
def a_record(committed):
    record()


@each_table
def test_a_row_cannot_be_changed(table):
    assert_refused(table, "UPDATE THE_TABLE SET THE_KEY = THE_KEY")


@each_table
def test_a_row_cannot_be_removed(table):
    assert_refused(table, "DELETE FROM THE_TABLE")


@each_table
def test_the_table_cannot_be_emptied(table):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE; it deletes the rows, which is refused")

    assert_refused(table, "TRUNCATE THE_TABLE CASCADE")


@each_table
@pytest.mark.parametrize("key", [0, -1], ids=["first key", "last key"])
def test_a_row_cannot_be_replaced(table, key):
    """``INSERT OR REPLACE`` removes the row in its way without the trigger on DELETE being asked."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL knows no INSERT OR REPLACE; ON CONFLICT DO UPDATE is an update")
    kept = KEYS[table][key]
    columns = [field.column for field in MODELS[table]._meta.fields]
    shifted = [column if column == kept or column not in KEYS[table] else f"{column} + 1000" for column in columns]
    values = ", ".join("'0f'" if column == "uid + 1000" else column for column in shifted)

    assert_refused(
        table,
        "INSERT OR REPLACE INTO THE_TABLE (COLUMNS) SELECT VALUES FROM THE_TABLE",
        COLUMNS=", ".join(columns),
        VALUES=values,
    )


@each_table
def test_a_row_cannot_be_changed_by_way_of_a_conflict(table):
    assert_refused(
        table,
        "INSERT INTO THE_TABLE (COLUMNS) SELECT COLUMNS FROM THE_TABLE WHERE true "
        "ON CONFLICT (THE_KEY) DO UPDATE SET THE_KEY = excluded.THE_KEY",
        COLUMNS=", ".join(field.column for field in MODELS[table]._meta.fields),
    )


@each_table
def test_a_row_cannot_be_changed_through_the_models(table):
    row = MODELS[table].objects.get()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        row.save()


def test_every_trigger_that_is_put_in_place_can_be_taken_away():
    for statement in drop(connection.vendor):
        attempt(statement)

    attempt("DELETE FROM ledger_treehead")

    assert not TreeHead.objects.exists()
    for statement in create(connection.vendor):
        attempt(statement)
