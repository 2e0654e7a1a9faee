"""The project manager judges the status and keeps the actions that follow from it."""

import datetime as dt
from dataclasses import dataclass, field
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from headway.common import clock
from headway.common.access import Actor, acting_person, require
from headway.common.journal.services import record
from headway.common.refusal import Invalid
from headway.common.validation import check_values
from headway.common.versions import claim
from headway.organisation.queries import last_changes
from headway.project.health.formulas import RANK
from headway.project.health.models import Colour, ProjectHealth
from headway.project.health.services import note_assessment
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import take_turn
from headway.project.lifecycle.states import refuse_archive, refuse_pipeline

from .models import Action, StatusAssessment
from .permissions import ASSESS_STATUS


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One action on the road to green."""

    text: str
    due: dt.date


MOST_ACTIONS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What the manager says: a colour, at most 600 characters, and why and how if better than computed."""

    colour: str
    narrative: str
    rationale: str = ""
    road_to_green: list[Step] = field(default_factory=list)


@transaction.atomic
def assess_status(project: Project, judgement: Judgement, *, actor: Actor) -> StatusAssessment:
    """Put the manager's judgement beside the computed status; the computed one stays as it is (I4).

    Raises ``Invalid`` where a judgement better than the computed status lacks its rationale or its dated
    actions, and where one that stands beside an unknown status lacks its rationale.
    """
    take_turn(project)
    require(actor, ASSESS_STATUS, project)
    refuse_archive(project)
    refuse_pipeline(project)
    health = ProjectHealth.objects.within(project).first()
    computed = health.computed if health is not None else Colour.GREY
    assessment = assessment_of(project, judgement, computed, actor=actor)
    check_values(assessment)
    _refuse_unfounded(assessment, judgement)
    assessment.save()
    for step in judgement.road_to_green:
        _add_action(assessment, step)
    note_assessment(project, assessment.colour)
    record(
        actor,
        project.pk,
        "status.assessed",
        assessment,
        colour=assessment.colour,
        computed=computed,
        actions=len(judgement.road_to_green),
    )
    return assessment


@transaction.atomic
def finish_action(action: Action, *, actor: Actor, version: int | None) -> Action:
    """Say that an action is done."""
    take_turn(action.project)
    require(actor, ASSESS_STATUS, action)
    refuse_archive(action.project)
    claim(
        action,
        version,
        changed_by=partial(last_changes, action.project, "action", reader=actor, object_id=action.pk),
        state=Action.State.DONE,
        done_at=clock.now(),
    )
    record(actor, action.project_id, "action.done", action, text=action.text)
    return action


def is_better(assessed: str, computed: str) -> bool:
    """Whether a judgement is better than a computed status that is known."""
    return computed in RANK and RANK[assessed] < RANK[computed]


def needs_reason(assessed: str, computed: str) -> bool:
    """Whether a judgement needs its rationale: a better one does, and green beside an unknown status."""
    return is_better(assessed, computed) or (computed == Colour.GREY and assessed == Colour.GREEN)


def _refuse_unfounded(assessment: StatusAssessment, judgement: Judgement) -> None:
    if not assessment.narrative:
        raise Invalid(_("Say in a few words how the project is doing."), field="narrative")
    better = is_better(assessment.colour, assessment.computed)
    if needs_reason(assessment.colour, assessment.computed) and not assessment.rationale:
        raise Invalid(_("Your judgement is better than the computed status. Say why."), field="rationale")
    if len(judgement.road_to_green) > MOST_ACTIONS:
        raise Invalid(_("Enter at most %(most)d actions.") % {"most": MOST_ACTIONS}, field="road_to_green")
    if better and not judgement.road_to_green:
        raise Invalid(_("Name at least one action with a date that leads to green."), field="road_to_green")


def _add_action(assessment: StatusAssessment, step: Step) -> None:
    if not step.text.strip():
        raise Invalid(_("Say what will be done."), field="road_to_green")
    if step.due < clock.today():
        raise Invalid(_("An action cannot be due in the past."), field="road_to_green")
    action = action_of(assessment, step)
    check_values(action)
    action.save()


# ---- Rows that are made and not written: what a story in bulk writes by the thousand ----


def assessment_of(project: Project, judgement: Judgement, computed: str, *, actor: Actor) -> StatusAssessment:
    """A judgement beside the status that was computed."""
    return StatusAssessment(
        project=project,
        colour=judgement.colour,
        computed=computed,
        narrative=judgement.narrative.strip(),
        rationale=judgement.rationale.strip(),
        assessed_by_id=acting_person(actor),
        hat=actor.hat,
        assessed_at=clock.now(),
    )


def action_of(assessment: StatusAssessment, step: Step) -> Action:
    """An action that follows from a judgement, for whoever judged."""
    return Action(
        project=assessment.project,
        text=step.text.strip(),
        due=step.due,
        owner_id=assessment.assessed_by_id,
        origin=assessment,
    )
