"""Whether this process lives, and whether it can answer people."""

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse

from headway.common.access import ANYONE, OpenTo

from .pages import page

PROBES = OpenTo(ANYONE, "load balancers ask whether to send people here; the answer is one word")


@page(PROBES)
def live(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@page(PROBES)
def ready(request: HttpRequest) -> HttpResponse:
    """The process answers, and so does a database of the right shape."""
    try:
        waiting = bool(pending_migrations())
    except Error:
        return _not_yet("database")
    return _not_yet("migrations") if waiting else HttpResponse("ok", content_type="text/plain")


def pending_migrations() -> list[str]:
    """Names of the migrations that the database still lacks."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def _not_yet(what: str) -> HttpResponse:
    return HttpResponse(what, status=503, content_type="text/plain", headers={"Retry-After": "2"})
