"""Put the append-only triggers in place, in each database's own words."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from zeren_platform.ledger import triggers


class PutTriggers(Operation):
    """One list of statements for each database; unlike RunSQL it knows which database it speaks to."""

    reversible = True

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Leave the models as they are."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for statement in triggers.create(schema_editor.connection.vendor):
            # None, since the statements hold signs of percent of their own.
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for statement in triggers.drop(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return "Refuse changes of records, leaves and tree heads"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [PutTriggers()]
