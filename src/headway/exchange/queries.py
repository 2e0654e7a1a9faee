"""Reads of this room."""

import datetime as dt
from typing import Annotated, Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from headway.common import clock
from headway.common.access import Actor, Reason, acting_person
from headway.common.http.lists import Filters, OneOf, Sorting, Words
from headway.common.jobs.models import Job
from headway.common.jobs.queries import own_job
from headway.formats import explain
from headway.project.lifecycle.models import Project
from headway.project.schedule.models import Plan
from headway.project.schedule.queries import revision_of

from .models import OmittedFact, PlanImport, PlanUpdate, ReconciledActivity, Upload
from .words import CHANGE_LABELS

Outcome = ReconciledActivity.Outcome
NEWEST_FIRST = Sorting("at", "-pk", descending=True)
AS_IN_THE_FILE = Sorting("position")
BY_LINE = Sorting("line", "pk")
SHOWN = {
    "compared": Q(outcome__in=(Outcome.EXACT, Outcome.EQUAL, Outcome.DIFFERENT)),
    "same": Q(outcome__in=(Outcome.EXACT, Outcome.EQUAL)),
    **{value: Q(outcome=value) for value in Outcome.values},
    "unexplained": Q(reason=explain.Reason.UNEXPLAINED.value),
}


class ReportFilters(Filters):
    """Of the activities of a report: those that a key of ``SHOWN`` stands for, by name or number."""

    show: Annotated[str, OneOf(SHOWN)] = ""
    q: Words = ""


class ChangeFilters(Filters):
    """Of what a newer file would change: one of the kinds of ``PlanUpdate.shown``."""

    show: Annotated[str, OneOf(CHANGE_LABELS)] = ""


LONGEST_KEPT = dt.timedelta(days=14)
IMPORTING = "exchange.import_plan"
COMPARING = "exchange.compare_plan"
APPLYING = "exchange.apply_update"
JOBS = (IMPORTING, COMPARING, APPLYING)


def imports_of(project: Project) -> QuerySet[PlanImport]:
    """Files that were taken over, newest first."""
    return NEWEST_FIRST.sorted(PlanImport.objects.within(project).select_related("person"))


def open_updates(project: Project) -> QuerySet[PlanUpdate]:
    """Newer files that wait for a decision, newest first, each with ``stale``; without their differences."""
    as_compared = Plan.objects.within(project).filter(revision=OuterRef("revision"))
    rows = PlanUpdate.objects.within(project).filter(state=PlanUpdate.State.PROPOSED)
    rows = rows.defer("changes").select_related("person").order_by("-pk")
    return rows.annotate(stale=~Exists(as_compared))


def is_stale(update: PlanUpdate) -> bool:
    """Whether a newer file waits that can only be discarded: the plan was changed after it was compared."""
    waits = update.state == PlanUpdate.State.PROPOSED
    return waits and revision_of(update.project) != update.revision


def update_with(pk: int, actor: Actor) -> PlanUpdate | None:
    """A newer file without its differences, as far as the actor may still see it."""
    rows = PlanUpdate.objects.visible_to(actor).select_related("upload").defer("changes")
    return rows.filter(pk=pk).first()


def wishes_of(job_id: int, actor: Actor) -> dict[str, Any]:
    """What project a file of the actor was to become; nothing where that is forgotten, or was granted."""
    wanted = own_job(actor, job_id).arguments.get("upload", 0)
    upload = Upload.objects.filter(pk=wanted, person_id=acting_person(actor)).first()
    return upload.wishes if upload is not None else {}


def reconciled(row: PlanImport, filters: ReportFilters) -> QuerySet[ReconciledActivity]:
    """Activities of a report in the file's order."""
    rows = ReconciledActivity.objects.within(row.project).filter(plan_import=row)
    if filters.show:
        rows = rows.filter(SHOWN[filters.show])
    if filters.q:
        wanted = Q(name__icontains=filters.q)
        if filters.q.isdecimal() and len(filters.q) < 10:
            wanted |= Q(number=int(filters.q))
        rows = rows.filter(wanted)
    return AS_IN_THE_FILE.sorted(rows)


def omitted(row: PlanImport) -> QuerySet[OmittedFact]:
    """What was not taken over, in the file's order."""
    return BY_LINE.sorted(OmittedFact.objects.within(row.project).filter(plan_import=row))


def waiting_bytes(actor: Actor) -> int:
    """Size of the actor's files that wait for a job or for a decision."""
    return Upload.objects.filter(person_id=acting_person(actor)).aggregate(used=Sum("size"))["used"] or 0


def _proposals() -> QuerySet[PlanUpdate]:
    return PlanUpdate.objects.system(Reason.CLEAR).filter(state=PlanUpdate.State.PROPOSED)


def proposals_from(upload: Upload) -> QuerySet[PlanUpdate]:
    """Newer files that came with this upload and wait for a decision; without their differences."""
    return _proposals().filter(upload=upload).defer("changes")


def unwanted_uploads() -> QuerySet[Upload]:
    """Files whose job ended without removing them, and those that waited too long for a decision."""
    old = clock.now() - LONGEST_KEPT
    running = Job.objects.filter(name__in=JOBS, state__in=(Job.State.QUEUED, Job.State.RUNNING))
    busy = {arguments.get("upload") for arguments in running.values_list("arguments", flat=True)}
    proposed = _proposals().filter(at__gt=old).values("upload_id")
    settled = clock.now() - dt.timedelta(hours=1)
    rows = Upload.objects.filter(created_at__lt=settled).exclude(pk__in=busy - {None})
    rows = rows.exclude(size=0, created_at__gt=old)
    return rows.exclude(pk__in=proposed.filter(upload__isnull=False))
