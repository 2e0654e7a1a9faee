"""A forgotten password: a link by mail where there is a mail server, elsewhere a word about whom to ask."""

import datetime as dt
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from headway.common.jobs.models import Job
from headway.common.jobs.queue import run_next
from headway.organisation.models import User
from headway.organisation.tests.factories import make_person, make_user

pytestmark = pytest.mark.django_db

RESET = "/accounts/password/reset/"
NEW = "an entirely new password"


@pytest.fixture(autouse=True)
def mail_server(settings: Any) -> None:
    cache.clear()
    settings.HEADWAY_MAIL = True
    settings.HEADWAY_SITE = "https://headway.tvu.example"
    settings.HEADWAY_CONTACT = ""


@pytest.fixture
def user() -> User:
    return make_user(make_person("Ann Able"))


def ask_for_link(client: Client, email: Any) -> Any:
    answer = client.post(RESET, {"email": email}, follow=True)
    while run_next("tests"):
        pass
    return answer


def link_in_mail() -> str:
    (message,) = mail.outbox
    found = re.search(r"https://headway\.tvu\.example(/accounts/password/reset/key/\S+)", str(message.body))
    assert found
    return found[1]


def choose(client: Client, link: str, password: str = NEW) -> Any:
    form = client.get(link, follow=True)
    address = form.redirect_chain[-1][0] if form.redirect_chain else link
    return client.post(address, {"password1": password, "password2": password}, follow=True)


def can_sign_in(user: User, password: str) -> bool:
    answer = Client().post("/accounts/login/", {"login": user.email, "password": password})
    return answer.status_code == 302


def test_a_link_by_mail_leads_to_a_new_password(client: Client, user: User) -> None:
    page = ask_for_link(client, user.email)
    assert "If there is an account with this address, a link is on its way." in page.text
    assert [message.to for message in mail.outbox] == [[user.email]]
    assert "The password is changed" in choose(client, link_in_mail()).text
    assert can_sign_in(user, NEW)


def test_a_link_works_once(client: Client, user: User) -> None:
    ask_for_link(client, user.email)
    link = link_in_mail()
    choose(client, link)
    assert "This link does not work any more" in Client().get(link, follow=True).text


def test_a_link_works_for_an_hour(client: Client, user: User) -> None:
    with time_machine.travel(dt.datetime.now(dt.UTC), tick=False) as clock:
        ask_for_link(client, user.email)
        link = link_in_mail()
        clock.shift(dt.timedelta(minutes=59))
        assert "Choose a new password" in Client().get(link, follow=True).text
        clock.shift(dt.timedelta(minutes=2))
        assert "This link does not work any more" in Client().get(link, follow=True).text


def test_the_sessions_of_the_old_password_end(client: Client, user: User) -> None:
    elsewhere = Client()
    elsewhere.force_login(user)
    assert elsewhere.get("/api/v1/me").status_code == 200
    ask_for_link(client, user.email)
    choose(client, link_in_mail())
    assert elsewhere.get("/api/v1/me").status_code == 401


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client: Client, user: User) -> None:
    def plain(page: Any) -> str:
        return re.sub(r'(nonce|content|value)="[^"]*"', "", page.text)

    known, unknown = ask_for_link(client, user.email), ask_for_link(client, "nobody@tvu.example")
    assert plain(known) == plain(unknown)
    assert [message.to for message in mail.outbox] == [[user.email]]


@pytest.mark.parametrize(
    "wish",
    ["{0},thief@evil.example", "{0} thief@evil.example", ["thief@evil.example", "{0}"], "{0}\nBcc: a@b.c"],
)
def test_a_link_goes_to_the_stored_address_alone(client: Client, user: User, wish: Any) -> None:
    filled = [one.format(user.email) for one in wish] if isinstance(wish, list) else wish.format(user.email)
    ask_for_link(client, filled)
    assert {address for message in mail.outbox for address in message.recipients()} <= {user.email}


@pytest.mark.parametrize("host", ["evil.tvu.example", "testserver:1337"])
def test_a_link_leads_to_the_configured_address_whatever_host_and_port_are_asked(
    client: Client, user: User, host: str
) -> None:
    client.post(RESET, {"email": user.email}, headers={"host": host})
    while run_next("tests"):
        pass
    (message,) = mail.outbox
    assert "https://headway.tvu.example/accounts/password/reset/key/" in str(message.body)
    assert host not in str(message.body)


@pytest.mark.parametrize("hosts", [".tvu.example", "*", "headway.tvu.example,*", "headway.tvu.example"])
def test_an_installation_with_mail_needs_its_address(tmp_path: Path, hosts: str) -> None:
    def load(**more: str) -> str:
        mail_server = {"HEADWAY_EMAIL_URL": "smtp://mail.example", "HEADWAY_HOSTS": hosts}
        home = {
            "HEADWAY_HOME": str(tmp_path),
            "HEADWAY_SECRET_KEY": "x",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        given = {**home, **mail_server, **more}
        command = [sys.executable, "-c", "from headway.config import settings"]
        return subprocess.run(command, env=given, capture_output=True, text=True, check=False).stderr

    assert "needs HEADWAY_SITE" in load()
    assert "HEADWAY_SITE is a whole address" in load(HEADWAY_SITE="headway.tvu.example")
    assert "HEADWAY_SITE is a whole address" in load(HEADWAY_SITE="headway.tvu.example", HEADWAY_EMAIL_URL="")
    assert load(HEADWAY_SITE="HTTPS://headway.tvu.example") == ""
    assert load(HEADWAY_SITE="https://headway.tvu.example") == load(HEADWAY_EMAIL_URL="") == ""


def test_the_secret_of_a_link_is_stored_nowhere(client: Client, user: User) -> None:
    ask_for_link(client, user.email)
    key = link_in_mail().rstrip("/").rpartition("/")[2]
    job = Job.objects.get(name="accounts.mail_reset_link")
    assert key not in str([job.arguments, job.result, job.message, job.trace])


def test_a_switched_off_account_gets_no_link(client: Client, user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)
    ask_for_link(client, user.email)
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("contact", "told"),
    [
        ("", "Ask the administrator of this installation"),
        ("it@tvu.example", "Ask it@tvu.example for a new one"),
    ],
)
def test_without_a_mail_server_people_are_told_whom_to_ask(
    client: Client, user: User, settings: Any, contact: str, told: str
) -> None:
    settings.HEADWAY_MAIL, settings.HEADWAY_CONTACT = False, contact
    for address in ("/accounts/login/", RESET):
        page = client.get(address).text
        assert told in page
        assert f'href="{RESET}"' not in page
    assert told in ask_for_link(client, user.email).text
    assert (mail.outbox, Job.objects.count()) == ([], 0)


def test_with_a_mail_server_the_sign_in_page_leads_there(client: Client) -> None:
    assert f'href="{RESET}"' in client.get("/accounts/login/").text


def test_an_administrator_sets_a_password_by_command(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getpass", lambda prompt="": NEW)
    call_command("changepassword", user.email)
    assert can_sign_in(user, NEW)
