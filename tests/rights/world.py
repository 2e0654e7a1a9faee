"""A small world in which everything exists that routes speak of: one project at work, and a canary beside it."""

import re
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from headway.common.access import ScopedModel
from headway.organisation.actors import PersonActor
from headway.organisation.roles import OFFICE
from headway.organisation.tests.factories import actor, grant, make_organisation, make_person
from headway.project.charter.models import Project
from headway.project.charter.tests.factories import make_project, manager_of
from headway.project.schedule.commands import Add, Link
from headway.project.schedule.services import change_plan, create_plan

MONDAY = 1_767_600_000  # 2026-01-05T08:00
CANARY = "Kestrel-77142"


@dataclass(frozen=True, slots=True)
class World:
    """The project that routes are tried on."""

    project: Project

    def fill(self, name: str) -> int | str:
        """A value for a parameter of an address: the id of a row of that name in the project."""
        if name in {"uidb36", "key"}:
            return "a"
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


def make_world(name: str = "Harbour", *, confidential: bool = False) -> World:
    """A project with a plan of two linked activities, worked by its own people."""
    project = make_project(name=name, confidential=confidential)
    manager = manager_of(project)
    create_plan(project, actor=manager, start=MONDAY)
    commands = [
        Add(ref="n1", fields={"name": f"{name} survey", "duration": "5d"}),
        Add(ref="n2", fields={"name": f"{name} design", "duration": "10d"}),
        Link(predecessor="n1", successor="n2"),
    ]
    change_plan(project, commands, actor=manager)
    return World(project)


def office_actor(hat: str) -> PersonActor:
    """One person with every role of the office in the whole organisation, wearing one of them."""
    person = make_person("Olive Office")
    for role in sorted(OFFICE):
        grant(person, role, make_organisation())
    return actor(person, hat)
