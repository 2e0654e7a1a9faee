"""A small world in which everything exists that routes speak of."""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from headway.collaboration.services import write_comment
from headway.common.access import ScopedModel
from headway.common.jobs.models import Job
from headway.common.jobs.queue import run_next
from headway.exchange.models import PlanUpdate
from headway.exchange.services import apply_update, receive_newer_plan
from headway.exchange.tests.documents import PlanFile, Task
from headway.organisation.actors import PersonActor
from headway.organisation.models import Person, RoleGrant
from headway.organisation.roles import OFFICE
from headway.organisation.tests.factories import actor, grant, make_organisation, make_person
from headway.project.baseline.services import propose_baseline
from headway.project.charter.facts import ConstraintFacts, Heading, ObjectiveFacts, ToleranceFacts
from headway.project.charter.models import Charter
from headway.project.charter.services import (
    confirm_charter,
    save_constraint,
    save_objective,
    set_tolerance,
    submit_charter,
    write_heading,
)
from headway.project.control.services import Judgement, Step, assess_status
from headway.project.health.models import ProjectHealth
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import Move, appoint_team, request_move
from headway.project.lifecycle.tests.factories import make_project, manager_of, sponsor_of
from headway.project.schedule.commands import Add, Command, Link
from headway.project.schedule.models import Activity, Resource
from headway.project.schedule.services import change_plan, create_plan
from headway.project.team.services import Said, report_progress, staff_resource

MONDAY = 1_767_600_000  # 2026-01-05T08:00
CANARY = "Kestrel-77142"

# Of these not any row is spoken of: of jobs and updates one that still waits, of roles one of the team's.
SPOKEN_OF: dict[str, dict[str, str]] = {
    "job": {"state": Job.State.QUEUED},
    "update": {"state": PlanUpdate.State.PROPOSED},
    "role_grant": {"role": "TM"},
}

S = TypeVar("S", bound=ScopedModel)


@dataclass(frozen=True, slots=True)
class World:
    """The project that routes are tried on."""

    project: Project

    def fill(self, name: str) -> int | str:
        """A value for a parameter of an address: the id of a row of that name in the project."""
        if name in {"uidb36", "key", "dimension"}:
            return "time" if name == "dimension" else "a"
        return int(_row_of(re.sub(r"_?(pk|id)$", "", name), self.project))

    @property
    def member(self) -> Person:
        """Who works in the project and is assigned to its first activity."""
        return Person.objects.get(pk=RoleGrant.internal.get(scope=self.project.scope, role="TM").person_id)

    def row(self, model: type[S]) -> S:
        """The project's first row of a model: the one that ``fill`` names."""
        return model.objects.within(self.project).order_by("pk")[0]


def _row_of(noun: str, project: Project) -> int:
    """The id of the project's first row of the model whose name ends like the parameter."""
    if noun in {"project", "portfolio"}:
        return int(project.pk if noun == "project" else project.portfolio_id)
    for model in apps.get_models():
        if (model._meta.model_name or "").endswith(noun.replace("_", "")):
            rows: Any = model._base_manager.filter(**SPOKEN_OF.get(noun, {}))
            scope = model.SCOPE if issubclass(model, ScopedModel) else "scope_id"
            key = rows.filter(**{scope: project.pk}).order_by("pk").values_list("pk", flat=True).first()
            if key is None:
                raise LookupError(f"an address names a {noun}, and make_world() makes none")
            return int(key)
    raise LookupError(f"an address names a {noun}, and no model is called so")


def make_world(name: str = "Harbour", *, beside: World | None = None, like: World | None = None) -> World:
    """A project with a confirmed charter, a plan from a file, and one of each thing that can wait in it.

    Whatever can be named is named after ``name``, so that it is found wherever it comes out. ``beside``
    another world it is confidential and in the same portfolio, ``like`` another open one it is in the same
    hands. A compared file and a queued job wait.
    """
    where: dict[str, Any] = {"confidential": True, "portfolio": beside.project.portfolio} if beside else {}
    if like:
        where = {place: getattr(like.project, place) for place in ("portfolio", "manager", "sponsor")}
    project = make_project(name=name, **where)
    manager = manager_of(project)
    _agree(project, name)
    create_plan(project, actor=manager, start=MONDAY)
    _receive(project, plan_file(name))
    apply_update(PlanUpdate.objects.within(project).get(), actor=manager)
    run_jobs()
    commands: list[Command] = [
        Add(ref="n1", fields={"name": f"{name} opened", "kind": "milestone"}),
        Link(predecessor=Activity.objects.within(project).get(name=f"{name} design").pk, successor="n1"),
    ]
    change_plan(project, commands, actor=manager)
    propose_baseline(project, f"{name} is ready", actor=manager)
    review = timezone.localdate() + dt.timedelta(days=30)
    request_move(project, Move(state="on_hold", reason=f"{name} waits", review_on=review), actor=manager)
    _work(project, name, member=like.member if like else make_person(f"{name} member"))
    make_person(f"{name} newcomer")
    _receive(project, plan_file(name, Task(4, f"{name} handover", 2)))
    job = receive_newer_plan(project, plan_file(name, Task(5, f"{name} tests", 3)), actor=manager)
    Job.objects.filter(pk=job.pk).update(run_after=timezone.now() + dt.timedelta(days=1))  # so that it waits
    return World(project)


def plan_file(name: str, *more: Task) -> SimpleUploadedFile:
    """A plan file in which everything is named after ``name``, also what is not taken over."""
    tasks = [
        Task(
            1,
            f"{name} survey",
            5,
            extra=f"<Contact>{name} contact</Contact><HyperlinkAddress>https://{name}.example</HyperlinkAddress>",
        ),
        Task(2, f"{name} design", 10, after=[1]),
        *more,
    ]
    plan = PlanFile(tasks, resources=[f"{name} crew"], assignments=[(1, 1)])
    return SimpleUploadedFile(f"{name} plan.xml", plan.xml(), "text/xml")


def _receive(project: Project, file: SimpleUploadedFile) -> None:
    """The manager sends a newer file, and it is compared with the plan."""
    receive_newer_plan(project, file, actor=manager_of(project))
    run_jobs()


def run_jobs() -> None:
    """Let a worker do everything that waits."""
    while run_next("tests"):
        pass


def _work(project: Project, name: str, *, member: Person) -> None:
    """Somebody has reported work on the survey, the manager has judged, the office has commented."""
    manager = manager_of(project)
    appoint_team(project, [member], actor=manager)
    crew = Resource.objects.within(project).get(name=f"{name} crew")
    staff_resource(project, crew.pk, member.pk, actor=manager)
    survey = Activity.objects.within(project).get(name=f"{name} survey")
    report_progress(survey, Said(percent=50, note=f"{name} note"), actor=actor(member, "TM"))
    steps = [Step(text=f"{name} action", due=timezone.localdate() + dt.timedelta(days=30))]
    judgement = Judgement(
        colour="amber", narrative=f"{name} story", rationale=f"{name} reason", road_to_green=steps
    )
    assess_status(project, judgement, actor=manager)
    commenter = make_person(f"{name} commenter")
    grant(commenter, "PA", project.scope)
    health = ProjectHealth.objects.within(project).get()
    write_comment(health, f"{name} comment", actor=actor(commenter, "PA"))


def _agree(project: Project, name: str) -> None:
    manager = manager_of(project)

    def version() -> int:
        return Charter.objects.within(project).get().version

    deadline = dt.date(2027, 6, 30)
    heading = Heading(purpose=f"{name} purpose", deadline=deadline, deadline_source=f"{name} bid")
    write_heading(project, heading, actor=manager, version=version())
    objective = ObjectiveFacts(
        statement=f"{name} objective",
        metric=f"{name} metric",
        baseline="0",
        target="1",
        due=dt.date(2027, 6, 30),
        acceptor=project.sponsor_id,
    )
    save_objective(project, objective, actor=manager, version=version())
    constraint = ConstraintFacts(dimension="quality", statement=f"{name} constraint")
    save_constraint(project, constraint, actor=manager, version=version())
    for dimension in ("time", "cost", "scope", "quality", "risk", "benefit"):
        unit = "wd" if dimension == "time" else "%"
        tolerance = ToleranceFacts(dimension=dimension, adverse=Decimal(10), unit=unit)
        set_tolerance(project, tolerance, actor=manager, version=version())
    submit_charter(project, actor=manager, version=version())
    confirm_charter(project, actor=sponsor_of(project), version=version())
    project.refresh_from_db()


def office_actor(hat: str) -> PersonActor:
    """One person with every role of the office in the whole organisation, wearing one of them."""
    person = make_person("Olive Office")
    for role in sorted(OFFICE):
        grant(person, role, make_organisation())
    return actor(person, hat)
