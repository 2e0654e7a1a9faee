"""Every page that a role can open is readable for everybody, in light, in dark and from right to left."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import Page

from headway.common.jobs.queue import run_next
from headway.demo.people import acting
from headway.exchange.models import PlanImport, PlanUpdate
from headway.exchange.services import Wishes, receive_newer_plan, receive_plan
from headway.exchange.tests.documents import Task, small_plan
from headway.organisation.models import Person, User
from headway.project.charter.models import Project
from headway.project.schedule.models import Assignment
from tests.rights.routes import Route, all_routes

from .conftest import Plan, Stage, serious
from .world import World

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

# Not pages: texts for machines, a part of a page, and what needs a link out of a mail.
NOT_PAGES = ("/healthz", "/readyz", "/i18n/", "/jobs/", "/accounts/password/reset/key/")
LOOKS = {
    "light": [],
    "dark": [("headway_theme", "dark")],
    "right to left": [("django_language", "ar")],
}


@pytest.mark.parametrize("role", ["nobody", "PM", "SP", "TM", "PA"])
def test_everybody_can_read_every_page(
    stage: Stage, tell: Callable[..., World], settings: Any, role: str
) -> None:
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "Arabic")]
    cast = Cast(tell("P32", "P33"))
    person = cast.person(role)
    addresses = list(cast.pages(role))
    page = stage.page(person, role) if person else stage.stranger()
    found = {}
    for look, cookies in LOOKS.items():
        for name, value in cookies:
            page.context.add_cookies([{"name": name, "value": value, "url": stage.address}])
        for address in addresses:
            _open(page, address)
            found[look, address] = serious(page)
        page.context.clear_cookies(name="headway_theme")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert {where: what for where, what in found.items() if what} == {}


def _open(page: Page, address: str) -> None:
    page.goto(address)
    if address.endswith("/plan/"):
        Plan(page)


class Cast:
    """Who opens pages, with something on each of them."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.executing, self.proposed = world.projects["P32"], world.projects["P33"]
        manager = self.executing.manager
        wishes = Wishes(
            portfolio=self.executing.portfolio_id, code="KITCHEN", name="New kitchen",
            sponsor=self.proposed.sponsor_id,
        )  # fmt: skip
        receive_plan(_file(), wishes, actor=acting(manager, "POOL"))
        run_next("e2e")
        self.imported = Project.internal.get(code="KITCHEN")
        receive_newer_plan(self.imported, _file(Task(9, "Roof")), actor=acting(manager, "PM"))
        run_next("e2e")
        self.waiting = receive_newer_plan(self.imported, _file(), actor=acting(manager, "PM"))

    def person(self, role: str) -> Person | None:
        """Somebody in a role; ``nobody`` has not signed in."""
        if role == "nobody":
            return None
        work = Assignment.internal.filter(project=self.executing, activity__percent_complete__in=range(1, 99))
        member = work.select_related("resource__person").first()
        assert member is not None
        return {
            "PM": self.executing.manager,
            "SP": self.proposed.sponsor,
            "TM": member.resource.person,
            "PA": self.world.person("Tomas Brekke"),
        }[role]

    def pages(self, role: str) -> Iterator[str]:
        """The addresses of the pages that somebody can open."""
        client, person = Client(), self.person(role)
        if person is not None:
            client.force_login(User.objects.get(person=person))
        for route in all_routes():
            if route.method != "GET" or route.is_api or route.template.startswith(NOT_PAGES):
                continue
            address = route.address(lambda name, route=route: self._fill(route, name, role))
            answer = client.get(address)
            if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
                yield address

    def _fill(self, route: Route, name: str, role: str) -> int:
        if route.template.startswith("/imports/"):
            return self.waiting.pk
        if "/imports/" in route.template or "/updates/" in route.template:
            model = PlanUpdate if "/updates/" in route.template else PlanImport
            rows = model.internal.filter(project=self.imported)
            return self.imported.pk if name == "project_id" else rows.earliest("pk").pk
        return self.proposed.pk if role == "SP" else self.executing.pk


def _file(*more: Task) -> SimpleUploadedFile:
    return SimpleUploadedFile("kitchen.xml", small_plan(*more).xml(), "text/xml")
