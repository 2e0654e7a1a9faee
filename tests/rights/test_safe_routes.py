"""Looking changes nothing, leads nowhere outside, leaves nothing behind and gives nothing away."""

import logging
import re
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from headway.common.access import ANYONE, OpenTo
from headway.organisation.tests.factories import actor_with, make_organisation, make_user
from tests.rights.requests import people
from tests.rights.routes import Route, all_routes
from tests.rights.state import changed_since, database_digest
from tests.rights.world import World, make_world

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery staple"
OUTSIDE = [
    "//evil.example",
    "/\\evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "https://testserver@evil.example",
    "https://evil.example/accounts/login/",
]


def safe_routes() -> list[Route]:
    return [route for route in all_routes() if not route.unsafe]


def behind_sign_in() -> list[Route]:
    return [
        r for r in safe_routes() if not (isinstance(r.declaration, OpenTo) and r.declaration.whom == ANYONE)
    ]


def ask(client: Client, route: Route, world: World) -> Any:
    """The answer, read to its end."""
    response: Any = client.generic(route.method, route.address(world.fill))
    if response.streaming:
        list(response.streaming_content)
    return response


@pytest.mark.slow
@pytest.mark.parametrize("hat", ["PM", "SP", "TM", "PA", "PB", "POOL", "SA"])
def test_looking_changes_nothing(hat: str) -> None:
    world = make_world()
    client = people(world)[hat]
    before = database_digest()
    answered = {ask(client, route, world).status_code for route in safe_routes()}
    assert 200 in answered
    assert changed_since(before) == set()


@pytest.mark.slow
def test_no_page_behind_sign_in_is_stored() -> None:
    world = make_world()
    browsers = people(world)
    stored = [
        (hat, route.name)
        for hat in ("PM", "SA")
        for route in behind_sign_in()
        if "no-store" not in ask(browsers[hat], route, world).headers.get("Cache-Control", "")
    ]
    assert stored == []


@pytest.fixture
def strict(settings: Any) -> None:
    """One host, as an installation has it, and no attempts counted from earlier tests."""
    settings.ALLOWED_HOSTS = ["testserver"]
    cache.clear()


def user_with_password() -> str:
    user = make_user(actor_with("PA", make_organisation()).person)
    user.set_password(PASSWORD)
    user.save()
    return user.email


@pytest.mark.parametrize("target", OUTSIDE)
def test_sign_in_leads_nowhere_outside(client: Client, strict: None, target: str) -> None:
    values = {"login": user_with_password(), "password": PASSWORD, "next": target}
    answer = client.post("/accounts/login/", values)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def signed_in_from(answer: Any, client: Client) -> Any:
    """Where somebody is after signing in on the page to which an answer leads."""
    form = client.get(answer.headers["Location"])
    values = {
        "login": user_with_password(),
        "password": PASSWORD,
        "next": form.context["redirect_field_value"],
    }
    return client.post("/accounts/login/", values, follow=True)


def test_who_has_to_sign_in_comes_back_with_all_filters(client: Client, strict: None) -> None:
    asked = "/portfolio/?state=planning&q=a%26b"
    there = signed_in_from(client.get(asked), client)
    assert (there.status_code, there.request["PATH_INFO"]) == (200, "/portfolio/")
    assert there.context["request"].get_full_path() == asked


@pytest.mark.parametrize(
    ("referer", "page"),
    [
        ("http://testserver/portfolio/?q=a", "/portfolio/?q=a"),
        ("http://testserver/roles/request/", "/roles/"),  # the form was shown again, with an error
        ("https://evil.example/portfolio/", "/roles/"),
        ("http://testserver@evil.example/", "/roles/"),
        ("http://[", "/roles/"),
        ("", "/roles/"),
    ],
)
def test_who_sends_a_form_without_session_comes_back_to_the_page_with_the_form(
    client: Client, strict: None, referer: str, page: str
) -> None:
    sent = client.post("/roles/request/", {"role": "FC"}, headers={"referer": referer} if referer else {})
    assert signed_in_from(sent, client).context["request"].get_full_path() == page


def test_a_page_whose_path_looks_like_a_host_leads_nowhere_outside(client: Client, strict: None) -> None:
    sent = client.post("/roles/request/", headers={"referer": "http://testserver//evil.example/"})
    assert sent.headers["Location"] == "/accounts/login/?ended=1&next=/%252Fevil.example/"


@pytest.mark.slow
def test_whoever_looks_at_an_address_for_forms_gets_to_a_page() -> None:
    world = make_world()
    browsers = people(world)
    for route in all_routes():
        if route.unsafe and not route.is_api and route.template.startswith("/projects/<int:project_id>/"):
            answer = browsers["PM"].get(route.address(world.fill), follow=True)
            assert answer.status_code == 200, route.template


def test_sign_in_leads_back_to_the_page_that_was_asked_for(client: Client, strict: None) -> None:
    values = {"login": user_with_password(), "password": PASSWORD, "next": "/portfolio/?state=planning"}
    assert client.post("/accounts/login/", values).headers["Location"] == "/portfolio/?state=planning"


@pytest.mark.parametrize("target", OUTSIDE)
def test_a_change_of_language_leads_nowhere_outside(client: Client, strict: None, target: str) -> None:
    referer = {"referer": "https://evil.example/"}
    answer = client.post("/i18n/setlang/", {"language": "ar", "next": target}, headers=referer)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


@pytest.mark.parametrize(
    "target",
    [
        "/\r\nLocation: https://evil.example",  # would be a second header if it were not escaped
        "/portfolio/\nSet-Cookie: a=b",
        "/portfolio/?q=\x1b[2J",
        "/portfolio/?q=%0D%0ALocation:%20https://evil.example",
        "/\x7f",
        "/\u0085",
    ],
)
def test_an_address_with_control_characters_leads_to_the_start_page(
    client: Client, strict: None, target: str
) -> None:
    values = {"login": user_with_password(), "password": PASSWORD, "next": target}
    signed = client.post("/accounts/login/", values)
    spoken = client.post("/i18n/setlang/", {"language": "ar", "next": target})
    worn = client.post("/hat/", {"hat": "PA", "next": target})
    answers = [(answer.status_code, answer.headers["Location"]) for answer in (signed, spoken, worn)]
    assert answers == [(302, "/")] * 3


ADDRESSES = re.compile(r"""(?:href|src|action|hx-get|hx-post|poster|data-url)=["']([^"']*)["']""")


@pytest.mark.slow
def test_no_secret_stands_in_an_address_or_a_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    """Password, session and forgery token, on all pages of a manager and while signing in."""
    world = make_world()
    user = make_user(world.project.manager)
    user.set_password(PASSWORD)
    user.save()
    caplog.set_level(logging.DEBUG)
    client.post("/accounts/login/", {"login": user.email, "password": f"wrong {PASSWORD}"})
    entered = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    told = [entered.headers["Location"]]
    for route in behind_sign_in():
        if route.method == "GET":
            response = ask(client, route, world)
            text = "" if response.streaming else response.content.decode()
            told += [response.headers.get("Location", ""), *ADDRESSES.findall(text)]
    assert len(told) > 500
    cookies = [
        client.cookies[name].value for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
    ]
    for secret in (PASSWORD, user.password, *cookies):
        assert len(secret) > 20
        assert [address for address in told if secret in address] == []
        assert [record for record in caplog.messages if secret in record] == []
    assert any("Forbidden" in message for message in caplog.messages), "nothing was logged at all"
