"""One person cannot fill the disk or the queue of jobs."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from headway.common.jobs.models import Job
from headway.common.refusal import TooMuch
from headway.exchange import services
from headway.exchange.models import PlanUpdate, Upload
from headway.exchange.tests.conftest import run_jobs, upload
from headway.exchange.tests.documents import PlanFile, Task
from headway.governance.strategy.models import Portfolio
from headway.organisation.actors import PersonActor
from headway.organisation.tests.factories import actor_with, make_user
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import Wishes
from headway.project.lifecycle.tests.factories import manager_of

pytestmark = pytest.mark.django_db

CONTENT = PlanFile(tasks=[Task(1, "Dig")]).xml()


def send(wishes: Wishes, code: str, actor: PersonActor) -> Job:
    named = Wishes(portfolio=wishes.portfolio, code=code, name=code, sponsor=wishes.sponsor)
    return services.receive_plan(upload(CONTENT), named, actor=actor)


def stored(files: Path) -> int:
    return sum(1 for path in files.rglob("*") if path.is_file())


def test_who_has_many_jobs_waiting_sends_no_more_until_one_is_done(
    opener: PersonActor, wishes: Wishes, settings: Any, files: Path
) -> None:
    settings.HEADWAY_MAX_JOBS = 2
    for code in ("A", "B"):
        send(wishes, code, opener)
    with pytest.raises(TooMuch, match="You already have 2 jobs waiting or running"):
        send(wishes, "C", opener)
    assert (Job.objects.count(), Upload.objects.count(), stored(files)) == (2, 2, 2)
    run_jobs()
    send(wishes, "C", opener)


def test_who_has_many_jobs_waiting_applies_no_more(
    bring_in: Callable[[bytes], Job], settings: Any, opener: PersonActor
) -> None:
    assert bring_in(CONTENT).state == Job.State.DONE
    project = Project.internal.get()
    manager = manager_of(project)
    newer = PlanFile(tasks=[Task(1, "Dig deeper")]).xml()
    services.receive_newer_plan(project, upload(newer), actor=manager)
    run_jobs()
    update = PlanUpdate.internal.get()
    settings.HEADWAY_MAX_JOBS = 1
    services.apply_update(update, actor=manager)
    with pytest.raises(TooMuch):
        services.apply_update(update, actor=manager)


def test_the_jobs_of_one_do_not_count_for_another(
    opener: PersonActor, portfolio: Portfolio, wishes: Wishes, settings: Any
) -> None:
    settings.HEADWAY_MAX_JOBS = 1
    send(wishes, "A", opener)
    send(wishes, "B", actor_with("POOL", portfolio.scope))


def test_files_that_wait_may_take_so_much_and_no_more(
    opener: PersonActor, wishes: Wishes, settings: Any, files: Path
) -> None:
    settings.HEADWAY_MAX_WAITING = 2 * len(CONTENT)
    send(wishes, "A", opener)
    send(wishes, "B", opener)
    with pytest.raises(
        TooMuch, match=r"Your waiting files take .* Apply or discard a comparison, or wait for a job"
    ):
        send(wishes, "C", opener)
    assert (Job.objects.count(), stored(files)) == (2, 2)
    run_jobs()
    send(wishes, "C", opener)


def test_the_refusal_counts_in_the_megabytes_that_the_limit_was_set_in(
    opener: PersonActor, wishes: Wishes, settings: Any
) -> None:
    settings.HEADWAY_MAX_WAITING = 5_000_000
    send(wishes, "A", opener)
    Upload.objects.update(size=4_999_999)
    with pytest.raises(TooMuch) as refused:
        send(wishes, "B", opener)
    assert str(refused.value.detail) == (
        "Your waiting files take 5 of 5 MB. Apply or discard a comparison, or wait for a job."
    )


def test_programs_are_refused_with_429(
    client: Client, opener: PersonActor, wishes: Wishes, settings: Any
) -> None:
    settings.HEADWAY_MAX_JOBS = 0
    client.force_login(make_user(opener.person))
    fields = {"portfolio": wishes.portfolio, "code": "A", "name": "A", "sponsor": wishes.sponsor}
    answer = client.post("/api/v1/imports", {**fields, "file": upload(CONTENT)})
    assert (answer.status_code, answer["Content-Type"]) == (429, "application/problem+json")
