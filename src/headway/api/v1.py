"""Version 1 of the API."""

from ninja import NinjaAPI

from headway import __version__
from headway.common.http.api import JsonParser, closed, install_errors

api = NinjaAPI(
    title="Headway",
    version=__version__,
    urls_namespace="api-v1",
    auth=closed,
    parser=JsonParser(),
    docs_url=None,
    openapi_url="/openapi.json",
)
install_errors(api)

ROUTERS: tuple[tuple[str, str], ...] = (
    ("/", "headway.organisation.api.router"),
    ("", "headway.office.portfolio.api.router"),
    ("/", "headway.common.jobs.api.router"),
    ("", "headway.project.charter.api.router"),
    ("", "headway.project.cockpit.api.router"),
    ("", "headway.project.control.api.router"),
    ("", "headway.project.team.api.router"),
    ("", "headway.project.schedule.api.router"),
    ("", "headway.project.baseline.api.router"),
    ("", "headway.exchange.api.router"),
    ("", "headway.reporting.api.router"),
)

for prefix, router in ROUTERS:
    api.add_router(prefix, router)
