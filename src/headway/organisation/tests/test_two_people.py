"""One manager, one sponsor, and nobody who plans and delivers also accepts it or owns its benefits (I7)."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from headway.common.refusal import Invalid
from headway.organisation.models import RoleGrant
from headway.organisation.roles import BY_CODE, INCOMPATIBLE, SINGLE, incompatible_with
from headway.organisation.services import appoint, decide_role, request_role
from headway.organisation.tests.factories import actor_with, grant, make_organisation, make_person
from headway.project.lifecycle.services import appoint_team
from headway.project.lifecycle.tests.factories import make_project, manager_of, sponsor_of

BOTH_WAYS = [*INCOMPATIBLE, *((other, one) for one, other in INCOMPATIBLE)]


def test_the_table_of_incompatible_roles() -> None:
    assert {frozenset(pair) for pair in INCOMPATIBLE} == {
        frozenset({"PM", "SP"}),
        frozenset({"PM", "UR"}),
        frozenset({"PM", "BO"}),
    }
    assert {code for code in BY_CODE if incompatible_with(code)} == {"PM", "SP", "UR", "BO"}
    assert (set(incompatible_with("PM")), incompatible_with("UR")) == ({"SP", "UR", "BO"}, ("PM",))


@pytest.mark.django_db
@pytest.mark.parametrize(("held", "wanted"), BOTH_WAYS)
def test_neither_of_two_incompatible_roles_is_given_beside_the_other(held: str, wanted: str) -> None:
    project, administrator = make_project(), actor_with("SA", make_organisation())
    person, elsewhere = make_person(), make_project()
    wish = request_role(person, wanted, project.scope, actor=administrator)
    grant(person, held, project.scope)
    with pytest.raises(Invalid) as refused:
        request_role(person, wanted, project.scope, actor=administrator)
    assert refused.value.extra["field"] == "person"
    with pytest.raises(Invalid):
        appoint(person, wanted, project.scope, actor=administrator)
    deciders = {"PM": sponsor_of(project), "SP": actor_with("PB", make_organisation())}
    with pytest.raises(Invalid):
        decide_role(wish, actor=deciders.get(wanted, manager_of(project)), approve=True)
    wish.refresh_from_db()
    assert wish.state == RoleGrant.State.REQUESTED
    assert request_role(person, wanted, elsewhere.scope, actor=administrator).state == "requested"


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["UR", "BO"])
def test_the_manager_does_not_accept_the_own_work_or_own_its_benefits(role: str) -> None:
    project = make_project()
    with pytest.raises(Invalid, match="must be two people"):
        appoint_team(project, [project.manager], role=role, actor=manager_of(project))
    (given,) = appoint_team(project, [project.sponsor], role=role, actor=manager_of(project))
    assert given.state == RoleGrant.State.ACTIVE


@pytest.mark.django_db
def test_a_role_that_begins_later_counts_and_one_that_is_over_does_not() -> None:
    project, person = make_project(), make_person()
    next_week = timezone.localdate() + dt.timedelta(days=7)
    given = appoint(person, "BO", project.scope, actor=manager_of(project), since=next_week)
    administrator = actor_with("SA", make_organisation())
    with pytest.raises(Invalid):
        request_role(person, "PM", project.scope, actor=administrator)
    RoleGrant.internal.filter(pk=given.pk).update(valid_from="2020-01-01", valid_to="2020-02-01")
    assert request_role(person, "PM", project.scope, actor=administrator).valid_from == timezone.localdate()


@pytest.mark.django_db
@pytest.mark.parametrize("role", SINGLE)
def test_the_database_itself_holds_one_manager_and_one_sponsor(role: str) -> None:
    project = make_project()
    grant(
        make_person(),
        role,
        project.scope,
        deputy_of=getattr(project, {"PM": "manager", "SP": "sponsor"}[role]),
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(
            person=make_person(), role=role, scope=project.scope, valid_from="2026-01-01", state="active"
        )


@pytest.mark.django_db(transaction=True)
def test_of_two_managers_approved_at_once_one_is_left() -> None:
    """The appointments wait for each other, so that the second succeeds the first."""
    project, administrator = make_project(), actor_with("SA", make_organisation())
    wishes = [request_role(make_person(), "PM", project.scope, actor=administrator) for _ in range(2)]
    together = 2 if connection.vendor == "postgresql" else 1  # SQLite writes one after the other anyway
    barrier = Barrier(together)

    def approve(wish: RoleGrant) -> None:
        try:
            barrier.wait(timeout=10)
            decide_role(wish, actor=sponsor_of(project), approve=True)
        finally:
            connection.close()

    with ThreadPoolExecutor(together) as threads:
        list(threads.map(approve, wishes))
    left = RoleGrant.internal.get(role="PM", scope=project.scope, state=RoleGrant.State.ACTIVE)
    project.refresh_from_db()
    assert left.person in {wish.person for wish in wishes}
    assert project.manager == left.person
    assert RoleGrant.internal.filter(pk__in=[wish.pk for wish in wishes], state="ended").count() == 1
