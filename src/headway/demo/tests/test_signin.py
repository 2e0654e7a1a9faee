"""The demo's password, which everybody may know, is good on this machine alone."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from headway.cli.main import main
from headway.cli.serve import _keep_the_demo_in
from headway.common.hosts import is_this_machine
from headway.demo.models import DemoSignIn
from headway.demo.people import PASSWORD
from headway.demo.signin import demo_password_in_use
from headway.organisation.models import User
from headway.organisation.tests.factories import make_person, make_user


@pytest.fixture
def visitor(db: None) -> User:
    person = make_person("Vera Visitor")
    DemoSignIn.objects.create(person=person, position=1, role="Board member")
    user = make_user(person)
    user.password = make_password(PASSWORD)
    user.save()
    return user


def sign_in(user: User, password: str = PASSWORD) -> int:
    return Client().post("/accounts/login/", {"login": user.email, "password": password}).status_code


@pytest.mark.parametrize("accepted", [True, False])
def test_the_password_is_shown_where_it_is_accepted(visitor: User, settings: Any, *, accepted: bool) -> None:
    settings.HEADWAY_DEMO = accepted
    assert (PASSWORD in Client().get("/accounts/login/").text) is accepted
    assert sign_in(visitor) == (302 if accepted else 200)


@pytest.mark.parametrize("accepted", [True, False])
def test_loading_the_demo_says_how_to_sign_in(
    visitor: User,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    accepted: bool,
) -> None:
    settings.HEADWAY_DEMO = accepted
    monkeypatch.setattr("headway.demo.load.is_empty", lambda: True)
    monkeypatch.setattr("headway.demo.load.load_demo", lambda *_given, **_more: None)
    assert main(["demo"]) == 0
    told = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert (["Board", "member", visitor.email, *PASSWORD.split()] in told) is accepted


def test_who_chose_another_password_signs_in_everywhere(visitor: User, settings: Any) -> None:
    settings.HEADWAY_DEMO = False
    visitor.set_password("an entirely new password")
    visitor.save()
    assert sign_in(visitor, "an entirely new password") == 302


def test_where_the_demo_is_not_loaded_no_password_is_tried(visitor: User) -> None:
    assert demo_password_in_use()
    User.objects.filter(pk=visitor.pk).update(is_active=False)
    assert not demo_password_in_use()
    User.objects.filter(pk=visitor.pk).update(is_active=True)
    DemoSignIn.objects.all().delete()
    assert not demo_password_in_use()


@pytest.mark.parametrize(
    ("accepted", "local", "told"),
    [
        (True, True, "by the settings only this machine gets here"),
        (False, False, "ok   demo: people of the demo cannot"),
        (True, False, "BAD  demo: anybody can sign in"),
    ],
)
def test_the_doctor_says_whether_anybody_gets_in(
    visitor: User,
    settings: Any,
    capsys: pytest.CaptureFixture[str],
    *,
    accepted: bool,
    local: bool,
    told: str,
) -> None:
    settings.HEADWAY_DEMO, settings.HEADWAY_LOCAL = accepted, local
    status = main(["doctor"])
    out = capsys.readouterr().out
    assert told in out
    if told.startswith("BAD"):
        assert status == 1


@pytest.mark.parametrize(
    ("host", "is_this"),
    [
        ("localhost", True),
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("[::1]", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("::", False),
        ("*", False),
        (".localhost", False),
        ("headway.example", False),
        ("192.0.2.1", False),
        ("", False),
    ],
)
def test_what_only_this_machine_reaches(host: str, *, is_this: bool) -> None:
    assert is_this_machine(host) is is_this


@pytest.mark.parametrize(
    ("environment", "accepted"),
    [
        ({}, True),
        ({"HEADWAY_HTTPS": "1"}, False),
        ({"HEADWAY_HOSTS": "localhost,headway.example"}, False),
        ({"HEADWAY_HOSTS": "*"}, False),
        ({"HEADWAY_TRUST_PROXY": "1"}, False),
        ({"HEADWAY_HTTPS": "1", "HEADWAY_HOSTS": "demo.example", "HEADWAY_DEMO": "1"}, True),
        ({"HEADWAY_DEMO": "0"}, False),
    ],
)
def test_other_machines_are_let_in_by_a_setting_alone(
    tmp_path: Path, environment: dict[str, str], *, accepted: bool
) -> None:
    show = "from headway.config import settings; print(settings.HEADWAY_DEMO)"
    given = {"HEADWAY_HOME": str(tmp_path), "HEADWAY_SECRET_KEY": "x", **environment}
    told = subprocess.run([sys.executable, "-c", show], env=given, capture_output=True, text=True, check=True)
    assert told.stdout == f"{accepted}\n"


@pytest.mark.parametrize(("host", "accepted"), [("127.0.0.1", None), ("0.0.0.0", "0"), ("192.0.2.1", "0")])
def test_a_server_that_listens_to_other_machines_does_not_accept_it(
    monkeypatch: pytest.MonkeyPatch, host: str, accepted: str | None
) -> None:
    environment: dict[str, str] = {}
    monkeypatch.setattr(os, "environ", environment)
    _keep_the_demo_in(host)
    assert environment.get("HEADWAY_DEMO") == accepted
    environment["HEADWAY_DEMO"] = "1"
    _keep_the_demo_in(host)
    assert environment["HEADWAY_DEMO"] == "1"
