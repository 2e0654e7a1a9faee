"""The page shell: document, top bar, error pages."""

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.base import Message
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import translation
from lxml import html

from headway.common.http.pages import show_refusal
from headway.common.refusal import Forbidden, Refusal, Stale
from headway.web import errors

ACTOR = SimpleNamespace(
    person_id=1,
    display_name="Rosa Almeida",
    hat="PM",
    hats=[("PM", "Project manager"), ("TM", "Team member")],
)


def shell(cookies: dict[str, str] | None = None, **context: Any) -> Any:
    """The shell around an empty page, as an lxml document."""
    request: Any = RequestFactory().get("/projects/?status=red")
    request.COOKIES.update(cookies or {})
    request.csp_nonce = "n0nce"
    return html.document_fromstring(
        render_to_string(
            "web/base.html", {"request": request, "csrf_token": "t" * 64, "actor": ACTOR, **context}
        )
    )


def test_scripts_and_styles_carry_the_nonce_of_the_request() -> None:
    page = shell()
    assert page.xpath("//script[@src]/@nonce") == ["n0nce"]
    assert page.xpath("//link[@rel='stylesheet']/@nonce") == ["n0nce"]


def test_the_token_for_scripts_is_in_the_head() -> None:
    assert shell().xpath("//meta[@name='csrf-token']/@content") == ["t" * 64]


@pytest.mark.parametrize(
    ("language", "direction", "sheet"), [("en", "ltr", "app.css"), ("ar", "rtl", "app.rtl.css")]
)
def test_language_decides_direction_and_style_sheet(language: str, direction: str, sheet: str) -> None:
    with translation.override(language):
        page = shell()
    assert (page.get("lang"), page.get("dir")) == (language, direction)
    assert page.xpath("//link[@rel='stylesheet']/@href")[0].endswith(sheet)


def test_the_remembered_look_comes_with_the_page_and_nothing_else_does() -> None:
    page = shell(cookies={"headway_theme": "dark", "headway_density": "compact"})
    assert (page.get("data-bs-theme"), page.get("data-density")) == ("dark", "compact")
    page = shell(cookies={"headway_theme": '"><script>', "headway_density": "x"})
    assert (page.get("data-bs-theme"), page.get("data-density")) == (None, None)


def test_who_holds_two_roles_can_switch_and_comes_back_to_this_page() -> None:
    form = shell().xpath("//form[.//button[@name='hat']]")[0]
    assert form.xpath(".//button/@value") == ["PM", "TM"]
    assert form.xpath(".//button[@aria-current='true']/@value") == ["PM"]
    assert form.xpath(".//input[@name='next']/@value") == ["/projects/?status=red"]


def test_who_holds_one_role_is_told_which() -> None:
    one = SimpleNamespace(person_id=1, display_name="Rosa", hat="PM", hats=[("PM", "Project manager")])
    page = shell(actor=one)
    assert page.xpath("//button[@name='hat']") == []
    assert "Project manager" in page.xpath("//header")[0].text_content()


def test_nobody_gets_no_search_and_a_way_to_sign_in() -> None:
    page = shell(actor=SimpleNamespace(person_id=None, display_name="", hat="", hats=()))
    assert page.xpath("//*[@data-palette-open]") == []
    assert page.xpath("//a[@href='/accounts/login/']")


def test_the_open_page_is_marked_in_the_navigation() -> None:
    places = [
        {"label": "Cockpit", "url": "/cockpit/", "icon": "gauge", "active": False},
        {"label": "Projects", "url": "/projects/", "icon": "folder", "active": True},
    ]
    links = shell(navigation=places).xpath("//nav[@aria-label='Main']//a")
    assert [(link.get("href"), link.get("aria-current")) for link in links] == [
        ("/cockpit/", None),
        ("/projects/", "page"),
    ]


def test_a_message_with_an_undo_address_gets_the_button_and_only_for_our_own_addresses() -> None:
    messages = [
        Message(25, "Deleted.", extra_tags="undo:/risks/3/undo/"),
        Message(25, "Deleted.", extra_tags="undo://evil.example/"),
        Message(40, "Failed."),
    ]
    page = shell(messages=messages)
    assert page.xpath("//section[@data-toasts]//form/@action") == ["/risks/3/undo/"]
    assert page.xpath("//*[@data-toast]/@data-toast") == ["success", "success", "error"]


def test_the_words_of_the_scripts_come_in_the_language_of_the_page() -> None:
    words = json.loads(shell().get_element_by_id("headway-words").text)
    assert words["undo"] == "Undo"
    assert all(words.values())


@pytest.mark.parametrize(
    ("view", "status"),
    [
        (errors.bad_request, 400),
        (errors.permission_denied, 403),
        (errors.page_not_found, 404),
        (errors.server_error, 500),
        (errors.unavailable, 503),
    ],
)
def test_error_pages_say_what_to_do_without_asking_the_database(
    view: Callable[..., HttpResponse], status: int
) -> None:
    response = view(RequestFactory().get("/x/"))
    page = html.document_fromstring(response.content)
    assert response.status_code == status
    assert len(page.xpath("//h1")) == 1
    assert len(page.xpath("//main//p")[0].text_content()) > 40
    assert page.xpath("//main//a[contains(@class, 'btn')]/@href") == ["/x/" if status == 503 else "/"]


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_error_page_leads_to_another_host(method: str) -> None:
    request = RequestFactory().generic(method, "/x/", PATH_INFO="//evil.example/x/")
    assert request.path == "//evil.example/x/"
    page = html.document_fromstring(errors.unavailable(request).content)
    links = page.xpath("//main//a/@href")
    assert links
    assert not [link for link in links if link.startswith("//")]


@pytest.mark.parametrize(
    ("view", "reason"),
    [
        (errors.bad_request, "failed"),
        (errors.permission_denied, "failed"),
        (errors.page_not_found, "failed"),
        (errors.server_error, "failed"),
        (errors.unavailable, "unsure"),
    ],
)
def test_where_something_was_sent_an_error_leads_back_to_its_page_and_what_was_typed_waits(
    view: Callable[..., HttpResponse], reason: str
) -> None:
    request = RequestFactory().post("/x/save/", headers={"Referer": "http://testserver/x/?tab=2"})
    page = html.document_fromstring(view(request).content)
    assert page.xpath("//main//a[contains(@class, 'btn')]/@href") == ["/x/?tab=2", "/"]
    assert page.xpath("//*[@data-draft-kept]/@data-draft-kept") == [reason]
    assert page.xpath("//*[@data-draft-kept][not(@hidden)]") == []


def test_an_address_of_another_host_is_answered_without_asking_which() -> None:
    headers = {"Host": "evil.example\\", "Referer": "http://evil.example/x/"}
    page = html.document_fromstring(errors.bad_request(RequestFactory().post("/x/", headers=headers)).content)
    assert page.xpath("//main//a[contains(@class, 'btn')]/@href") == ["/x/", "/"]


@pytest.mark.parametrize("template", ["409.html", "429.html"])
def test_a_refusal_may_bring_its_own_sentence(template: str) -> None:
    assert "Lee changed it 5 s ago." in render_to_string(template, {"detail": "Lee changed it 5 s ago."})
    assert len(html.document_fromstring(render_to_string(template)).xpath("//main//p")[0].text_content()) > 40


def test_demo_sign_ins_are_shown_only_when_there_are_some(client: Client, db: None) -> None:
    page = html.document_fromstring(client.get("/accounts/login/").content)
    assert "Demo organisation" not in page.text_content()
    assert page.xpath("//form//input[@name='password']/@autocomplete") == ["current-password"]


def test_refusals_are_pages_or_fragments() -> None:
    context = {"title": "Not allowed", "detail": "Ask the project manager.", "actor": ACTOR}
    page = html.document_fromstring(render_to_string("web/refusal.html", context))
    fragment = html.fragment_fromstring(render_to_string("web/_refusal.html", context).strip())
    assert page.xpath("//h1/text()") == ["Not allowed"]
    assert (fragment.get("role"), "Ask the project manager." in fragment.text_content()) == ("alert", True)


@pytest.mark.parametrize(
    ("refusal", "words"), [(Forbidden, "Back to the page"), (Stale, "Look at it as it is now")]
)
def test_a_refusal_of_what_was_sent_leads_back_to_its_page_and_what_was_typed_waits(
    refusal: type[Refusal], words: str, db: None
) -> None:
    def refused(method: str) -> Any:
        request: Any = RequestFactory().generic(
            method, "/x/save/", headers={"Referer": "http://testserver/x/?tab=2"}
        )
        request.actor, request.user, request.session, request.csp_nonce = None, AnonymousUser(), {}, "n"
        return html.document_fromstring(show_refusal(request, refusal("No.")).content)

    page = refused("POST")
    (back,) = page.xpath("//main//a[@href='/x/?tab=2']")
    assert back.text_content().strip() == words
    assert page.xpath("//main//*[@data-draft-kept]/@data-draft-kept") == ["failed"]
    assert refused("GET").xpath("//main//a/@href") == ["/"]
    assert refused("GET").xpath("//*[@data-draft-kept]") == []
