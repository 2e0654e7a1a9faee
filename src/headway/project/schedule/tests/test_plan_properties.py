"""Whatever people do: undoing it gives the first rows back, and stored dates follow from stored facts."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from headway.common.refusal import Refusal
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.tests.factories import manager_of
from headway.project.schedule.commands import Add, Command, Delete, Indent, Link, Move, Outdent, Set, Unlink
from headway.project.schedule.models import Activity, Plan, PlanStep
from headway.project.schedule.queries import load_plan
from headway.project.schedule.scheduling import compute
from headway.project.schedule.services import change_plan, redo_change, undo_change
from headway.project.schedule.tests.factories import make_plan, raw_rows

FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["X", "Y"]),
        "duration": st.sampled_from(["0d", "1d", "3d", "2w", "2ed"]),
        "start": st.sampled_from(["2026-03-05", "2026-04-01", None]),
        "deadline": st.sampled_from(["2026-03-10", None]),
        "percent": st.sampled_from([0, 40, 100]),
        "mode": st.sampled_from(["auto", "manual"]),
        "active": st.sampled_from([0, 1]),
        "constraint": st.sampled_from(["asap", "alap", "fnlt"]),
        "resources": st.sampled_from(["", "Ann", "Ann[50%];Bob"]),
        "predecessors": st.sampled_from(["", "1", "2SS+1d", "3FF-1ed;1"]),
    },
)
PLACES = st.integers(0, 6)
COMMANDS = st.one_of(
    st.tuples(st.just("set"), PLACES, FIELDS),
    st.tuples(st.just("add"), PLACES, FIELDS),
    st.tuples(st.sampled_from(["delete", "indent", "outdent", "first"]), PLACES, st.none()),
    st.tuples(st.sampled_from(["link", "unlink"]), PLACES, PLACES),
)


def command(project: Project, drawn: tuple[str, int, Any]) -> Command:
    """The command that a draw means in the plan as it is."""
    what, place, more = drawn
    rows = list(Activity.internal.filter(project=project).order_by("path"))
    row = rows[place % len(rows)]
    other = rows[more % len(rows)] if isinstance(more, int) else row
    made: dict[str, Command] = {
        "set": Set(row.pk, more, row.version),
        "add": Add("n", row.parent_id, row.pk, more),
        "delete": Delete((row.pk,)),
        "indent": Indent((row.pk,)),
        "outdent": Outdent((row.pk,)),
        "first": Move((row.pk,), None, None),
        "link": Link(row.pk, other.pk),
        "unlink": Unlink(row.pk, other.pk),
    }
    return made[what]


@pytest.mark.slow
class PlanProperties(TestCase):
    """Random lists of what people do."""

    @settings(max_examples=8)
    @given(st.lists(COMMANDS, max_size=8))
    def test_undoing_everything_restores_the_rows_and_redoing_them_brings_them_back(self, drawn: Any) -> None:
        project = make_plan(
            {"name": "A"}, {"name": "B", "duration": "3d"}, {"name": "C", "predecessors": "1"}
        )
        manager = manager_of(project)
        states, first = [raw_rows(project)], PlanStep.internal.filter(project=project).count()
        for one in drawn:
            try:
                if Activity.internal.filter(project=project).exists():
                    change_plan(project, [command(project, one)], actor=manager)
            except Refusal:
                assert raw_rows(project) == states[-1]
            steps = PlanStep.internal.filter(project=project).count() - first
            if steps == len(states):
                states.append(raw_rows(project))
        assert_computed(project)
        for state in reversed(states[:-1]):
            undo_change(project, actor=manager)
            assert raw_rows(project) == state
        for state in states[1:]:
            redo_change(project, actor=manager)
            assert raw_rows(project) == state
        assert_computed(project)


def assert_computed(project: Project) -> None:
    """What is stored is what the engine says of what is stored."""
    plan = load_plan(project)
    computed, finish = compute(plan.facts)
    assert plan.computed == computed
    assert Plan.internal.get(project=project).finish == finish
