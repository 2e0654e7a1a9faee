"""Keeping the roll-up rows: computed from the lower rooms whenever one of them changes, and by the clock."""

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone

from headway.common import clock
from headway.common.access import Reason
from headway.common.journal.services import record
from headway.organisation.actors import System
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import take_turn

from .evaluation import Verdict, evaluate
from .formulas import Memory
from .known import Known, known_of
from .models import ProjectHealth

log = logging.getLogger(__name__)


class AboutProject(Protocol):
    """An event of a lower room about a project."""

    @property
    def project(self) -> Project:
        """Whose health may be different now."""


def follow(event: AboutProject) -> None:
    """Compute the roll-up row anew after a change, in the transaction of the change."""
    refresh_health(event.project)


def refresh_health(project: Project) -> ProjectHealth:
    """Compute and store the roll-up row as of now. The assessed status in it is left as it is.

    Computing again at the same moment gives the same row. A changed colour is recorded. Runs in a
    transaction: what it is computed from stays until it is stored, and the state of the project is that of
    now.
    """
    take_turn(project)
    before = ProjectHealth.objects.within(project).first()
    columns = health_columns(project, before, now=clock.now())
    if before is None:
        return ProjectHealth.objects.create(project=project, **columns)
    ProjectHealth.objects.in_hand(before).update(**columns)
    colours = change_of_colour(before, columns)
    if colours is not None:
        record(System(), project.pk, "health.changed", before, **colours)
    for name, value in columns.items():
        setattr(before, name, value)
    return before


def health_columns(project: Project, before: ProjectHealth | None, *, now: dt.datetime) -> dict[str, Any]:
    """The computed columns of a project's roll-up row as of ``now``, without writing them."""
    return columns_of_known(known_of(project), before, now=now)


def columns_of_known(known: Known, before: ProjectHealth | None, *, now: dt.datetime) -> dict[str, Any]:
    """The same from what is known already. No query."""
    remembered = _remembered(before.memory) if before is not None else {}
    return _columns(known, evaluate(known.inputs, remembered, now, timezone.localdate(now)), now)


def change_of_colour(before: ProjectHealth, columns: dict[str, Any]) -> dict[str, Any] | None:
    """What the journal says of a changed colour; None where it is the same."""
    if before.computed == columns["computed"]:
        return None
    return {"before": before.computed, "after": columns["computed"], "reasons": columns["reasons"]}


def _columns(known: Known, verdict: Verdict, now: dt.datetime) -> dict[str, Any]:
    return {
        **known.columns(),
        "computed": verdict.computed,
        "rag_time": verdict.rag_time,
        "rag_cost": verdict.rag_cost,
        "v_time": verdict.v_time,
        "u_time": verdict.u_time,
        "u_cost": verdict.u_cost,
        "use": verdict.use,
        "memory": {name: _remember(row) for name, row in verdict.memory.items()},
        "reasons": [asdict(reason) for reason in verdict.reasons],
        "evaluated_at": now,
    }


def _remember(memory: Memory) -> dict[str, str]:
    since = memory.since.isoformat() if memory.since else ""
    return {"colour": memory.colour, "candidate": memory.candidate, "since": since}


def _remembered(stored: dict[str, dict[str, str]]) -> dict[str, Memory]:
    return {name: _recall(**row) for name, row in stored.items()}


def _recall(colour: str, candidate: str, since: str) -> Memory:
    return Memory(colour, candidate, dt.datetime.fromisoformat(since) if since else None)


def note_assessment(project: Project, colour: str) -> None:
    """Copy the project manager's own judgement into the roll-up row; part of that intention."""
    ProjectHealth.objects.within(project).update(assessed=colour)


def refresh_stale(*, progress: Callable[[float], None] = lambda done: None) -> int:
    """Compute anew what nobody looked at for a day: time alone makes data old and colours better.

    The longest untouched first; ``progress`` hears which share is done. A project that cannot be computed is
    logged and keeps no other one waiting. Answers how many were computed.
    """
    a_day_ago = clock.now() - dt.timedelta(days=1)
    rows = ProjectHealth.objects.system(Reason.ROLL_UP).filter(evaluated_at__lte=a_day_ago)
    due = list(rows.order_by("evaluated_at", "pk").values_list("pk", flat=True))
    computed = 0
    for number, key in enumerate(due):
        progress(number / len(due))
        try:
            with transaction.atomic():
                refresh_health(Project.objects.system(Reason.ROLL_UP).get(pk=key))
            computed += 1
        except Exception:  # whatever is wrong with one project is not wrong with the next
            log.exception("The health of project %s could not be computed", key)
    return computed
