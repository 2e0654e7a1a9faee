"""The project manager judges the status and keeps the actions that follow from it."""

import datetime as dt
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
from .queries import computed_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One action on the road to green."""

    text: str
    due: dt.date


MOST_ACTIONS = 20

SAY_HOW = gettext_lazy("Say in a few words how the project is doing.")
SAY_WHY = gettext_lazy("Your judgement is better than the computed status. Say why.")
NAME_ACTIONS = gettext_lazy("Name at least one action with a date that leads to green.")


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
    computed = computed_of(health)
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


def needed_of(assessed: str, computed: str) -> dict[str, Any]:
    """What a judgement cannot be without, each with the sentence that asks for it, in the order of asking."""
    asked = {"narrative": SAY_HOW}
    if needs_reason(assessed, computed):
        asked["rationale"] = SAY_WHY
    if is_better(assessed, computed):
        asked["road_to_green"] = NAME_ACTIONS
    return asked


def _refuse_unfounded(assessment: StatusAssessment, judgement: Judgement) -> None:
    said = {
        "narrative": assessment.narrative,
        "rationale": assessment.rationale,
        "road_to_green": judgement.road_to_green,
    }
    for name, sentence in needed_of(assessment.colour, assessment.computed).items():
        if not said[name]:
            raise Invalid(sentence, field=name)
    if len(judgement.road_to_green) > MOST_ACTIONS:
        raise Invalid(_("Enter at most %(most)d actions.") % {"most": MOST_ACTIONS}, field="road_to_green")


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
