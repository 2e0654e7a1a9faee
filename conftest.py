"""What every test run shares: profiles of hypothesis, the browser, PostgreSQL."""

import gc
import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

# Playwright runs an event loop in the thread of the tests, which Django takes for a view that must not wait.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# Deadlines measure the machine, not the code.
hypothesis_settings.register_profile("check", deadline=None, max_examples=50)
hypothesis_settings.register_profile("prove", deadline=None, max_examples=2_000)
hypothesis_settings.load_profile("check")
PROVE_TIMES = 20  # as many examples as a test asks for itself, in `make prove`

GUARDS: list[tuple[str, str]] = []


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark tests of pages; skip `postgres` where the database is another one; look longer in `make prove`."""
    from django.conf import settings

    for item in items:
        if item.path.name.endswith("_pages.py"):
            item.add_marker("pages")

    if config.getoption("--hypothesis-profile") == "prove":
        for item in items:
            _look_longer(item)
    marked = [item for item in items if item.get_closest_marker("postgres")]
    if marked and "postgresql" not in settings.DATABASES["default"]["ENGINE"]:
        for item in marked:
            item.add_marker(
                pytest.mark.skip(reason="needs PostgreSQL: python tools/with_postgres.py pytest …")
            )


def pytest_collection_finish() -> None:
    """As the server does once it is loaded: the search for garbage passes over what stays anyhow."""
    gc.collect()
    gc.freeze()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many plans of other programs were there to be read: without any, less was tested."""
    from headway.engine.tests.known import what_there_is

    terminalreporter.write_line(what_there_is())


def _look_longer(item: pytest.Item) -> None:
    """More examples for a test that says how many it wants: its own number goes before the profile's."""
    test: Any = getattr(item, "obj", None)
    test = getattr(test, "__func__", test)
    if not getattr(test, "is_hypothesis_test", False):
        return
    wanted = test._hypothesis_internal_use_settings  # noqa: SLF001  there is no public way to them
    if wanted.max_examples != hypothesis_settings.get_profile("prove").max_examples:
        more = hypothesis_settings(wanted, max_examples=wanted.max_examples * PROVE_TIMES)
        test._hypothesis_internal_use_settings = more  # noqa: SLF001  as above


@pytest.fixture(autouse=True)
def _one_language() -> Iterator[None]:
    """A request in another language leaves it behind in the thread, where the next test would speak it."""
    from django.utils import translation

    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _nothing_is_counted_yet() -> None:
    """Limits of attempts count people by their ids, which begin anew with each test."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(scope="session", autouse=True)
def _quiet_templates(django_test_environment: None) -> Iterator[None]:
    from tests.promises import quiet_templates

    with quiet_templates():
        yield


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
        if not connection.settings_dict["TEST"]["MIGRATE"]:
            _count_as_migrated(connection)
        GUARDS.extend(unprotect_all(connection))


def _count_as_migrated(connection: Any) -> None:
    """Made from the models, a database is what the migrations would have made of it."""
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for app, name in MigrationLoader(connection).graph.nodes:
        recorder.record_applied(app, name)


@pytest.fixture(scope="session")
def migrated_guards(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> list[tuple[str, str]]:
    """(trigger, table) of every guard that the migrations install, if need be in a database of their own."""
    from django.core.management import call_command
    from django.db import connection, connections

    from headway.common.append_only import unprotect_all

    if connection.settings_dict["TEST"]["MIGRATE"]:
        return GUARDS
    name = tmp_path_factory.mktemp("migrated") / "headway.sqlite3"
    connections.databases["migrated"] = {**connection.settings_dict, "NAME": str(name)}
    with django_db_blocker.unblock():
        call_command("migrate", database="migrated", verbosity=0)
        guards = unprotect_all(connections["migrated"])
        connections["migrated"].close()
    del connections.databases["migrated"]
    return guards
