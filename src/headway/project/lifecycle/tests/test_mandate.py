"""Opening a project names its manager and its sponsor; what limits that (I6, I7)."""

import pytest
from django.db import IntegrityError, transaction

from headway.common.refusal import Forbidden, Invalid
from headway.organisation.models import RoleGrant
from headway.organisation.services import decide_role, request_role
from headway.organisation.tests.factories import actor_with, grant, make_organisation, make_person
from headway.project.charter.models import CharterVersion
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import Wishes, establish_project, new_project, open_project
from headway.project.lifecycle.tests.factories import make_portfolio, make_project

pytestmark = pytest.mark.django_db


def test_only_the_board_gives_the_mandate_to_open_projects() -> None:
    portfolio, newcomer = make_portfolio(), make_person()
    wish = request_role(newcomer, "POOL", portfolio.scope, actor=actor_with("SA", make_organisation()))
    for role in ("PD", "PA", "PM", "SP"):
        with pytest.raises(Forbidden):
            decide_role(wish, actor=actor_with(role, make_organisation()), approve=True)
    decide_role(wish, actor=actor_with("PB", portfolio.scope), approve=True)
    wish.refresh_from_db()
    assert wish.state == RoleGrant.State.ACTIVE


def test_whoever_opens_a_project_manages_it_and_somebody_else_sponsors_it() -> None:
    portfolio = make_portfolio()
    opener = actor_with("POOL", portfolio.scope)
    sponsor = make_person()
    grant(sponsor, "FC", portfolio.scope)
    new = new_project(
        Wishes(portfolio=portfolio.pk, code="M1", name="Mandate", sponsor=sponsor.pk), actor=opener
    )
    assert (new.manager, new.sponsor) == (opener.person, sponsor)
    with pytest.raises(Invalid):
        new_project(
            Wishes(portfolio=portfolio.pk, code="M2", name="Alone", sponsor=opener.person.pk), actor=opener
        )


def test_nobody_opens_a_project_as_manager_and_sponsor() -> None:
    portfolio = make_portfolio()
    opener = actor_with("POOL", portfolio.scope)
    with pytest.raises(Invalid, match="other than yourself"):
        open_project(
            Wishes(portfolio=portfolio.pk, code="M3", name="Both", sponsor=opener.person.pk), actor=opener
        )
    both = Project(code="M4", name="Both", portfolio=portfolio, manager=opener.person, sponsor=opener.person)
    with pytest.raises(Invalid, match="two people"):
        establish_project(both, actor=opener)
    assert [row.role for row in RoleGrant.internal.filter(person=opener.person)] == ["POOL"]
    assert not Project.internal.exists()


def test_nobody_opens_the_project_of_a_story_without_the_mandate() -> None:
    portfolio = make_portfolio()
    new = Project(code="M6", name="Told", portfolio=portfolio, manager=make_person(), sponsor=make_person())
    with pytest.raises(Forbidden):
        establish_project(new, actor=actor_with("PD", portfolio.scope))
    assert not Project.internal.exists()


@pytest.mark.parametrize("part", ["sponsor", "stranger"])
def test_only_a_member_of_the_board_decides_for_it_whichever_way_a_project_is_opened(part: str) -> None:
    portfolio = make_portfolio()
    sponsor = actor_with("PB", portfolio.scope).person
    board = sponsor if part == "sponsor" else make_person()
    new = Project(code="M5", name="Sealed", portfolio=portfolio, manager=make_person(), sponsor=sponsor)
    with pytest.raises(Invalid) as refused:
        establish_project(new, actor=actor_with("POOL", portfolio.scope), board=board)
    assert refused.value.extra["field"] == "board"
    assert not Project.internal.exists()


@pytest.mark.parametrize(("place", "other"), [("sponsor", "manager"), ("manager", "sponsor")])
def test_the_database_keeps_manager_and_sponsor_apart(place: str, other: str) -> None:
    project = make_project()
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.internal.filter(pk=project.pk).update(**{place: getattr(project, other)})


def test_a_new_project_has_agreed_nothing() -> None:
    project = make_project()
    assert (project.state, project.purpose, project.deadline) == (Project.State.INITIATING, "", None)
    assert not CharterVersion.objects.within(project).exists()
