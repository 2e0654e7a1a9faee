"""A job is seen and called off by who asked for it, and by nobody else."""

import pytest
from django.test import Client

from headway.common.jobs.models import Job
from headway.common.jobs.services import enqueue
from headway.organisation.tests.factories import actor, grant, make_organisation, make_person, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> Client:
    client, person = Client(), make_person("Olga Owner")
    client.force_login(make_user(person))
    enqueue("jobs.forget", {}, actor=actor(person))
    return client


@pytest.fixture
def stranger() -> Client:
    client, person = Client(), make_person("Stan Stranger")
    grant(person, "SA", make_organisation())
    client.force_login(make_user(person))
    return client


def addresses() -> list[tuple[str, str]]:
    pk = Job.objects.get().pk
    return [
        ("get", f"/api/v1/jobs/{pk}"),
        ("post", f"/api/v1/jobs/{pk}/cancel"),
        ("get", f"/jobs/{pk}/"),
        ("post", f"/jobs/{pk}/cancel/"),
    ]


def test_who_asked_reads_how_far_the_job_is(owner: Client) -> None:
    answer = owner.get(f"/api/v1/jobs/{Job.objects.get().pk}")
    assert answer.status_code == 200
    assert (answer.json()["name"], answer.json()["state"], answer.json()["progress"]) == (
        "jobs.forget",
        "queued",
        0,
    )


def test_who_asked_calls_the_job_off(owner: Client) -> None:
    address = f"/api/v1/jobs/{Job.objects.get().pk}/cancel"
    answer = owner.post(address, content_type="application/json")
    assert answer.json()["state"] == "cancelled"
    assert Job.objects.get().state == Job.State.CANCELLED


def test_nobody_else_sees_or_stops_it(owner: Client, stranger: Client) -> None:
    statuses = [
        getattr(stranger, method)(address, content_type="application/json").status_code
        for method, address in addresses()
    ]
    assert statuses == [404] * 4
    assert Job.objects.get().state == Job.State.QUEUED


def test_the_page_part_asks_again_until_the_job_is_finished(owner: Client) -> None:
    pk = Job.objects.get().pk
    waiting = owner.get(f"/jobs/{pk}/")
    assert "every 2s" in waiting.text
    assert "HX-Refresh" not in waiting.headers
    Job.objects.update(state=Job.State.DONE)
    done = owner.get(f"/jobs/{pk}/")
    assert "every 2s" not in done.text
    assert done.headers["HX-Refresh"] == "true"
