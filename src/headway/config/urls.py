"""All routes. A route without a declared permission is closed, and a test is red."""

from django.urls import include, path

from headway.api.v1 import api
from headway.common.http import health

urlpatterns = [
    path("", include("headway.web.urls")),
    path("", include("headway.organisation.urls")),
    path("", include("headway.office.portfolio.urls")),
    path("", include("headway.common.jobs.urls")),
    path("", include("headway.project.lifecycle.urls")),
    path("", include("headway.project.charter.urls")),
    path("", include("headway.project.control.urls")),
    path("", include("headway.project.team.urls")),
    path("", include("headway.project.schedule.urls")),
    path("", include("headway.project.baseline.urls")),
    path("", include("headway.project.story.urls")),
    path("", include("headway.project.cockpit.urls")),
    path("", include("headway.exchange.urls")),
    path("accounts/", include("headway.config.accounts")),
    path("i18n/", include("django.conf.urls.i18n")),
    path("healthz", health.live, name="live"),
    path("readyz", health.ready, name="ready"),
    path("api/v1/", api.urls),
]

handler400 = "headway.web.errors.bad_request"
handler403 = "headway.web.errors.permission_denied"
handler404 = "headway.web.errors.page_not_found"
handler500 = "headway.web.errors.server_error"
