"""What tests of import share."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from headway.common.jobs.models import Job
from headway.common.jobs.queue import run_next
from headway.exchange import services
from headway.governance.strategy.models import Portfolio
from headway.organisation.actors import PersonActor
from headway.organisation.middleware import HAT_SESSION_KEY
from headway.organisation.tests.factories import actor_with, make_person, signed_in
from headway.organisation.tests.factories import grant as give
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import Wishes
from headway.project.lifecycle.tests.factories import make_portfolio
from headway.project.schedule.plan.facts import PlanFacts
from headway.project.schedule.results import outcome
from headway.project.schedule.scheduling import compute

from .documents import Task, small_plan


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> Path:
    """The folder of files, empty at the beginning."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def portfolio() -> Portfolio:
    return make_portfolio()


@pytest.fixture
def opener(portfolio: Portfolio) -> PersonActor:
    """Somebody of the project manager pool of the portfolio."""
    return actor_with("POOL", portfolio.scope, "Paula Pool")


@pytest.fixture
def wishes(portfolio: Portfolio) -> Wishes:
    """A new project with a sponsor whom the portfolio knows."""
    sponsor = make_person("Simon Sponsor")
    give(sponsor, "PB", portfolio.scope)
    return Wishes(portfolio=portfolio.pk, code="NEW", name="New house", sponsor=sponsor.pk)


def upload(content: bytes, name: str = "plan.xml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "text/xml")


def run_jobs() -> None:
    while run_next("tests"):
        pass


@pytest.fixture
def bring_in(opener: PersonActor, wishes: Wishes) -> Callable[[bytes], Job]:
    """Import a file through the real job; answers the job as it ended."""

    def bring(content: bytes) -> Job:
        job = services.receive_plan(upload(content), wishes, actor=opener)
        run_jobs()
        return Job.objects.get(pk=job.pk)

    return bring


@pytest.fixture
def computed_within(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """In how many transactions of the job each computation of a plan ran, one within the other."""
    around, found = len(connection.savepoint_ids), []

    def noted(facts: PlanFacts) -> Any:
        found.append(len(connection.savepoint_ids) - around)
        return compute(facts)

    monkeypatch.setattr(outcome, "compute", noted)
    return found


def imported_project() -> Project:
    """The project that the import opened."""
    return Project.internal.get(code="NEW")


@pytest.fixture
def pool(opener: PersonActor) -> Client:
    """The browser of somebody of the pool."""
    return signed_in(opener.person, "POOL")


@pytest.fixture
def project(bring_in: Callable[[bytes], Job]) -> Project:
    """One that came from a file, with a name in it that a spreadsheet would run."""
    job = bring_in(small_plan(Task(5, "=HYPERLINK(1)", 1, level=2)).xml())
    assert job.state == Job.State.DONE, job.error
    return imported_project()


@pytest.fixture
def manager(project: Project, pool: Client) -> Client:
    """Who imported the project, acting as its manager."""
    session = pool.session
    session[HAT_SESSION_KEY] = "PM"
    session.save()
    return pool
