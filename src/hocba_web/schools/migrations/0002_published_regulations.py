"""A published regulation is fixed in the database, too."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from hocba_web.base import append_only
from hocba_web.schools.guarded import APPEND_ONLY


def _guard(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.install(APPEND_ONLY, schema_editor.connection)


def _unguard(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    append_only.remove(APPEND_ONLY, schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("schools", "0001_initial")]

    operations = [migrations.RunPython(_guard, _unguard)]
