"""The doors of the house: sign-in, headers, hosts and forged requests."""

import io
import re
from typing import Any

import pytest
import time_machine
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.contrib.auth.hashers import identify_hasher, make_password
from django.core.cache import cache
from django.test import Client, override_settings

from headway.common.jobs.models import Job
from headway.organisation.models import User
from headway.organisation.tests.factories import actor_with, make_organisation, make_user
from tests.rights.routes import all_routes

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery staple"
OURS = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "entrance"}}


@pytest.fixture(autouse=True)
def _empty_counters() -> None:
    cache.clear()


@pytest.fixture
def user() -> User:
    user = make_user(actor_with("PA", make_organisation()).person)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, email: str, password: str, **headers: str) -> int:
    return client.post(
        "/accounts/login/", {"login": email, "password": password}, headers=headers
    ).status_code


def test_people_sign_in_with_address_and_password(client: Client, user: User) -> None:
    before = client.session.session_key
    assert sign_in(client, user.email, PASSWORD) == 302
    assert client.session.session_key != before
    assert client.get("/api/v1/me").json()["name"] == user.person.name  # type: ignore[union-attr]  # it has one


def test_unknown_address_and_wrong_password_read_alike(client: Client, user: User) -> None:
    wrong = client.post("/accounts/login/", {"login": user.email, "password": "not this one"})
    unknown = client.post("/accounts/login/", {"login": "nobody@tvu.example", "password": "not this one"})
    assert wrong.status_code == unknown.status_code == 200

    def plain(body: bytes) -> str:
        text = re.sub(r'(nonce|content|value)="[^"]*"', "", body.decode())
        return text.replace(user.email, "").replace("nobody@tvu.example", "")

    assert plain(wrong.content) == plain(unknown.content)


def test_guessing_is_throttled_whatever_address_the_guesser_claims(client: Client, user: User) -> None:
    for attempt in range(12):
        sign_in(client, user.email, f"guess {attempt}", **{"X-Forwarded-For": f"10.0.0.{attempt}"})
    assert sign_in(client, user.email, PASSWORD, **{"X-Forwarded-For": "10.9.9.9"}) != 302


def test_guessing_at_one_account_is_throttled_whatever_port_and_address_it_comes_from(
    client: Client, user: User
) -> None:
    def attempt(at: int, password: str) -> int:
        headers = {"Host": f"testserver:{at}", "X-Forwarded-For": f"198.51.100.{at}"}
        return sign_in(client, user.email, password, **headers)

    with override_settings(HEADWAY_PROXIES=1):
        for at in range(1, 7):
            attempt(at, f"guess {at}")
        assert attempt(7, PASSWORD) != 302


def guess_from(client: Client, addresses: list[str]) -> None:
    """Wrong guesses, each at another account; a proxy appended the address to what the client claimed."""
    for at, address in enumerate(addresses):
        forwarded = {"X-Forwarded-For": f"192.0.2.{at}, {address}"}
        sign_in(client, f"p{at}@tvu.example", "wrong", **forwarded)


def test_behind_a_proxy_each_client_has_a_limit_of_its_own(client: Client, user: User) -> None:
    with override_settings(HEADWAY_PROXIES=1):
        guess_from(client, ["198.51.100.7"] * 12)
        assert sign_in(client, user.email, PASSWORD, **{"X-Forwarded-For": "198.51.100.7"}) != 302
        assert sign_in(client, user.email, PASSWORD, **{"X-Forwarded-For": "198.51.100.8"}) == 302


def test_without_a_proxy_the_forwarded_address_gives_no_fresh_limit(client: Client, user: User) -> None:
    with override_settings(HEADWAY_PROXIES=0):
        guess_from(client, [f"198.51.100.{at}" for at in range(12)])
        assert sign_in(client, user.email, PASSWORD, **{"X-Forwarded-For": "198.51.100.99"}) != 302


def second_factor(user: User) -> str:
    """Give somebody a second factor; the code that is right now."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    return str(totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time()))))


def try_codes(client: Client, user: User, codes: list[str]) -> bool:
    """Sign in with the password, then try these codes; whether one let in."""
    cache.clear()
    sign_in(client, user.email, PASSWORD)
    for code in codes:
        client.post("/accounts/2fa/authenticate/", {"code": code})
    return client.get("/api/v1/me").status_code == 200


@time_machine.travel("2026-03-02T08:00:05Z", tick=False)  # or the right code could change meanwhile
def test_guessing_the_second_factor_is_throttled(user: User) -> None:
    right = second_factor(user)
    assert not try_codes(Client(), user, [])
    assert not try_codes(Client(), user, [*["no code"] * 5, right])
    assert try_codes(Client(), user, [*["no code"] * 4, right])


def test_links_to_a_new_password_are_sent_to_one_address_five_times_a_minute(
    client: Client, user: User, settings: Any
) -> None:
    settings.HEADWAY_MAIL = True
    answers = [
        client.post("/accounts/password/reset/", {"email": user.email}).status_code for _time in range(6)
    ]
    assert answers == [*[302] * 5, 429]
    assert Job.objects.filter(name="accounts.mail_reset_link").count() == 5


def test_one_client_asks_for_twenty_links_a_minute(client: Client, settings: Any) -> None:
    settings.HEADWAY_MAIL = True
    answers = [
        client.post("/accounts/password/reset/", {"email": f"p{at}@tvu.example"}).status_code
        for at in range(21)
    ]
    assert answers == [*[302] * 20, 429]


def test_nobody_signs_up(client: Client) -> None:
    assert client.get("/accounts/signup/").status_code in {403, 404}


@override_settings(PASSWORD_HASHERS=["headway.organisation.hashers.Argon2Small"])
def test_passwords_are_kept_with_argon2_at_19_mebibytes() -> None:
    encoded = make_password(PASSWORD)
    assert identify_hasher(encoded).algorithm == "argon2"
    assert encoded.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_every_page_says_what_a_browser_may_load(client: Client) -> None:
    policy = client.get("/accounts/login/").headers["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";") if " " in part.strip())
    assert directives["default-src"] == "'none'"
    assert re.fullmatch(r"'nonce-[\w+/=-]+'", directives["script-src"])
    assert "unsafe" not in policy
    assert "http" not in policy
    assert directives["frame-ancestors"] == "'none'"


def test_scripts_of_a_page_carry_its_nonce_and_come_from_the_installation(client: Client) -> None:
    response = client.get("/accounts/login/")
    nonce = re.search(r"'nonce-([^']+)'", response.headers["Content-Security-Policy"])
    assert nonce
    scripts = re.findall(rb"<script[^>]*>", response.content)
    assert scripts
    for script in scripts:
        assert f'nonce="{nonce[1]}"'.encode() in script or b'type="application/json"' in script
    assert not re.findall(rb"""(?:src|href)=["'](?:https?:)?//""", response.content)
    assert not re.findall(rb"""\son\w+=["']|style=["']""", response.content)


def test_a_foreign_host_is_refused(client: Client) -> None:
    with override_settings(ALLOWED_HOSTS=["headway.example"]):
        assert client.get("/accounts/login/", headers={"host": "evil.example"}).status_code == 400


def test_pages_of_signed_in_people_are_not_stored(client: Client, user: User) -> None:
    client.force_login(user)
    for address in ("/portfolio/", "/api/v1/me"):
        assert client.get(address).headers["Cache-Control"] == "no-store"


def test_the_description_of_the_api_is_for_people_who_are_signed_in(client: Client, user: User) -> None:
    address = "/api/v1/openapi.json"
    assert client.get(address).status_code == 401
    client.force_login(user)
    described = client.get(address).json()
    assert {route.template for route in all_routes() if route.is_api} == set(described["paths"])


def test_every_unsafe_route_refuses_a_forged_request() -> None:
    forger = Client(enforce_csrf_checks=True)
    forger.force_login(make_user(actor_with("PA", make_organisation()).person))
    open_doors = []
    for route in all_routes():
        if not route.unsafe or route.template.startswith("/i18n/"):
            continue
        address = route.address(lambda name: 1 if name not in {"uidb36", "key"} else "a")
        response = forger.generic(route.method, address, b"{}", content_type="application/json")
        if response.status_code not in {401, 403, 405}:
            open_doors.append((route.method, route.template, response.status_code))
    assert open_doors == []


class Body(io.BytesIO):
    """An empty body that remembers whether somebody read it."""

    was_read = False

    def read(self, size: int | None = -1) -> bytes:
        self.was_read = True
        return b""


def send_file(client: Client, address: str, *, length: int = 100_000_000) -> tuple[int, bool]:
    """(status, whether the body was read) of an upload with a well-formed forgery token."""
    client.cookies[settings.CSRF_COOKIE_NAME] = "0123456789abcdef0123456789abcdef"
    body = Body()
    response = client.post(
        address,
        content_type="multipart/form-data; boundary=xx",
        **{"CONTENT_LENGTH": str(length), "wsgi.input": body},  # type: ignore[arg-type]  # of the WSGI environment
    )
    return response.status_code, body.was_read


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/api/v1/imports", 401),
        ("/api/v1/projects/1/imports", 401),
        ("/projects/import/", 302),
        ("/accounts/login/", 302),
    ],
)
def test_files_of_strangers_are_refused_before_anybody_reads_them(address: str, expected: int) -> None:
    assert send_file(Client(enforce_csrf_checks=True), address) == (expected, False)


def test_files_of_signed_in_people_are_read(user: User) -> None:
    """Otherwise the test above would prove nothing."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    assert send_file(client, "/api/v1/imports")[1]


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded"])
def test_a_body_in_disguise_is_no_json(client: Client, user: User, content_type: str) -> None:
    client.force_login(user)
    for route in all_routes():
        if route.is_api and route.unsafe:
            response = client.generic(
                route.method, route.address(lambda _: 1), b"{}", content_type=content_type
            )
            assert response.status_code == 415, route.template


def test_files_are_taken_where_plans_come_in_and_nowhere_else(client: Client, user: User) -> None:
    client.force_login(user)
    taken = set()
    for route in all_routes():
        if route.is_api and route.unsafe:
            response = client.generic(
                route.method,
                route.address(lambda _: 1),
                b"--x--",
                content_type="multipart/form-data; boundary=x",
            )
            if response.status_code != 415:
                taken.add(route.template)
    assert taken == {"/api/v1/imports", "/api/v1/projects/{project_id}/imports"}


def test_cookies_stay_with_the_installation() -> None:
    assert settings.SESSION_COOKIE_SAMESITE == settings.CSRF_COOKIE_SAMESITE == "Lax"
    assert settings.CSRF_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_HTTPONLY
