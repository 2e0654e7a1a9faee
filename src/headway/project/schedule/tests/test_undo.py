"""Undo and redo: own steps in order, with all that belonged to the rows, never over somebody else."""

import pytest

from headway.common.journal.models import JournalEntry
from headway.common.refusal import Refusal, Stale
from headway.organisation.tests.factories import actor_with
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.tests.factories import manager_of
from headway.project.schedule.commands import Add, Delete, Link, Move, Set
from headway.project.schedule.models import Activity, Plan, PlanStep, ReferenceDates, ReferenceSet
from headway.project.schedule.queries import last_redoable, last_undoable
from headway.project.schedule.services import change_plan, redo_change, set_data_date, undo_change
from headway.project.schedule.store import steps
from headway.project.schedule.tests.factories import MONDAY, make_plan, named, raw_rows, set_fields

pytestmark = pytest.mark.django_db


def undo(project: Project) -> str:
    return undo_change(project, actor=manager_of(project)).label


def redo(project: Project) -> str:
    return redo_change(project, actor=manager_of(project)).label


def plan() -> Project:
    return make_plan(
        {"name": "A", "duration": "3d", "resources": "Ann[50%]"},
        {"name": "B", "predecessors": "1FS+1d"},
        {"name": "C", "predecessors": "1;2SS"},
    )


def test_undo_takes_the_last_step_back_and_redo_does_it_again() -> None:
    project = plan()
    before = raw_rows(project)
    set_fields(project, "A", duration="9d")
    after = raw_rows(project)
    assert undo(project) == "Undo: Change duration of “A”"
    assert raw_rows(project) == before
    assert redo(project) == "Redo: Change duration of “A”"
    assert raw_rows(project) == after


def test_undoing_a_deletion_restores_ids_numbers_links_assignments_and_reference_dates() -> None:
    project = plan()
    a = named(project, "A")
    reference = ReferenceSet.objects.create(project=project, number=0, name="Baseline")
    ReferenceDates.objects.create(
        project=project, reference=reference, activity=a, start=MONDAY, finish=MONDAY
    )
    before = raw_rows(project)
    change_plan(project, [Delete((a.pk,))], actor=manager_of(project))
    assert not ReferenceDates.internal.exists()
    undo(project)
    assert raw_rows(project) == before
    assert ReferenceDates.internal.values_list("activity_id", "reference_id", "start").get() == (
        a.pk,
        reference.pk,
        MONDAY,
    )


def test_undoing_what_changed_the_outline_restores_it() -> None:
    project = plan()
    manager = manager_of(project)
    a, b, c = (named(project, name).pk for name in "ABC")
    states = [raw_rows(project)]
    for command in (
        Add("n", None, a, {"name": "N"}),
        Move((c,), None, None),
        Link(a, c, "FF"),
        Delete((b,)),
    ):
        change_plan(project, [command], actor=manager)
        states.append(raw_rows(project))
    for state in reversed(states[:-1]):
        undo(project)
        assert raw_rows(project) == state
    for state in states[1:]:
        redo(project)
        assert raw_rows(project) == state


def test_undoing_a_move_restores_the_order_also_of_what_stands_at_its_old_index() -> None:
    project = make_plan(*({"name": name} for name in "ABCD"))
    manager = manager_of(project)
    a, _b, c, _d = (named(project, name).pk for name in "ABCD")
    inner = change_plan(project, [Add("n", a, None, {"name": "N"})], actor=manager).refs["n"]
    before = raw_rows(project)
    change_plan(project, [Move((inner, c), None, a)], actor=manager)  # C comes third, as it was, and before B
    after = raw_rows(project)
    assert named(project, "C").position == 2 < named(project, "B").position
    undo(project)
    assert raw_rows(project) == before
    redo(project)
    assert raw_rows(project) == after


@pytest.mark.slow
def test_fifty_steps_go_back_and_forth() -> None:
    project = plan()
    first = raw_rows(project)
    for at in range(50):
        set_fields(project, "A", duration=f"{at + 4}d")
    last = raw_rows(project)
    for _ in range(50):
        undo(project)
    assert raw_rows(project) == first
    for _ in range(50):
        redo(project)
    assert raw_rows(project) == last


def test_undo_names_what_it_would_undo_and_forgets_redo_after_another_change() -> None:
    project = plan()
    me = project.manager.pk
    set_fields(project, "A", duration="9d")
    undo(project)
    redoable = last_redoable(project, me)
    assert redoable is not None
    set_fields(project, "B", name="B2")
    assert last_redoable(project, me) is None
    undoable = last_undoable(project, me)
    assert undoable is not None
    assert undoable.label == "Rename “B”"
    with pytest.raises(Refusal, match="nothing to redo"):
        redo(project)


def test_there_is_an_end_to_undoing() -> None:
    project = make_plan({"name": "A"})
    undo(project)
    assert not Activity.internal.filter(project=project).exists()
    with pytest.raises(Refusal, match="nothing to undo"):
        undo(project)


def test_undo_is_refused_where_somebody_else_changed_the_same_row_since() -> None:
    project = plan()
    set_fields(project, "A", duration="9d")
    row = named(project, "A")
    other = actor_with("PM", project.scope, "Otto Other")
    change_plan(project, [Set(row.pk, {"deadline": "2026-04-01"}, row.version)], actor=other)
    before = raw_rows(project)
    with pytest.raises(Stale) as refused:
        undo(project)
    assert "Otto Other has changed “A” since (Change deadline of “A”)" in str(refused.value)
    assert (refused.value.extra["changed_by"], refused.value.extra["row"]) == ("Otto Other", row.pk)
    assert raw_rows(project) == before


def test_undo_leaves_alone_what_somebody_else_did_elsewhere() -> None:
    project = plan()
    set_fields(project, "A", duration="9d")
    row = named(project, "C")
    other = actor_with("PM", project.scope)
    change_plan(
        project, [Set(row.pk, {"name": "C2"}, row.version), Add("x", None, None, {"name": "X"})], actor=other
    )
    undo(project)
    assert named(project, "A").duration == 3 * 28_800
    assert {named(project, name).number for name in ("C2", "X")} == {3, 4}


def test_undo_of_an_addition_is_refused_when_somebody_else_built_on_it() -> None:
    project = plan()
    new = change_plan(project, [Add("n", None, None, {"name": "N"})], actor=manager_of(project)).refs["n"]
    other = actor_with("PM", project.scope, "Otto Other")
    change_plan(project, [Link(new, named(project, "A").pk)], actor=other)
    with pytest.raises(Stale, match="Otto Other"):
        undo(project)


def test_undo_is_possible_again_when_the_other_one_undid() -> None:
    project = plan()
    before = raw_rows(project)
    set_fields(project, "A", duration="9d")
    row = named(project, "A")
    other = actor_with("PM", project.scope)
    change_plan(project, [Set(row.pk, {"name": "X"}, row.version)], actor=other)
    undo_change(project, actor=other)
    undo(project)
    assert raw_rows(project) == before


def test_everybody_undoes_the_own_steps() -> None:
    project = plan()
    other = actor_with("PM", project.scope)
    with pytest.raises(Refusal, match="nothing to undo"):
        undo_change(project, actor=other)


def test_the_data_date_is_undone_like_any_change() -> None:
    project = plan()
    before = raw_rows(project)
    set_data_date(project, MONDAY + 7 * 86_400, actor=manager_of(project))
    assert raw_rows(project) != before
    undo(project)
    assert raw_rows(project) == before


def test_undoing_is_a_journaled_intention_of_its_own() -> None:
    project = plan()
    set_fields(project, "A", duration="9d")
    undo(project)
    redo(project)
    actions = (
        JournalEntry.internal.filter(scope_id=project.pk).order_by("-seq").values_list("action", flat=True)
    )
    assert list(actions[:3]) == ["plan.redone", "plan.undone", "plan.changed"]
    assert PlanStep.internal.filter(project=project).count() == 4


def test_of_a_long_history_the_newest_steps_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "STEPS_KEPT", 10)
    project = plan()
    for at in range(15):
        set_fields(project, "A", duration=f"{at + 4}d")
    kept = PlanStep.internal.filter(project=project).order_by("revision")
    newest = Plan.internal.get(pk=project.pk).revision
    assert list(kept.values_list("revision", flat=True)) == list(range(newest - 9, newest + 1))
    for at in reversed(range(14)):
        if not last_undoable(project, project.manager.pk):
            break
        undo(project)
        assert named(project, "A").duration == (at + 4) * 28_800


def test_what_a_kept_step_undoes_is_kept_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A redone step is taken back by a step of now, however long ago it was first done."""
    monkeypatch.setattr(steps, "STEPS_KEPT", 4)
    project = plan()
    before = raw_rows(project)
    set_fields(project, "A", duration="9d")
    after = raw_rows(project)
    for _ in range(6):
        undo(project)
        assert raw_rows(project) == before
        redo(project)
        assert raw_rows(project) == after
    assert PlanStep.internal.filter(project=project).count() <= 7
    undo(project)
    assert raw_rows(project) == before


def test_steps_of_another_plan_are_no_concern(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "STEPS_KEPT", 2)
    other, project = plan(), plan()
    for at in range(3):
        set_fields(project, "A", duration=f"{at + 4}d")
    assert PlanStep.internal.filter(project=other).count() == 1
    undo(other)
    assert not Activity.internal.filter(project=other).exists()
