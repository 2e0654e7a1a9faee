"""A project without a plan file: opened on a page or by the API, with an empty plan to type into."""

from dataclasses import replace
from typing import Any

import pytest

from headway.common.refusal import Forbidden, Invalid
from headway.governance.strategy.models import Programme
from headway.governance.strategy.services import create_programme
from headway.organisation.actors import PersonActor
from headway.organisation.models import Person, RoleGrant, Scope
from headway.organisation.queries import holders
from headway.organisation.tests.factories import actor_with, browser, grant, make_person, signed_in
from headway.project.charter.models import Charter
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import Wishes, open_project
from headway.project.lifecycle.tests.factories import make_portfolio, make_project
from headway.project.schedule.commands import Add
from headway.project.schedule.models import Activity, Plan
from headway.project.schedule.services import change_plan

pytestmark = pytest.mark.django_db

START = 1_767_600_000  # 2026-01-05T08:00


@pytest.fixture
def programme() -> Programme:
    return create_programme("PR1", "Renewal", portfolio=make_portfolio())


@pytest.fixture
def opener(programme: Programme) -> PersonActor:
    """Somebody of the project manager pool of the portfolio."""
    return actor_with("POOL", programme.portfolio.scope, "Paula Pool")


@pytest.fixture
def wishes(programme: Programme) -> Wishes:
    sponsor = make_person("Simon Sponsor")
    grant(sponsor, "PB", programme.portfolio.scope)
    return Wishes(
        portfolio=programme.portfolio_id,
        programme=programme.pk,
        code="NEW",
        name="New house",
        sponsor=sponsor.pk,
        kind="product",
        size_class="S",
        approach="I",
    )


def form_of(wishes: Wishes, **more: Any) -> dict[str, Any]:
    return {
        "place": wishes.programme,
        "code": wishes.code,
        "name": wishes.name,
        "sponsor": Person.objects.get(pk=wishes.sponsor).name,
        "kind": wishes.kind,
        "size_class": wishes.size_class,
        "approach": wishes.approach,
        "state": "initiating",
        "start": "2026-01-05",
        **more,
    }


def test_a_project_begins_with_its_charter_an_empty_plan_and_its_two_people(
    opener: PersonActor, wishes: Wishes, programme: Programme
) -> None:
    project = open_project(replace(wishes, start=START), actor=opener)
    assert (project.code, project.name, project.kind) == ("NEW", "New house", "product")
    assert (project.size_class, project.approach, project.state) == ("S", "I", "initiating")
    assert (project.portfolio_id, project.programme_id) == (programme.portfolio_id, programme.pk)
    assert project.scope.parent_id == programme.pk
    assert list(holders("PM", project.pk)) == [opener.person]
    assert [person.pk for person in holders("SP", project.pk)] == [wishes.sponsor]
    assert Charter.objects.within(project).get().state == Charter.State.DRAFT
    assert Plan.objects.within(project).get().start == START
    assert not Activity.objects.within(project).exists()


def test_the_page_leads_to_the_plan_in_the_hat_of_the_manager(opener: PersonActor, wishes: Wishes) -> None:
    client = browser(opener)
    shown = client.get("/projects/new/").text
    assert "PR1 Renewal" in shown
    assert "Simon Sponsor" in shown
    sent = client.post("/projects/new/", form_of(wishes))
    project = Project.internal.get(code="NEW")
    assert sent["Location"] == f"/projects/{project.pk}/plan/"
    assert Plan.objects.within(project).get().start == START
    page = client.get(sent["Location"]).text
    assert "you act as its project manager" in page
    assert "Import a file into this plan" in page  # what only those who may change the plan are offered
    assert client.get("/api/v1/me").json()["hat"] == "PM"
    manager = PersonActor(opener.person, chosen_hat="PM")
    change_plan(project, [Add(ref="n1", fields={"name": "Survey", "duration": "5d"})], actor=manager)
    assert Activity.objects.within(project).get().name == "Survey"


@pytest.mark.parametrize("state", ["idea", "business_case"])
def test_what_has_not_begun_has_no_plan_and_needs_no_start(
    state: str, opener: PersonActor, wishes: Wishes
) -> None:
    client = browser(opener)
    sent = client.post("/projects/new/", form_of(wishes, state=state, start=""))
    project = Project.internal.get(code="NEW")
    assert (project.state, sent["Location"]) == (state, f"/projects/{project.pk}/")
    assert not Plan.objects.within(project).exists()
    assert "No status yet" in client.get(sent["Location"]).text


@pytest.mark.parametrize("state", ["idea", "business_case"])
def test_nothing_gives_a_plan_to_what_has_not_begun(state: str, opener: PersonActor, wishes: Wishes) -> None:
    with pytest.raises(Invalid) as refused:
        open_project(replace(wishes, state=state, start=START), actor=opener)
    assert refused.value.extra["field"] == "start"
    body = {"code": "API", "name": "By program", "sponsor": wishes.sponsor, "start": START, "state": state}
    answer = browser(opener).post(
        f"/api/v1/portfolios/{wishes.portfolio}/projects", body, content_type="application/json"
    )
    assert (answer.status_code, answer.json()["field"]) == (422, "start")
    assert not Project.internal.exists()


def test_a_confidential_project_is_found_only_by_those_who_hold_a_role_in_it(
    opener: PersonActor, wishes: Wishes
) -> None:
    client = browser(opener)
    portfolio = Programme.internal.get(pk=wishes.programme).portfolio
    named, other = (actor_with("PB", portfolio.scope) for _ in range(2))
    without = client.post("/projects/new/", form_of(wishes, confidential="on"))
    assert (without.status_code, "for the board" in without.text) == (422, True)
    assert client.get("/projects/new/").text.count(named.person.name) == 2  # sponsor or board
    client.post("/projects/new/", form_of(wishes, confidential="on", board=named.person.pk))
    project = Project.internal.get(code="NEW")
    assert not Project.objects.visible_to(other).filter(pk=project.pk).exists()
    assert Project.objects.visible_to(named).get() == project
    assert Project.objects.visible_to(PersonActor(opener.person)).get() == project


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"code": "TAKEN"}, "code"),
        ({"code": "  "}, "code"),
        ({"code": "C" * 13}, "code"),
        ({"name": "n" * 201}, "name"),
        ({"name": " "}, "name"),
        ({"kind": "war"}, "kind"),
        ({"size_class": "XXL"}, "size_class"),
        ({"approach": "?"}, "approach"),
        ({"sponsor": 2**40}, "sponsor"),
        ({"programme": 2**40}, "programme"),
    ],
)
def test_what_no_project_can_be_is_refused_by_field_and_nothing_is_written(
    wrong: dict[str, Any], field: str, opener: PersonActor, wishes: Wishes
) -> None:
    make_project(code="TAKEN")
    before = (Project.internal.count(), Scope.objects.count(), RoleGrant.internal.count())
    with pytest.raises(Invalid) as refused:
        open_project(replace(wishes, **wrong, start=START), actor=opener)
    assert refused.value.extra["field"] == field
    assert (Project.internal.count(), Scope.objects.count(), RoleGrant.internal.count()) == before


def test_a_start_that_no_plan_can_have_opens_no_project(opener: PersonActor, wishes: Wishes) -> None:
    with pytest.raises(Invalid):
        open_project(replace(wishes, start=-1), actor=opener)
    assert not Project.internal.filter(code="NEW").exists()


def test_a_programme_of_another_portfolio_is_refused(opener: PersonActor, wishes: Wishes) -> None:
    elsewhere = create_programme("PR2", "Elsewhere", portfolio=make_portfolio())
    grant(opener.person, "POOL", elsewhere.portfolio.scope)
    with pytest.raises(Invalid) as refused:
        open_project(replace(wishes, programme=elsewhere.pk, start=START), actor=opener)
    assert refused.value.extra["field"] == "programme"


def test_nobody_sponsors_the_project_that_they_manage(opener: PersonActor, wishes: Wishes) -> None:
    with pytest.raises(Invalid):
        open_project(replace(wishes, sponsor=opener.person.pk, start=START), actor=opener)


def test_errors_stand_beside_the_fields_of_the_page(opener: PersonActor, wishes: Wishes) -> None:
    make_project(code="TAKEN")
    client = browser(opener)
    for wrong, words in (
        ({"code": "TAKEN"}, "is in use"),
        ({"start": ""}, "Choose the day on which the project starts."),
        ({"start": "soon"}, "valid date"),
        ({"state": "planning"}, "not one of the available choices"),
        ({"place": 2**40}, "not one of the available choices"),
    ):
        answer = client.post("/projects/new/", form_of(wishes, **wrong))
        assert (answer.status_code, words in answer.text) == (422, True)
    assert not Project.internal.filter(name="New house").exists()


def test_in_another_hat_the_page_offers_the_one_that_opens_projects(
    opener: PersonActor, wishes: Wishes, programme: Programme
) -> None:
    grant(opener.person, "TM", programme.scope)
    client = signed_in(opener.person, "TM")
    shown = client.get("/projects/new/").text
    assert ("Act as Project manager pool" in shown, "data-draft-kept" in shown) == (True, False)
    refused = client.post("/projects/new/", form_of(wishes))
    assert (refused.status_code, "data-draft-kept" in refused.text) == (422, True)
    assert client.post("/hat/", {"hat": "POOL", "next": "/projects/new/"})["Location"] == "/projects/new/"
    assert client.post("/projects/new/", form_of(wishes)).status_code == 302


@pytest.mark.parametrize("role", ["PM", "SP", "TM", "PB", "PD", "PA", "SA"])
def test_only_the_pool_opens_projects(role: str, wishes: Wishes, programme: Programme) -> None:
    somebody = actor_with(role, programme.portfolio.scope)
    with pytest.raises(Forbidden):
        open_project(wishes, actor=somebody)
    assert browser(somebody).post("/projects/new/", form_of(wishes)).status_code == 403


def test_the_api_opens_a_project_too(opener: PersonActor, wishes: Wishes) -> None:
    client = browser(opener)
    body = {"code": "API", "name": "By program", "sponsor": wishes.sponsor, "start": START}
    address = f"/api/v1/portfolios/{wishes.portfolio}/projects"
    answer = client.post(address, body, content_type="application/json")
    assert answer.status_code == 200
    project = Project.internal.get(code="API")
    assert answer.json() == {"id": project.pk, "code": "API", "name": "By program", "state": "initiating"}
    assert client.post(address, body, content_type="application/json").json()["field"] == "code"
    assert client.post(address, {**body, "kind": "war"}, content_type="application/json").status_code == 422
