"""What the shell adds to htmx, seen in a browser whose server answers by script."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Request, Route

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("headway.web.tests.urls"),
]

FORM = (
    '<form id="probe" hx-post="/probe/" hx-target="#probe" hx-swap="outerHTML">{}<button>Send</button></form>'
)
Open = Callable[[str], Page]
Answer = Callable[..., list[Request]]


@pytest.fixture
def open_with(live_server: Any, page: Page) -> Open:
    """Opens the gallery with extra markup at the start of its main part."""

    def open_page(markup: str) -> Page:
        def insert(route: Route) -> None:
            answer = route.fetch()
            body = answer.text().replace('tabindex="-1">', f'tabindex="-1">{markup}', 1)
            route.fulfill(response=answer, body=body)

        page.route("**/gallery/", insert)
        page.goto(f"{live_server.url}/gallery/")
        return page

    return open_page


@pytest.fixture
def answer(page: Page) -> Answer:
    """Scripts the answers of ``/probe/``, the last one for ever; gives back the requests as they come."""

    def script(*bodies: str, status: int = 200, content_type: str = "text/html") -> list[Request]:
        requests: list[Request] = []

        def fulfil(route: Route) -> None:
            requests.append(route.request)
            body = bodies[min(len(requests), len(bodies)) - 1]
            route.fulfill(status=status, content_type=content_type, body=body)

        page.route("**/probe/", fulfil)
        return requests

    return script


def test_an_unsafe_request_carries_the_token(open_with: Open, answer: Answer) -> None:
    requests = answer('<p id="probe">Stored</p>')
    page = open_with(FORM.format(""))
    page.get_by_role("button", name="Send").click()
    page.locator("p#probe").wait_for()
    token = page.locator("meta[name=csrf-token]").get_attribute("content")
    assert (requests[0].headers["x-csrftoken"], len(token or "")) == (token, 64)


@pytest.mark.parametrize("status", [409, 422])
def test_a_refused_form_comes_back_with_its_errors_in_focus(
    open_with: Open, answer: Answer, status: int
) -> None:
    errors = '<div id="errors" data-focus tabindex="-1">Lee changed this 5 s ago.</div>'
    answer(FORM.format(errors), status=status)
    page = open_with(FORM.format(""))
    page.get_by_role("button", name="Send").click()
    page.locator("#errors").wait_for()
    page.wait_for_function("document.activeElement.id === 'errors'")
    assert page.locator("[data-toast=error]").count() == 0


def test_a_problem_is_said_in_its_own_words_and_replaces_nothing(open_with: Open, answer: Answer) -> None:
    answer('{"detail": "The link closes a circle."}', status=409, content_type="application/problem+json")
    page = open_with(FORM.format(""))
    page.get_by_role("button", name="Send").click()
    assert "The link closes a circle." in page.locator("[data-toast=error]").inner_text()
    assert page.locator("form#probe").count() == 1


def test_a_whole_page_is_never_pasted_into_a_fragment(open_with: Open, answer: Answer) -> None:
    answer("<!DOCTYPE html><html><body><h1>Broken</h1></body></html>", status=404)
    page = open_with(FORM.format(""))
    page.get_by_role("button", name="Send").click()
    page.locator("[data-toast=error]").wait_for()
    assert page.locator("h1").count() == 1


def test_the_focus_stays_on_the_field_of_the_same_name(open_with: Open, answer: Answer) -> None:
    field = '<input id="probe-name" aria-label="Name">'
    answer(FORM.format(field + "<b>again</b>"))
    page = open_with(FORM.format(field))
    page.locator("#probe-name").press("Enter")
    page.get_by_text("again").wait_for()
    page.wait_for_function("document.activeElement.id === 'probe-name'")


def test_a_job_is_polled_until_it_is_done_and_then_announced(open_with: Open, answer: Answer) -> None:
    attributes = 'hx-get="/probe/" hx-trigger="every 100ms" hx-target="this" hx-swap="outerHTML"'
    running = f'<div class="hw-job" {attributes}>Running</div>'
    requests = answer(running, '<div class="hw-job" data-announce="All taken over.">Done</div>')
    page = open_with(running)
    page.locator("[data-announcer]", has_text="All taken over.").wait_for(state="attached")
    assert len(requests) == 2
    page.wait_for_timeout(300)
    assert len(requests) == 2


def test_an_autosaving_form_says_saved_and_not_saved(open_with: Open, answer: Answer) -> None:
    state = '<span class="hw-autosave" id="state" data-autosave-state></span>'
    answer("no", status=500)
    page = open_with(state + f"<div data-autosave>{FORM.format('')}</div>")
    page.get_by_role("button", name="Send").click()
    page.locator("#state[data-state=failed]", has_text="Not saved").wait_for()
    page.unroute("**/probe/")
    answer(FORM.format(""))
    page.get_by_role("button", name="Send").click()
    page.locator("#state[data-state=saved]", has_text="Saved").wait_for()
