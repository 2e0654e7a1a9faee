"""A request whose answer was lost is sent again: nothing is done twice, and the answer is there after all."""

from typing import Any

import pytest
from django.test import Client

from headway.organisation.tests.factories import actor_with
from headway.project.lifecycle.models import Project
from headway.project.schedule.models import Activity, PlanStep
from headway.project.schedule.tests.factories import make_plan, named, raw_rows, set_fields
from headway.project.schedule.tests.test_plan_api import Api

pytestmark = pytest.mark.django_db

ADD = {"do": "add", "ref": "n1", "parent": None, "after": None, "fields": {"name": "New"}}


@pytest.fixture
def project() -> Project:
    return make_plan({"name": "A"}, {"name": "B"})


def names(project: Project) -> list[str]:
    return sorted(Activity.internal.filter(project=project).values_list("name", flat=True))


def test_an_addition_sent_again_is_not_added_again(client: Client, project: Project) -> None:
    api = Api(project, client)
    revision = api.plan()["revision"]
    first = api.change(ADD, revision=revision).json()
    again = api.change(ADD, revision=revision)
    assert names(project) == ["A", "B", "New"]
    assert (again.status_code, again.json()["refs"]) == (200, first["refs"])
    assert again.json()["revision"] == first["revision"]
    assert first["refs"]["n1"] in again.json()["activities"]["id"]


def test_it_is_recognised_although_others_changed_the_plan_meanwhile(
    client: Client, project: Project
) -> None:
    api = Api(project, client)
    revision = api.plan()["revision"]
    first = api.change(ADD, revision=revision).json()
    set_fields(project, "B", name="B2")
    again = api.change(ADD, revision=revision).json()
    assert names(project) == ["A", "B2", "New"]
    assert (again["refs"], again["revision"]) == (first["refs"], first["revision"] + 1)
    assert named(project, "B2").pk in again["activities"]["id"]


def test_a_changed_field_sent_again_is_no_conflict_with_oneself(client: Client, project: Project) -> None:
    api, row = Api(project, client), named(project, "A")
    revision = api.plan()["revision"]
    command = {"do": "set", "id": row.pk, "version": row.version, "fields": {"name": "A2"}}
    answers = [api.change(command, revision=revision) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert [answer.json()["revision"] for answer in answers] == [revision + 1, revision + 1]


def test_the_same_words_at_a_newer_revision_are_a_new_intention(client: Client, project: Project) -> None:
    api = Api(project, client)
    api.change(ADD)
    api.change(ADD)
    assert names(project) == ["A", "B", "New", "New"]


def test_the_same_words_of_somebody_else_are_the_others_own_intention(
    client: Client, project: Project
) -> None:
    api = Api(project, client)
    revision = api.plan()["revision"]
    api.change(ADD, revision=revision)
    other = actor_with("PM", project.scope).person
    Api(project, Client(), other).change(ADD, revision=revision)
    assert names(project) == ["A", "B", "New", "New"]


def test_a_preview_is_never_taken_for_what_was_done(client: Client, project: Project) -> None:
    api = Api(project, client)
    revision = api.plan()["revision"]
    api.change(ADD, revision=revision, preview=True)
    assert names(project) == ["A", "B"]
    api.change(ADD, revision=revision)
    assert names(project) == ["A", "B", "New"]


@pytest.mark.parametrize("way", ["undo", "redo"])
def test_going_back_sent_again_goes_back_once(client: Client, project: Project, way: str) -> None:
    api = Api(project, client)
    states: list[Any] = [raw_rows(project)]
    for days in (3, 4):
        set_fields(project, "A", duration=f"{days}d")
        states.append(raw_rows(project))
    revision = api.plan()["revision"]
    if way == "redo":
        for _ in range(2):
            revision = api.post("undo", revision=revision).json()["revision"]
    answers = [api.post(way, revision=revision) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert raw_rows(project) == states[1]
    assert PlanStep.internal.filter(project=project, revision__gt=revision).count() == 1


def test_an_undo_sent_again_when_nothing_is_left_to_undo_is_answered(client: Client) -> None:
    project = make_plan({"name": "A"})
    api = Api(project, client)
    revision = api.plan()["revision"]
    answers = [api.post("undo", revision=revision) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert names(project) == []
