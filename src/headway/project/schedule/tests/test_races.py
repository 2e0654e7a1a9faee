"""Two people at one plan: whatever comes in between, each is told what is true, and nothing is half."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from headway.common.journal.models import JournalEntry
from headway.common.refusal import Refusal, Stale
from headway.organisation.tests.factories import actor_with
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import Move
from headway.project.lifecycle.tests.factories import decide, make_project, manager_of, sponsor_of
from headway.project.lifecycle.tests.meanwhile import Meanwhile
from headway.project.schedule import queries, services
from headway.project.schedule.commands import Add, Delete, Set
from headway.project.schedule.models import Plan
from headway.project.schedule.queries import load_plan
from headway.project.schedule.results.delta import PlanDelta
from headway.project.schedule.services import changing, opening, writing
from headway.project.schedule.tests.factories import MONDAY, make_plan, named, set_fields
from headway.project.schedule.tests.test_plan_api import Api
from headway.project.schedule.wire import answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    return make_plan({"name": "A"}, {"name": "B", "predecessors": "1"}, {"name": "C"})


@pytest.fixture
def between(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any, str, Callable[[], object]], None]:
    """Do something right before a function is called for the first time."""

    def arrange(module: Any, name: str, deed: Callable[[], object]) -> None:
        function, waiting = getattr(module, name), [deed]

        def with_deed(*given: Any, **named: Any) -> Any:
            if waiting:
                waiting.pop()()
            return function(*given, **named)

        monkeypatch.setattr(module, name, with_deed)

    return arrange


Between = Callable[[Any, str, Callable[[], object]], None]


def remove(project: Project, name: str) -> None:
    services.change_plan(project, [Delete((named(project, name).pk,))], actor=manager_of(project))


def revision(project: Project) -> int:
    return Plan.internal.get(project=project).revision


def terminate(project: Project) -> Project:
    """What the sponsor does elsewhere, on an object of its own."""
    read = Project.internal.get(pk=project.pk)
    return decide(read, Move(state="terminated", reason="Flood"), actor=sponsor_of(read))


def test_a_plan_is_read_as_of_one_revision(project: Project, between: Between) -> None:
    between(queries, "_load_activities", lambda: remove(project, "A"))
    plan = load_plan(project)
    assert (plan.revision, plan.facts.links) == (revision(project), {})
    assert {row.name for row in plan.facts.activities.values()} == {"B", "C"}
    assert plan.computed.keys() == plan.facts.activities.keys()


def test_a_page_gets_a_whole_plan_although_a_predecessor_is_removed_while_it_is_read(
    client: Client, project: Project, between: Between
) -> None:
    api = Api(project, client)
    between(answers, "activity_rows", lambda: remove(project, "A"))
    body = api.plan()
    assert (body["revision"], body["activities"]["name"]) == (revision(project), ["B", "C"])
    assert (body["activities"]["predecessors"], body["links"]["id"]) == (["", ""], [])


def test_a_change_is_not_refused_because_a_predecessor_is_removed_while_the_plan_is_read(
    project: Project, between: Between
) -> None:
    row = named(project, "C")
    between(queries, "_load_activities", lambda: remove(project, "A"))
    services.change_plan(
        project, [Set(row.pk, {"duration": "3d"}, row.version)], actor=actor_with("PM", project.scope)
    )
    assert named(project, "C").duration == 3 * 8 * 3600


def test_who_reads_a_plan_that_never_rests_is_told_so(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = iter(range(1000))
    monkeypatch.setattr(queries, "revision_of", lambda _project: -next(numbers))
    with pytest.raises(Stale, match="at the same time"):
        load_plan(project)


def test_a_change_that_comes_in_between_is_not_taken_for_very_many(
    project: Project, between: Between
) -> None:
    """Somebody changed B, then C while A is being changed by a page that knows of neither."""
    shown, row = revision(project), named(project, "A")
    set_fields(project, "B", name="B2")
    between(writing, "changed_by_others", lambda: set_fields(project, "C", name="C2"))
    other = actor_with("PM", project.scope)
    delta = services.change_plan(
        project, [Set(row.pk, {"name": "A2"}, row.version)], actor=other, revision=shown
    )
    assert (delta.revision, revision(project)) == (shown + 3, shown + 3)
    assert {row.name for row in delta.plan.facts.activities.values()} == {"A2", "B2", "C2"}


def test_undo_pressed_twice_at_once_takes_back_two_steps(project: Project, between: Between) -> None:
    manager = manager_of(project)
    set_fields(project, "C", name="C2")
    set_fields(project, "C2", name="C3")
    between(changing, "last_undoable", lambda: services.undo_change(project, actor=manager))
    services.undo_change(project, actor=manager)
    assert named(project, "C").name == "C"


def test_a_request_that_arrives_twice_at_once_is_carried_out_once(project: Project, between: Between) -> None:
    shown, manager = revision(project), manager_of(project)
    set_fields(project, "B", name="B2")

    def add() -> PlanDelta:
        return services.change_plan(project, [Add("n", None, None, {})], actor=manager, revision=shown)

    first = []
    between(writing, "answered_before", lambda: first.append(add()))
    second = add()
    assert (second.refs, second.revision, revision(project)) == (first[0].refs, shown + 2, shown + 2)
    assert second.refs["n"] in second.plan.facts.activities


def test_a_project_that_ends_while_its_plan_is_computed_keeps_its_plan(
    project: Project, between: Between
) -> None:
    row, before = named(project, "A"), revision(project)
    between(writing, "compute_outcome", lambda: terminate(project))
    with pytest.raises(Refusal, match="nothing in it changes any more"):
        services.change_plan(project, [Set(row.pk, {"name": "A2"}, row.version)], actor=manager_of(project))
    assert (revision(project), named(project, "A").version) == (before, row.version)


def test_a_plan_prepared_for_a_project_that_has_ended_is_not_written(project: Project) -> None:
    manager, facts = manager_of(project), load_plan(project).facts
    prepared = services.prepare_replacement(
        project, facts, actor=manager, label="File", revision=revision(project)
    )
    terminate(project)
    with pytest.raises(Refusal, match="nothing in it changes any more"):
        services.write_prepared(project, prepared)


def test_a_project_that_has_ended_since_it_was_read_gets_no_plan() -> None:
    project = make_project()
    terminate(project)
    with pytest.raises(Refusal, match="nothing in it changes any more"):
        services.create_plan(project, actor=manager_of(project), start=MONDAY)
    assert not Plan.internal.filter(project=project).exists()


# ---- on two connections ----


@pytest.mark.django_db(transaction=True)
def test_an_end_waits_for_a_change_of_the_plan_that_is_being_written(monkeypatch: pytest.MonkeyPatch) -> None:
    project = make_plan({"name": "A"})
    end = Meanwhile(monkeypatch, writing, "save_plan", lambda: terminate(project))
    set_fields(project, "A", name="A2")
    assert end.answer().state == Project.State.TERMINATED
    entries = JournalEntry.internal.filter(scope_id=project.pk).order_by("-seq")
    assert list(entries.values_list("action", flat=True))[:2] == ["project.moved", "plan.changed"]


@pytest.mark.django_db(transaction=True)
def test_of_two_plans_begun_at_once_the_second_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    project = make_project()

    def begin() -> Plan:
        read = Project.internal.get(pk=project.pk)
        return services.create_plan(read, actor=manager_of(read), start=MONDAY)

    other = Meanwhile(monkeypatch, opening, "calendar_columns", begin)
    begin()
    with pytest.raises(Refusal, match="has a plan already"):
        other.answer()
    assert revision(project) == 1
