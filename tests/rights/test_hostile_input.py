"""What no honest client sends is refused, and never answered with a fault of the program."""

import json

import pytest
from django.test import Client, RequestFactory

from headway.common.http.api import JsonParser
from headway.organisation.tests.factories import make_person, make_user
from headway.project.schedule.models import Plan
from tests.rights.routes import all_routes
from tests.rights.world import World, make_world

pytestmark = pytest.mark.django_db

BEYOND = 2**70  # no column holds it
DIGITS = "9" * 5000  # more than Python reads as a number


def manager(world: World) -> Client:
    """The project manager's browser, which would show a fault as 500."""
    client = Client(raise_request_exception=False, headers={"X-Headway-Hat": "PM"})
    client.force_login(make_user(world.project.manager))
    return client


@pytest.mark.slow
def test_no_address_with_a_number_beyond_all_ids_is_a_fault() -> None:
    client = manager(make_world())
    faults = []
    for route in all_routes():
        if route.template == "/accounts/logout/":
            continue  # the rest would be asked by nobody
        address = route.address(lambda name: "a" if name in {"uidb36", "key", "dimension"} else BEYOND)
        status = client.generic(route.method, address, "{}", content_type="application/json").status_code
        if status >= 500:
            faults.append((route.method, route.template, status))
    assert faults == []
    assert client.get("/api/v1/me").status_code == 200


def test_signing_out_with_a_body_in_disguise_is_no_fault() -> None:
    client = manager(make_world())
    assert (
        client.generic("POST", "/accounts/logout/", "{}", content_type="application/json").status_code < 500
    )


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("charter/submit/", {"version": DIGITS}),
        ("progress/accept/", {"report": DIGITS}),
        ("progress/accept/", {"report": str(BEYOND)}),
        ("team/resources/{resource}/", {"person": DIGITS, "revision": DIGITS}),
    ],
)
def test_a_form_with_a_number_beyond_all_numbers_is_refused(address: str, fields: dict[str, str]) -> None:
    world = make_world()
    path = f"/projects/{world.project.pk}/{address.format(resource=world.fill('resource_id'))}"
    assert manager(world).post(path, fields).status_code in {404, 409, 422, 428}


@pytest.mark.parametrize("reports", [[BEYOND], [-BEYOND], [2**63], list(range(1, 300_000))])
def test_reports_that_cannot_exist_are_not_accepted(reports: list[int]) -> None:
    world = make_world()
    address = f"/api/v1/projects/{world.project.pk}/progress/accept"
    answer = manager(world).post(address, {"reports": reports}, content_type="application/json")
    assert answer.status_code in {404, 422}


@pytest.mark.parametrize("half", ["\ud800", "a\udc00b"])
def test_half_a_character_is_no_text(half: str) -> None:
    world = make_world()
    project = world.project.pk
    revision = Plan.objects.within(world.project).get().revision
    renamed = {"do": "set", "id": world.fill("activity_id"), "version": 1, "fields": {"name": half}}
    client = manager(world)
    for method, address, body in (
        ("PUT", "charter", {"heading": {"purpose": half}, "version": 1}),
        ("POST", "plan/changes", {"revision": revision, "commands": [renamed]}),
        ("POST", "status/assessments", {"colour": "red", "narrative": half}),
        ("POST", "team", {"email": half}),
    ):
        path = f"/api/v1/projects/{project}/{address}"
        answer = client.generic(method, path, json.dumps(body), content_type="application/json")
        assert answer.status_code == 400, address


@pytest.mark.parametrize("address", ["/portfolio/?q=a%00b", "/api/v1/search?q=%00", "/projects/%00/"])
def test_an_address_with_a_nul_is_refused(client: Client, address: str) -> None:
    client.force_login(make_user(make_person()))
    assert client.get(address).status_code == 400


def test_a_body_with_a_nul_is_refused(client: Client) -> None:
    world = make_world()
    client.force_login(make_user(world.project.manager))
    address = f"/api/v1/projects/{world.project.pk}/team"
    body = '{"email": "a\\u0000@tvu.example"}'
    assert client.post(address, body, content_type="application/json").status_code == 400


def test_the_six_characters_that_stand_for_a_nul_can_be_typed() -> None:
    request = RequestFactory().generic("POST", "/", rb'{"note": "write \\u0000 for nothing"}')
    assert JsonParser().parse_body(request) == {"note": r"write \u0000 for nothing"}
    for escaped in (rb'["\u0000"]', rb'{"a\u0000": 1}', rb'["\\\u0000"]'):
        with pytest.raises(ValueError, match="NUL"):
            JsonParser().parse_body(RequestFactory().generic("POST", "/", escaped))
