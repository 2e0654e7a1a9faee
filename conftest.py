"""What every test run shares: profiles of hypothesis, the browser, PostgreSQL."""

import os
import shutil
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

# Playwright runs an event loop in the thread of the tests, which Django takes for a view that must not wait.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# Deadlines measure the machine, not the code.
hypothesis_settings.register_profile("check", deadline=None, max_examples=50)
hypothesis_settings.register_profile("prove", deadline=None, max_examples=2_000)
hypothesis_settings.load_profile("check")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what is marked `postgres` where the database is another one."""
    from django.conf import settings

    marked = [item for item in items if item.get_closest_marker("postgres")]
    if marked and "postgresql" not in settings.DATABASES["default"]["ENGINE"]:
        for item in marked:
            item.add_marker(
                pytest.mark.skip(reason="needs PostgreSQL: python tools/with_postgres.py pytest …")
            )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium instead of a downloaded one; root may start it only without its sandbox."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    return {**browser_type_launch_args, "executable_path": chromium, "args": sandbox}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Append-only tables can be emptied between tests; the tests of the guards install them themselves."""
    from django.db import connection

    from headway.common.append_only import unprotect_all

    with django_db_blocker.unblock():
        unprotect_all(connection)
