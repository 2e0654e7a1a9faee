"""Plans for tests, made as people make them."""

from collections.abc import Mapping
from typing import Any

from headway.engine import moment
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.tests.factories import make_project, manager_of
from headway.project.schedule.commands import Add, Command, Set
from headway.project.schedule.commands.kinds import Value
from headway.project.schedule.models import Activity, Assignment, Link, Plan, PlanCalendar, Resource
from headway.project.schedule.results.delta import PlanDelta
from headway.project.schedule.services import change_plan, create_plan

MONDAY = moment("2026-03-02T08:00")
HOUR, DAY = 3600, 86_400
WORKDAY = 8 * HOUR


def make_plan(*rows: Mapping[str, Value], project: Project | None = None) -> Project:
    """A project whose plan starts on Monday 2 March 2026 and has these activities on its top level."""
    project = project or make_project()
    create_plan(project, actor=manager_of(project), start=MONDAY)
    if rows:
        add(project, *rows)
    return project


def add(project: Project, *rows: Mapping[str, Value]) -> dict[str, int]:
    """Add activities at the end of the top level; answers their ids by ref n0, n1, …"""
    last = Activity.internal.filter(project=project, parent=None).order_by("-position").first()
    after: Any = last.pk if last else None
    commands = []
    for at, fields in enumerate(rows):
        commands.append(Add(f"n{at}", None, after, fields))
        after = f"n{at}"
    return change_plan(project, commands, actor=manager_of(project)).refs


def named(project: Project, name: str) -> Activity:
    """The activity of that name."""
    return Activity.internal.get(project=project, name=name)


def set_fields(project: Project, name: str, /, **fields: Value) -> PlanDelta:
    """The manager types values into a row that was just read."""
    row = named(project, name)
    return change_plan(project, [Set(row.pk, fields, row.version)], actor=manager_of(project))


def raw_rows(project: Project) -> dict[str, list[dict[str, Any]]]:
    """Every row of the plan, without versions and what only counts changes."""
    ignored = ("version", "changed_in", "revision", "next_number")
    tables = {model.__name__: model for model in (Activity, Link, Resource, Assignment, PlanCalendar, Plan)}
    return {
        name: [
            {column: value for column, value in row.items() if column not in ignored}
            for row in model.internal.filter(project=project).order_by("pk").values()
        ]
        for name, model in tables.items()
    }


def do(project: Project, *commands: Command, **options: Any) -> Any:
    """The manager does something to the plan."""
    return change_plan(project, commands, **{"actor": manager_of(project), **options})


def three() -> Project:
    """Three activities in a row, without links."""
    return make_plan({"name": "A", "duration": "3d"}, {"name": "B", "duration": "2d"}, {"name": "C"})


def outline(project: Project) -> str:
    """Numbers and names of all rows, in order."""
    rows = Activity.internal.filter(project=project).order_by("path")
    return " ".join(f"{row.wbs}:{row.name}" for row in rows)
