"""The database refuses to change or delete a charter that was confirmed."""

from django.db import migrations

from headway.common.append_only import protect


def install(apps, schema_editor):
    protect(schema_editor.connection, "charter_charterversion")


class Migration(migrations.Migration):
    dependencies = [("charter", "0001_initial")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
