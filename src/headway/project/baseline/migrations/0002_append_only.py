"""The database refuses to change or delete baselines, what they froze, and the decisions behind them."""

from django.db import migrations

from headway.common.append_only import protect

TABLES = ("baseline_baseline", "baseline_baselineactivity", "baseline_gatedecision")


def install(apps, schema_editor):
    for table in TABLES:
        protect(schema_editor.connection, table)


class Migration(migrations.Migration):
    dependencies = [("baseline", "0001_initial")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
