"""The list of projects, as page and as route."""

import math
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from headway.organisation.actors import PersonActor
from headway.organisation.tests.factories import (
    actor,
    actor_with,
    grant,
    make_organisation,
    make_person,
    signed_in,
)
from headway.project.cockpit.forms import ProjectFilterForm
from headway.project.cockpit.queries import ProjectFilters, projects
from headway.project.cockpit.tests.factories import health
from headway.project.lifecycle.tests.factories import make_project, manager_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def codes(viewer: PersonActor, **filters: str) -> list[str]:
    return [row.code for row in projects(viewer, ProjectFilters.of(ProjectFilterForm(filters)))]


def test_the_list_is_scoped_filtered_and_sorted() -> None:
    one, two = make_project(name="Harbour"), make_project(name="Airport")
    make_project(name="Canary", confidential=True)
    health(one, use=0.5, computed="green")
    viewer = actor_with("PA", make_organisation())
    assert codes(viewer) == sorted([one.code, two.code])
    assert codes(viewer, sort="name") == [two.code, one.code]
    assert codes(viewer, sort="-use") == [one.code, two.code]
    assert codes(viewer, q="harb") == [one.code]
    assert codes(viewer, q="Canary") == []
    assert codes(viewer, computed="green") == [one.code]
    assert codes(viewer, state="planning") == []
    assert codes(viewer, mine="1") == []
    assert codes(manager_of(one), mine="1") == [one.code]


@pytest.mark.parametrize("value", ["'; DROP TABLE x;--", "manager__email", "-"])
def test_hostile_filters_find_nothing_and_sort_as_usual(value: str) -> None:
    project = make_project()
    assert codes(manager_of(project), sort=value) == [project.code]
    assert codes(manager_of(project), q=value + "x") == []


@pytest.mark.parametrize(("name", "value"), [("q", "9" * 5000), ("sort", "9" * 5000), ("state", "no")])
def test_a_filter_that_cannot_be_is_said_and_left_aside(name: str, value: str) -> None:
    project = make_project()
    client = signed_in(project.manager)
    page = client.get("/projects/", {name: value})
    assert (page.status_code, list(page.context["form"].errors)) == (200, [name])
    assert [row.pk for row in page.context["page"]] == [project.pk]
    assert client.get("/api/v1/projects", {name: value}).status_code == 422


def read_in_parts(client: Client, address: str) -> tuple[list[Any], dict[str, Any]]:
    """All items of a list, two at a time, and what is answered behind the last one."""
    items: list[Any] = []
    part: dict[str, Any] = {"next": 0}
    after, asked = "", 0
    while part["next"] is not None:
        part = client.get(f"{address}&limit=2{after}").json()
        items += part["items"]
        after, asked = f"&after={part['next']}", asked + 1
        assert asked < 20, "the list never ends"
    return items, part


@pytest.mark.parametrize("sort", ["code", "-code", "use", "-use", "deadline", "-deadline", ""])
def test_a_list_is_read_in_parts_without_end_or_repetition(sort: str) -> None:
    manager = make_person()
    for number, use in enumerate([0.1, None, 0.7, 0.1, math.inf, None, 0.1]):
        health(make_project(code=f"C{number}", manager=manager), use=use)
    client = signed_in(manager)
    whole = client.get(f"/api/v1/projects?sort={sort}").json()
    items, last = read_in_parts(client, f"/api/v1/projects?sort={sort}")
    assert items == whole["items"]
    assert (len(items), whole["next"], last["next"], last["total"]) == (7, None, None, 7)
    behind = client.get(f"/api/v1/projects?sort={sort}&after={items[-1]['id']}").json()
    assert (behind["items"], behind["next"]) == ([], None)


def test_a_part_behind_what_is_not_there_is_refused() -> None:
    client = signed_in(make_project().manager)
    answer = client.get(f"/api/v1/projects?after={make_project().pk}")
    assert (answer.status_code, answer.json()["field"]) == (422, "after")
    for wrong in ("after=-1", "limit=0", "limit=1001", f"after={2**63}"):
        assert client.get(f"/api/v1/projects?{wrong}").status_code == 422


def test_programs_say_by_true_and_false_whether_they_mean_their_own_projects() -> None:
    mine, other = make_project(), make_project()
    reader = actor(mine.manager, "PM")
    grant(reader.person, "TM", other.scope)
    client = signed_in(reader.person)
    found = {
        said: {row["id"] for row in client.get(f"/api/v1/projects?mine={said}").json()["items"]}
        for said in ("true", "false")
    }
    assert found == {"true": {mine.pk}, "false": {mine.pk, other.pk}}
    assert client.get("/api/v1/projects?mine=perhaps").status_code == 422
