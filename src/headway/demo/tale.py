"""The story of one project, told through the same services as people use."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from headway.organisation.models import Person
from headway.project.baseline.services import approve_baseline, propose_baseline
from headway.project.charter.facts import Heading, ObjectiveFacts, ToleranceFacts
from headway.project.charter.lifecycle import move_project
from headway.project.charter.models import Charter, Project
from headway.project.charter.services import (
    NewProject,
    appoint_team,
    confirm_charter,
    open_project,
    save_objective,
    set_tolerance,
    submit_charter,
    write_heading,
)
from headway.project.schedule.facts import PlanFacts
from headway.project.schedule.network import compute
from headway.project.schedule.queries import load_plan
from headway.project.schedule.services import create_plan, record_progress, replace_plan, set_data_date

from .chance import Stream
from .people import Organisation, acting
from .plan import Brief, day_of, make_plan, start_of
from .portfolio import TOLERANCE, Undertaking
from .progress import reality

# Where the sponsor's page has something waiting.
DRAFTED, SUBMITTED, PROPOSED = {"P09"}, {"P29"}, {"P22", "P33"}
DRAWN_FROM = dt.date(2026, 1, 5)  # a plan is drawn once from here, to know how long it takes


@dataclass(frozen=True, slots=True)
class Script:
    """What is decided about a project before it is told."""

    undertaking: Undertaking
    manager: Person
    sponsor: Person
    team: tuple[Person, ...]
    plan: PlanFacts
    finish: dt.date
    data_date: int
    deadline: dt.date
    tolerance: int  # working days
    slip: int  # working days


def script(undertaking: Undertaking, organisation: Organisation, *, seed: int, as_of: dt.date) -> Script:
    """Everything about a project that chance decides, from its own stream alone."""
    chance = Stream(seed, "project", undertaking.ordinal)
    managers, heads = organisation.unit("Project managers"), organisation.unit("Business heads")
    pool = organisation.team_pool
    team = tuple(chance.shuffled(pool)[: 3 + undertaking.activities // 60])
    code = organisation.programmes.get(undertaking.programme)
    portfolio = code.portfolio.code if code else undertaking.programme
    brief = Brief(
        undertaking.name,
        portfolio,
        undertaking.approach,
        undertaking.activities,
        DRAWN_FROM,
        tuple((person.pk, person.name) for person in team),
        undertaking.code == "P25",
    )
    plan, finish = _placed(brief, undertaking, Stream(seed, "plan", undertaking.ordinal), as_of)
    tolerance = {"P02": 43, "P39": 0}.get(undertaking.code, TOLERANCE[undertaking.size])
    stale = 35 if undertaking.colour == "grey" else 0
    return Script(
        undertaking,
        managers[undertaking.ordinal % len(managers)],
        heads[undertaking.ordinal % len(heads)],
        team,
        plan,
        finish,
        start_of(as_of - dt.timedelta(days=stale)),
        finish + dt.timedelta(days=round(tolerance * 1.4) + 10),
        tolerance,
        round(undertaking.use * tolerance),
    )


def _placed(
    brief: Brief, undertaking: Undertaking, chance: Stream, as_of: dt.date
) -> tuple[PlanFacts, dt.date]:
    """The plan, moved so that at ``as_of`` the project is where its state says."""
    share = 0.35 + 0.4 * float(chance.uniform(1)[0])
    drawn = make_plan(brief, chance)
    _, finish = compute(drawn)
    length = (day_of(finish or drawn.terms.start) - brief.start).days
    gone = {"executing": share, "on_hold": 0.4, "closing": 0.97, "closed": 1.25, "terminated": 0.2}
    days = gone.get(undertaking.state, -30 / max(1, length)) * length
    start = as_of - dt.timedelta(days=round(days))
    start -= dt.timedelta(days=start.weekday())
    drawn.terms = drawn.terms._replace(start=start_of(start))
    _, finish = compute(drawn)
    return drawn, day_of(finish or drawn.terms.start)


def open_undertaking(story: Script, organisation: Organisation) -> Project:
    """The project with its manager and sponsor, and its team members' roles."""
    undertaking = story.undertaking
    programme = organisation.programmes.get(undertaking.programme)
    portfolio = programme.portfolio if programme else organisation.portfolios[undertaking.programme]
    new = NewProject(
        code=undertaking.code,
        name=undertaking.name,
        portfolio=portfolio,
        programme=programme,
        manager=story.manager,
        sponsor=story.sponsor,
        size_class=undertaking.size,
        approach=undertaking.approach,
    )
    project = open_project(new, actor=acting(story.manager, "POOL"))
    team = [person for person in story.team if person.pk not in {story.manager.pk, story.sponsor.pk}]
    appoint_team(project, team, actor=acting(story.manager, "PM"))
    return project


def agree_charter(project: Project, story: Script) -> None:
    """The manager writes the charter; the sponsor confirms it, where the story is that far."""
    manager = acting(story.manager, "PM")
    name = story.undertaking.name

    def version() -> int:
        return Charter.objects.within(project).get().version

    heading = Heading(
        purpose=f"{name} brings what the business case of {story.sponsor.name} asks for.",
        scope_in=f"Everything that {name} needs until it is handed over to operations.",
        scope_out="Operation after handover; changes of contracts with customers.",
        deadline=story.deadline,
        deadline_hard=story.undertaking.hard_deadline,
        deadline_source="Business case",
    )
    write_heading(project, heading, actor=manager, version=version())
    for facts in _objectives(story):
        save_objective(project, facts, actor=manager, version=version())
    for dimension, adverse, unit in _tolerances(story):
        tolerance = ToleranceFacts(dimension=dimension, adverse=adverse, unit=unit)
        set_tolerance(project, tolerance, actor=manager, version=version())
    if story.undertaking.code in DRAFTED:
        return
    submit_charter(project, actor=manager, version=version())
    if story.undertaking.code not in SUBMITTED:
        confirm_charter(project, actor=acting(story.sponsor, "SP"), version=version())


def _objectives(story: Script) -> list[ObjectiveFacts]:
    acceptor = story.sponsor.pk
    return [
        ObjectiveFacts(
            statement=f"{story.undertaking.name} is in operation",
            metric="Share of scope accepted",
            baseline="0 %",
            target="100 %",
            due=story.deadline,
            acceptor=acceptor,
            priority=1,
        ),
        ObjectiveFacts(
            statement="Operations run it without the project team",
            source="stakeholder",
            metric="Calls to the team per week",
            baseline="–",
            target="at most 2",
            due=story.deadline,
            acceptor=acceptor,
        ),
    ]


def _tolerances(story: Script) -> list[tuple[str, Decimal, str]]:
    return [
        ("time", Decimal(story.tolerance), "wd"),
        ("cost", Decimal(5), "%"),
        ("scope", Decimal(5), "%"),
        ("quality", Decimal(10), "%"),
        ("risk", Decimal(10), "%"),
        ("benefit", Decimal(10), "%"),
    ]


def plan_undertaking(project: Project, story: Script) -> None:
    """The manager draws the plan."""
    manager = acting(story.manager, "PM")
    create_plan(project, actor=manager, start=story.plan.terms.start)
    replace_plan(project, story.plan, actor=manager, label="Plan drawn")


def commit_undertaking(project: Project, story: Script) -> None:
    """The manager proposes the baseline; the sponsor approves it: the project executes."""
    proposal = propose_baseline(
        project, "As agreed in the planning workshop.", actor=acting(story.manager, "PM")
    )
    approve_baseline(proposal, "Dates and people are confirmed.", actor=acting(story.sponsor, "SP"))
    project.refresh_from_db()


def work_until(project: Project, story: Script, *, seed: int) -> None:
    """The team works until the data date; the manager takes the progress over."""
    manager = acting(story.manager, "PM")
    plan = load_plan(project)
    chance = Stream(seed, "progress", story.undertaking.ordinal)
    happened = reality(plan.facts, plan.computed, story.data_date, slip=story.slip, chance=chance)
    record_progress(project, happened, actor=manager)
    set_data_date(project, story.data_date, actor=manager)


# What follows execution, decided by the sponsor as gate authority.
ENDS = {
    "closing": ("closing",),
    "closed": ("closing", "closed"),
    "on_hold": ("on_hold",),
    "terminated": ("terminated",),
}


def tell(story: Script, organisation: Organisation, *, seed: int) -> Project:
    """The whole story of a project up to where it stands."""
    state = story.undertaking.state
    project = open_undertaking(story, organisation)
    agree_charter(project, story)
    project.refresh_from_db()
    if state == "initiating":
        return project
    plan_undertaking(project, story)
    if state == "planning":
        if story.undertaking.code in PROPOSED:
            propose_baseline(project, "Ready to commit.", actor=acting(story.manager, "PM"))
        return project
    commit_undertaking(project, story)
    work_until(project, story, seed=seed)
    with transaction.atomic():
        for following in ENDS.get(state, ()):
            move_project(project, following, actor=acting(story.sponsor, "SP"), cause="gate decision")
    return project
