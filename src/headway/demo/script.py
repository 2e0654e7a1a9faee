"""What is decided about a project before it is told: by its story, and by chance from its own streams."""

import datetime as dt
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from headway.common import clock
from headway.engine.plan_time import day_of
from headway.engine.schedule import schedule
from headway.project.charter.facts import Heading, ObjectiveFacts, ToleranceFacts
from headway.project.control.services import Judgement, Step
from headway.project.schedule.plan.facts import PlanFacts
from headway.project.schedule.scheduling import to_network

from .chance import Stream
from .plan import Brief, make_plan, start_of
from .portfolio import TOLERANCE, Undertaking

OPENED, SUBMITTED, AGREED, PLANNED, OFFERED, APPROVED = 10, 7, 6, 4, 2, 1
"""Weeks before the work begins in which the steps up to the baseline happen."""
DRAWN_FROM = dt.date(2026, 1, 5)  # a plan is drawn once from here, to know how long it takes
NARRATIVES = {
    "green": "Work goes as planned.",
    "amber": "We are late and know how to catch up.",
    "red": "The finish agreed cannot be kept without a decision of the sponsor.",
}
REPORTED_BEFORE = {"P07": 2}  # in how many weeks before the manager judged alike, without knowing


class Named(NamedTuple):
    """A person: id and name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Casting:
    """Whom stories choose from."""

    managers: tuple[Named, ...]
    heads: tuple[Named, ...]
    team: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """One project's story with everything decided. ``slip`` is in working days, ``data_date`` a plan time."""

    undertaking: Undertaking
    seed: int
    as_of: dt.date
    manager: Named
    sponsor: Named
    team: tuple[Named, ...]
    plan: PlanFacts
    finish: dt.date
    data_date: int
    deadline: dt.date
    tolerance: int
    slip: int

    @property
    def now(self) -> dt.datetime:
        """When the manager judges: nine o'clock, Greenwich time, of the day that counts as now."""
        return dt.datetime.combine(self.as_of, dt.time(9), dt.UTC)

    def before_work(self, weeks: int) -> AbstractContextManager[None]:
        """Let it be nine o'clock some weeks before work begins, or before now where it has not begun."""
        begins = min(day_of(self.plan.terms.start), self.as_of)
        return clock.standing_at(dt.datetime.combine(begins - dt.timedelta(weeks=weeks), dt.time(9), dt.UTC))

    @property
    def heading(self) -> Heading:
        """What the charter says of purpose, scope and deadline."""
        name = self.undertaking.name
        return Heading(
            purpose=f"{name} brings what the business case of {self.sponsor.name} asks for.",
            scope_in=f"Everything that {name} needs until it is handed over to operations.",
            scope_out="Operation after handover; changes of contracts with customers.",
            deadline=self.deadline,
            deadline_hard=self.undertaking.hard_deadline,
            deadline_source="Business case",
        )

    @property
    def objectives(self) -> tuple[ObjectiveFacts, ...]:
        """What is to be achieved."""
        done = ObjectiveFacts(
            statement=f"{self.undertaking.name} is in operation",
            metric="Share of scope accepted",
            baseline="0 %",
            target="100 %",
            due=self.deadline,
            acceptor=self.sponsor.id,
            priority=1,
        )
        handed_over = ObjectiveFacts(
            statement="Operations run it without the project team",
            source="stakeholder",
            metric="Calls to the team per week",
            baseline="–",
            target="at most 2",
            due=self.deadline,
            acceptor=self.sponsor.id,
        )
        return done, handed_over

    @property
    def tolerances(self) -> tuple[ToleranceFacts, ...]:
        """How far the project may drift."""
        shares = (("cost", 5), ("scope", 5), ("quality", 10), ("risk", 10), ("benefit", 10))
        return (
            ToleranceFacts(dimension="time", adverse=Decimal(self.tolerance)),
            *(ToleranceFacts(dimension=name, adverse=Decimal(share), unit="%") for name, share in shares),
        )

    @property
    def earlier_judgements(self) -> list[tuple[dt.datetime, Judgement]]:
        """When and how the manager judged before what the team had reported was in the plan."""
        told = self.undertaking
        before = Judgement(
            colour=told.assessed,
            narrative=NARRATIVES.get(told.assessed, ""),
            rationale="The team sees no delay. What it reports goes into the plan this month.",
        )
        weeks = range(REPORTED_BEFORE.get(told.code, 0), 0, -1)
        return [(self.now - dt.timedelta(weeks=week), before) for week in weeks]

    @property
    def judgement(self) -> Judgement | None:
        """How the manager sees it; better than computed with a reason and a way to get there."""
        told = self.undertaking
        if not told.assessed:
            return None
        better = told.assessed == "green" if told.colour == "grey" else told.assessed != told.colour
        road = [Step(text=f"Catch up: {told.slip or 'data date'}", due=self.as_of + dt.timedelta(days=21))]
        return Judgement(
            colour=told.assessed,
            narrative=f"{told.slip}. {NARRATIVES[told.assessed]}" if told.slip else NARRATIVES[told.assessed],
            rationale="The team has a way to catch up that the plan does not show yet." if better else "",
            road_to_green=road if better else [],
        )


def decide(undertaking: Undertaking, casting: Casting, *, seed: int, as_of: dt.date) -> Script:
    """The script of one undertaking."""
    chance = Stream(seed, "project", undertaking.ordinal)
    team = tuple(chance.shuffled(casting.team)[: min(60, 3 + undertaking.rows // 60)])
    brief = Brief(
        undertaking.network,
        undertaking.approach,
        undertaking.rows,
        DRAWN_FROM,
        team,
        undertaking.code == "P25",
    )
    plan, finish = _placed(brief, undertaking, Stream(seed, "plan", undertaking.ordinal), as_of)
    tolerance = {"P02": 43, "P39": 0}.get(undertaking.code, TOLERANCE[undertaking.size])
    stale = 35 if undertaking.colour == "grey" else 0
    return Script(
        undertaking=undertaking,
        seed=seed,
        as_of=as_of,
        manager=casting.managers[undertaking.ordinal % len(casting.managers)],
        sponsor=casting.heads[undertaking.ordinal % len(casting.heads)],
        team=team,
        plan=plan,
        finish=finish,
        data_date=start_of(as_of - dt.timedelta(days=stale)),
        deadline=finish + dt.timedelta(days=round(tolerance * 1.4) + 10),
        tolerance=tolerance,
        slip=round(undertaking.use * tolerance),
    )


def _placed(
    brief: Brief, undertaking: Undertaking, chance: Stream, as_of: dt.date
) -> tuple[PlanFacts, dt.date]:
    """The plan, moved so that at ``as_of`` the project is where its state says, and its finish."""
    share = 0.35 + 0.4 * float(chance.uniform(1)[0])
    drawn = make_plan(brief, chance)
    length = (_finish(drawn) - brief.start).days
    gone = {"executing": share, "on_hold": 0.4, "closing": 0.97, "closed": 1.25, "terminated": 0.2}
    days = gone.get(undertaking.state, -30 / max(1, length)) * length
    start = as_of - dt.timedelta(days=round(days))
    start -= dt.timedelta(days=start.weekday())
    drawn.terms = drawn.terms._replace(start=start_of(start))
    return drawn, _finish(drawn)


def _finish(facts: PlanFacts) -> dt.date:
    return day_of(int(schedule(to_network(facts)).finish.max()))


def named(people: Iterable[tuple[int, str]]) -> tuple[Named, ...]:
    """People as scripts know them."""
    return tuple(Named(*person) for person in people)
