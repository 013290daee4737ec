"""Keep the pairs of letters of a duty in its row, where PostgreSQL had them in the index alone."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from zeren_platform.responsibilities import pairs


class KeepPairs(Operation):
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
        """Leave the column: the earlier migration, which makes it by now, takes it away."""

    def describe(self) -> str:
        return "Keep the pairs of letters of duties"


class Migration(migrations.Migration):
    dependencies = [("responsibilities", "0013_counts")]
    operations = [KeepPairs()]
