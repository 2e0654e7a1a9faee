"""People report progress of what they are assigned to; the project manager accepts or returns it."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.common import clock
from headway.common.access import Actor, acting_person, require
from headway.common.journal.services import record
from headway.common.refusal import Forbidden, Invalid, NotFound, Refusal
from headway.common.validation import check_values
from headway.organisation.addresses import ask_for_address
from headway.organisation.models import Person
from headway.organisation.queries import members
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.permissions import APPOINT_TEAM
from headway.project.lifecycle.services import appoint_team, take_turn
from headway.project.lifecycle.states import refuse_archive
from headway.project.schedule.commands import Progress, Staff
from headway.project.schedule.models import Activity, Assignment
from headway.project.schedule.permissions import CHANGE_PLAN
from headway.project.schedule.results.delta import PlanDelta
from headway.project.schedule.services import (
    Prepared,
    change_plan,
    prepare_progress,
    prepared_and_written,
    write_prepared,
)
from headway.project.schedule.text.durations import LONGEST

from .models import ProgressReport
from .moments import plan_moment
from .permissions import ACCEPT_PROGRESS, REPORT_PROGRESS

State = ProgressReport.State
MOST_REPORTS = 1000  # accepted at once
_DECIDED = gettext_lazy("A report has been decided, replaced or taken back in the meantime. Reload the page.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody says of an activity: moments are plan times, ``remaining`` working seconds, None says
    nothing.

    ``finished`` means that all is done; a share without a start begins where the plan has it, or now if that
    is earlier.
    """

    percent: int | None = None
    started: int | None = None
    finished: int | None = None
    remaining: int | None = None
    note: str = ""


def report_progress(activity: Activity, said: Said, *, actor: Actor) -> ProgressReport:
    """Report progress of an activity that the actor is assigned to.

    The project manager's own work needs nobody to accept it; everybody else's waits for the manager. Raises
    ``Forbidden`` for the work of others and ``Invalid`` for what cannot be.
    """
    project, now = activity.project, clock.now()
    if actor.person_id != project.manager_id or not actor.may(ACCEPT_PROGRESS, project.pk):
        return _file(activity, said, actor, now)
    told = _report(activity, said, actor, now)
    return prepared_and_written(
        lambda: prepare_progress(project, [_command(told)], actor=actor),
        lambda plan: _accept(project, plan, [_file(activity, said, actor, now)])[0],
    )


@transaction.atomic
def _file(activity: Activity, said: Said, actor: Actor, now: dt.datetime) -> ProgressReport:
    """Store a report that waits, in place of the person's one that waits already."""
    project = activity.project
    take_turn(project)
    require(actor, REPORT_PROGRESS, activity)
    refuse_archive(project)
    report = _report(activity, said, actor, now)
    waiting = ProgressReport.objects.within(project).filter(
        activity=activity, person=report.person_id, state=State.REPORTED
    )
    waiting.update(state=State.REPLACED)
    report.save()
    record(
        actor,
        project.pk,
        "progress.reported",
        report,
        activity=activity.pk,
        percent=report.percent,
        finished=report.finished,
    )
    return report


def _report(activity: Activity, said: Said, actor: Actor, now: dt.datetime) -> ProgressReport:
    _refuse_foreign_work(activity, actor)
    report = ProgressReport(
        project=activity.project,
        activity=activity,
        person_id=acting_person(actor),
        hat=actor.hat,
        note=said.note.strip(),
        reported_at=now,
        **_facts(activity, said, plan_moment(now)),
    )
    check_values(report)
    return report


def accept_progress(project: Project, report_ids: Collection[int], *, actor: Actor) -> list[ProgressReport]:
    """Accept reports, all of them or none, and take them over into the plan as one step.

    Raises ``NotFound`` for an id that is no report of this project, ``Refusal`` for one that does not wait
    any more, and ``Forbidden`` for the actor's own report or that of whom the actor deputises (I6).
    """
    require(actor, ACCEPT_PROGRESS, project)
    wanted = set(report_ids)
    if not 0 < len(wanted) <= MOST_REPORTS:
        raise Invalid(_("Choose from 1 to %(most)s reports.") % {"most": MOST_REPORTS}, field="reports")
    if not all(0 < number < 2**63 for number in wanted):
        raise NotFound(_("One of these reports does not exist here."))
    rows = ProgressReport.objects.within(project).filter(pk__in=wanted).select_related("activity")
    reports = list(rows.order_by("reported_at", "pk"))
    if len(reports) != len(wanted):
        raise NotFound(_("One of these reports does not exist here."))
    if any(row.person_id in actor.principals for row in reports):
        raise Forbidden(_("Whoever reported progress, or deputises for the reporter, cannot accept it."))
    if any(row.state != State.REPORTED for row in reports):
        raise Refusal(_DECIDED)
    return prepared_and_written(
        lambda: prepare_progress(project, [_command(report) for report in reports], actor=actor),
        lambda plan: _accept(project, plan, reports),
    )


@transaction.atomic
def return_progress(report: ProgressReport, reason: str, *, actor: Actor) -> ProgressReport:
    """Return a report with a reason; the plan stays as it is."""
    take_turn(report.project)
    require(actor, ACCEPT_PROGRESS, report)
    refuse_archive(report.project)
    if not reason.strip():
        raise Invalid(_("Say what needs correcting."), field="reason")
    _settle(report.project, [report], State.RETURNED, actor, reason=reason.strip())
    record(actor, report.project_id, "progress.returned", report, reason=report.reason)
    return report


@transaction.atomic
def withdraw_progress(report: ProgressReport, *, actor: Actor) -> ProgressReport:
    """Take an own report back that the manager has not decided about: nothing of the activity waits then.

    One that it had replaced does not come back. Raises ``Forbidden`` for the report of somebody else, and
    ``Refusal`` for one that does not wait any more.
    """
    take_turn(report.project)
    require(actor, REPORT_PROGRESS, report)
    refuse_archive(report.project)
    if report.person_id != actor.person_id:
        raise Forbidden(_("Only whoever reported it can take a report back."))
    waiting = ProgressReport.objects.in_hand(report, state=State.REPORTED)
    if waiting.update(state=State.WITHDRAWN) != 1:
        raise Refusal(_DECIDED)
    report.state = State.WITHDRAWN
    record(actor, report.project_id, "progress.withdrawn", report, activity=report.activity_id)
    return report


def _refuse_foreign_work(activity: Activity, actor: Actor) -> None:
    if activity.kind == Activity.Kind.SUMMARY or not activity.active:
        raise Invalid(_("Progress is reported on single activities, not on summaries or inactive ones."))
    mine = Assignment.objects.within(activity.project).filter(
        activity=activity, resource__person=actor.person_id
    )
    if actor.person_id is None or not mine.exists():
        raise Forbidden(_("You are not assigned to “%(name)s”.") % {"name": activity.name})


def _facts(activity: Activity, said: Said, now: int) -> dict[str, int | None]:
    """What the report will say to the plan, checked against itself and against the clock."""
    started, percent = said.started, said.percent
    if (started, percent, said.finished, said.remaining) == (None, None, None, None):
        raise Invalid(
            _("Say how far the work is: started, percent done, days remaining, or finished."), field="percent"
        )
    if percent is not None and not 0 <= percent <= 100:
        raise Invalid(_("Enter a percentage from 0 to 100."), field="percent")
    if said.remaining is not None and said.remaining > LONGEST:
        raise Invalid(_("That is longer than any project lasts."), field="remaining")
    if started is None and activity.actual_start is None and percent != 0:
        started = min(activity.start if activity.start is not None else now, said.finished or now, now)
    begun = started if started is not None else activity.actual_start
    for name, moment in (("started", started), ("finished", said.finished)):
        if moment is not None and moment < 0:
            raise Invalid(_("Choose a day from 1970 on."), field=name)
        if moment is not None and moment > now:
            raise Invalid(_("What has happened cannot lie in the future."), field=name)
    if said.finished is not None and begun is not None and said.finished < begun:
        raise Invalid(_("It cannot be done before it was started."), field="finished")
    return {
        "percent": 100 if said.finished is not None else percent,
        "started": started,
        "finished": now if percent == 100 and said.finished is None else said.finished,
        "remaining": said.remaining,
    }


def _accept(project: Project, plan: Prepared, reports: list[ProgressReport]) -> list[ProgressReport]:
    """Settle reports, and write the plan that was computed with them."""
    actor = plan.actor
    take_turn(project)
    require(actor, ACCEPT_PROGRESS, project)
    refuse_archive(project)
    _settle(project, reports, State.ACCEPTED, actor)
    write_prepared(project, plan)
    record(actor, project.pk, "progress.accepted", reports[0], reports=[report.pk for report in reports])
    return reports


def _command(report: ProgressReport) -> Progress:
    done = report.finished is not None
    return Progress(
        activity=report.activity_id,
        percent=None if done else report.percent,
        actual_start=report.started,
        actual_finish=report.finished,
        remaining=None if done else report.remaining,
    )


def _settle(
    project: Project, reports: list[ProgressReport], state: str, actor: Actor, *, reason: str = ""
) -> None:
    ids = [report.pk for report in reports]
    waiting = ProgressReport.objects.within(project).filter(pk__in=ids, state=State.REPORTED)
    decided_by, decided_at = acting_person(actor), clock.now()
    values = {"state": state, "decided_by_id": decided_by, "decided_at": decided_at, "reason": reason}
    for report in reports:
        for name, value in values.items():
            setattr(report, name, value)
        check_values(report)
    if waiting.update(**values) != len(ids):
        raise Refusal(_DECIDED)


def welcome_member(project: Project, email: str, role: str, *, actor: Actor) -> Person:
    """Give whoever has this address a role in the team. Raises ``Invalid`` with the names used here.

    Who may not appoint here does not learn who has the address.
    """
    require(actor, APPOINT_TEAM, project)
    person = ask_for_address(email, actor=actor)
    if person is None:
        raise Invalid(
            _("Nobody in this organisation has the address “%(email)s”. Ask an administrator to add them.")
            % {"email": email[:100]},
            field="email",
        )
    try:
        appoint_team(project, [person], actor=actor, role=role)
    except Invalid as refusal:
        raise refusal.said_as(person="email") from refusal
    return person


def staff_resource(
    project: Project, resource_id: int, person_id: int | None, *, actor: Actor, revision: int | None = None
) -> PlanDelta:
    """Say which member of the project a resource of its plan stands for: its work is theirs.

    With the plan's ``revision`` that the actor's page shows, raises ``Stale`` where somebody else has changed
    the resource since.
    """
    require(actor, CHANGE_PLAN, project)
    if person_id is not None and person_id not in {person.pk for person, _roles in members(project.pk)}:
        raise Invalid(_("Choose somebody who has a role in this project."), field="person")
    return change_plan(project, [Staff(resource_id, person_id)], actor=actor, revision=revision)
