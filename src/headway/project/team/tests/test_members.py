"""The project manager brings people into the team and says whom the plan's resources stand for."""

import datetime as dt
from typing import Any, cast

import pytest
from django.test import Client

from headway.common.journal.models import JournalEntry
from headway.common.refusal import Forbidden, Invalid
from headway.organisation.actors import PersonActor
from headway.organisation.roles import BY_CODE
from headway.organisation.tests.factories import actor, actor_with, make_organisation, make_person, make_user
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.permissions import VIEW_PROJECT
from headway.project.lifecycle.services import appoint_team
from headway.project.lifecycle.tests.factories import make_project, manager_of, sponsor_of
from headway.project.schedule.commands import Add
from headway.project.schedule.models import Plan, Resource
from headway.project.schedule.services import change_plan, create_plan, undo_change
from headway.project.team.forms import MemberForm
from headway.project.team.services import staff_resource, welcome_member
from headway.project.team.tests.factories import my_work

pytestmark = pytest.mark.django_db

MONDAY = 1_767_600_000


@pytest.fixture
def project() -> Project:
    project = make_project()
    create_plan(project, actor=manager_of(project), start=MONDAY)
    fields = {"name": "Survey", "duration": "5d", "resources": "Crew"}
    change_plan(project, [Add(ref="n1", fields=fields)], actor=manager_of(project))
    return project


def crew(project: Project) -> Resource:
    return Resource.objects.within(project).get(name="Crew")


def revision(project: Project) -> int:
    return Plan.objects.within(project).get().revision


def test_who_is_welcomed_sees_the_project_and_who_stands_for_a_resource_has_its_work(
    project: Project,
) -> None:
    newcomer = make_person("Tara")
    manager = manager_of(project)
    assert not actor(newcomer).may(VIEW_PROJECT, project.pk)
    welcome_member(project, newcomer.email.upper(), "TM", actor=manager)
    assert actor(newcomer).may(VIEW_PROJECT, project.pk)
    staff_resource(project, crew(project).pk, newcomer.pk, actor=manager)
    work = my_work(actor(newcomer, "TM"), dt.date(2026, 1, 5), later=True)
    assert [item.activity.name for item in work] == ["Survey"]
    appointed = JournalEntry.internal.filter(scope_id=project.pk, action="role.appointed").latest("seq")
    assert (appointed.actor, appointed.hat) == (manager.reference, "PM")
    assert appointed.content == {"person": newcomer.pk, "role": "TM"}


def test_staffing_is_one_step_that_undo_takes_back(project: Project) -> None:
    member = welcome_member(project, make_person().email, "TM", actor=manager_of(project))
    staff_resource(project, crew(project).pk, member.pk, actor=manager_of(project))
    undo_change(project, actor=manager_of(project))
    assert crew(project).person_id is None


def test_an_unknown_address_is_refused_and_nothing_changes(project: Project) -> None:
    before = JournalEntry.internal.count()
    with pytest.raises(Invalid):
        welcome_member(project, "nobody@tvu.example", "TM", actor=manager_of(project))
    assert JournalEntry.internal.count() == before


@pytest.mark.parametrize("role", ["PM", "SP", "PD", "SA", "GA", "", "ROOT"])
def test_a_manager_gives_no_role_that_manages_decides_or_assures(project: Project, role: str) -> None:
    with pytest.raises(Invalid):
        welcome_member(project, make_person().email, role, actor=manager_of(project))


def test_a_resource_stands_for_members_of_this_project_only(project: Project) -> None:
    before = revision(project)
    with pytest.raises(Invalid):
        staff_resource(project, crew(project).pk, make_person().pk, actor=manager_of(project))
    assert revision(project) == before


def test_who_stands_for_a_resource_is_not_written_over_by_a_page_that_is_older(
    client: Client, project: Project
) -> None:
    tara, otto = make_person("Tara"), actor_with("PM", project.scope, "Otto Other")
    welcome_member(project, tara.email, "TM", actor=manager_of(project))
    client.force_login(make_user(project.manager))
    page = f"/projects/{project.pk}/team/resources/{crew(project).pk}/"
    assert client.post(page, {"person": ""}).status_code == 428
    shown = revision(project)
    staff_resource(project, crew(project).pk, tara.pk, actor=otto)
    again = client.post(page, {"person": str(project.manager_id), "revision": shown})
    assert again.status_code == 409
    told = again.text.partition(f'id="resource-{crew(project).pk}_error"')[2]
    assert "Otto Other has changed" in told
    assert f'<option value="{project.manager_id}" selected>' in again.text, "what was chosen is kept"
    assert f'name="revision" value="{revision(project)}"' in again.text
    api = f"/api/v1/projects/{project.pk}/resources/{crew(project).pk}/person"
    answer = client.put(api, {"person": None, "revision": shown}, content_type="application/json")
    assert (answer.status_code, answer.json()["changed_by"]) == (409, "Otto Other")
    assert client.put(api, {"person": None}, content_type="application/json").status_code == 428
    assert crew(project).person == tara
    assert client.post(page, {"person": "", "revision": revision(project)}).status_code == 302
    assert crew(project).person is None


def test_a_resource_of_another_project_is_unknown(project: Project) -> None:
    other = make_project()
    create_plan(other, actor=manager_of(other), start=MONDAY)
    with pytest.raises(Invalid):
        staff_resource(other, crew(project).pk, other.manager_id, actor=manager_of(other))
    assert crew(project).person_id is None


@pytest.mark.parametrize("who", ["sponsor", "member", "office"])
def test_nobody_but_the_manager_brings_people_in(project: Project, who: str) -> None:
    actors: dict[str, PersonActor] = {
        "sponsor": sponsor_of(project),
        "member": actor_with("TM", project.scope),
        "office": actor_with("PD", make_organisation()),
    }
    with pytest.raises(Forbidden):
        welcome_member(project, make_person().email, "TM", actor=actors[who])
    with pytest.raises(Forbidden):
        staff_resource(project, crew(project).pk, None, actor=actors[who])


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_asks_the_same_number_of_questions(
    client: Client, project: Project, django_assert_num_queries: Any, people: int
) -> None:
    for _ in range(people):
        welcome_member(project, make_person().email, "TM", actor=manager_of(project))
    client.force_login(make_user(project.manager))
    with django_assert_num_queries(15):
        assert client.get(f"/projects/{project.pk}/team/").status_code == 200


def test_the_page_adds_somebody_and_tells_what_is_wrong(client: Client, project: Project) -> None:
    newcomer = make_person("Tara")
    client.force_login(make_user(project.manager))
    address = f"/projects/{project.pk}/team/members/"
    wrong = client.post(address, {"email": "nobody@tvu.example", "role": "TM"})
    assert wrong.status_code == 422
    assert "nobody@tvu.example" in wrong.content.decode()
    right = client.post(address, {"email": newcomer.email, "role": "TM"}, follow=True)
    assert "Tara" in right.content.decode()


def test_a_reader_sees_the_team_and_nothing_to_edit(client: Client, project: Project) -> None:
    client.force_login(make_user(actor_with("PA", make_organisation()).person))
    body = client.get(f"/projects/{project.pk}/team/").text.partition("<main")[2]
    assert "Crew" in body
    assert 'name="email"' not in body
    assert 'name="person"' not in body


def test_the_manager_appoints_four_roles_outright_and_no_other(project: Project) -> None:
    offered = [code for code, _name in cast("Any", MemberForm().fields["role"]).choices]
    assert offered == ["TM", "WPO", "UR", "BO"]
    for role in BY_CODE.keys() - set(offered):
        with pytest.raises(Invalid, match="cannot give this role"):
            appoint_team(project, [make_person()], actor=manager_of(project), role=role)


def test_what_is_refused_stands_beside_the_field_that_it_is_about(
    client: Client, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the service refuses what the form would let through."""
    monkeypatch.setattr("headway.project.team.forms.APPOINTED_BY_MANAGER", ("TM", "SP"))
    client.force_login(make_user(project.manager))
    body = {"email": make_person().email, "role": "SP"}
    answer = client.post(f"/projects/{project.pk}/team/members/", body)
    assert answer.context["form"].errors == {"role": ["A project manager cannot give this role."]}


def test_programs_are_told_of_fields_that_they_sent(client: Client, project: Project) -> None:
    api = f"/api/v1/projects/{project.pk}/team"
    client.force_login(make_user(project.manager))
    body = {"email": project.manager.email, "role": "UR"}
    answer = client.post(api, body, content_type="application/json")
    assert (answer.status_code, answer.json()["field"]) == (422, "email")
