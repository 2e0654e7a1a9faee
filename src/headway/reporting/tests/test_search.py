"""Search finds by name what the actor may see, and nothing else."""

import pytest
from django.test import Client

from headway.organisation.tests.factories import actor_with, make_organisation, make_user
from headway.project.lifecycle.tests.factories import make_project, manager_of
from headway.project.schedule.commands import Add
from headway.project.schedule.services import change_plan, create_plan
from headway.reporting.queries import find

pytestmark = pytest.mark.django_db

MONDAY = 1_767_600_000


def test_projects_are_found_by_code_and_by_name() -> None:
    project = make_project(name="Harbour trunk main")
    manager = manager_of(project)
    assert [hit.project_id for hit in find(manager, "harbour")] == [project.pk]
    assert [hit.project_id for hit in find(manager, project.code.lower())] == [project.pk]
    assert find(manager, "h") == []


def test_activities_are_found_by_name() -> None:
    project = make_project()
    manager = manager_of(project)
    create_plan(project, actor=manager, start=MONDAY)
    change_plan(project, [Add(ref="n1", fields={"name": "Pour the slab"})], actor=manager)
    (hit,) = find(manager, "slab")
    assert (hit.label, hit.project_id) == ("Pour the slab", project.pk)
    assert hit.activity_id is not None


def test_nothing_of_a_project_that_is_not_shared_is_found_or_counted() -> None:
    secret = make_project(name="Kestrel merger", confidential=True)
    create_plan(secret, actor=manager_of(secret), start=MONDAY)
    change_plan(secret, [Add(ref="n1", fields={"name": "Kestrel due diligence"})], actor=manager_of(secret))
    director = actor_with("PD", make_organisation())
    assert find(director, "Kestrel") == []
    assert len(find(manager_of(secret), "Kestrel")) == 2


@pytest.mark.parametrize("query", ["%", "_", "%%", "' OR 1=1 --", "x" * 10_000, "__"])
def test_hostile_words_are_only_words(client: Client, query: str) -> None:
    make_project(name="Something")
    viewer = actor_with("PA", make_organisation())
    client.force_login(make_user(viewer.person))
    response = client.get("/api/v1/search", {"q": query})
    assert (response.status_code, response.json()) == (200, {"items": [], "next": None})
