"""Put the append-only triggers in place, in each database's own words."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from zeren_platform.ledger import triggers


def create(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in triggers.create(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in triggers.drop(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(create, drop, elidable=False)]
