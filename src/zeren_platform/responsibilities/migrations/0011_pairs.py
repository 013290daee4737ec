"""Index the words of duties by their pairs of letters, in PostgreSQL's own words."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from zeren_platform.responsibilities import pairs


class PutPairs(Operation):
    """One list of statements for each database; unlike RunSQL it knows which database it speaks to."""

    reversible = True

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Leave the models as they are."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for statement in pairs.create(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for statement in pairs.drop(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return "Index the words of duties by their pairs"


class Migration(migrations.Migration):
    dependencies = [("responsibilities", "0010_import_in_the_background")]
    operations = [PutPairs()]
