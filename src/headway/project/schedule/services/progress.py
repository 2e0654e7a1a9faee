"""What is known of the work: accepted reports, and up to when they reach."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from headway.common.access import Actor
from headway.common.refusal import Invalid
from headway.project.lifecycle.models import Project
from headway.project.schedule.commands import Progress
from headway.project.schedule.commands.apply import apply_commands, refuse_stale
from headway.project.schedule.plan.draft import Draft
from headway.project.schedule.results.delta import PlanDelta
from headway.project.schedule.text.dates import LAST_MOMENT, YEARS

from .writing import Edited, Intention, Prepared, carry_out, prepare


def prepare_progress(project: Project, reports: Sequence[Progress], *, actor: Actor) -> Prepared:
    """Accepted progress that is to be taken over into the plan, as one step, up to and without writing."""
    intention = Intention(
        actor, "plan.progress_recorded", lambda draft: Edited(apply_commands(draft, reports))
    )
    return prepare(project, intention)


def set_data_date(
    project: Project, data_date: int | None, *, actor: Actor, revision: int | None = None
) -> PlanDelta:
    """Say up to which plan time progress is known: no work that remains is scheduled before it.

    With the ``revision`` that the actor's page shows, raises ``Stale`` where somebody else has set what holds
    for the whole plan since.
    """
    if data_date is not None and not 0 <= data_date <= LAST_MOMENT:
        raise Invalid(_("Choose a data date between %(first)d and %(last)d.") % YEARS, field="data_date")

    def edit(draft: Draft) -> Edited:
        refuse_stale(draft, ["plan:0"])
        draft.set_terms(data_date=data_date)
        return Edited(_("Set the data date"))

    return carry_out(project, Intention(actor, "plan.data_date_set", edit), since=revision)
