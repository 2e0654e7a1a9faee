"""While the database is away people are told so, and as soon as it is back everything goes on by itself."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import Error, InterfaceError, OperationalError, connection
from django.test import Client

from headway.cli import main
from headway.common.jobs.models import Job
from headway.common.jobs.services import enqueue
from headway.common.jobs.worker import Worker
from headway.common.outage import is_outage
from headway.organisation.actors import System
from headway.organisation.tests.factories import actor_with, make_organisation, make_user

pytestmark = pytest.mark.django_db


@contextmanager
def away(fault: Error) -> Iterator[None]:
    """Every statement fails."""

    def fail(*_statement: Any) -> Any:
        raise fault

    with connection.execute_wrapper(fail):
        yield


@pytest.fixture
def client() -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(make_user(actor_with("PD", make_organisation()).person))
    return client


@pytest.mark.parametrize("fault", [OperationalError("gone"), InterfaceError("connection already closed")])
def test_pages_say_that_they_come_back(client: Client, fault: Error) -> None:
    with away(fault):
        page = client.get("/portfolio/")
        form = client.post("/hat/")
    assert (page.status_code, page["Retry-After"]) == (503, "5")
    assert b"Back in a moment" in page.content
    assert b"web/outage.js" in page.content
    assert "nonce-" in page["Content-Security-Policy"], "or the browser would not run it"
    assert (form.status_code, b"web/outage.js" in form.content) == (503, False)
    assert client.session.session_key, "nobody is signed out by it"
    assert client.get("/portfolio/").status_code == 200


def test_programs_are_told_when_to_come_back(client: Client) -> None:
    with away(OperationalError("gone")):
        answer = client.get("/api/v1/me")
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert (answer["Retry-After"], answer.json()["status"]) == ("5", 503)
    assert client.get("/api/v1/me").status_code == 200


def test_balancers_see_that_the_process_lives_and_is_not_ready() -> None:
    client = Client(raise_request_exception=False)
    with away(InterfaceError("closed")):
        assert (client.get("/healthz").status_code, client.get("/readyz").status_code) == (200, 503)
    assert client.get("/readyz").status_code == 200


def test_a_mistake_of_ours_is_not_called_an_outage() -> None:
    with pytest.raises(Error) as mistake, connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")
    assert not is_outage(mistake.value)
    assert not is_outage(ValueError())


def test_a_program_is_told_of_a_mistake_of_ours_in_its_language(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("headway.organisation.middleware.actor_of", lambda _request: 1 / 0)
    answer = client.get("/api/v1/me")
    assert (answer.status_code, answer["Content-Type"]) == (500, "application/problem+json")


def test_the_doctor_says_it(capsys: pytest.CaptureFixture[str]) -> None:
    with away(OperationalError("connection refused\nIs the server running?")):
        status = main.main(["doctor"])
    told = capsys.readouterr().out
    assert status == 1
    assert "BAD  database: does not answer: connection refused Is the server running?" in told


@pytest.mark.django_db(transaction=True)
def test_a_worker_waits_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    job = enqueue("jobs.forget", {}, actor=System())
    worker = Worker("patient")
    with away(OperationalError("gone")):
        assert worker._step() is False
    while worker._step():
        pass
    job.refresh_from_db()
    assert job.state == Job.State.DONE
