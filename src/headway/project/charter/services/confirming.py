"""The project manager submits the charter, the sponsor confirms it or gives it back."""

from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from headway.common import clock
from headway.common.access import Actor, acting_person, require
from headway.common.digests import digest_of
from headway.common.events import publish
from headway.common.journal.services import record
from headway.common.refusal import Forbidden, Invalid, Refusal
from headway.common.versions import claim
from headway.organisation.queries import last_changes
from headway.project.charter.document import missing_parts
from headway.project.charter.events import CharterConfirmed
from headway.project.charter.models import Charter, CharterVersion
from headway.project.charter.permissions import CONFIRM_CHARTER, EDIT_CHARTER
from headway.project.charter.queries import draft_of, last_version
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import move_project, put_in_force, take_turn
from headway.project.lifecycle.states import refuse_archive, refuse_hold, refuse_pipeline


@transaction.atomic
def submit_charter(project: Project, *, actor: Actor, version: int | None) -> Charter:
    """Ask the sponsor to confirm the charter as it is. Raises ``Invalid`` naming what is missing in it."""
    take_turn(project)
    require(actor, EDIT_CHARTER, project)
    refuse_archive(project)
    refuse_pipeline(project)
    draft = draft_of(project)
    missing = missing_parts(draft.content)
    if missing:
        raise Invalid(
            _("The sponsor cannot confirm the charter yet. %(missing)s") % {"missing": " ".join(missing)}
        )
    if draft.charter.state == Charter.State.CONFIRMED:
        raise Refusal(_("This charter is already in force; there is nothing new to confirm."))
    claim(
        draft.charter,
        version,
        changed_by=partial(last_changes, project, "charter", reader=actor),
        state=Charter.State.SUBMITTED,
        submitted_by_id=actor.person_id,
        submitted_at=clock.now(),
        returned_reason="",
    )
    record(actor, project.pk, "charter.submitted", draft.charter, digest=digest_of(draft.content))
    return draft.charter


@transaction.atomic
def confirm_charter(project: Project, *, actor: Actor, version: int | None) -> CharterVersion:
    """Put the submitted charter into force: a frozen version with its hash.

    Deadline, objectives and tolerances hold from now on. The first confirmation brings the project from
    *Initiating* to *Planning*. Raises ``Forbidden`` for anybody but the sponsor, and for whoever submitted it
    or manages the project, also where a deputy acts for them (I6, I7); ``Refusal`` while the project is on
    hold, since it could not begin planning.
    """
    charter = _submitted(project, actor)
    refuse_hold(project)
    _claim(charter, version, actor, state=Charter.State.CONFIRMED)
    draft = draft_of(project)
    last = last_version(project)
    frozen = version_of(project, 1 if last is None else last.number + 1, draft.content, actor=actor)
    frozen.save(force_insert=True)
    charter = draft.charter
    put_in_force(
        project,
        purpose=charter.purpose,
        deadline=charter.deadline,
        deadline_hard=charter.deadline_hard,
        deadline_source=charter.deadline_source,
    )
    record(actor, project.pk, "charter.confirmed", charter, number=frozen.number, digest=frozen.digest)
    if project.state == Project.State.INITIATING:
        move_project(project, Project.State.PLANNING, actor=actor, cause="charter.confirmed")
    publish(CharterConfirmed(project, frozen.number, actor))
    return frozen


@transaction.atomic
def return_charter(project: Project, reason: str, *, actor: Actor, version: int | None) -> Charter:
    """Give the submitted charter back to the project manager with a reason."""
    charter = _submitted(project, actor)
    if not reason.strip():
        raise Invalid(_("Say what has to change."), field="reason")
    if len(reason) > 2000:
        raise Invalid(_("At most 2,000 characters."), field="reason")
    _claim(charter, version, actor, state=Charter.State.DRAFT, returned_reason=reason.strip())
    record(actor, project.pk, "charter.returned", charter, reason=reason.strip())
    return charter


def _submitted(project: Project, actor: Actor) -> Charter:
    """The charter, if it waits for a decision that this actor may take."""
    take_turn(project)
    require(actor, CONFIRM_CHARTER, project)
    refuse_archive(project)
    charter = Charter.objects.within(project).get()
    requesters = {project.manager_id, charter.submitted_by_id}
    if requesters & actor.party:
        raise Forbidden(
            _(
                "Whoever manages the project or submitted the charter cannot confirm it, nor can a deputy or "
                "a principal of theirs."
            )
        )
    if charter.state != Charter.State.SUBMITTED:
        raise Refusal(_("This charter is not waiting for a decision."))
    return charter


def _claim(charter: Charter, version: int | None, actor: Actor, **values: str) -> None:
    claim(
        charter,
        version,
        changed_by=partial(last_changes, charter.project, "charter", reader=actor),
        **values,
    )


def version_of(project: Project, number: int, content: dict[str, Any], *, actor: Actor) -> CharterVersion:
    """A document as somebody confirms it now, made and not written: a story in bulk writes its own."""
    return CharterVersion(
        project=project,
        number=number,
        content=content,
        digest=digest_of(content),
        confirmed_by_id=acting_person(actor),
        hat=actor.hat,
        confirmed_at=clock.now(),
    )
