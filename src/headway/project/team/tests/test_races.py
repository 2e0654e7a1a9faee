"""Reports that come at the same moment as something else."""

from collections.abc import Callable
from typing import Any

import pytest

from headway.common.refusal import Forbidden, Refusal, Stale
from headway.organisation.models import RoleGrant
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import Move, take_turn
from headway.project.lifecycle.tests.factories import decide, manager_of, sponsor_of
from headway.project.lifecycle.tests.meanwhile import Meanwhile
from headway.project.schedule.models import Activity
from headway.project.schedule.services import Prepared, prepare_progress
from headway.project.schedule.tests.factories import WORKDAY, make_plan, named, set_fields
from headway.project.team import services
from headway.project.team.models import ProgressReport
from headway.project.team.services import Said, accept_progress, report_progress, return_progress
from headway.project.team.tests.factories import assign, make_report


@pytest.mark.django_db(transaction=True)
def test_of_two_reports_at_once_the_later_one_replaces_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    project = make_plan({"name": "Dig", "duration": "5d"})
    member = assign(project, "Dig")

    def report(percent: int) -> ProgressReport:
        return report_progress(named(project, "Dig"), Said(percent=percent), actor=member)

    second = Meanwhile(monkeypatch, services, "record", lambda: report(60))
    first = report(50)
    assert second.answer().state == ProgressReport.State.REPORTED
    states = dict(ProgressReport.internal.filter(project=project).values_list("pk", "state"))
    assert states == {first.pk: "replaced", second.answer().pk: "reported"}


@pytest.mark.django_db
def test_nothing_is_reported_or_decided_in_a_project_that_has_ended_since_it_was_read() -> None:
    project = make_plan({"name": "Dig", "duration": "5d"})
    report, manager = make_report(project, "Dig"), manager_of(project)
    member = assign(project, "Dig")
    activity = Activity.internal.select_related("project").get(project=project)
    waiting = ProgressReport.internal.select_related("project").get(pk=report.pk)
    read = Project.internal.get(pk=project.pk)
    decide(read, Move(state="terminated", reason="Flood"), actor=sponsor_of(read))
    for deed in (
        lambda: report_progress(activity, Said(percent=60), actor=member),
        lambda: accept_progress(project, [report.pk], actor=manager),
        lambda: return_progress(waiting, "Why?", actor=manager),
    ):
        with pytest.raises(Refusal, match="nothing in it changes any more"):
            deed()
    assert ProgressReport.internal.get(project=project).state == ProgressReport.State.REPORTED


@pytest.mark.django_db
def test_who_has_left_the_project_while_waiting_for_the_turn_reports_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    project = make_plan({"name": "Dig", "duration": "5d"})
    member = assign(project, "Dig")

    def waited(of: Project) -> None:
        RoleGrant.internal.filter(person=member.person).update(state=RoleGrant.State.ENDED)
        take_turn(of)

    monkeypatch.setattr(services, "take_turn", waited)
    with pytest.raises(Forbidden):
        report_progress(named(project, "Dig"), Said(percent=50), actor=member)
    assert not ProgressReport.internal.exists()


def _while_computed(monkeypatch: pytest.MonkeyPatch, deed: Callable[[int], object]) -> None:
    """Do something to the plan each time after progress was computed for it, before that is written."""
    done = 0

    def then(*given: Any, **named: Any) -> Prepared:
        nonlocal done
        prepared, done = prepare_progress(*given, **named), done + 1
        deed(done)
        return prepared

    monkeypatch.setattr(services, "prepare_progress", then)


@pytest.mark.django_db
@pytest.mark.parametrize("before", [0, 50])
def test_progress_is_computed_again_where_the_plan_was_changed_meanwhile(
    before: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_plan({"name": "Dig", "duration": "4d"})
    report = make_report(project, "Dig", Said(percent=50))
    set_fields(project, "Dig", actual_start=named(project, "Dig").start, percent=before)
    times = []

    def colleague(computed: int) -> None:
        times.append(computed)
        if computed == 1:
            set_fields(project, "Dig", percent=10)

    _while_computed(monkeypatch, colleague)
    accept_progress(project, [report.pk], actor=manager_of(project))
    assert times == [1, 2]
    assert named(project, "Dig").percent_complete == 50
    assert ProgressReport.internal.get(pk=report.pk).state == ProgressReport.State.ACCEPTED


@pytest.mark.django_db
def test_progress_that_is_overtaken_again_and_again_is_refused_and_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    project = make_plan({"name": "Dig", "duration": "4d"})
    report = make_report(project, "Dig", Said(percent=50))
    _while_computed(monkeypatch, lambda computed: set_fields(project, "Dig", duration=f"{computed}w"))
    with pytest.raises(Stale, match="Others are changing this plan at the same time"):
        accept_progress(project, [report.pk], actor=manager_of(project))
    dug = named(project, "Dig")
    assert (dug.duration, dug.percent_complete) == (5 * 5 * WORKDAY, 0)
    assert ProgressReport.internal.get(pk=report.pk).state == ProgressReport.State.REPORTED
