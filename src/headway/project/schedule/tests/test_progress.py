"""Accepted progress, the data date, and what both do to the dates."""

import pytest

from headway.common.access import Actor
from headway.common.refusal import Forbidden, Invalid
from headway.engine import moment
from headway.organisation.tests.factories import actor_with
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.tests.factories import manager_of
from headway.project.schedule.commands import Indent, Progress
from headway.project.schedule.models import Assignment, Plan
from headway.project.schedule.services import change_plan, prepare_progress, set_data_date, write_prepared
from headway.project.schedule.tests.factories import MONDAY, WORKDAY, make_plan, named, raw_rows

pytestmark = pytest.mark.django_db


def record_progress(project: Project, reports: list[Progress], *, actor: Actor) -> None:
    """Take accepted progress over into the plan."""
    write_prepared(project, prepare_progress(project, reports, actor=actor))


def test_several_reports_are_one_step() -> None:
    project = make_plan({"name": "A", "duration": "4d"}, {"name": "B", "duration": "2d"})
    a, b = named(project, "A").pk, named(project, "B").pk
    revision = Plan.internal.get(project=project).revision
    record_progress(
        project,
        [
            Progress(activity=a, percent=50, actual_start=moment("2026-03-03T08:00")),
            Progress(activity=b, actual_start=MONDAY, actual_finish=moment("2026-03-04T17:00")),
        ],
        actor=manager_of(project),
    )
    one, other = named(project, "A"), named(project, "B")
    assert (one.start, one.percent_complete, one.remaining_duration) == (
        moment("2026-03-03T08:00"),
        50,
        2 * WORKDAY,
    )
    assert (other.percent_complete, other.finish, other.duration) == (
        100,
        moment("2026-03-04T17:00"),
        3 * WORKDAY,
    )
    assert Plan.internal.get(project=project).revision == revision + 1


def test_a_longer_remaining_duration_makes_the_activity_longer() -> None:
    project = make_plan({"name": "A", "duration": "4d"}, {"name": "B", "predecessors": "1"})
    a = named(project, "A").pk
    record_progress(project, [Progress(activity=a, percent=50)], actor=manager_of(project))
    record_progress(project, [Progress(activity=a, remaining=4 * WORKDAY)], actor=manager_of(project))
    row = named(project, "A")
    assert (row.duration, row.remaining_duration, row.percent_complete) == (6 * WORKDAY, 4 * WORKDAY, 33)
    assert named(project, "B").start == moment("2026-03-10T08:00")


def test_nothing_remaining_is_done() -> None:
    project = make_plan({"name": "A", "duration": "4d"})
    a = named(project, "A").pk
    record_progress(project, [Progress(activity=a, remaining=0)], actor=manager_of(project))
    row = named(project, "A")
    assert (row.percent_complete, row.actual_finish is not None) == (100, True)


def test_remaining_work_goes_on_where_it_was_said_to_resume() -> None:
    project = make_plan({"name": "A", "duration": "2d"})
    a = named(project, "A").pk
    report = Progress(activity=a, percent=50, resume=moment("2026-03-10T08:00"))
    record_progress(project, [report], actor=manager_of(project))
    assert named(project, "A").finish == moment("2026-03-10T17:00")


def test_work_that_is_left_lies_behind_the_data_date() -> None:
    project = make_plan({"name": "A", "duration": "4d"}, {"name": "B"})
    record_progress(
        project, [Progress(activity=named(project, "A").pk, percent=25)], actor=manager_of(project)
    )
    set_data_date(project, moment("2026-03-06T17:00"), actor=manager_of(project))
    assert named(project, "A").start == MONDAY
    assert named(project, "A").finish == moment("2026-03-11T17:00")
    assert named(project, "B").start == moment("2026-03-09T08:00")


def test_progress_lets_the_remaining_work_of_resources_follow() -> None:
    project = make_plan({"name": "A", "duration": "4d", "resources": "Ann"})
    Assignment.internal.update(remaining_work=4 * WORKDAY)
    record_progress(
        project, [Progress(activity=named(project, "A").pk, percent=75)], actor=manager_of(project)
    )
    assert Assignment.internal.get().remaining_work is None
    assert named(project, "A").finish == moment("2026-03-05T17:00")


def test_a_finish_before_the_start_is_refused() -> None:
    project = make_plan({"name": "A"})
    before = raw_rows(project)
    report = Progress(activity=named(project, "A").pk, actual_start=MONDAY, actual_finish=MONDAY - 60)
    with pytest.raises(Invalid, match="finish before it starts"):
        record_progress(project, [report], actor=manager_of(project))
    assert raw_rows(project) == before


def test_a_summary_takes_no_progress_of_its_own() -> None:
    project = make_plan({"name": "A"}, {"name": "B"})
    change_plan(project, [Indent((named(project, "B").pk,))], actor=manager_of(project))
    with pytest.raises(Invalid, match="comes from the activities below"):
        record_progress(
            project, [Progress(activity=named(project, "A").pk, percent=50)], actor=manager_of(project)
        )


def test_a_team_member_does_not_write_the_plan() -> None:
    project = make_plan({"name": "A"})
    member = actor_with("TM", project.scope)
    with pytest.raises(Forbidden):
        record_progress(project, [Progress(activity=named(project, "A").pk, percent=50)], actor=member)
