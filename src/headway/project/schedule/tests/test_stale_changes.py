"""Two people change a plan: the second learns of it, and nothing of the first is lost."""

from typing import Any

import pytest

from headway.common.refusal import Stale, VersionMissing
from headway.organisation.tests.factories import actor_with
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.tests.factories import manager_of
from headway.project.schedule.commands import Add, Command, Delete, Indent, Link, Move, Outdent, Set, Unlink
from headway.project.schedule.models import Activity, Plan, PlanStep
from headway.project.schedule.queries import load_plan
from headway.project.schedule.services import change_plan, set_data_date, undo_change
from headway.project.schedule.store import steps
from headway.project.schedule.tests.factories import (
    DAY,
    MONDAY,
    do,
    make_plan,
    named,
    outline,
    raw_rows,
    set_fields,
    three,
)

pytestmark = pytest.mark.django_db


def test_a_row_without_its_version_is_refused() -> None:
    project = three()
    with pytest.raises(VersionMissing):
        do(project, Set(named(project, "A").pk, {"name": "X"}))


def test_the_second_of_two_editors_learns_who_changed_what() -> None:
    project = three()
    row = named(project, "A")
    other = actor_with("PM", project.scope, "Otto Other")
    change_plan(project, [Set(row.pk, {"deadline": "2026-03-20"}, row.version)], actor=other)
    with pytest.raises(Stale) as refused:
        do(project, Set(row.pk, {"duration": "9d"}, row.version))
    assert "Otto Other" in str(refused.value)
    assert refused.value.extra["changed_by"] == "Otto Other"
    assert refused.value.extra["changed"] == ["deadline"]
    assert refused.value.extra["row"] == row.pk


@pytest.mark.parametrize(
    "what", ["delete", "delete the summary", "indent", "outdent", "move", "link", "unlink"]
)
def test_what_has_no_version_is_refused_where_a_colleague_changed_it_since(what: str) -> None:
    project = make_plan({"name": "A"}, {"name": "B", "predecessors": "1"}, {"name": "Phase"}, {"name": "C"})
    phase, a, b, c = (named(project, name) for name in ("Phase", "A", "B", "C"))
    do(project, Move((c.pk,), phase.pk))
    revision = Plan.internal.get(project=project).revision
    cases: dict[str, tuple[Activity, Command]] = {
        "delete": (b, Delete((b.pk,))),
        "delete the summary": (c, Delete((phase.pk,))),
        "indent": (phase, Indent((phase.pk,))),
        "outdent": (c, Outdent((c.pk,))),
        "move": (b, Move((b.pk,), None, None)),
        "link": (a, Link(a.pk, c.pk)),
        "unlink": (b, Unlink(a.pk, b.pk)),
    }
    row, command = cases[what]
    row.refresh_from_db()
    other = actor_with("PM", project.scope, "Otto Other")
    change_plan(project, [Set(row.pk, {"deadline": "2026-03-20"}, row.version)], actor=other)
    rows = raw_rows(project)

    with pytest.raises(Stale) as refused:
        do(project, command, revision=revision)

    assert (refused.value.extra["changed_by"], refused.value.extra["row"]) == ("Otto Other", row.pk)
    assert refused.value.extra["changed"] == ["deadline"]
    assert raw_rows(project) == rows
    do(project, command, revision=revision + 1)
    assert raw_rows(project) != rows


def test_the_lag_of_a_link_that_a_colleague_changed_is_not_lost() -> None:
    project = make_plan({"name": "A"}, {"name": "B", "predecessors": "1"})
    a, b = named(project, "A"), named(project, "B")
    revision = Plan.internal.get(project=project).revision
    other = actor_with("PM", project.scope, "Otto Other")
    change_plan(project, [Link(a.pk, b.pk, "FS", "3d")], actor=other, revision=revision)
    for command in (Link(a.pk, b.pk, "FS", "5d"), Unlink(a.pk, b.pk)):
        with pytest.raises(Stale):
            do(project, command, revision=revision)


def test_what_a_colleague_left_alone_can_be_removed_from_an_older_page() -> None:
    project = three()
    a, b = named(project, "A"), named(project, "B")
    revision = Plan.internal.get(project=project).revision
    other = actor_with("PM", project.scope, "Otto Other")
    change_plan(project, [Set(a.pk, {"name": "A2"}, a.version)], actor=other)
    do(project, Delete((b.pk,)), revision=revision)
    assert outline(project) == "1:A2 2:C"


def test_ones_own_changes_in_another_window_are_no_reason_to_refuse() -> None:
    project = three()
    a = named(project, "A")
    revision = Plan.internal.get(project=project).revision
    do(project, Set(a.pk, {"name": "A2"}, a.version), revision=revision)
    do(project, Delete((a.pk,)), revision=revision)
    assert outline(project) == "1:B 2:C"


def test_a_page_older_than_the_steps_that_are_kept_is_asked_to_reload(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(steps, "STEPS_KEPT", 2)
    project = three()
    revision = Plan.internal.get(project=project).revision
    for days in (5, 6, 7):
        set_fields(project, "B", duration=f"{days}d")
    with pytest.raises(Stale, match="Reload the page"):
        do(project, Delete((named(project, "A").pk,)), revision=revision)


def test_a_gap_in_the_steps_that_are_kept_hides_no_change_of_a_colleague(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(steps, "STEPS_KEPT", 2)
    project = three()
    revision = Plan.internal.get(project=project).revision
    do(project, Add("x", fields={"name": "Mine"}))  # an undoing keeps this step
    other = actor_with("PM", project.scope, "Otto Other")
    a = named(project, "A")
    change_plan(project, [Set(a.pk, {"deadline": "2026-03-20"}, a.version)], actor=other)
    undo_change(project, actor=manager_of(project))
    kept = PlanStep.internal.filter(project=project, revision__gt=revision)
    do(project, Set(named(project, "C").pk, {"name": "C2"}, named(project, "C").version))
    assert set(kept.values_list("revision", flat=True)) == {revision + 1, revision + 3, revision + 4}
    with pytest.raises(Stale, match="Reload the page"):
        do(project, Delete((a.pk,)), revision=revision)


def test_the_data_date_that_a_colleague_set_since_is_not_set_over() -> None:
    project = three()
    revision = Plan.internal.get(project=project).revision
    other = actor_with("PM", project.scope, "Otto Other")
    set_data_date(project, MONDAY, actor=other, revision=revision)
    with pytest.raises(Stale, match=r"Otto Other has changed “the plan” .*Set the data date"):
        set_data_date(project, MONDAY + DAY, actor=manager_of(project), revision=revision)
    set_data_date(project, MONDAY + DAY, actor=manager_of(project), revision=revision + 1)
    assert Plan.internal.get(project=project).data_date == MONDAY + DAY


def test_rows_that_only_moved_are_not_stale() -> None:
    project = make_plan({"name": "A"}, {"name": "B", "predecessors": "1"})
    row = named(project, "B")
    set_fields(project, "A", duration="9d")
    do(project, Add("x", None, None, {"name": "First"}))
    do(project, Set(row.pk, {"name": "B2"}, row.version))
    assert named(project, "B2").pk == row.pk


def test_two_editors_of_different_rows_both_succeed_and_the_second_sees_both() -> None:
    project = three()
    revision = Plan.internal.get(project=project).revision
    a, b = named(project, "A"), named(project, "B")
    do(project, Set(a.pk, {"name": "A2"}, a.version), revision=revision)
    delta = do(project, Set(b.pk, {"name": "B2"}, b.version), revision=revision)
    assert set(delta.rows) == {a.pk, b.pk}
    assert delta.revision == revision + 2


def test_a_change_while_another_one_computes_is_not_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    project = three()
    a, b = named(project, "A"), named(project, "B")
    calls: list[int] = []

    def load(wanted: Project) -> Any:
        loaded = load_plan(wanted)
        if not calls:
            calls.append(1)
            do(project, Set(b.pk, {"name": "B2"}, b.version))
        return loaded

    monkeypatch.setattr("headway.project.schedule.services.writing.load_plan", load)
    do(project, Set(a.pk, {"name": "A2"}, a.version))
    assert {named(project, "A2").pk, named(project, "B2").pk} == {a.pk, b.pk}
