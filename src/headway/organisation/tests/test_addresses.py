"""Whose address it is, is told one at a time, to those who appoint people, and not to who tries out lists."""

import pytest
from django.test import Client

from headway.organisation.models import RoleGrant
from headway.organisation.tests.factories import actor_with, browser, make_organisation, make_person
from headway.project.lifecycle.tests.factories import make_project, manager_of

pytestmark = pytest.mark.django_db
LIMIT = 30


def ask(client: Client, email: str, place: str = "") -> int:
    body = {"email": email, "role": "FC", "place": place}
    return client.post("/api/v1/roles", body, content_type="application/json").status_code


def test_who_cannot_request_roles_in_an_open_project_learns_of_no_address() -> None:
    project = make_project()
    client, somebody = browser(manager_of(project)), make_person()
    assert ask(client, somebody.email, project.code) == ask(client, "nobody@tvu.example", project.code) == 403


def test_after_many_addresses_that_nobody_has_none_is_answered_for_an_hour() -> None:
    administrator = browser(actor_with("SA", make_organisation()))
    somebody = make_person()
    misses = {ask(administrator, f"guess{number}@tvu.example") for number in range(LIMIT)}
    assert misses == {422}
    assert ask(administrator, "another@tvu.example") == ask(administrator, somebody.email) == 429
    assert not RoleGrant.internal.filter(person=somebody).exists()
    page = administrator.post("/roles/request/", {"email": somebody.email, "role": "FC"})
    assert (page.status_code, "You can go on in an hour" in page.text) == (429, True)


@pytest.mark.slow
def test_the_limit_is_each_persons_own_and_addresses_of_people_do_not_count() -> None:
    organisation = make_organisation()
    one, other = (browser(actor_with("SA", organisation)) for _ in range(2))
    for number in range(LIMIT - 1):
        ask(one, f"guess{number}@tvu.example")
        assert ask(one, make_person().email) == 200
    assert ask(one, "guess@tvu.example") == 422
    assert ask(one, make_person().email) == 429
    assert ask(other, make_person().email) == 200


@pytest.mark.slow
def test_a_team_is_no_way_around_it() -> None:
    project = make_project()
    client, address = browser(manager_of(project)), f"/projects/{project.pk}/team/members/"
    for number in range(LIMIT):
        client.post(address, {"email": f"guess{number}@tvu.example", "role": "TM"})
    somebody = make_person()
    assert client.post(address, {"email": somebody.email, "role": "TM"}).status_code == 429
    assert ask(client, somebody.email, project.code) == 403
