"""The stage for walks: a small world behind a live server, and pages whose complaints fail the test."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Locator, Page, Request, expect

from headway.common.jobs.queue import run_next
from headway.organisation.models import Person, User

from .world import World, make_world

expect.set_options(timeout=15_000)  # the default of 5 s measures the machine

CSP_WATCH = """document.addEventListener('securitypolicyviolation',
    e => console.error('CSP refused ' + e.violatedDirective + ' ' + e.blockedURI))"""


class Stage:
    """Where people open pages. What a page complains about is collected and fails the test at its end."""

    def __init__(self, address: str, new_context: Callable[..., BrowserContext]) -> None:
        self.address = address
        self.complaints: list[str] = []
        self._new_context = new_context

    def stranger(self, **look: Any) -> Page:
        """A page of somebody who has not signed in; ``look`` are options of the browser."""
        look = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce", **look}
        context = self._new_context(base_url=self.address, locale="en-GB", **look)
        context.add_init_script(CSP_WATCH)
        page = context.new_page()
        page.on("pageerror", lambda error: self._complain(page, str(error)))
        page.on("console", lambda said: self._complain(page, said.text) if said.type == "error" else None)
        page.on("request", self._at_home)
        return page

    def page(self, person: Person, hat: str = "", **look: Any) -> Page:
        """A page of somebody who has signed in, wearing a hat."""
        client = Client()
        client.force_login(User.objects.get(person=person))
        session = client.session
        session["hat"] = hat
        session.save()
        page = self.stranger(**look)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key or ""}
        page.context.add_cookies([{**cookie, "url": self.address}])  # type: ignore[typeddict-item]  # two kinds
        return page

    def _complain(self, page: Page, text: str) -> None:
        self.complaints.append(f"{urlsplit(page.url).path}: {text}")

    def _at_home(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.complaints.append(f"asks another host: {request.url}")


@pytest.fixture
def stage(
    live_server: Any,
    new_context: Callable[..., BrowserContext],
    settings: Any,  # pytest-django's, which puts back what is changed
    tmp_path: Path,
) -> Iterator[Stage]:
    settings.MEDIA_ROOT = tmp_path
    stage = Stage(live_server.url, new_context)
    yield stage
    assert stage.complaints == []


@pytest.fixture
def tell(transactional_db: None) -> Callable[..., World]:
    """Makes the world of some undertakings."""
    return make_world


def run_jobs(page: Page) -> None:
    """Do the work that waits, as the worker process does, while the page sees a server that is busy."""
    page.route("**/jobs/*/", lambda route: route.continue_())
    while run_next("e2e"):
        pass
    page.unroute("**/jobs/*/")


ALL_RULES: tuple[str, ...] = ()
# What axe asks of colours and of places: nothing else differs from one look of a page to another.
LOOK_RULES = ("color-contrast", "link-in-text-block", "scrollable-region-focusable")


def serious(page: Page, rules: Sequence[str] = ALL_RULES) -> list[str]:
    """What axe calls serious or critical, by all of its rules or by some."""
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    return [
        f"{found['id']}: {' '.join(str(node['target']) for node in found['nodes'][:3])}"
        for found in Axe().run(page, options=options).response["violations"]
        if found["impact"] in {"serious", "critical"}
    ]


def fact(page: Page, term: str) -> Locator:
    """What a list of facts says about a term."""
    return page.locator(f'dt:text-is("{term}") + dd')


class Plan:
    """The plan element on a page, in the words of a user."""

    def __init__(self, page: Page) -> None:
        self.page = page
        page.locator("hw-gantt .hwg-treegrid").wait_for()
        self.settled()

    def row(self, name: str) -> Locator:
        """The row of an activity."""
        return self.page.locator(
            ".hwg-row", has=self.page.locator(f'.hwg-cell[data-key="name"]:text-is("{name}")')
        )

    def cell(self, name: str, column: str) -> Locator:
        """One cell of it."""
        return self.row(name).locator(f'.hwg-cell[data-key="{column}"]')

    def settled(self) -> None:
        """Wait until everything is stored and drawn."""
        self.page.locator("hw-gantt:not([data-saving])").wait_for()
        self.page.evaluate("() => new Promise(done => setTimeout(() => requestAnimationFrame(done), 50))")

    def keys(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)
        self.settled()
