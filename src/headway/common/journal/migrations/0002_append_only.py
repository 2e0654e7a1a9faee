"""The database refuses to change or delete entries and anchors; an entry's content and salt may be blanked."""

from django.db import migrations

from headway.common.append_only import protect


def install(apps, schema_editor):
    protect(schema_editor.connection, "journal_journalentry", erasable=("content", "salt"))
    protect(schema_editor.connection, "journal_anchor")


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
