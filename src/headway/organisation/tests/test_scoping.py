"""Rows are seen by those who hold a role in their scope, and by nobody else."""

import pytest

from headway.common.access import Unscoped, get_visible
from headway.common.refusal import Forbidden, NotFound
from headway.organisation.actors import Nobody, actor_of_job
from headway.organisation.models import User
from headway.organisation.tests.factories import (
    actor,
    actor_with,
    grant,
    make_organisation,
    make_person,
    make_user,
)
from headway.project.charter.permissions import EDIT_CHARTER
from headway.project.lifecycle.models import MoveRequest, Project
from headway.project.lifecycle.tests.factories import make_portfolio, make_project, manager_of

pytestmark = pytest.mark.django_db


def test_a_scoped_model_answers_no_query_before_it_is_told_for_whom() -> None:
    with pytest.raises(Unscoped):
        Project.objects.count()


def test_a_row_that_was_made_up_from_an_id_opens_no_door() -> None:
    made_up = Project(pk=make_project().pk)
    with pytest.raises(Unscoped):
        Project.objects.in_hand(made_up)
    with pytest.raises(Unscoped):
        MoveRequest.objects.within(made_up)


def test_a_member_sees_the_own_project_and_not_the_neighbours() -> None:
    own, other = make_project(), make_project()
    assert list(Project.objects.visible_to(manager_of(own))) == [own]
    with pytest.raises(NotFound):
        get_visible(Project, manager_of(own), pk=other.pk)


def test_a_role_in_a_portfolio_counts_in_its_projects() -> None:
    portfolio = make_portfolio()
    inside, _outside = make_project(portfolio=portfolio), make_project()
    assert list(Project.objects.visible_to(actor_with("PA", portfolio.scope))) == [inside]


def test_a_confidential_project_inherits_nobody_from_above() -> None:
    sealed = make_project(confidential=True)
    director = actor_with("PD", make_organisation())
    assert not Project.objects.visible_to(director).exists()
    assert list(Project.objects.visible_to(manager_of(sealed))) == [sealed]


def test_nobody_sees_nothing() -> None:
    make_project()
    assert not Project.objects.visible_to(Nobody()).exists()


def test_reading_needs_no_hat_and_writing_needs_the_right_one() -> None:
    project = make_project()
    person = make_person()
    grant(person, "PM", project.scope)
    grant(person, "PA", make_organisation())
    as_analyst = actor(person, "PA")
    assert get_visible(Project, as_analyst, pk=project.pk) == project
    with pytest.raises(Forbidden) as refused:
        get_visible(Project, as_analyst, EDIT_CHARTER, pk=project.pk)
    assert refused.value.extra["hats"] == [{"code": "PM", "name": "Project manager"}]
    assert get_visible(Project, actor(person, "PM"), EDIT_CHARTER, pk=project.pk) == project


def test_two_hats_and_none_chosen_may_not_write() -> None:
    project = make_project()
    person = make_person()
    grant(person, "PM", project.scope)
    grant(person, "TM", project.scope)
    with pytest.raises(Forbidden):
        get_visible(Project, actor(person), EDIT_CHARTER, pk=project.pk)


def test_a_login_that_is_closed_while_its_job_runs_writes_nothing_more() -> None:
    project = make_project()
    user = make_user(project.manager)
    job = actor_of_job(project.manager_id, "PM")
    assert get_visible(Project, job, EDIT_CHARTER, pk=project.pk) == project
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert not job.may(EDIT_CHARTER, project.pk)
    with pytest.raises(NotFound):
        get_visible(Project, job, pk=project.pk)
    assert manager_of(project).hats == ()
