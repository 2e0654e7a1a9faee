"""A small world in which everything exists that routes speak of."""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.utils import timezone

from headway.collaboration.services import write_comment
from headway.common.access import ScopedModel
from headway.organisation.actors import PersonActor
from headway.organisation.roles import OFFICE
from headway.organisation.tests.factories import actor, grant, make_organisation, make_person
from headway.project.baseline.services import propose_baseline
from headway.project.charter.facts import ConstraintFacts, Heading, ObjectiveFacts, ToleranceFacts
from headway.project.charter.models import Charter, Project
from headway.project.charter.services import (
    Move,
    appoint_team,
    confirm_charter,
    request_move,
    save_constraint,
    save_objective,
    set_tolerance,
    submit_charter,
    write_heading,
)
from headway.project.charter.tests.factories import make_project, manager_of, sponsor_of
from headway.project.control.services import Judgement, Step, assess_status
from headway.project.schedule.commands import Add, Command, Link
from headway.project.schedule.models import Activity, Resource
from headway.project.schedule.services import change_plan, create_plan
from headway.project.team.services import Said, report_progress, staff_resource

MONDAY = 1_767_600_000  # 2026-01-05T08:00
CANARY = "Kestrel-77142"


@dataclass(frozen=True, slots=True)
class World:
    """The project that routes are tried on."""

    project: Project

    def fill(self, name: str) -> int | str:
        """A value for a parameter of an address: the id of a row of that name in the project."""
        if name in {"uidb36", "key", "dimension"}:
            return "time" if name == "dimension" else "a"
        row = _row_of(re.sub(r"_?(pk|id)$", "", name), self.project)
        return self.project.pk if row is None else int(row)


def _row_of(noun: str, project: Project) -> Any:
    """The id of the project's first row of the model whose name ends like the parameter."""
    plain = noun.replace("_", "")
    if not plain or plain == "project":
        return project.pk
    for model in apps.get_models():
        if (model._meta.model_name or "").endswith(plain):
            rows: Any = model._base_manager.all()
            if issubclass(model, ScopedModel):
                rows = rows.filter(**{model.SCOPE: project.pk})
            return rows.values_list("pk", flat=True).first()
    return None


def make_world(name: str = "Harbour", *, beside: World | None = None) -> World:
    """A project with a confirmed charter, a plan of linked activities and a baseline that waits.

    Whatever can be named is named after ``name``, so that it is found wherever it comes out. ``beside``
    another world it is confidential and in the same portfolio.
    """
    where = {"confidential": True, "portfolio": beside.project.portfolio} if beside else {}
    project = make_project(name=name, **where)
    manager = manager_of(project)
    _agree(project, name)
    create_plan(project, actor=manager, start=MONDAY)
    commands: list[Command] = [
        Add(ref="n1", fields={"name": f"{name} survey", "duration": "5d", "resources": f"{name} crew"}),
        Add(ref="n2", fields={"name": f"{name} design", "duration": "10d"}),
        Add(ref="n3", fields={"name": f"{name} opened", "kind": "milestone"}),
        Link(predecessor="n1", successor="n2"),
        Link(predecessor="n2", successor="n3"),
    ]
    change_plan(project, commands, actor=manager)
    propose_baseline(project, f"{name} is ready", actor=manager)
    review = timezone.localdate() + dt.timedelta(days=30)
    request_move(project, Move(state="on_hold", reason=f"{name} waits", review_on=review), actor=manager)
    _work(project, name)
    return World(project)


def _work(project: Project, name: str) -> None:
    """Somebody has reported work on the survey, the manager has judged, the office has commented."""
    manager = manager_of(project)
    member = make_person(f"{name} member")
    appoint_team(project, [member], actor=manager)
    crew = Resource.objects.within(project).get(name=f"{name} crew")
    staff_resource(project, crew.pk, member.pk, actor=manager)
    survey = Activity.objects.within(project).get(name=f"{name} survey")
    report_progress(survey, Said(percent=50, note=f"{name} note"), actor=actor(member, "TM"))
    steps = [Step(text=f"{name} action", due=dt.date(2027, 1, 31))]
    judgement = Judgement(
        colour="amber", narrative=f"{name} story", rationale=f"{name} reason", road_to_green=steps
    )
    assessment = assess_status(project, judgement, actor=manager)
    commenter = make_person(f"{name} commenter")
    grant(commenter, "PA", project.scope)
    write_comment(assessment, f"{name} comment", actor=actor(commenter, "PA"))


def _agree(project: Project, name: str) -> None:
    manager = manager_of(project)

    def version() -> int:
        return Charter.objects.within(project).get().version

    deadline = dt.date(2027, 6, 30)
    heading = Heading(purpose=f"{name} purpose", deadline=deadline, deadline_source=f"{name} bid")
    write_heading(project, heading, actor=manager, version=version())
    objective = ObjectiveFacts(
        statement=f"{name} objective", metric=f"{name} metric", baseline="0", target="1",
        due=dt.date(2027, 6, 30), acceptor=project.sponsor_id,
    )  # fmt: skip
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
