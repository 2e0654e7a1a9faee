"""The story of one project, told through the same services as people use.

``bulk`` writes the same rows at once; a test holds the two to each other.
"""

import datetime as dt
from collections import deque

from django.utils import timezone

from headway.common import clock
from headway.engine.plan_time import wall_clock
from headway.organisation.models import Person
from headway.project.baseline.services import approve_baseline, propose_baseline
from headway.project.charter.models import Charter
from headway.project.charter.services import (
    confirm_charter,
    save_objective,
    set_tolerance,
    submit_charter,
    write_heading,
)
from headway.project.control.services import Judgement, assess_status
from headway.project.health.services import refresh_health
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import Move, appoint_team, decide_move, establish_project
from headway.project.schedule.models import Activity
from headway.project.schedule.queries import load_plan
from headway.project.schedule.services import create_plan, replace_plan, set_data_date
from headway.project.team.services import accept_progress, report_progress

from .people import Organisation, acting
from .portfolio import Undertaking
from .progress import reports
from .rehearsal import COMMITTED, PIPELINE, PLAN_DRAWN, WITHOUT_PLAN, progress_of
from .script import AGREED, APPROVED, OFFERED, OPENED, PLANNED, SUBMITTED, Script

# Where the sponsor's page has something waiting.
DRAFTED, PROPOSED = {"P09"}, {"P22", "P33"}
WORKSHOP, READY, CONFIRMED = (
    "As agreed in the planning workshop.",
    "Ready to commit.",
    "Dates and people are confirmed.",
)
# What follows execution, decided by the sponsor as gate authority.
_CLOSING = ("closing", "What was promised is in use; what is left is to hand over and to settle.")
ENDS = {
    "closing": (_CLOSING,),
    "closed": (_CLOSING, ("closed", "Operations accepted everything; lessons are written down.")),
    "on_hold": (("on_hold", "It waits for another project, and its people help there."),),
    "terminated": (("terminated", "The benefits would not pay for it: a good moment to stop."),),
}


def ending(state: str, reason: str, as_of: dt.date) -> Move:
    """A decision of the sponsor; a hold is looked at again after a month."""
    return Move(
        state=state, reason=reason, review_on=as_of + dt.timedelta(days=30) if state == "on_hold" else None
    )


def first_state(told: Undertaking) -> str:
    """The state in which the project is opened."""
    return told.state if told.state in PIPELINE else Project.State.INITIATING


class Teller:
    """Tells one script, as the people who are in it."""

    def __init__(self, script: Script, organisation: Organisation) -> None:
        self.script = script
        self.organisation = organisation
        self.people = organisation.by_id
        self.manager = acting(self.people[script.manager.id], "PM")
        self.sponsor = acting(self.people[script.sponsor.id], "SP")

    @property
    def team(self) -> list[Person]:
        """Who works in it."""
        return [self.people[one.id] for one in self.script.team]

    def open(self) -> Project:
        """The project with its manager and sponsor, and its team members' roles."""
        told = self.script.undertaking
        programme = self.organisation.programmes.get(told.programme)
        portfolio = programme.portfolio if programme else self.organisation.portfolios[told.programme]
        new = Project(
            code=told.code,
            name=told.name,
            portfolio=portfolio,
            programme=programme,
            manager=self.manager.person,
            sponsor=self.sponsor.person,
            kind=told.kind,
            size_class=told.size,
            approach=told.approach,
            state=first_state(told),
        )
        project = establish_project(new, actor=acting(self.manager.person, "POOL"))
        if told.state not in PIPELINE:
            appoint_team(project, self.team, actor=self.manager)
        return project

    def agree(self, project: Project) -> None:
        """The manager writes the charter; the sponsor confirms it, where the story is that far."""

        def version() -> int:
            return Charter.objects.within(project).get().version

        script = self.script
        write_heading(project, script.heading, actor=self.manager, version=version())
        for objective in script.objectives:
            save_objective(project, objective, actor=self.manager, version=version())
        for tolerance in script.tolerances:
            set_tolerance(project, tolerance, actor=self.manager, version=version())
        if script.undertaking.code in DRAFTED:
            return
        submit_charter(project, actor=self.manager, version=version())
        if script.undertaking.state not in WITHOUT_PLAN:
            with script.before_work(AGREED):
                confirm_charter(project, actor=self.sponsor, version=version())
        project.refresh_from_db()

    def plan(self, project: Project) -> None:
        """The manager draws the plan."""
        create_plan(project, actor=self.manager, start=self.script.plan.terms.start)
        replace_plan(project, self.script.plan, actor=self.manager, label=PLAN_DRAWN)

    def commit(self, project: Project) -> None:
        """The manager proposes the baseline; the sponsor approves it: the project executes."""
        with self.script.before_work(OFFERED):
            proposal = propose_baseline(project, WORKSHOP, actor=self.manager)
        with self.script.before_work(APPROVED):
            approve_baseline(proposal, CONFIRMED, actor=self.sponsor)
        project.refresh_from_db()

    def work(self, project: Project) -> None:
        """The team reports week by week until the data date; the manager takes it over at once."""
        plan = load_plan(project)
        happened = progress_of(self.script, plan.facts, plan.computed)
        rows = Activity.objects.within(project).select_related("project").in_bulk()
        accepted, earlier = [], deque(self.script.earlier_judgements)
        for report in reports(plan.facts, happened, self.script.data_date):
            while earlier and earlier[0][0] <= local_moment(report.at):
                self.judge_earlier(project, *earlier.popleft())
            with clock.standing_at(local_moment(report.at)):
                reporter = acting(self.people[report.person], "TM")
                made = report_progress(rows[report.activity], report.said, actor=reporter)
            if report.last:
                accepted.append(made.pk)
        if accepted:
            accept_progress(project, accepted, actor=self.manager)
        set_data_date(project, self.script.data_date, actor=self.manager)

    def judge_earlier(self, project: Project, now: dt.datetime, judgement: Judgement) -> None:
        """The manager judges while the clock alone has made the status unknown."""
        with clock.standing_at(now):
            refresh_health(project)
            assess_status(project, judgement, actor=self.manager)

    def judge(self, project: Project) -> None:
        """The manager puts an own judgement beside the computed status."""
        judgement = self.script.judgement
        if judgement is not None:
            assess_status(project, judgement, actor=self.manager)

    def end(self, project: Project) -> None:
        """What the sponsor decided afterwards."""
        for state, reason in ENDS.get(self.script.undertaking.state, ()):
            move = ending(state, reason, self.script.as_of)
            decide_move(project, move, actor=self.sponsor, version=project.version)


def local_moment(plan_time: int) -> dt.datetime:
    """The moment in which the clocks of the installation show a plan time."""
    return timezone.make_aware(wall_clock(plan_time))


def tell(script: Script, organisation: Organisation) -> Project:
    """The whole story of a project up to where it stands."""
    teller, told = Teller(script, organisation), script.undertaking
    with script.before_work(OPENED):
        project = teller.open()
    if told.state in PIPELINE:
        return project
    with script.before_work(SUBMITTED):
        teller.agree(project)
    if told.state in WITHOUT_PLAN:
        return project
    with script.before_work(PLANNED):
        teller.plan(project)
    if told.state not in COMMITTED:
        if told.code in PROPOSED:
            with script.before_work(OFFERED):
                propose_baseline(project, READY, actor=teller.manager)
        return project
    teller.commit(project)
    with clock.standing_at(script.now):
        teller.work(project)
        teller.judge(project)
        teller.end(project)
    return project
