"""Every page that a role can open is readable for everybody, in light, in dark and from right to left."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Literal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import Page

from headway.common.jobs.queue import run_next
from headway.demo.people import acting
from headway.exchange.models import PlanImport, PlanUpdate
from headway.exchange.services import receive_newer_plan, receive_plan
from headway.exchange.tests.documents import Task, small_plan
from headway.organisation.models import Person, User
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import Move, Wishes, request_move
from tests.rights.routes import Route, all_routes

from .conftest import ALL_RULES, LOOK_RULES, Plan, Stage, serious
from .world import World, work_of

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

# Not pages: texts for machines, parts of a page, and what needs a link out of a mail.
NOT_PAGES = ("/healthz", "/readyz", "/i18n/", "/jobs/", "/accounts/password/reset/key/")
PARTS_OF_PAGES = ("/plan/dates/",)
Look = tuple[Literal["light", "dark"], str, tuple[str, ...]]
LOOKS: tuple[Look, ...] = (("light", "en-gb", ALL_RULES), ("dark", "ar", LOOK_RULES))
SIGNED_IN = ("PM", "SP", "TM", "PA", "SA")
ROLES = (*SIGNED_IN, "nobody")


@pytest.fixture
def arabic(settings: Any) -> None:
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "Arabic")]


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look[0])
def test_every_page_can_be_read(stage: Stage, tell: Callable[..., World], arabic: None, look: Look) -> None:
    """Each in the hands of the first who can open it: what others see of it is for `make prove`."""
    cast = Cast(tell("P32", "P33"))
    found: dict[str, list[str]] = {}
    for role in ROLES:
        page = cast.page(stage, role)
        for address in cast.pages(role):
            if address not in found:
                found[address] = complaints(stage, page, address, look)
    assert len(found) > 30
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.prove
@pytest.mark.parametrize("role", ROLES)
def test_everybody_can_read_every_page(
    stage: Stage, tell: Callable[..., World], arabic: None, role: str
) -> None:
    cast = Cast(tell("P32", "P33"))
    page = cast.page(stage, role)
    found = {
        (look[0], address): complaints(stage, page, address, look)
        for address in cast.pages(role)
        for look in LOOKS
    }
    assert {where: what for where, what in found.items() if what} == {}


def complaints(stage: Stage, page: Page, address: str, look: Look) -> list[str]:
    """What keeps people from reading a page in a scheme of colours and a language."""
    scheme, language, rules = look
    page.emulate_media(color_scheme=scheme)
    page.context.add_cookies([{"name": "django_language", "value": language, "url": stage.address}])
    _open(page, address)
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    return serious(page, rules)


# What is shut on a page: kinds of menus and details by their words, and dialogs by their ids without numbers.
SHUT = """() => ({
    folds: [...document.querySelectorAll('details:not([open]) > summary')].map(one => one.innerText.trim()),
    dialogs: [...document.querySelectorAll('dialog[id]')].map(one => one.id),
})"""
UNFOLD = "() => document.querySelectorAll('details').forEach(one => { one.open = true; })"
OPEN = """id => {
    document.querySelectorAll('details, dialog').forEach(one => { one.open = false; });
    const dialog = document.getElementById(id);
    dialog.dispatchEvent(new CustomEvent('headway:open'));
    dialog.showModal();
}"""


def test_whatever_opens_on_a_page_can_be_read(stage: Stage, tell: Callable[..., World]) -> None:
    """Menus, details and dialogs, each kind once, whoever has it."""
    cast = Cast(tell("P32", "P33"))
    seen: set[str] = set()
    found: dict[tuple[str, str], list[str]] = {}
    for role in SIGNED_IN:
        page = cast.page(stage, role)
        for address in cast.pages(role):
            _open(page, address)
            shut = page.evaluate(SHUT)
            if new := set(shut["folds"]) - seen:
                page.evaluate(UNFOLD)
                found[address, ", ".join(sorted(new))] = serious(page)
            for dialog in shut["dialogs"]:
                if (kind := re.sub(r"\d+", "", dialog)) not in seen:
                    seen.add(kind)
                    page.evaluate(OPEN, dialog)
                    found[address, kind] = serious(page)
            seen |= new
    assert {"palette", "shortcuts", "data-date", "end-"} <= seen
    assert {where: what for where, what in found.items() if what} == {}


def test_a_page_that_says_no_can_be_read(stage: Stage, tell: Callable[..., World]) -> None:
    cast = Cast(tell("P32", "P33"))
    page, stranger = cast.page(stage, "PA"), cast.page(stage, "nobody")
    refused = f"/projects/{cast.executing.pk}/import/"
    for one, address, status in (
        (page, refused, 403),
        (page, "/no/such/", 404),
        (stranger, "/no/such/", 404),
    ):
        answer = one.goto(address)
        assert answer is not None
        assert (answer.status, serious(one)) == (status, []), address
    assert len(stage.complaints) == 3, "the browser counts each such page as a failure"
    stage.complaints.clear()


NARROW = """() => {
    const boxes = [...document.querySelectorAll('.hw-table-wrap')];
    const wide = boxes.filter(box => box.scrollWidth > box.clientWidth + 1);
    const said = box => box.parentElement.querySelector('[data-scroll-hint]')?.checkVisibility();
    return [document.documentElement.scrollWidth > innerWidth, wide.filter(box => !said(box)).length];
}"""


@pytest.mark.parametrize("role", SIGNED_IN)
def test_every_page_fits_a_phone_and_a_table_that_does_not_says_so(
    stage: Stage, tell: Callable[..., World], role: str
) -> None:
    cast = Cast(tell("P32", "P33"))
    page = cast.page(stage, role, viewport={"width": 390, "height": 844})
    found = {}
    for address in cast.pages(role):
        _open(page, address)
        for _attempt in range(30):  # the hint comes with the page's scripts
            found[address] = page.evaluate(NARROW)
            if found[address] == [False, 0]:
                break
            page.wait_for_timeout(100)
    assert {where: what for where, what in found.items() if what != [False, 0]} == {}


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
        stop = Move(state="terminated", reason="Nobody needs it any more.")
        request_move(self.proposed, stop, actor=acting(self.proposed.manager, "PM"))
        wishes = Wishes(
            portfolio=self.executing.portfolio_id,
            code="KITCHEN",
            name="New kitchen",
            sponsor=self.proposed.sponsor_id,
        )
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
        return {
            "PM": self.executing.manager,
            "SP": self.proposed.sponsor,
            "TM": work_of(self.executing)[1],
            "PA": self.world.person("Tomas Brekke"),
            "SA": self.world.organisation.unit("IT operations")[0],
        }[role]

    def page(self, stage: Stage, role: str, **look: Any) -> Page:
        """A page in the hands of that somebody."""
        person = self.person(role)
        return stage.page(person, role, **look) if person else stage.stranger(**look)

    def pages(self, role: str) -> Iterator[str]:
        """The addresses of the pages that somebody can open."""
        client, person = Client(), self.person(role)
        if person is not None:
            client.force_login(User.objects.get(person=person))
        for route in all_routes():
            if route.method != "GET" or route.is_api or route.template.startswith(NOT_PAGES):
                continue
            if route.template.endswith(PARTS_OF_PAGES):
                continue
            address = route.address(partial(self._fill, route, role))
            answer = client.get(address)
            if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
                yield address

    def _fill(self, route: Route, role: str, name: str) -> int:
        if route.template.startswith("/imports/"):
            return self.waiting.pk
        if "/imports/" not in route.template and "/updates/" not in route.template:
            return int(self.proposed.pk if role == "SP" else self.executing.pk)
        if name == "project_id":
            return int(self.imported.pk)
        rows = PlanUpdate.internal if "/updates/" in route.template else PlanImport.internal
        return int(rows.earliest("pk").pk)


def _file(*more: Task) -> SimpleUploadedFile:
    return SimpleUploadedFile("kitchen.xml", small_plan(*more).xml(), "text/xml")
