"""People are shown to those who hold a role beside them, and their roles to those who see roles there."""

import datetime as dt

import pytest
from django.db.models import F

from headway.common.access import Actor, get_visible
from headway.common.access.scoped import Unscoped
from headway.common.journal.models import JournalEntry
from headway.common.refusal import Forbidden, NotFound
from headway.organisation.actors import Nobody, System
from headway.organisation.models import Person, RoleGrant
from headway.organisation.permissions import DECIDE_ROLE
from headway.organisation.queries import people_known_to
from headway.organisation.services import request_role
from headway.organisation.tests.factories import actor, actor_with, grant, make_organisation, make_person
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.tests.factories import make_project, manager_of

pytestmark = pytest.mark.django_db


def known(asking: Actor) -> set[Person]:
    return set(people_known_to(asking))


def member_of(project: Project) -> Person:
    return actor_with("TM", project.scope).person


def test_a_picker_shows_whoever_holds_a_role_beside_or_below_and_nobody_else() -> None:
    mine, other = make_project(), make_project()
    member, stranger = member_of(mine), member_of(other)
    assert known(manager_of(mine)) == {mine.manager, mine.sponsor, member}
    above = actor_with("PA", mine.portfolio.scope)
    assert known(above) == {above.person, mine.manager, mine.sponsor, member} | opener_of(mine)
    assert stranger not in known(above)


def opener_of(project: Project) -> set[Person]:
    rows = RoleGrant.internal.filter(scope=project.portfolio.scope, role="POOL")
    return {row.person for row in rows.select_related("person")}


def test_who_looks_from_above_is_not_shown_who_works_in_a_confidential_project() -> None:
    project = make_project(confidential=True)
    member = member_of(project)
    for scope in (make_organisation(), project.portfolio.scope):
        assert not {member, project.manager, project.sponsor} & known(actor_with("PB", scope))
    assert member in known(manager_of(project))


def test_a_role_that_was_only_asked_for_or_is_over_shows_nobody_and_to_nobody() -> None:
    project = make_project()
    asked, left = make_person(), make_person()
    request_role(asked, "GA", project.scope, actor=actor_with("SA", make_organisation()))
    ended = grant(left, "TM", project.scope)
    RoleGrant.internal.filter(pk=ended.pk).update(valid_to=F("valid_from") + dt.timedelta(days=1))
    assert not {asked, left} & known(manager_of(project))
    assert [known(actor(person)) for person in (asked, left)] == [set(), set()]
    assert [known(one) for one in (Nobody(), System())] == [set(), set()]


def test_a_role_is_found_by_those_who_see_roles_there_and_decided_by_those_who_decide() -> None:
    project = make_project()
    wish = request_role(make_person(), "GA", project.scope, actor=actor_with("SA", make_organisation()))
    decider = actor_with("PB", project.portfolio.scope)
    assert get_visible(RoleGrant, decider, DECIDE_ROLE, pk=wish.pk) == wish
    with pytest.raises(Forbidden):
        get_visible(RoleGrant, actor_with("SA", make_organisation()), DECIDE_ROLE, pk=wish.pk)
    for blind in (
        actor_with("PB", make_project().portfolio.scope),
        actor_with("TM", project.scope),
        Nobody(),
    ):
        with pytest.raises(NotFound):
            get_visible(RoleGrant, blind, DECIDE_ROLE, pk=wish.pk)


def test_roles_and_journal_answer_nobody_who_does_not_say_for_whom() -> None:
    project = make_project()
    for model in (RoleGrant, JournalEntry):
        with pytest.raises(Unscoped):
            model.objects.filter(scope_id=project.pk)
    assert JournalEntry.objects.visible_to(manager_of(project)).filter(scope_id=project.pk).exists()
    for stranger in (manager_of(make_project()), actor_with("TM", project.scope)):
        assert not JournalEntry.objects.visible_to(stranger).filter(scope_id=project.pk).exists()
