"""A session ends while somebody works: what programs and pages are told, and whose change it stays."""

import datetime as dt
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from headway.common.jobs.queue import run_next
from headway.common.jobs.services import enqueue
from headway.organisation.actors import System
from headway.organisation.models import Person, User
from headway.organisation.tests.factories import make_user
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.tests.factories import make_project, manager_of
from headway.project.schedule.models import Plan
from headway.project.schedule.tests.factories import make_plan, named

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery staple"


def sign_in(client: Client, person: Person) -> None:
    """As a person does it, by the form: only that makes a fresh token."""
    user = User.objects.filter(person=person).first() or make_user(person)
    user.set_password(PASSWORD)
    user.save()
    client.get("/accounts/login/")
    token = client.cookies[settings.CSRF_COOKIE_NAME].value
    form = {"login": user.email, "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert client.post("/accounts/login/", form).status_code == 302


def end_session(client: Client) -> None:
    del client.cookies[settings.SESSION_COOKIE_NAME]


def rename(client: Client, project: Project, token: str) -> Any:
    """Send a change of the plan, as its page does."""
    row = named(project, "Dig")
    command = {"do": "set", "id": row.pk, "version": row.version, "fields": {"name": "Excavate"}}
    body = {"revision": Plan.internal.get(project=project).revision, "preview": False, "commands": [command]}
    address = f"/api/v1/projects/{project.pk}/plan/changes"
    headers = {"X-CSRFToken": token, "X-Headway-Hat": "PM"}
    return client.post(address, body, content_type="application/json", headers=headers)


def test_a_change_without_a_session_is_answered_in_words_of_people() -> None:
    project = make_plan({"name": "Dig"})
    client = Client(enforce_csrf_checks=True)
    sign_in(client, project.manager)
    token = client.get("/api/v1/me").json()["token"]
    end_session(client)
    answer = rename(client, project, token)
    assert (answer.status_code, answer.json()["detail"]) == (
        401,
        "You are not signed in, or your session ended. Sign in again.",
    )
    client.cookies.clear()
    assert rename(client, project, token).status_code == 401, "the token is gone, too"


def test_after_signing_in_again_a_fresh_token_sends_the_change_and_the_old_one_does_not() -> None:
    project = make_plan({"name": "Dig"})
    client = Client(enforce_csrf_checks=True)
    sign_in(client, project.manager)
    old = client.get("/api/v1/me").json()["token"]
    end_session(client)
    sign_in(client, project.manager)
    refused = rename(client, project, old)
    assert (refused.status_code, refused.json()["renew"]) == (403, True)
    assert rename(client, project, client.get("/api/v1/me").json()["token"]).status_code == 200


def test_a_page_of_somebody_else_cannot_send_under_the_name_of_who_signed_in_after() -> None:
    project = make_plan({"name": "Dig"})
    client = Client(enforce_csrf_checks=True)
    sign_in(client, manager_of(make_project()).person)
    page = client.get("/api/v1/me").json()
    client.post("/accounts/logout/", {"csrfmiddlewaretoken": page["token"]})
    sign_in(client, project.manager)
    assert client.get("/api/v1/me").json()["person"] == project.manager.pk != page["person"]
    assert rename(client, project, page["token"]).status_code == 403
    assert named(project, "Dig").version == 1


def test_who_sends_a_form_after_the_session_ended_reads_so_on_the_sign_in_page() -> None:
    project = make_project()
    client = Client(enforce_csrf_checks=True)
    sign_in(client, project.manager)
    address, page = f"/projects/{project.pk}/charter/heading/", f"/projects/{project.pk}/charter/"
    client.cookies.clear()
    sent = client.post(address, {"purpose": "x"}, headers={"referer": f"http://testserver{page}"})
    assert sent.headers["Location"] == f"/accounts/login/?ended=1&next={page}"
    assert "Your session ended" in client.get(sent.headers["Location"]).text


def test_a_form_without_its_token_is_refused_in_our_words_with_a_way_back() -> None:
    project = make_project()
    client = Client(enforce_csrf_checks=True)
    sign_in(client, project.manager)
    page = f"http://testserver/projects/{project.pk}/charter/"
    refused = client.post(f"{page}heading/", {"purpose": "x"}, headers={"referer": page})
    assert refused.status_code == 403
    assert "That was not saved" in refused.text
    assert f'href="/projects/{project.pk}/charter/"' in refused.text
    assert "<style" not in refused.text, "the content security policy refuses it"


def test_without_cookies_the_sign_in_page_says_what_is_missing() -> None:
    refused = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a@b.example"})
    assert refused.status_code == 403
    assert "allow cookies for this address" in refused.text


def test_a_fragment_with_an_old_token_has_its_page_loaded_anew() -> None:
    project = make_project()
    client = Client(enforce_csrf_checks=True)
    sign_in(client, project.manager)
    refused = client.post(f"/projects/{project.pk}/charter/heading/", headers={"HX-Request": "true"})
    assert (refused.status_code, refused.headers["HX-Refresh"]) == (403, "true")


def test_sessions_that_have_run_out_are_dropped_and_others_stay() -> None:
    ended, open_still = Client(), Client()
    for client in (ended, open_still):
        sign_in(client, make_project().manager)
    key = ended.session.session_key
    Session.objects.filter(pk=key).update(expire_date=timezone.now() - dt.timedelta(seconds=1))
    enqueue("accounts.forget_sessions", {}, actor=System())
    assert run_next("tests")
    assert list(Session.objects.values_list("pk", flat=True)) == [open_still.session.session_key]
