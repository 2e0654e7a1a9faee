"""The database refuses to change or delete what was said."""

from django.db import migrations

from headway.common.append_only import protect


def install(apps, schema_editor):
    protect(schema_editor.connection, "collaboration_comment")


class Migration(migrations.Migration):
    dependencies = [("collaboration", "0001_initial")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
