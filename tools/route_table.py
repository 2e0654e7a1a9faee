"""Write the table role × route, ``docs/permissions.csv``, from what the routes declare."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from tests.rights.routes import TABLE, all_routes, table  # noqa: E402  # Django comes first

TABLE.write_text(table())
print(f"{TABLE.name}: {len(all_routes())} routes")
