"""Every hook between rooms, in one list. See ``common/events.py`` for what each table means."""

from collections.abc import Callable
from typing import Any

from headway.exchange.panels import plan_source
from headway.organisation.actors import actor_of_job
from headway.organisation.events import RoleGranted
from headway.project.baseline.events import BaselineApproved
from headway.project.baseline.queries import baseline_dates
from headway.project.charter.events import CharterConfirmed, ProjectMoved, ProjectOpened
from headway.project.charter.panels import state_now
from headway.project.charter.queries import scope_names
from headway.project.charter.services.succession import succeed
from headway.project.cockpit.telling import changed_words
from headway.project.health.services import follow
from headway.project.schedule.events import PlanChanged
from headway.project.team.queries import can_report

BEFORE: dict[str, tuple[Callable[..., None], ...]] = {}

WITHIN: dict[type, tuple[Callable[[Any], None], ...]] = {
    RoleGranted: (succeed,),
    ProjectOpened: (follow,),
    ProjectMoved: (follow,),
    CharterConfirmed: (follow,),
    PlanChanged: (follow,),
    BaselineApproved: (follow,),
}

AFTER: dict[type, tuple[Callable[[Any], None], ...]] = {}

SLOTS: dict[str, tuple[Callable[..., str], ...]] = {
    "project.overview": (state_now,),
    "plan.header": (plan_source,),
}

FACTS: dict[str, Callable[..., Any]] = {
    "actor": actor_of_job,
    "baseline_dates": baseline_dates,
    "can_report": can_report,
    "changed_words": changed_words,
    "scope_names": scope_names,
}
