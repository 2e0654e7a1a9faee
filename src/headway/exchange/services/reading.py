"""What the jobs read from a plan file, and what is kept of it once it was taken over."""

from django.utils.translation import gettext as _

from headway.common.access import Actor, acting_person
from headway.common.jobs.queue import Context
from headway.common.journal.services import record
from headway.common.refusal import Invalid
from headway.exchange.document_to_plan import plan_of
from headway.exchange.models import PlanImport, Upload
from headway.exchange.report.rows import counts_of, save_report
from headway.exchange.storage import path_of
from headway.formats.detect import IMPORTED, read_plan
from headway.formats.errors import FormatError
from headway.formats.plan import PlanDocument
from headway.formats.reconcile import Reconciliation, reconcile
from headway.project.lifecycle.models import Project
from headway.project.schedule.plan.facts import PlanFacts


def read(upload: Upload, context: Context) -> tuple[Reconciliation, PlanFacts]:
    """The file's plan, computed and compared with its own dates, and its facts."""
    context.progress(0.05, _("Reading the file"))
    document = _document(upload)
    context.progress(0.4, _("Computing the dates"))
    try:
        reconciliation = reconcile(document)
    except FormatError as error:
        raise unreadable(upload.name, error) from error
    return reconciliation, plan_of(document, file_name=upload.name)


def _document(upload: Upload) -> PlanDocument:
    try:
        with path_of(upload.stored_as).open("rb") as file:
            return read_plan(file, largest=upload.size, among=IMPORTED)
    except FormatError as error:
        raise unreadable(upload.name, error) from error


def label(upload: Upload) -> str:
    """How the step is called that takes a file over."""
    return (_("Import “%(file)s”") % {"file": upload.name})[:300]


def unreadable(name: str, error: FormatError) -> Invalid:
    place = {"file": name, "line": error.line, "reason": error.reason}
    if error.line:
        return Invalid(_("“%(file)s”, line %(line)s: %(reason)s") % place, field="file", line=error.line)
    return Invalid(_("“%(file)s”: %(reason)s") % place, field="file")


def save_import(project: Project, upload: Upload, found: Reconciliation, *, actor: Actor) -> PlanImport:
    counts = counts_of(found)
    row = PlanImport.objects.create(
        project=project,
        person_id=acting_person(actor),
        name=upload.name,
        format=found.document.format.key,
        size=upload.size,
        digest=upload.digest,
        counts=counts,
    )
    save_report(row, found)
    told = {name: counts[name] for name in ("activities", "links", "compared", "equal")}
    record(actor, project.pk, "plan.imported", row, file=upload.name, sha256=upload.digest, **told)
    return row
