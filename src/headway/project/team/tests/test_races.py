"""Reports that come at the same moment as something else."""

import pytest

from headway.common.refusal import Refusal
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import Move
from headway.project.lifecycle.tests.factories import decide, manager_of, sponsor_of
from headway.project.lifecycle.tests.meanwhile import Meanwhile
from headway.project.schedule.models import Activity
from headway.project.schedule.tests.factories import make_plan, named
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
