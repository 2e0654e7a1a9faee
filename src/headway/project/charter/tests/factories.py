"""Charters for tests."""

import datetime as dt
import importlib
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from django.db import connection

from headway.project.charter import services
from headway.project.charter.facts import Heading, ObjectiveFacts, ToleranceFacts
from headway.project.charter.models import Charter, CharterVersion
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.tests.factories import manager_of, sponsor_of


def charter_version(project: Project) -> int:
    """The version of the working charter, as a page would have read it."""
    return Charter.objects.within(project).get().version


def write_charter(
    project: Project,
    *,
    deadline: dt.date | None = None,
    hard: bool = False,
    time_tolerance: str | None = "10",
) -> None:
    """A complete charter: purpose, deadline, one objective, and a tolerance for time unless that is None."""
    manager = manager_of(project)
    heading = Heading(
        purpose="Fewer outages",
        deadline=deadline or dt.date(2027, 6, 30),
        deadline_hard=hard,
        deadline_source="Board",
    )
    services.write_heading(project, heading, actor=manager, version=charter_version(project))
    objective = ObjectiveFacts(
        statement="Outages fall",
        metric="outage minutes per year",
        baseline="62",
        target="45",
        due=dt.date(2027, 12, 31),
        acceptor=project.sponsor_id,
    )
    services.save_objective(project, objective, actor=manager, version=charter_version(project))
    if time_tolerance is not None:
        facts = ToleranceFacts(dimension="time", adverse=Decimal(time_tolerance), favourable=Decimal(5))
        services.set_tolerance(project, facts, actor=manager, version=charter_version(project))


def confirm_charter(project: Project, **charter: Any) -> CharterVersion:
    """A complete charter, submitted by the manager and confirmed by the sponsor."""
    write_charter(project, **charter)
    return confirm_again(project)


def confirm_again(project: Project) -> CharterVersion:
    """The charter as it is now, submitted and confirmed."""
    services.submit_charter(project, actor=manager_of(project), version=charter_version(project))
    return services.confirm_charter(project, actor=sponsor_of(project), version=charter_version(project))


def install_guards(label: str) -> None:
    """The triggers that the room's own migration installs; test databases begin without them."""
    migration = importlib.import_module(f"headway.project.{label}.migrations.0002_append_only")
    migration.install(None, SimpleNamespace(connection=connection))
