"""The manager writes the charter, the sponsor puts it into force, and what is in force stays as it was."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from headway.common import clock
from headway.common.access import Actor
from headway.common.digests import digest_of
from headway.common.journal.models import JournalEntry
from headway.common.refusal import Forbidden, Invalid, NotFound, Refusal, Stale, VersionMissing
from headway.organisation.roles import OFFICE
from headway.organisation.services import decide_role, request_role
from headway.organisation.tests.factories import actor, actor_with, grant, make_organisation, make_person
from headway.project.charter import services
from headway.project.charter.facts import ConstraintFacts, Heading, ObjectiveFacts, ToleranceFacts
from headway.project.charter.models import Charter, CharterVersion, ProjectObjective
from headway.project.charter.queries import agreed, changes_since_confirmed, draft_of, last_version
from headway.project.charter.tests.factories import (
    charter_version,
    confirm_again,
    confirm_charter,
    install_guards,
    write_charter,
)
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import Move
from headway.project.lifecycle.tests.factories import decide, make_project, manager_of, sponsor_of

pytestmark = pytest.mark.django_db


def heading(project: Project, actor: Actor, version: int | None = None, **values: Any) -> Charter:
    current = charter_version(project) if version is None else version
    return services.write_heading(project, Heading(**values), actor=actor, version=current)


def test_what_the_manager_writes_is_not_in_force_before_the_sponsor_confirms() -> None:
    project = make_project()
    write_charter(project, deadline=dt.date(2027, 3, 1))
    project.refresh_from_db()
    assert agreed(project) is None
    assert (project.purpose, project.deadline) == ("", None)


def test_a_confirmed_charter_is_in_force_and_brings_the_project_into_planning() -> None:
    project = make_project()
    frozen = confirm_charter(project, deadline=dt.date(2027, 3, 1), time_tolerance="7.5")
    project.refresh_from_db()
    in_force = agreed(project)
    assert in_force is not None
    assert (project.state, project.deadline) == (Project.State.PLANNING, dt.date(2027, 3, 1))
    assert in_force.deadline == dt.date(2027, 3, 1)
    assert in_force.tolerances["time"].adverse == Decimal("7.5")
    assert (frozen.number, frozen.digest) == (1, digest_of(frozen.content))
    assert (frozen.confirmed_by, frozen.hat) == (project.sponsor, "SP")


def test_a_later_edit_makes_a_new_draft_and_shows_how_it_differs() -> None:
    project = make_project()
    confirm_charter(project, deadline=dt.date(2027, 3, 1))
    heading(
        project,
        manager_of(project),
        purpose="Fewer outages",
        deadline=dt.date(2027, 5, 1),
        deadline_source="Board",
    )
    draft, version = draft_of(project), last_version(project)
    assert draft.charter.state == Charter.State.DRAFT
    (change,) = changes_since_confirmed(draft, version)
    assert (change.label, change.before, change.after) == ("Completion deadline", "2027-03-01", "2027-05-01")
    in_force = agreed(project)
    assert in_force is not None
    assert in_force.deadline == dt.date(2027, 3, 1)
    assert confirm_again(project).number == 2


def test_nothing_new_cannot_be_submitted_again() -> None:
    project = make_project()
    confirm_charter(project)
    with pytest.raises(Refusal, match="already in force"):
        services.submit_charter(project, actor=manager_of(project), version=charter_version(project))


def test_an_edit_takes_a_submitted_charter_back() -> None:
    project = make_project()
    write_charter(project)
    services.submit_charter(project, actor=manager_of(project), version=charter_version(project))
    read_by_sponsor = charter_version(project)
    facts = ConstraintFacts(dimension="cost", statement="No new staff")
    services.save_constraint(project, facts, actor=manager_of(project), version=read_by_sponsor)
    with pytest.raises(Refusal, match="not waiting"):
        services.confirm_charter(project, actor=sponsor_of(project), version=read_by_sponsor)
    assert last_version(project) is None


def test_the_sponsor_confirms_only_what_was_read() -> None:
    project = make_project()
    write_charter(project)
    services.submit_charter(project, actor=manager_of(project), version=charter_version(project))
    with pytest.raises(Stale):
        services.confirm_charter(project, actor=sponsor_of(project), version=charter_version(project) - 1)


@pytest.mark.parametrize("state", ["draft", "submitted", "confirmed"])
def test_an_acceptor_who_becomes_the_manager_accepts_no_longer(state: str) -> None:
    project, heir = make_project(), actor_with("POOL", make_organisation()).person
    write_charter(project)
    ProjectObjective.internal.filter(project=project).update(acceptor=heir)
    if state != "draft":
        services.submit_charter(project, actor=manager_of(project), version=charter_version(project))
    if state == "confirmed":
        services.confirm_charter(project, actor=sponsor_of(project), version=charter_version(project))
    before = charter_version(project)
    wish = request_role(heir, "PM", project.scope, actor=actor_with("SA", make_organisation()))
    decide_role(wish, actor=sponsor_of(project), approve=True)
    draft = draft_of(project)
    assert [row.acceptor for row in draft.objectives] == [None]
    assert (draft.charter.state, draft.charter.version) == (Charter.State.DRAFT, before + 1)
    project.refresh_from_db()
    with pytest.raises(Invalid, match=r"Complete objective 1: Accepted by\.$"):
        services.submit_charter(project, actor=manager_of(project), version=before + 1)
    entry = JournalEntry.internal.filter(scope_id=project.pk).latest("pk")
    told = (entry.action, entry.content and entry.content["changed"])
    assert told == ("charter.objective_saved", {"acceptor": [str(heir.pk), "None"]})


def test_a_successor_who_accepts_nothing_leaves_the_charter_as_it_is() -> None:
    project = make_project()
    confirm_charter(project)
    before = charter_version(project)
    wish = request_role(make_person(), "PM", project.scope, actor=actor_with("SA", make_organisation()))
    decide_role(wish, actor=sponsor_of(project), approve=True)
    charter = draft_of(project).charter
    assert (charter.state, charter.version) == (Charter.State.CONFIRMED, before)


def test_a_charter_is_given_back_with_a_reason() -> None:
    project = make_project()
    write_charter(project)
    services.submit_charter(project, actor=manager_of(project), version=charter_version(project))
    with pytest.raises(Invalid):
        services.return_charter(project, "  ", actor=sponsor_of(project), version=charter_version(project))
    services.return_charter(
        project, "Which outages?", actor=sponsor_of(project), version=charter_version(project)
    )
    charter = Charter.objects.within(project).get()
    assert (charter.state, charter.returned_reason) == (Charter.State.DRAFT, "Which outages?")


def test_what_is_missing_is_named_before_the_sponsor_is_asked() -> None:
    project = make_project()
    objective = ObjectiveFacts(statement="Outages fall", metric="minutes")
    services.save_objective(project, objective, actor=manager_of(project), version=charter_version(project))
    with pytest.raises(Invalid) as refused:
        services.submit_charter(project, actor=manager_of(project), version=charter_version(project))
    assert str(refused.value.detail) == (
        "The sponsor cannot confirm the charter yet. Write the purpose. Set the completion deadline. "
        "Complete objective 1: Target, Due, Accepted by."
    )


def test_a_change_without_version_and_a_stale_one_are_refused_and_name_who_was_faster() -> None:
    project = make_project()
    manager = manager_of(project)
    with pytest.raises(VersionMissing):
        services.write_heading(project, Heading(), actor=manager, version=None)
    read = charter_version(project)
    heading(project, manager, purpose="first")
    with pytest.raises(Stale) as stale:
        heading(project, manager, version=read, purpose="second")
    assert stale.value.extra["changed_by"] == project.manager.name
    assert Charter.objects.within(project).get().purpose == "first"


def test_a_charter_in_force_cannot_be_changed_or_deleted_even_in_the_database() -> None:
    project = make_project()
    install_guards("charter")
    frozen = confirm_charter(project)
    for harm in (
        lambda: CharterVersion.internal.filter(pk=frozen.pk).update(content={}),
        lambda: CharterVersion.internal.filter(pk=frozen.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            harm()
    assert CharterVersion.internal.get(pk=frozen.pk).content == frozen.content


def test_whoever_manages_does_not_accept_and_strangers_cannot_be_chosen() -> None:
    project = make_project()
    for person in (project.manager, make_person("Stranger")):
        facts = ObjectiveFacts(statement="x", acceptor=person.pk)
        with pytest.raises(Invalid) as refused:
            services.save_objective(
                project, facts, actor=manager_of(project), version=charter_version(project)
            )
        assert refused.value.extra["field"] == "acceptor"
    assert not ProjectObjective.objects.within(project).exists()


@pytest.mark.parametrize(
    "facts",
    [
        ToleranceFacts(dimension="time", adverse=Decimal(-1)),
        ToleranceFacts(dimension="time", adverse=Decimal(3), unit="weeks"),
        ToleranceFacts(dimension="mood", adverse=Decimal(3)),
        ToleranceFacts(dimension="cost", adverse=Decimal("NaN"), unit="EUR"),
        ToleranceFacts(dimension="cost", adverse=Decimal("1e20"), unit="EUR"),
        ToleranceFacts(dimension="cost", adverse=Decimal(1), unit="E\0R"),
    ],
)
def test_a_tolerance_that_makes_no_sense_is_refused(facts: ToleranceFacts) -> None:
    project = make_project()
    with pytest.raises(Invalid):
        services.set_tolerance(project, facts, actor=manager_of(project), version=charter_version(project))


def test_a_hard_deadline_needs_a_date() -> None:
    project = make_project()
    with pytest.raises(Invalid, match="needs a date"):
        heading(project, manager_of(project), deadline_hard=True)


def test_a_part_of_another_project_is_no_part_of_this_one() -> None:
    mine, other = make_project(), make_project()
    write_charter(other)
    foreign = ProjectObjective.objects.within(other).get()
    with pytest.raises(NotFound):
        services.save_objective(
            mine,
            ObjectiveFacts(statement="mine now"),
            actor=manager_of(mine),
            version=charter_version(mine),
            objective_id=foreign.pk,
        )
    with pytest.raises(NotFound):
        services.remove_objective(mine, foreign.pk, actor=manager_of(mine), version=charter_version(mine))
    assert ProjectObjective.objects.within(other).get().statement == "Outages fall"


Intention = Callable[[Project, Actor, int], object]
WRITES: dict[str, Intention] = {
    "heading": lambda p, a, v: services.write_heading(p, Heading(purpose="x"), actor=a, version=v),
    "objective": lambda p, a, v: services.save_objective(
        p, ObjectiveFacts(statement="x"), actor=a, version=v
    ),
    "constraint": lambda p, a, v: services.save_constraint(
        p, ConstraintFacts(dimension="cost", statement="x"), actor=a, version=v
    ),
    "tolerance": lambda p, a, v: services.set_tolerance(
        p, ToleranceFacts(dimension="cost", adverse=Decimal(1)), actor=a, version=v
    ),
    "no objective": lambda p, a, v: services.remove_objective(p, 1, actor=a, version=v),
    "no constraint": lambda p, a, v: services.remove_constraint(p, 1, actor=a, version=v),
    "no tolerance": lambda p, a, v: services.remove_tolerance(p, "time", actor=a, version=v),
    "submit": lambda p, a, v: services.submit_charter(p, actor=a, version=v),
}
DECISIONS: dict[str, Intention] = {
    "confirm": lambda p, a, v: services.confirm_charter(p, actor=a, version=v),
    "return": lambda p, a, v: services.return_charter(p, "no", actor=a, version=v),
}


@pytest.mark.parametrize("intention", [*WRITES, *DECISIONS])
def test_nobody_but_manager_and_sponsor_touches_a_charter(intention: str) -> None:
    project = make_project()
    write_charter(project)
    services.submit_charter(project, actor=manager_of(project), version=charter_version(project))
    recorded = JournalEntry.internal.count()
    for role in (*sorted(OFFICE), "TM", "PgM", "PB", "SA", "RO"):
        somebody = actor_with(role, make_organisation())
        with pytest.raises(Forbidden):
            {**WRITES, **DECISIONS}[intention](project, somebody, charter_version(project))
    assert JournalEntry.internal.count() == recorded


@pytest.mark.parametrize("intention", WRITES)
def test_the_sponsor_does_not_write_the_charter(intention: str) -> None:
    project = make_project()
    with pytest.raises(Forbidden):
        WRITES[intention](project, sponsor_of(project), charter_version(project))


@pytest.mark.parametrize("intention", DECISIONS)
def test_the_manager_does_not_confirm_the_own_charter_under_any_hat(intention: str) -> None:
    project = make_project()
    write_charter(project)
    services.submit_charter(project, actor=manager_of(project), version=charter_version(project))
    grant(project.manager, "SP", make_organisation())
    for hat in ("PM", "SP"):
        with pytest.raises(Forbidden):
            DECISIONS[intention](project, actor(project.manager, hat), charter_version(project))


@pytest.mark.parametrize("intention", DECISIONS)
def test_a_deputy_of_the_manager_counts_as_the_manager(intention: str) -> None:
    project = make_project()
    write_charter(project)
    services.submit_charter(project, actor=manager_of(project), version=charter_version(project))
    deputy = make_person("Deputy")
    grant(deputy, "SP", project.scope)
    grant(deputy, "PM", project.scope, deputy_of=project.manager)
    with pytest.raises(Forbidden, match="a deputy or a principal"):
        DECISIONS[intention](project, actor(deputy, "SP"), charter_version(project))


def test_the_sponsor_needs_the_sponsors_hat() -> None:
    project = make_project()
    write_charter(project)
    services.submit_charter(project, actor=manager_of(project), version=charter_version(project))
    grant(project.sponsor, "PD", make_organisation())
    with pytest.raises(Forbidden) as refused:
        services.confirm_charter(
            project, actor=actor(project.sponsor, "PD"), version=charter_version(project)
        )
    assert refused.value.extra["hats"] == [{"code": "SP", "name": "Sponsor"}]


def test_a_closed_project_keeps_its_charter() -> None:
    project = make_project()
    Project.internal.filter(pk=project.pk).update(state=Project.State.CLOSED)
    project.refresh_from_db()
    with pytest.raises(Refusal, match="nothing in it changes"):
        heading(project, manager_of(project), purpose="too late")


def test_the_journal_tells_who_confirmed_what_in_which_capacity() -> None:
    project = make_project()
    frozen = confirm_charter(project)
    entry = JournalEntry.internal.get(scope_id=project.pk, action="charter.confirmed")
    assert (entry.actor, entry.hat) == (f"person:{project.sponsor.pk}", "SP")
    assert entry.content == {"number": 1, "digest": frozen.digest}


def test_the_charter_is_not_confirmed_in_a_hold_and_the_project_goes_on_after_it() -> None:
    project = make_project()
    write_charter(project)
    hold = Move(state="on_hold", reason="Flood", review_on=clock.today() + dt.timedelta(days=30))
    services.submit_charter(project, actor=manager_of(project), version=charter_version(project))
    decide(project, hold, actor=sponsor_of(project))
    with pytest.raises(Refusal, match="Resume it first"), transaction.atomic():
        services.confirm_charter(project, actor=sponsor_of(project), version=charter_version(project))
    decide(project, Move(state="initiating", reason="Dry"), actor=sponsor_of(project))
    services.confirm_charter(project, actor=sponsor_of(project), version=charter_version(project))
    project.refresh_from_db()
    assert project.state == "planning"


@pytest.mark.parametrize("state", ["idea", "business_case", "authorised"])
def test_before_it_begins_nothing_is_agreed(state: str) -> None:
    project = make_project()
    Project.internal.filter(pk=project.pk).update(state=state)
    write_charter(project)
    with pytest.raises(Refusal, match="before it begins"):
        services.submit_charter(project, actor=manager_of(project), version=charter_version(project))
