"""Version 1 of the API."""

from typing import Any

from ninja import NinjaAPI

from headway import __version__
from headway.common.access import SIGNED_IN, OpenTo
from headway.common.http.api import JsonParser, Router, closed, install_errors
from headway.common.http.pages import ActorRequest

api = NinjaAPI(
    title="Headway",
    version=__version__,
    urls_namespace="api-v1",
    auth=closed,
    parser=JsonParser(),
    docs_url=None,
    openapi_url=None,  # django-ninja's own would be open to anybody; ours is declared like every other route
)
install_errors(api)
description = Router(tags=["description"])


@description.route(
    "GET", "/openapi.json", OpenTo(SIGNED_IN, "says what can be asked, and no content of anybody")
)
def openapi(request: ActorRequest) -> Any:
    """This description."""
    return api.get_openapi_schema()


ROUTERS: tuple[tuple[str, str], ...] = (
    ("/", "headway.organisation.api.router"),
    ("", "headway.office.portfolio.api.router"),
    ("/", "headway.common.jobs.api.router"),
    ("", "headway.project.lifecycle.api.router"),
    ("", "headway.project.charter.api.router"),
    ("", "headway.project.cockpit.api.router"),
    ("", "headway.project.story.api.router"),
    ("", "headway.project.control.api.router"),
    ("", "headway.project.team.api.router"),
    ("", "headway.project.schedule.api.router"),
    ("", "headway.project.baseline.api.router"),
    ("", "headway.exchange.api.router"),
    ("", "headway.reporting.api.router"),
)

api.add_router("", description)
for prefix, router in ROUTERS:
    api.add_router(prefix, router)
