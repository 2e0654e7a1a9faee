"""Progress is reported by those who do the work and counts once the manager has accepted it."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone

from headway.common.access import Actor
from headway.common.clock import standing_at
from headway.common.journal.models import JournalEntry
from headway.common.refusal import Forbidden, Invalid, NotFound, Refusal
from headway.engine import moment
from headway.organisation.models import RoleGrant
from headway.organisation.roles import OFFICE
from headway.organisation.tests.factories import actor, actor_with, grant, make_organisation, make_person
from headway.project.baseline.tests.factories import make_baseline, make_planned
from headway.project.health.models import ProjectHealth
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.tests.factories import manager_of, sponsor_of
from headway.project.schedule.models import Activity, Plan
from headway.project.schedule.services import set_data_date
from headway.project.schedule.tests.factories import make_plan, named
from headway.project.team.models import ProgressReport
from headway.project.team.moments import plan_moment
from headway.project.team.queries import later_work, place_in_work, waiting_reports
from headway.project.team.services import (
    Said,
    accept_progress,
    report_progress,
    return_progress,
    withdraw_progress,
)
from headway.project.team.tests.factories import assign, make_report, my_work

pytestmark = pytest.mark.django_db
State = ProgressReport.State
FRIDAY = dt.datetime(2026, 3, 6, 16, tzinfo=dt.UTC)


def reported(project: Project, said: Said, *, actor: Actor, at: dt.datetime = FRIDAY) -> ProgressReport:
    with standing_at(at):
        return report_progress(named(project, "Dig"), said, actor=actor)


def state_of(report: ProgressReport) -> str:
    return ProgressReport.internal.get(pk=report.pk).state


def test_a_report_changes_nothing_before_it_is_accepted() -> None:
    project = make_plan({"name": "Dig", "duration": "5d"})
    report = make_report(project, "Dig")
    assert report.state == State.REPORTED
    assert named(project, "Dig").percent_complete == 0


def test_accepted_reports_are_in_the_plan_as_one_step() -> None:
    project = make_plan({"name": "Dig", "duration": "5d"}, {"name": "Fence", "duration": "2d"})
    reports = [make_report(project, name) for name in ("Dig", "Fence")]
    revision = Plan.internal.get(project=project).revision
    accept_progress(project, [report.pk for report in reports], actor=manager_of(project))
    assert [row.percent_complete for row in Activity.internal.filter(project=project)] == [50, 50]
    assert Plan.internal.get(project=project).revision == revision + 1
    assert {state_of(report) for report in reports} == {State.ACCEPTED}


def test_an_early_or_late_finish_moves_the_forecast_and_the_health() -> None:
    project = make_planned(deadline=dt.date(2027, 1, 1))
    make_baseline(project)
    project.refresh_from_db()
    member = assign(project, "Dig")
    late = dt.datetime(2026, 3, 10, 17, tzinfo=dt.UTC)
    report = reported(project, Said(finished=moment("2026-03-10T17:00")), actor=member, at=late)
    accept_progress(project, [report.pk], actor=manager_of(project))
    set_data_date(project, moment("2026-03-10T17:00"), actor=manager_of(project))
    row = ProjectHealth.objects.within(project).get()
    assert (row.v_time, row.u_time, row.complete) == (2.0, 0.2, 1)
    assert (row.forecast_finish, row.data_date) == (dt.date(2026, 3, 17), dt.date(2026, 3, 10))


def test_done_means_finished_now_and_started_as_planned() -> None:
    project = make_plan({"name": "Dig", "duration": "5d"})
    member = assign(project, "Dig")
    report = reported(project, Said(percent=100), actor=member)
    assert (report.started, report.finished) == (moment("2026-03-02T08:00"), moment("2026-03-06T16:00"))
    accept_progress(project, [report.pk], actor=manager_of(project))
    row = named(project, "Dig")
    assert (row.percent_complete, row.actual_finish) == (100, moment("2026-03-06T16:00"))


def test_what_remains_makes_the_activity_longer() -> None:
    project = make_plan({"name": "Dig", "duration": "5d"})
    member = assign(project, "Dig")
    reported(project, Said(percent=40), actor=member)
    accept_progress(project, [ProgressReport.internal.get().pk], actor=manager_of(project))
    report = reported(project, Said(remaining=6 * 28_800), actor=member)
    accept_progress(project, [report.pk], actor=manager_of(project))
    row = named(project, "Dig")
    assert (row.remaining_duration, row.duration) == (6 * 28_800, 8 * 28_800)


def test_a_share_and_what_remains_said_together_both_count() -> None:
    project = make_plan({"name": "Dig", "duration": "5d"})
    member = assign(project, "Dig")
    report = reported(project, Said(percent=40, remaining=6 * 28_800), actor=member)
    accept_progress(project, [report.pk], actor=manager_of(project))
    row = named(project, "Dig")
    assert (row.remaining_duration, row.duration, row.percent_complete) == (6 * 28_800, 8 * 28_800, 25)


def test_a_newer_report_replaces_one_that_waits() -> None:
    project = make_plan({"name": "Dig"})
    member = assign(project, "Dig")
    first = report_progress(named(project, "Dig"), Said(percent=20), actor=member)
    second = report_progress(named(project, "Dig"), Said(percent=30), actor=member)
    assert (state_of(first), state_of(second)) == (State.REPLACED, State.REPORTED)
    with pytest.raises(Refusal):
        accept_progress(project, [first.pk, second.pk], actor=manager_of(project))
    assert (state_of(second), named(project, "Dig").percent_complete) == (State.REPORTED, 0)


def test_a_report_that_waits_is_taken_back_and_nothing_is_reported_then() -> None:
    project = make_plan({"name": "Dig"})
    member = assign(project, "Dig")
    report = reported(project, Said(percent=100), actor=member)
    (item,) = my_work(member, dt.date(2026, 3, 2))
    assert (item.quick, item.waiting) == ([], report)
    assert withdraw_progress(report, actor=member).state == State.WITHDRAWN
    assert state_of(report) == State.WITHDRAWN
    (item,) = my_work(member, dt.date(2026, 3, 2))
    assert (item.report, item.quick) == (None, ["start", "half", "done"])
    assert not waiting_reports(project).exists()
    entry = JournalEntry.internal.get(action="progress.withdrawn")
    assert (entry.object_id, entry.content) == (report.pk, {"activity": named(project, "Dig").pk})
    assert report_progress(named(project, "Dig"), Said(percent=20), actor=member).state == State.REPORTED


@pytest.mark.parametrize("state", [State.ACCEPTED, State.RETURNED, State.REPLACED, State.WITHDRAWN])
def test_only_a_report_that_waits_is_taken_back(state: str) -> None:
    project = make_plan({"name": "Dig"})
    member = assign(project, "Dig")
    report = report_progress(named(project, "Dig"), Said(percent=20), actor=member)
    ProgressReport.internal.update(state=state)
    with pytest.raises(Refusal, match="in the meantime"):
        withdraw_progress(report, actor=member)
    assert state_of(report) == state


def test_only_ones_own_report_is_taken_back_in_the_role_that_reports() -> None:
    project = make_plan({"name": "Dig"}, {"name": "Fence"})
    report = make_report(project, "Dig")
    grant(report.person, "SP", project.scope)
    deputy = make_person()
    grant(deputy, "TM", project.scope, deputy_of=report.person)
    for somebody in (
        assign(project, "Fence"),
        manager_of(project),
        actor(report.person, "SP"),
        actor(deputy, "TM"),
    ):
        with pytest.raises(Forbidden):
            withdraw_progress(report, actor=somebody)
    assert state_of(report) == State.REPORTED


def test_one_button_reports_only_what_is_not_so_already_and_does_not_wait() -> None:
    project = make_plan({"name": "Dig"})
    member = assign(project, "Dig")
    reported(project, Said(percent=50), actor=member)
    (item,) = my_work(member, dt.date(2026, 3, 2))
    assert item.quick == ["done"]


def test_a_returned_report_tells_the_reporter_why_and_leaves_the_plan() -> None:
    project = make_plan({"name": "Dig"})
    member = assign(project, "Dig")
    report = report_progress(named(project, "Dig"), Said(percent=90), actor=member)
    with pytest.raises(Invalid):
        return_progress(report, " ", actor=manager_of(project))
    return_progress(report, "The trench is not there", actor=manager_of(project))
    (item,) = my_work(member, dt.date(2026, 3, 2))
    assert item.returned is not None
    assert item.returned.reason == "The trench is not there"
    assert named(project, "Dig").percent_complete == 0
    with pytest.raises(Refusal):
        return_progress(report, "again", actor=manager_of(project))


def test_the_managers_own_work_needs_nobody_to_accept_it() -> None:
    project = make_plan({"name": "Dig"})
    manager = assign(project, "Dig", project.manager)
    report = report_progress(named(project, "Dig"), Said(percent=50), actor=manager)
    assert (report.state, report.decided_by) == (State.ACCEPTED, project.manager)
    assert named(project, "Dig").percent_complete == 50


@pytest.mark.parametrize(
    "said",
    [
        Said(),
        Said(note="nothing else"),
        Said(percent=101),
        Said(percent=-1),
        Said(remaining=-5),
        Said(remaining=10**15),
        Said(started=-1),
        Said(finished=-(10**12)),
        Said(percent=10, note="x" * 601),
        Said(finished=moment("2026-03-06T16:01")),
        Said(started=moment("2026-03-07T08:00")),
        Said(started=moment("2026-03-05T08:00"), finished=moment("2026-03-04T08:00")),
    ],
)
def test_what_cannot_be_is_refused(said: Said) -> None:
    project = make_plan({"name": "Dig"})
    member = assign(project, "Dig")
    with pytest.raises(Invalid):
        reported(project, said, actor=member)
    assert not ProgressReport.internal.exists()


def test_only_own_items_are_reported() -> None:
    project = make_plan({"name": "Dig"}, {"name": "Fence"})
    member = assign(project, "Dig")
    with pytest.raises(Forbidden, match="not assigned"):
        report_progress(named(project, "Fence"), Said(percent=50), actor=member)


def test_summaries_and_closed_projects_take_no_report() -> None:
    project = make_plan({"name": "Dig"})
    member = assign(project, "Dig")
    Activity.internal.filter(name="Dig").update(kind="summary")
    with pytest.raises(Invalid):
        report_progress(named(project, "Dig"), Said(percent=50), actor=member)
    Project.internal.filter(pk=project.pk).update(state="closed")
    with pytest.raises(Refusal):
        report_progress(named(project, "Dig"), Said(percent=50), actor=member)


def test_reports_of_a_closed_project_stay_as_they_are() -> None:
    project = make_plan({"name": "Dig"})
    report = make_report(project, "Dig")
    Project.internal.filter(pk=project.pk).update(state="closed")
    project.refresh_from_db()
    waiting = ProgressReport.internal.get(pk=report.pk)
    with pytest.raises(Refusal):
        accept_progress(project, [report.pk], actor=manager_of(project))
    with pytest.raises(Refusal):
        return_progress(waiting, "too late", actor=manager_of(project))
    with pytest.raises(Refusal):
        withdraw_progress(waiting, actor=actor(waiting.person, "TM"))
    assert state_of(report) == State.REPORTED


def test_reports_of_another_project_are_not_accepted_here_and_nothing_is() -> None:
    mine, other = make_plan({"name": "Dig"}), make_plan({"name": "Dig"})
    own, foreign = make_report(mine, "Dig"), make_report(other, "Dig")
    with pytest.raises(NotFound):
        accept_progress(mine, [own.pk, foreign.pk], actor=manager_of(mine))
    assert {state_of(own), state_of(foreign)} == {State.REPORTED}


def test_who_reported_does_not_accept_even_as_deputy_of_the_manager() -> None:
    project = make_plan({"name": "Dig"})
    report = make_report(project, "Dig")
    grant(report.person, "PM", project.scope, deputy_of=project.manager)
    with pytest.raises(Forbidden):
        accept_progress(project, [report.pk], actor=actor(report.person, "PM"))


def test_a_deputy_of_the_reporter_does_not_accept() -> None:
    project = make_plan({"name": "Dig"})
    report = make_report(project, "Dig")
    deputy = make_person()
    grant(deputy, "PM", project.scope)
    grant(deputy, "TM", project.scope, deputy_of=report.person)
    with pytest.raises(Forbidden):
        accept_progress(project, [report.pk], actor=actor(deputy, "PM"))


Intention = Callable[[ProgressReport, Actor], object]
INTENTIONS: dict[str, Intention] = {
    "report": lambda r, a: report_progress(r.activity, Said(percent=10), actor=a),
    "accept": lambda r, a: accept_progress(r.project, [r.pk], actor=a),
    "return": lambda r, a: return_progress(r, "no", actor=a),
    "withdraw": lambda r, a: withdraw_progress(r, actor=a),
}


@pytest.mark.parametrize("intention", INTENTIONS)
def test_the_office_the_sponsor_and_other_managers_touch_no_progress(intention: str) -> None:
    project = make_plan({"name": "Dig"})
    report = make_report(project, "Dig")
    others = [actor_with(role, make_organisation()) for role in (*sorted(OFFICE), "PgM", "PB", "SA")]
    recorded = JournalEntry.internal.count()
    for somebody in (*others, sponsor_of(project), manager_of(make_plan())):
        before = JournalEntry.internal.filter(scope_id=project.pk).count()
        with pytest.raises(Forbidden):
            INTENTIONS[intention](report, somebody)
        assert JournalEntry.internal.filter(scope_id=project.pk).count() == before
    assert recorded > 0


@pytest.mark.parametrize("intention", ["accept", "return"])
def test_a_team_member_decides_about_no_report(intention: str) -> None:
    project = make_plan({"name": "Dig"})
    report = make_report(project, "Dig")
    with pytest.raises(Forbidden):
        INTENTIONS[intention](report, assign(project, "Dig"))


def test_my_work_spans_projects_and_shows_nothing_that_is_not_mine() -> None:
    first, second, third = (make_plan({"name": "Dig"}, {"name": "Fence"}) for _ in range(3))
    member = assign(first, "Dig")
    assign(second, "Fence", member.person)
    assign(third, "Dig")
    items = my_work(member, dt.date(2026, 3, 4))
    assert {(item.project, item.activity.name) for item in items} == {(first, "Dig"), (second, "Fence")}
    assert all(item.overdue for item in items)


def test_what_is_due_first_stands_on_top_also_when_it_begins_last() -> None:
    project = make_plan(
        {"name": "Long", "duration": "10d"}, {"name": "Short", "duration": "1d", "start": "2026-03-04"}
    )
    member = assign(project, "Long")
    assign(project, "Short", member.person)
    assert [item.activity.name for item in my_work(member, dt.date(2026, 3, 4))] == ["Short", "Long"]


def test_work_without_a_date_comes_last_and_its_place_is_found_in_the_same_order() -> None:
    names = ("Anytime", "Dig", "Fence", "Paint")
    days = zip(names, ("1d", "2d", "3d", "2d"), strict=True)
    project = make_plan(*({"name": name, "duration": days} for name, days in days))
    me = make_person("Tom Member")
    member = [assign(project, name, me) for name in names].pop()
    Activity.internal.filter(pk=named(project, "Anytime").pk).update(start=None, finish=None)
    today, rows = dt.date(2026, 3, 2), {name: named(project, name) for name in names}

    def left() -> list[str]:
        return [item.activity.name for item in my_work(member, today, later=True)]

    def nearest(name: str) -> int | None:
        return place_in_work(member, rows[name], today, later=True)

    assert left() == ["Dig", "Paint", "Fence", "Anytime"]
    assert nearest("Paint") == rows["Paint"].pk
    for done, next_one in (("Dig", "Paint"), ("Paint", "Fence"), ("Fence", "Anytime"), ("Anytime", None)):
        Activity.internal.filter(pk=rows[done].pk).update(percent_complete=100)
        assert nearest(done) == (rows[next_one].pk if next_one else None)
    Activity.internal.filter(pk=rows["Dig"].pk).update(percent_complete=0)
    assert (left(), nearest("Anytime")) == (["Dig"], rows["Dig"].pk)


def test_my_work_of_a_project_that_i_left_is_gone() -> None:
    project = make_plan({"name": "Dig"})
    member = assign(project, "Dig")
    RoleGrant.internal.filter(person=member.person).delete()
    assert my_work(actor(member.person), dt.date(2026, 3, 2)) == []


def test_what_begins_in_more_than_two_weeks_comes_later_unless_it_was_begun() -> None:
    project = make_plan({"name": "Dig"}, {"name": "Fence"})
    member = assign(project, "Dig")
    assign(project, "Fence", member.person)
    Activity.internal.filter(name="Fence").update(actual_start=moment("2026-03-02T08:00"))
    early = dt.date(2026, 2, 16)  # the plan begins on Monday 2 March, two weeks ahead
    assert [item.activity.name for item in my_work(member, early)] == ["Fence"]
    assert later_work(member, early) == 1
    assert len(my_work(member, early, later=True)) == 2
    assert len(my_work(member, early + dt.timedelta(days=1))) == 2


def test_finished_work_leaves_the_list() -> None:
    project = make_plan({"name": "Dig"})
    member = assign(project, "Dig")
    Activity.internal.filter(name="Dig").update(percent_complete=100)
    assert my_work(member, dt.date(2026, 3, 2)) == []


def test_a_report_outlives_its_activity() -> None:
    project = make_plan({"name": "Dig"})
    report = make_report(project, "Dig")
    Activity.internal.filter(project=project).delete()
    assert ProgressReport.internal.filter(pk=report.pk).exists()


def test_the_wall_clock_is_a_plan_time() -> None:
    assert plan_moment(dt.datetime(2026, 3, 6, 16, 0, 59, tzinfo=dt.UTC)) == moment("2026-03-06T16:00")
    assert plan_moment(timezone.now()) % 60 == 0
