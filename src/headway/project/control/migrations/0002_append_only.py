"""The database refuses to change or delete judgements."""

from django.db import migrations

from headway.common.append_only import protect


def install(apps, schema_editor):
    protect(schema_editor.connection, "control_statusassessment")


class Migration(migrations.Migration):
    dependencies = [("control", "0001_initial")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
