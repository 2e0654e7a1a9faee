"""What is recorded in the journal of projects: a sentence for every action, and the kinds they come in."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

SENTENCES: dict[str, str | Promise] = {
    "portfolio.created": gettext_lazy("Portfolio created"),
    "programme.created": gettext_lazy("Programme created"),
    "project.opened": gettext_lazy("Project opened"),
    "project.moved": gettext_lazy("Project state changed"),
    "project.move_requested": gettext_lazy("State change requested"),
    "project.move_withdrawn": gettext_lazy("Request for a state change withdrawn"),
    "project.move_declined": gettext_lazy("Request for a state change declined"),
    "role.appointed": gettext_lazy("Role given"),
    "role.requested": gettext_lazy("Role requested"),
    "role.granted": gettext_lazy("Requested role granted"),
    "role.refused": gettext_lazy("Requested role refused"),
    "role.ended": gettext_lazy("Role ended"),
    "charter.written": gettext_lazy("Charter edited"),
    "charter.objective_saved": gettext_lazy("Objective saved"),
    "charter.objective_removed": gettext_lazy("Objective removed"),
    "charter.constraint_saved": gettext_lazy("Constraint saved"),
    "charter.constraint_removed": gettext_lazy("Constraint removed"),
    "charter.tolerance_proposed": gettext_lazy("Tolerance proposed"),
    "charter.tolerance_removed": gettext_lazy("Tolerance removed"),
    "charter.submitted": gettext_lazy("Charter submitted to the sponsor"),
    "charter.confirmed": gettext_lazy("Charter confirmed"),
    "charter.returned": gettext_lazy("Charter returned"),
    "plan.created": gettext_lazy("Plan started"),
    "plan.imported": gettext_lazy("Plan imported"),
    "plan.changed": gettext_lazy("Plan changed"),
    "plan.replaced": gettext_lazy("Plan replaced by a newer file"),
    "plan.update_discarded": gettext_lazy("Newer plan file discarded"),
    "plan.undone": gettext_lazy("Plan change undone"),
    "plan.redone": gettext_lazy("Plan change redone"),
    "plan.progress_recorded": gettext_lazy("Progress entered in the plan"),
    "plan.data_date_set": gettext_lazy("Data date set"),
    "baseline.proposed": gettext_lazy("Baseline proposed"),
    "baseline.withdrawn": gettext_lazy("Baseline proposal withdrawn"),
    "baseline.approved": gettext_lazy("Baseline approved"),
    "baseline.returned": gettext_lazy("Baseline returned"),
    "progress.reported": gettext_lazy("Progress reported"),
    "progress.accepted": gettext_lazy("Progress accepted"),
    "progress.returned": gettext_lazy("Progress report returned"),
    "progress.withdrawn": gettext_lazy("Progress report taken back"),
    "status.assessed": gettext_lazy("Status assessed"),
    "health.changed": gettext_lazy("Computed status changed"),
    "comment.written": gettext_lazy("Comment written"),
    "comment.answered": gettext_lazy("Comment answered"),
    "action.done": gettext_lazy("Action completed"),
    "job.cancelled": gettext_lazy("Background job cancelled"),
}

# The kinds that people look for: a name, and the nouns of the actions that belong to it.
KINDS: dict[str, tuple[str | Promise, tuple[str, ...]]] = {
    "project": (gettext_lazy("Project"), ("project", "job")),
    "roles": (gettext_lazy("Roles"), ("role",)),
    "charter": (gettext_lazy("Charter"), ("charter",)),
    "plan": (gettext_lazy("Plan"), ("plan",)),
    "progress": (gettext_lazy("Progress"), ("progress",)),
    "baseline": (gettext_lazy("Baseline"), ("baseline",)),
    "status": (gettext_lazy("Status"), ("status", "health", "action")),
    "comments": (gettext_lazy("Comments"), ("comment",)),
}
# The page of a project on which the things of a noun are dealt with.
PAGES = {
    "project": "project",
    "role": "team",
    "charter": "charter",
    "plan": "plan",
    "progress": "progress",
    "baseline": "baseline",
    "status": "status",
    "health": "status",
    "action": "status",
    "comment": "status",
}


def sentence(action: str) -> str:
    """What happened, in words."""
    return str(SENTENCES.get(action, action))
