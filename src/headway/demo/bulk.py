"""The stories again, written at once: the rows that the services would have written, without their queries.

Nothing is decided here. Plans come from ``rehearsal``, documents, hashes and colours from the rooms' own pure
functions; this file knows in which order things happen and which rows each of them leaves. A test tells the
same scripts both ways and compares every row, except the steps that undo goes back to: those are not kept.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.db import models

from headway.common import clock
from headway.common.access import Actor
from headway.common.digests import digest_of
from headway.common.journal.services import Record, changed, plain_values, record_many, record_of
from headway.common.write_back import insert_rows, reserve_ids
from headway.engine.plan_time import end_of
from headway.organisation.actors import Nobody, System
from headway.organisation.models import RoleGrant, Scope
from headway.organisation.services import create_scope
from headway.project.baseline.models import Baseline, BaselineActivity, BaselineProposal, GateDecision
from headway.project.baseline.services import G2, baseline_of, decision_of, proposal_of
from headway.project.charter.dimensions import Dimension
from headway.project.charter.document import Agreed, content_of
from headway.project.charter.models import Charter, CharterVersion, ProjectObjective, Tolerance
from headway.project.charter.services.confirming import version_of
from headway.project.control.models import Action, StatusAssessment
from headway.project.control.services import Judgement, action_of, assessment_of
from headway.project.health.known import Known, inputs_of
from headway.project.health.models import ProjectHealth
from headway.project.health.services import change_of_colour, columns_of_known
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services.moving import DECISION, Move, told_of_move
from headway.project.schedule.models import Plan
from headway.project.schedule.results.working_time import ProjectTime
from headway.project.schedule.scheduling import working_time
from headway.project.schedule.store.unwritten import Offsets, stored_images
from headway.project.team.models import ProgressReport

from .people import Organisation
from .rehearsal import COMMITTED, PIPELINE, WITHOUT_PLAN, Rehearsal, Standing
from .script import AGREED, APPROVED, OFFERED, OPENED, PLANNED, SUBMITTED, Named, Script
from .tale import CONFIRMED, DRAFTED, ENDS, PROPOSED, READY, WORKSHOP, ending, first_state, local_moment

State = Project.State


def _as(person: Named, hat: str) -> Actor:
    """A person who only signs: whoever tells a story in bulk has checked no right."""
    return Nobody(f"person:{person.id}", person.name, person.id, hat)


@dataclass(slots=True)
class Chronicle:
    """One project while its story is written down."""

    script: Script
    project: Project
    entries: list[tuple[Actor, Record]] = field(default_factory=list)
    agreed: Agreed | None = None
    baseline: Baseline | None = None
    working_time: ProjectTime | None = None
    health: ProjectHealth | None = None
    offsets: Offsets = field(default_factory=dict)

    @property
    def manager(self) -> Actor:
        """The project manager."""
        return _as(self.script.manager, "PM")

    @property
    def sponsor(self) -> Actor:
        """The sponsor."""
        return _as(self.script.sponsor, "SP")

    def note(self, actor: Actor, action: str, subject: models.Model, **content: Any) -> None:
        """One entry of the journal."""
        self.add(actor, record_of(action, subject, **content))

    def add(self, actor: Actor, entry: Record) -> None:
        """One entry of the journal, as of now."""
        self.entries.append((actor, replace(entry, at=clock.now())))

    def move(self, state: str, cause: str, said: Move | None = None) -> None:
        """The project goes into another state, as the sponsor decided."""
        project, before = self.project, self.project.state
        project.state, project.resumes = state, before if state == State.ON_HOLD else ""
        project.version += 1
        told = {}
        if said is not None:
            project.state_reason, project.review_on = said.reason, said.review_on
            told = told_of_move(said.reason, said.review_on)
        self.note(self.sponsor, "project.moved", project, before=before, after=state, cause=cause, **told)

    def evaluate(self, standing: Standing | None) -> None:
        """Health after what has just happened."""
        columns = columns_of_known(self._known(standing), self.health, now=clock.now())
        if self.health is None:
            self.health = ProjectHealth(project=self.project, **columns)
            return
        colours = change_of_colour(self.health, columns)
        if colours is not None:
            self.note(System(), "health.changed", self.health, **colours)
        for name, value in columns.items():
            setattr(self.health, name, value)

    def _known(self, standing: Standing | None) -> Known:
        baseline = self.baseline
        inputs = inputs_of(self.project, None, self.agreed, [baseline] if baseline else [])
        if standing is None:
            return Known(inputs, 0, 0, 0)
        inputs = replace(
            inputs, forecast=standing.finish, data_date=standing.data_date, working_time=self.working_time
        )
        ahead = tuple(
            one._replace(activity=one.activity + self.offsets["activity"]) for one in standing.ahead
        )
        return Known(
            inputs,
            standing.activities,
            standing.complete,
            standing.late if baseline else 0,
            ahead,
            standing.phase,
        )


def write_down(script: Script, rehearsal: Rehearsal | None, organisation: Organisation) -> Project:
    """The whole story of a project, in the transaction of the caller."""
    with script.before_work(OPENED):
        story = _open(script, organisation)
    if script.undertaking.state in PIPELINE:
        Charter.objects.bulk_create([Charter(project=story.project)])
    else:
        with script.before_work(SUBMITTED):
            _agree(story)
    if rehearsal is not None:
        with script.before_work(PLANNED):
            plan, offsets = _plan(story, rehearsal)
        if script.undertaking.state in COMMITTED:
            with script.before_work(OFFERED):
                proposal = _propose(story, rehearsal, plan, offsets, note=WORKSHOP)
            with script.before_work(APPROVED):
                _approve(story, rehearsal, proposal)
            with clock.standing_at(script.now):
                _work(story, rehearsal, plan, offsets)
                _judge(story, script.judgement)
                _end(story, rehearsal)
        elif script.undertaking.code in PROPOSED:
            with script.before_work(OFFERED):
                _propose(story, rehearsal, plan, offsets, note=READY)
    Project.objects.bulk_create([story.project])
    assert story.health is not None  # noqa: S101  opening a project has made it
    ProjectHealth.objects.bulk_create([story.health])
    record_many(story.project.pk, story.entries)
    return story.project


def _end(story: Chronicle, rehearsal: Rehearsal) -> None:
    for state, reason in ENDS.get(story.script.undertaking.state, ()):
        story.move(state, DECISION, ending(state, reason, story.script.as_of))
        story.evaluate(rehearsal.standings[-1])


def _open(script: Script, organisation: Organisation) -> Chronicle:
    told = script.undertaking
    programme = organisation.programmes.get(told.programme)
    portfolio = programme.portfolio if programme else organisation.portfolios[told.programme]
    scope = create_scope(Scope.Kind.PROJECT, parent=(programme or portfolio).scope, code=told.code)
    project = Project(
        scope=scope,
        code=told.code,
        name=told.name,
        kind=told.kind,
        size_class=told.size,
        approach=told.approach,
        portfolio=portfolio,
        programme=programme,
        manager_id=script.manager.id,
        sponsor_id=script.sponsor.id,
        state=first_state(told),
    )
    story = Chronicle(script, project)
    team = () if told.state in PIPELINE else script.team
    appointed = [(script.manager, "PM"), (script.sponsor, "SP"), *((one, "TM") for one in team)]
    grants = RoleGrant.objects.bulk_create(
        RoleGrant(
            person_id=person.id,
            role=role,
            scope=scope,
            valid_from=clock.today(),
            state=RoleGrant.State.ACTIVE,
        )
        for person, role in appointed
    )
    opener = _as(script.manager, "POOL")
    for grant in grants[:2]:
        story.note(opener, "role.appointed", grant, person=grant.person_id, role=grant.role)
    story.note(opener, "project.opened", project, code=told.code, name=told.name, state=project.state)
    story.evaluate(None)
    for grant in grants[2:]:
        story.note(story.manager, "role.appointed", grant, person=grant.person_id, role=grant.role)
    return story


def _agree(story: Chronicle) -> None:
    heading = asdict(story.script.heading)
    charter, blank = Charter(project=story.project, **heading), Charter()
    before = {name: getattr(blank, name) for name in heading}
    story.note(story.manager, "charter.written", charter, changed=changed(before, heading))
    objectives, tolerances = _objectives(story, charter), _tolerances(story, charter)
    charter.version += 1 + len(objectives) + len(tolerances)
    if story.script.undertaking.code not in DRAFTED:
        _submit(story, charter, content_of(charter, objectives, [], tolerances))
    Charter.objects.bulk_create([charter])


def _objectives(story: Chronicle, charter: Charter) -> list[ProjectObjective]:
    rows = []
    for number, facts in enumerate(story.script.objectives, start=1):
        columns = asdict(facts)
        acceptor = columns.pop("acceptor")
        rows.append(ProjectObjective(project=story.project, number=number, acceptor_id=acceptor, **columns))
    ProjectObjective.objects.bulk_create(rows)
    for row, facts in zip(rows, story.script.objectives, strict=True):
        said = plain_values(asdict(facts))
        story.note(story.manager, "charter.objective_saved", charter, objective=row.pk, **said)
    return rows


def _tolerances(story: Chronicle, charter: Charter) -> list[Tolerance]:
    """The tolerances, in the order in which documents name them."""
    rows = [Tolerance(project=story.project, **asdict(facts)) for facts in story.script.tolerances]
    Tolerance.objects.bulk_create(rows)
    for facts in story.script.tolerances:
        said = plain_values(asdict(facts))
        story.note(story.manager, "charter.tolerance_proposed", charter, **said)
    return sorted(rows, key=lambda row: Dimension.values.index(row.dimension))


def _submit(story: Chronicle, charter: Charter, content: dict[str, Any]) -> None:
    script, digest = story.script, digest_of(content)
    charter.state, charter.version = Charter.State.SUBMITTED, charter.version + 1
    charter.submitted_by_id, charter.submitted_at = script.manager.id, clock.now()
    story.note(story.manager, "charter.submitted", charter, digest=digest)
    if script.undertaking.state not in WITHOUT_PLAN:
        with script.before_work(AGREED):
            _confirm(story, charter, content)


def _confirm(story: Chronicle, charter: Charter, content: dict[str, Any]) -> None:
    project = story.project
    charter.state, charter.version = Charter.State.CONFIRMED, charter.version + 1
    frozen = version_of(project, 1, content, actor=story.sponsor)
    CharterVersion.objects.bulk_create([frozen])
    for name in ("purpose", "deadline", "deadline_hard", "deadline_source"):
        setattr(project, name, getattr(charter, name))
    project.version += 1
    story.note(story.sponsor, "charter.confirmed", charter, number=1, digest=frozen.digest)
    story.move(State.PLANNING, "charter.confirmed")
    story.agreed = Agreed.of(1, frozen.digest, content)
    story.evaluate(None)


def _plan(story: Chronicle, rehearsal: Rehearsal) -> tuple[Plan, Offsets]:
    unwritten = rehearsal.plan
    facts = unwritten.plan.facts
    story.offsets = offsets = unwritten.write(story.project)
    plan = Plan(project=story.project, start=facts.terms.start)
    name = facts.calendars[facts.terms.calendar].name
    story.note(story.manager, "plan.created", plan, start=plan.start, calendar=name)
    story.working_time = ProjectTime(
        working_time(facts, None, facts.terms.start), facts.terms.minutes_per_day * 60
    )
    _step(story, rehearsal, 0, offsets)
    return plan, offsets


def _step(story: Chronicle, rehearsal: Rehearsal, number: int, offsets: Offsets) -> None:
    """The journal of a step of the plan, and the health after it. The step itself is not kept."""
    step = rehearsal.plan.steps[number]
    content = dict(step.content)
    for name in {"before", "after"} & content.keys():
        content[name] = stored_images(content[name], offsets)
    record = Record(step.action, "planstep", None, content)
    story.add(story.manager, record)
    story.evaluate(rehearsal.standings[number])


def _propose(
    story: Chronicle, rehearsal: Rehearsal, plan: Plan, offsets: Offsets, *, note: str
) -> BaselineProposal:
    agreed, working = story.agreed, story.working_time
    if agreed is None or agreed.deadline is None or working is None:
        raise RuntimeError("a plan is proposed after the charter was agreed")
    finish = rehearsal.plan.steps[0].content["finish"]
    plan.revision, plan.finish = 2, finish
    rows = [row._replace(activity=row.activity + offsets["activity"]) for row in rehearsal.slice]
    proposal = proposal_of(plan, rows, agreed, actor=story.manager)
    proposal.note = note
    proposal.reserve = working.working_days(finish, end_of(agreed.deadline))
    BaselineProposal.objects.bulk_create([proposal])
    ids = reserve_ids(BaselineActivity, len(rows))
    insert_rows(
        BaselineActivity,
        ["id", "proposal_id", *rows[0]._fields],
        [(key, proposal.pk, *row) for key, row in zip(ids, rows, strict=True)],
    )
    story.note(
        story.manager,
        "baseline.proposed",
        proposal,
        digest=proposal.digest,
        finish=finish,
        activities=len(rows),
    )
    return proposal


def _approve(story: Chronicle, rehearsal: Rehearsal, proposal: BaselineProposal) -> None:
    proposal.state = BaselineProposal.State.APPROVED
    BaselineProposal.objects.in_hand(proposal).update(state=proposal.state)
    decision = decision_of(proposal, GateDecision.Outcome.PROCEED, CONFIRMED, actor=story.sponsor)
    GateDecision.objects.bulk_create([decision])
    story.baseline = baseline_of(proposal, decision)
    Baseline.objects.bulk_create([story.baseline])
    story.note(story.sponsor, "baseline.approved", story.baseline, number=0, digest=proposal.digest, gate=G2)
    story.move(State.EXECUTING, "baseline.approved")
    story.evaluate(rehearsal.standings[0])


def _work(story: Chronicle, rehearsal: Rehearsal, plan: Plan, offsets: Offsets) -> None:
    ids = list(reserve_ids(ProgressReport, len(rehearsal.reports)))
    insert_rows(ProgressReport, REPORT_COLUMNS, list(_report_rows(story, rehearsal, offsets, ids)))
    accepted, earlier = [], deque(story.script.earlier_judgements)
    for key, report in zip(ids, rehearsal.reports, strict=True):
        while earlier and earlier[0][0] <= local_moment(report.at):
            now, judgement = earlier.popleft()
            with clock.standing_at(now):
                story.evaluate(rehearsal.standings[0])
                _judge(story, judgement)
        said, finished = report.said, report.said.finished
        content = {
            "activity": report.activity + offsets["activity"],
            "percent": 100 if finished is not None else said.percent,
            "finished": finished,
        }
        actor = _as(Named(report.person, ""), "TM")
        with clock.standing_at(local_moment(report.at)):
            story.add(actor, Record("progress.reported", "progressreport", key, content))
        if report.last:
            accepted.append(key)
    if accepted:
        _step(story, rehearsal, 1, offsets)
        taken_over = Record("progress.accepted", "progressreport", accepted[0], {"reports": accepted})
        story.add(story.manager, taken_over)
    _step(story, rehearsal, len(rehearsal.standings) - 1, offsets)


REPORT_COLUMNS = [
    "id",
    "project_id",
    "activity_id",
    "person_id",
    "hat",
    "percent",
    "started",
    "finished",
    "remaining",
    "note",
    "state",
    "reported_at",
    "decided_by_id",
    "decided_at",
    "reason",
]


def _report_rows(
    story: Chronicle, rehearsal: Rehearsal, offsets: Offsets, ids: list[int]
) -> Iterable[tuple[Any, ...]]:
    here, states = offsets["activity"], ProgressReport.State
    for key, report in zip(ids, rehearsal.reports, strict=True):
        said = report.said
        decided = (story.script.manager.id, clock.now()) if report.last else (None, None)
        yield (
            key,
            story.project.pk,
            report.activity + here,
            report.person,
            "TM",
            100 if said.finished is not None else said.percent,
            said.started,
            said.finished,
            said.remaining,
            said.note,
            states.ACCEPTED if report.last else states.REPLACED,
            local_moment(report.at),
            *decided,
            "",
        )


def _judge(story: Chronicle, judgement: Judgement | None) -> None:
    health = story.health
    if judgement is None or health is None:
        return
    assessment = assessment_of(story.project, judgement, health.computed, actor=story.manager)
    StatusAssessment.objects.bulk_create([assessment])
    Action.objects.bulk_create(action_of(assessment, step) for step in judgement.road_to_green)
    health.assessed = judgement.colour
    story.note(
        story.manager,
        "status.assessed",
        assessment,
        colour=assessment.colour,
        computed=health.computed,
        actions=len(judgement.road_to_green),
    )
