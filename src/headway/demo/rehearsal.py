"""A script played in memory: the plan through all its steps, without a database, in any process."""

from collections.abc import Mapping
from dataclasses import dataclass

from headway.engine.plan_time import day_of_finish
from headway.project.baseline.slices import SliceRow
from headway.project.health.known import MILESTONES_AHEAD
from headway.project.health.models import MilestoneAhead
from headway.project.schedule.commands import Progress
from headway.project.schedule.commands.apply import apply_commands
from headway.project.schedule.plan.draft import Draft
from headway.project.schedule.plan.facts import Computed, Kind, PlanFacts
from headway.project.schedule.scheduling import compute
from headway.project.schedule.store.unwritten import UnwrittenPlan

from .chance import Stream
from .progress import Report, reality, reports
from .script import Script

PLAN_DRAWN = "Plan drawn"
COMMITTED = frozenset({"executing", "on_hold", "closing", "closed", "terminated"})
PIPELINE = frozenset({"idea", "business_case"})
WITHOUT_PLAN = PIPELINE | {"initiating"}


@dataclass(frozen=True, slots=True)
class Standing:
    """What health asks of a plan after one of its steps. Moments are plan times, ids those of the script."""

    finish: int | None
    data_date: int | None
    activities: int
    complete: int
    late: int
    ahead: tuple[MilestoneAhead, ...]
    phase: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A plan played to its end, with what was seen on the way: one standing per step."""

    plan: UnwrittenPlan
    standings: tuple[Standing, ...]
    slice: tuple[SliceRow, ...]
    reports: tuple[Report, ...]


def progress_of(script: Script, facts: PlanFacts, computed: dict[int, Computed]) -> list[Progress]:
    """What had happened by the data date, for the plan as it was drawn."""
    chance = Stream(script.seed, "progress", script.undertaking.ordinal)
    return reality(facts, computed, script.data_date, slip=script.slip, chance=chance)


def rehearse(script: Script) -> Rehearsal | None:
    """Play a script; None where the story has not come to a plan yet."""
    state = script.undertaking.state
    if state in WITHOUT_PLAN:
        return None
    plan = UnwrittenPlan.drawn(script.plan, *compute(script.plan), label=PLAN_DRAWN)
    loaded = plan.plan
    drawn = _slice(loaded.facts, loaded.computed)
    standings = [_standing(plan, drawn)]
    said: list[Report] = []
    if state in COMMITTED:
        happened = progress_of(script, loaded.facts, loaded.computed)
        said = reports(loaded.facts, happened, script.data_date)
        by_activity = {progress.activity: progress for progress in happened}
        accepted = [by_activity[report.activity] for report in said if report.last]
        if accepted:
            plan.carry_out("plan.progress_recorded", lambda draft: apply_commands(draft, accepted))
            standings.append(_standing(plan, drawn))
        plan.carry_out("plan.data_date_set", lambda draft: _set_data_date(draft, script.data_date))
        standings.append(_standing(plan, drawn))
    return Rehearsal(plan, tuple(standings), drawn, tuple(said))


def _set_data_date(draft: Draft, data_date: int) -> str:
    draft.set_terms(data_date=data_date)
    return "Set the data date"


def _slice(facts: PlanFacts, computed: dict[int, Computed]) -> tuple[SliceRow, ...]:
    return tuple(
        SliceRow(key, row.number, dates.wbs, row.name, row.kind, dates.start, dates.finish, row.duration)
        for key, row in facts.activities.items()
        for dates in [computed[key]]
    )


def _standing(plan: UnwrittenPlan, drawn: tuple[SliceRow, ...]) -> Standing:
    facts, computed = plan.plan.facts, plan.plan.computed
    leaves = [row for row in facts.activities.values() if not row.is_summary]
    coming = [row.id for row in leaves if row.kind == Kind.MILESTONE and row.percent_complete < 100]
    planned = {row.activity: row.finish or 0 for row in drawn if row.kind == Kind.MILESTONE}
    finishes = {key: computed[key].finish or 0 for key in coming}
    coming.sort(key=lambda key: (finishes[key], computed[key].path))
    return Standing(
        finish=plan.plan.finish,
        data_date=facts.terms.data_date,
        activities=len(leaves),
        complete=sum(1 for row in leaves if row.percent_complete == 100),
        late=sum(1 for key in coming if planned[key] < finishes[key]),
        ahead=tuple(
            MilestoneAhead(key, facts.activities[key].name, day_of_finish(finishes[key]))
            for key in coming[:MILESTONES_AHEAD]
        ),
        phase=_phase(facts, computed),
    )


def _phase(facts: PlanFacts, computed: Mapping[int, Computed]) -> str:
    tops = (facts.activities[key] for key in facts.children.get(None, ()))
    open_ones = (row.name for row in tops if row.is_summary and computed[row.id].scheduled_percent < 100)
    return next(open_ones, "")
