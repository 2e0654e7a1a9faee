"""The roll-up row follows every change, says why, and can be recomputed."""

import datetime as dt
import math
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from headway.common.clock import standing_at
from headway.common.jobs.models import Job
from headway.common.jobs.queue import Context
from headway.common.journal.models import JournalEntry
from headway.engine import moment
from headway.organisation.tests.factories import actor_with
from headway.project.baseline.services import approve_baseline
from headway.project.baseline.tests.factories import make_baseline, make_planned, make_proposal
from headway.project.charter import services as charter
from headway.project.charter.facts import ToleranceFacts
from headway.project.charter.tests.factories import charter_version, confirm_again
from headway.project.health.jobs import refresh
from headway.project.health.known import Known, known_of
from headway.project.health.models import ProjectHealth
from headway.project.health.reasons import SENTENCES, sentence
from headway.project.health.services import health_columns, note_assessment, refresh_health, refresh_stale
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import Move
from headway.project.lifecycle.tests.factories import decide, make_project, manager_of, sponsor_of
from headway.project.schedule.commands import Indent
from headway.project.schedule.models import Activity, Plan
from headway.project.schedule.services import change_plan, set_data_date
from headway.project.schedule.tests.factories import add, make_plan, named, set_fields

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def row_of(project: Project) -> ProjectHealth:
    return ProjectHealth.objects.within(project).get()


def codes(row: ProjectHealth) -> list[str]:
    return [reason["code"] for reason in row.reasons]


def at(day: dt.date, hour: int = 12) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, hour, tzinfo=dt.UTC)


def refreshed(project: Project, moment: dt.datetime) -> ProjectHealth:
    with standing_at(moment):
        return refresh_health(project)


def in_execution(**charter: Any) -> Project:
    """A project with a baseline, in execution, whose data date is Monday 2 March 2026."""
    project = make_planned(**charter)
    make_baseline(project)
    project.refresh_from_db()
    set_data_date(project, moment("2026-03-02T08:00"), actor=manager_of(project))
    refreshed(project, at(dt.date(2026, 3, 3)))
    return project


def test_a_new_project_has_a_row_and_its_colour_is_unknown() -> None:
    row = row_of(make_project())
    assert (row.computed, row.use, codes(row)) == ("grey", None, ["no_plan", "unknown"])


@pytest.mark.parametrize("state", ["idea", "business_case"])
def test_an_idea_has_no_status_because_it_promised_nothing_that_it_could_miss(state: str) -> None:
    row = row_of(make_project(state=state))
    assert (row.computed, row.rag_time, row.use, codes(row)) == ("none", "none", None, ["not_begun"])
    assert sentence(row.reasons[0]).startswith("The project has not begun")


def test_a_project_that_begins_gets_a_status() -> None:
    project = make_project(state="business_case")
    board = actor_with("PB", project.portfolio.scope)
    for state in ("authorised", "initiating"):
        assert row_of(project).computed == "none"
        decide(project, Move(state=state, reason="Funded"), actor=board)
    assert row_of(project).computed == "grey"
    changed = JournalEntry.internal.filter(scope_id=project.pk, action="health.changed").get()
    said = changed.content or {}
    assert (said["before"], said["after"]) == ("none", "grey")


def test_a_plan_without_baseline_has_a_forecast_and_no_colour() -> None:
    row = row_of(make_planned())
    assert row.forecast_finish == dt.date(2026, 3, 13)
    assert (row.computed, row.u_time, row.baseline_finish) == ("grey", None, None)
    assert codes(row) == ["no_baseline", "unknown"]
    assert (row.activities, row.complete) == (3, 0)
    handover = named(row.project, "Handover").pk
    assert row.milestones_ahead == [(handover, "Handover", dt.date(2026, 3, 13))]
    assert row.next_milestone_date == dt.date(2026, 3, 13)


def test_the_next_three_milestones_are_those_that_are_open_and_come_first() -> None:
    names = ("Last", "Second", "Done", "Third", "First")
    project = make_plan(*({"name": name, "kind": "milestone"} for name in names))
    days = {"Done": 2, "First": 3, "Second": 4, "Third": 5, "Last": 6}
    for name, day in days.items():
        set_fields(project, name, constraint="mso", constraint_date=moment(f"2026-03-{day:02}T17:00"))
    set_fields(project, "Done", percent=100)
    row = row_of(project)
    assert [(one.name, one.date.day) for one in row.milestones_ahead] == [
        ("First", 3),
        ("Second", 4),
        ("Third", 5),
    ]
    assert row.next_milestone_date == dt.date(2026, 3, 3)


def test_the_phase_is_the_first_part_of_the_plan_that_is_not_done() -> None:
    names = ("Groundwork", "Dig", "Shell", "Pour")
    project = make_plan(*({"name": name, "duration": "2d"} for name in names))
    assert row_of(project).phase == ""
    inner = [Indent((named(project, name).pk,)) for name in ("Dig", "Pour")]
    change_plan(project, inner, actor=manager_of(project))
    assert row_of(project).phase == "Groundwork"
    set_fields(project, "Dig", percent=100)
    assert row_of(project).phase == "Shell"
    set_fields(project, "Pour", percent=100)
    assert row_of(project).phase == ""


def test_an_approved_plan_is_green() -> None:
    row = row_of(in_execution())
    assert (row.computed, row.rag_time, row.rag_cost) == ("green", "green", "grey")
    assert (row.v_time, row.u_time, row.use) == (0.0, 0.0, 0.0)
    assert row.baseline_finish == dt.date(2026, 3, 13)
    assert (row.deadline, row.deadline_hard) == (dt.date(2026, 3, 31), False)
    assert row.data_date == dt.date(2026, 3, 2)


@pytest.mark.parametrize(
    ("duration", "days", "colour"),
    [("11d", 6, "green"), ("12d", 7, "amber"), ("15d", 10, "amber"), ("16d", 11, "red")],
)
def test_a_drag_of_the_plan_changes_tolerance_use_and_colour(duration: str, days: float, colour: str) -> None:
    project = in_execution(deadline=dt.date(2027, 1, 1), time_tolerance="10")
    set_fields(project, "Pour", duration=duration)
    row = refreshed(project, at(dt.date(2026, 3, 3)))
    assert (row.v_time, row.u_time, row.computed) == (days, days / 10, colour)
    assert row.late == 1  # the hand-over


def test_without_tolerance_left_any_drift_is_too_much() -> None:
    project = in_execution(time_tolerance="0")
    set_fields(project, "Pour", duration="6d")
    row = refreshed(project, at(dt.date(2026, 3, 3)))
    assert (row.u_time, row.computed) == (math.inf, "red")


def test_a_missed_hard_deadline_is_red_whatever_the_tolerance() -> None:
    project = in_execution(deadline=dt.date(2026, 3, 13), hard=True, time_tolerance="100")
    set_fields(project, "Pour", duration="6d")
    row = refreshed(project, at(dt.date(2026, 3, 3)))
    assert (row.u_time, row.computed) == (0.01, "red")
    assert "after_hard_deadline" in codes(row)


def test_a_missed_soft_deadline_is_said_and_does_not_colour() -> None:
    project = in_execution(deadline=dt.date(2026, 3, 13), time_tolerance="100")
    set_fields(project, "Pour", duration="6d")
    row = refreshed(project, at(dt.date(2026, 3, 3)))
    assert (row.computed, "after_deadline" in codes(row)) == ("green", True)


def test_a_better_colour_takes_two_evaluations_a_day_apart() -> None:
    project = in_execution(deadline=dt.date(2027, 1, 1))
    tuesday = at(dt.date(2026, 3, 3))
    set_fields(project, "Pour", duration="16d")
    assert refreshed(project, tuesday).computed == "red"
    set_fields(project, "Pour", duration="5d")
    first = refreshed(project, timezone.now())
    assert (first.rag_time, codes(first)[1]) == ("red", "held")
    assert refreshed(project, timezone.now() + 25 * dt.timedelta(hours=1)).rag_time == "green"


@pytest.mark.parametrize(("day", "colour"), [(dt.date(2026, 3, 16), "green"), (dt.date(2026, 3, 17), "grey")])
def test_data_older_than_two_reporting_periods_are_unknown(day: dt.date, colour: str) -> None:
    # Ten working days after Monday morning 2 March end on Friday 13 March.
    row = refreshed(in_execution(), at(day))
    assert (row.computed, "stale" in codes(row)) == (colour, colour == "grey")


def test_red_stays_red_however_old_the_data() -> None:
    project = in_execution(deadline=dt.date(2027, 1, 1))
    set_fields(project, "Pour", duration="30d")
    assert refreshed(project, at(dt.date(2026, 6, 1))).computed == "red"


def test_a_confirmed_charter_changes_tolerance_and_deadline_at_once() -> None:
    project = in_execution(deadline=dt.date(2027, 1, 1))
    set_fields(project, "Pour", duration="9d")
    assert row_of(project).u_time == 0.4
    facts = ToleranceFacts(dimension="time", adverse=Decimal(8))
    charter.set_tolerance(project, facts, actor=manager_of(project), version=charter_version(project))
    assert row_of(project).u_time == 0.4
    confirm_again(project)
    assert row_of(project).u_time == 0.5


def test_the_stored_row_equals_its_recomputation() -> None:
    project = in_execution(deadline=dt.date(2026, 3, 20), hard=True)
    for duration in ("9d", "14d", "6d"):
        set_fields(project, "Pour", duration=duration)
        row = row_of(project)
        again = health_columns(project, row, now=row.evaluated_at)
        assert {name: getattr(row, name) for name in again} == again


def test_the_drift_equals_a_count_of_working_hours_one_by_one() -> None:
    project = in_execution(deadline=dt.date(2027, 1, 1))
    set_fields(project, "Pour", duration="8.5d")
    baseline, forecast = moment("2026-03-13T17:00"), Plan.internal.get(project=project).finish
    assert forecast is not None
    hours = 0
    for hour in range(baseline, forecast, 3600):
        time = dt.datetime.fromtimestamp(hour, dt.UTC)
        hours += time.weekday() < 5 and time.hour in {8, 9, 10, 11, 13, 14, 15, 16}
    assert row_of(project).v_time == hours / 8 == 3.5


def test_counts_leave_out_summaries_and_what_is_not_active() -> None:
    project = make_planned()
    set_fields(project, "Dig", percent=100)
    Activity.internal.filter(pk=named(project, "Pour").pk).update(active=False)
    row = refreshed(project, timezone.now())
    assert (row.activities, row.complete) == (2, 1)


def test_a_changed_colour_is_recorded_with_its_reasons() -> None:
    project = in_execution(deadline=dt.date(2027, 1, 1))
    set_fields(project, "Pour", duration="30d")
    entry = JournalEntry.internal.filter(scope_id=project.pk, action="health.changed").latest("seq")
    assert entry.content is not None
    assert (entry.actor, entry.content["after"]) == ("system", "red")


def test_the_assessment_survives_a_recomputation() -> None:
    project = in_execution()
    note_assessment(project, "amber")
    set_fields(project, "Pour", duration="6d")
    assert row_of(project).assessed == "amber"


def test_the_clock_looks_again_at_what_nobody_changed_for_a_day() -> None:
    old, fresh = in_execution(), make_project()
    now = timezone.now()
    ProjectHealth.internal.filter(pk=fresh.pk).update(evaluated_at=now - dt.timedelta(hours=23))
    with standing_at(now):
        assert refresh_stale() == 1
    assert row_of(old).evaluated_at == now
    assert row_of(old).computed == "grey"  # its data date is long ago
    with standing_at(now):
        assert refresh_stale() == 0


def test_a_project_that_cannot_be_computed_keeps_no_other_one_waiting(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    now, projects = timezone.now(), [make_planned() for _ in range(3)]
    for days, project in enumerate(projects, start=2):
        ProjectHealth.internal.filter(pk=project.pk).update(evaluated_at=now - days * dt.timedelta(days=1))
    asked: list[int] = []

    def known(project: Project) -> Known:
        asked.append(project.pk)
        if project == projects[1]:
            raise ZeroDivisionError("a broken calendar")
        return known_of(project)

    monkeypatch.setattr("headway.project.health.services.known_of", known)
    done: list[float] = []
    with standing_at(now):
        assert refresh_stale(progress=done.append) == 2
    assert asked == [project.pk for project in reversed(projects)], "the longest untouched first"
    assert [round(share, 2) for share in done] == [0, 0.33, 0.67]
    assert [row_of(project).evaluated_at == now for project in projects] == [True, False, True]
    assert f"project {projects[1].pk} could not" in caplog.text


def test_the_recurring_job_does_that() -> None:
    project = in_execution()
    refresh(Context(Job.objects.create(name="health.refresh_stale", state=Job.State.RUNNING)))
    assert row_of(project).evaluated_at > timezone.now() - DAY


def test_the_row_is_of_the_state_that_the_project_has_now() -> None:
    """Whoever changes the plan may have read the project before it was put on hold."""
    project = in_execution()
    read = Project.internal.get(pk=project.pk)
    decide(
        project,
        Move(state="on_hold", reason="Flood", review_on=timezone.localdate() + DAY),
        actor=sponsor_of(project),
    )
    now = row_of(project).evaluated_at + 365 * DAY
    on_hold = health_columns(project, row_of(project), now=now)
    refreshed(read, now)
    row = row_of(project)
    assert {name: getattr(row, name) for name in on_hold} == on_hold


def test_the_row_is_computed_by_a_constant_number_of_questions(django_assert_num_queries: Any) -> None:
    small = in_execution()
    large = make_planned()
    rows: list[dict[str, Any]] = [{"name": f"A{number}"} for number in range(30)]
    add(large, *rows)
    approve_baseline(make_proposal(large), actor=sponsor_of(large))
    for project in (small, large):
        now = row_of(project).evaluated_at
        with django_assert_num_queries(12):
            refreshed(project, now)


def test_every_reason_has_a_sentence() -> None:
    values = {
        "days": 2.5,
        "tolerance": 10.0,
        "amount": 3.0,
        "finish": "2026-03-02",
        "deadline": "2026-03-02",
        "date": "2026-03-02",
        "since": "2026-03-02T12:00:00+00:00",
        "missing": ["baseline"],
        "dimension": "time",
    }
    for code in SENTENCES:
        assert "%(" not in sentence({"code": code, "values": values})
    assert sentence({"code": "late", "values": values}) == (
        "The forecast finish is 2.5 working days after the baseline; the tolerance is 10."
    )
