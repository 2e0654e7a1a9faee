"""The project manager writes the charter. Every change sends the version of the whole document."""

from dataclasses import asdict
from functools import partial
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from headway.common.access import Actor, ScopedModel, require
from headway.common.journal.services import changed, plain_values, record
from headway.common.refusal import Invalid, NotFound
from headway.common.validation import check_values
from headway.common.versions import claim
from headway.organisation.events import RoleGranted
from headway.organisation.models import Person
from headway.organisation.queries import last_changes, people_known_to
from headway.project.charter.dimensions import Dimension
from headway.project.charter.facts import ConstraintFacts, Heading, ObjectiveFacts, ToleranceFacts
from headway.project.charter.models import Charter, Constraint, ProjectObjective, Tolerance
from headway.project.charter.permissions import EDIT_CHARTER
from headway.project.lifecycle.events import ProjectOpened
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import take_turn
from headway.project.lifecycle.states import refuse_archive

Part = TypeVar("Part", ProjectObjective, Constraint)
DRAFT_AGAIN: dict[str, Any] = {"state": Charter.State.DRAFT, "submitted_by": None, "submitted_at": None}
Facts = Heading | ObjectiveFacts | ConstraintFacts | ToleranceFacts


def begin_charter(event: ProjectOpened) -> None:
    """Give a project an empty charter; part of its opening."""
    Charter.objects.create(project=event.project)


def claim_draft(project: Project, version: int | None, *, actor: Actor) -> Charter:
    """The charter, claimed for a change: whatever state it had, it is a draft again.

    Raises ``Forbidden``, ``VersionMissing``, ``Stale``, and ``Refusal`` for a closed project.
    """
    take_turn(project)
    require(actor, EDIT_CHARTER, project)
    refuse_archive(project)
    charter = Charter.objects.within(project).get()
    claim(
        charter,
        version,
        changed_by=partial(last_changes, project, "charter", reader=actor),
        **DRAFT_AGAIN,
    )
    return charter


def release_acceptor(event: RoleGranted) -> None:
    """Let a new project manager accept no objective any more, since they produce it now (I7); part of the
    decision.

    The charter is a draft again, also where it was in force: somebody else is to accept.
    """
    project = Project.objects.within(event.grant.scope).filter(manager=event.grant.person).first()
    if project is None:
        return
    own = list(ProjectObjective.objects.within(project).filter(acceptor=project.manager_id))
    if not own:
        return
    charter = Charter.objects.within(project).get()
    claim(charter, charter.version, **DRAFT_AGAIN)
    said = {"changed": changed({"acceptor": project.manager_id}, {"acceptor": None})}
    for objective in own:
        ProjectObjective.objects.in_hand(objective).update(acceptor=None)
        told = {"objective": objective.pk, "statement": objective.statement, **said}
        record(event.actor, project.pk, "charter.objective_saved", charter, **told)


@transaction.atomic
def write_heading(project: Project, heading: Heading, *, actor: Actor, version: int | None) -> Charter:
    """Write purpose, scope and completion deadline into the working charter."""
    charter = claim_draft(project, version, actor=actor)
    before, after = _as_facts(charter, heading), asdict(heading)
    _assign(charter, after)
    if heading.deadline_hard and heading.deadline is None:
        raise Invalid(_("A hard deadline needs a date."), field="deadline")
    Charter.objects.in_hand(charter).update(**after)
    record(actor, project.pk, "charter.written", charter, changed=changed(before, after))
    return charter


@transaction.atomic
def save_objective(
    project: Project,
    facts: ObjectiveFacts,
    *,
    actor: Actor,
    version: int | None,
    objective_id: int | None = None,
) -> ProjectObjective:
    """Add an objective, or rewrite the one with ``objective_id``."""
    charter = claim_draft(project, version, actor=actor)
    objective = _part(ProjectObjective, project, objective_id)
    if objective_id is None:
        last = ProjectObjective.objects.within(project).order_by("-number").first()
        objective.number = 1 if last is None else last.number + 1
    before, values = _as_facts(objective, facts), asdict(facts)
    objective.acceptor = _acceptor(values.pop("acceptor"), project, actor, named=objective.acceptor)
    _assign(objective, values)
    objective.save()
    told = plain_values(asdict(facts)) | _rewritten(objective_id, before, asdict(facts))
    record(actor, project.pk, "charter.objective_saved", charter, objective=objective.pk, **told)
    return objective


@transaction.atomic
def save_constraint(
    project: Project,
    facts: ConstraintFacts,
    *,
    actor: Actor,
    version: int | None,
    constraint_id: int | None = None,
) -> Constraint:
    """Add a constraint, or rewrite the one with ``constraint_id``."""
    charter = claim_draft(project, version, actor=actor)
    constraint = _part(Constraint, project, constraint_id)
    before, after = _as_facts(constraint, facts), asdict(facts)
    _assign(constraint, after)
    constraint.save()
    told = after | _rewritten(constraint_id, before, after)
    record(actor, project.pk, "charter.constraint_saved", charter, constraint=constraint.pk, **told)
    return constraint


@transaction.atomic
def set_tolerance(project: Project, facts: ToleranceFacts, *, actor: Actor, version: int | None) -> Tolerance:
    """Propose the tolerance of one dimension; the sponsor sets it by confirming the charter."""
    charter = claim_draft(project, version, actor=actor)
    if facts.dimension == Dimension.TIME and facts.unit != Tolerance.WORKING_DAYS:
        raise Invalid(_("The tolerance of time is counted in working days (wd)."), field="unit")
    known = Tolerance.objects.within(project).filter(dimension=facts.dimension).first()
    tolerance = known or Tolerance(project=project)
    before, after = _as_facts(tolerance, facts), asdict(facts)
    _assign(tolerance, after)
    tolerance.save()
    told = plain_values(after) | _rewritten(tolerance.pk if known else None, before, after)
    record(actor, project.pk, "charter.tolerance_proposed", charter, **told)
    return tolerance


@transaction.atomic
def remove_objective(project: Project, objective_id: int, *, actor: Actor, version: int | None) -> None:
    """Take an objective out of the working charter; frozen versions keep it."""
    charter, text = _remove(ProjectObjective, project, objective_id, actor=actor, version=version)
    record(actor, project.pk, "charter.objective_removed", charter, part=objective_id, text=text)


@transaction.atomic
def remove_constraint(project: Project, constraint_id: int, *, actor: Actor, version: int | None) -> None:
    """Take a constraint out of the working charter."""
    charter, text = _remove(Constraint, project, constraint_id, actor=actor, version=version)
    record(actor, project.pk, "charter.constraint_removed", charter, part=constraint_id, text=text)


@transaction.atomic
def remove_tolerance(project: Project, dimension: str, *, actor: Actor, version: int | None) -> None:
    """Take the tolerance of a dimension out of the working charter."""
    charter = claim_draft(project, version, actor=actor)
    removed, _rows = Tolerance.objects.within(project).filter(dimension=dimension).delete()
    if not removed:
        raise NotFound(_("This part of the charter no longer exists."))
    record(actor, project.pk, "charter.tolerance_removed", charter, dimension=dimension)


def _remove(
    model: type[Part], project: Project, part_id: int, *, actor: Actor, version: int | None
) -> tuple[Charter, str]:
    """Remove a part; the charter it was in, and what it said."""
    charter = claim_draft(project, version, actor=actor)
    part = _part(model, project, part_id)
    text = str(part)
    part.delete()
    return charter, text


def _part(model: type[Part], project: Project, part_id: int | None) -> Part:
    """The part of this project's charter, or a new one."""
    if part_id is None:
        return model(project=project)
    part = model.objects.within(project).filter(pk=part_id).first()
    if part is None:
        raise NotFound(_("This part of the charter no longer exists."))
    return part


def _acceptor(
    person_id: int | None, project: Project, actor: Actor, *, named: Person | None
) -> Person | None:
    """Whoever accepts an objective: somebody the actor knows or who was ``named`` before, and not the manager
    who produces it (I7).
    """
    if person_id is None:
        return None
    if person_id == project.manager_id:
        raise Invalid(
            _("The project manager produces and so cannot accept. Choose somebody else."), field="acceptor"
        )
    if named is not None and named.pk == person_id:
        return named
    person = people_known_to(actor).filter(pk=person_id).first()
    if person is None:
        raise Invalid(_("This person cannot be chosen."), field="acceptor")
    return person


def _assign(row: ScopedModel, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    check_values(row)


def _as_facts(row: ScopedModel, facts: Facts) -> dict[str, Any]:
    """What a row says, in the words of the facts that are written into it."""
    columns = {name: f"{name}_id" if name == "acceptor" else name for name in asdict(facts)}
    return {name: getattr(row, column) for name, column in columns.items()}


def _rewritten(known: int | None, before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """What the journal keeps beside the facts of a part that was there before."""
    return {"changed": changed(before, after)} if known else {}
