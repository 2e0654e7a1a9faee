"""Writes docs/permissions.csv, the table role × route, from the routes as they are."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"


def main() -> None:
    import django

    django.setup()
    from tests.rights.routes import TABLE, table

    TABLE.write_text(table())
    print(f"{TABLE} holds {table().count(chr(10)) - 1} routes")


if __name__ == "__main__":
    main()
