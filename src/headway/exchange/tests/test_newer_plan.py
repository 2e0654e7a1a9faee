"""A newer file of the same plan: compared first, applied as one change that one undo takes back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from headway.common.jobs.models import Job
from headway.common.jobs.services import enqueue
from headway.common.journal.models import JournalEntry
from headway.common.refusal import Forbidden, Refusal, Stale
from headway.exchange import services
from headway.exchange.models import PlanImport, PlanUpdate, Upload
from headway.exchange.queries import LONGEST_KEPT
from headway.exchange.services import updating
from headway.organisation.actors import System
from headway.organisation.models import RoleGrant
from headway.organisation.tests.factories import actor_with, make_user
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import Move
from headway.project.lifecycle.tests.factories import decide, manager_of, sponsor_of
from headway.project.schedule.models import Activity, Plan, PlanStep
from headway.project.schedule.services import prepare_replacement, set_data_date, undo_change
from headway.project.schedule.tests.factories import make_plan

from .conftest import imported_project, run_jobs, upload
from .documents import PlanFile, Task, small_plan

pytestmark = pytest.mark.django_db

NEWER = PlanFile(
    tasks=[
        Task(1, "House", level=1, summary=True),
        Task(2, "Dig deeper", 4, level=2),
        Task(3, "Pour slab", 3, after=[2], level=2),
        Task(5, "Roof", 2, after=[3], level=2),
    ],
    resources=["Bob"],
    assignments=[(3, 1)],
)


@pytest.fixture
def project(bring_in: Callable[[bytes], Job]) -> Project:
    job = bring_in(small_plan().xml())
    assert job.state == Job.State.DONE, job.error
    return imported_project()


def compared(project: Project, content: bytes) -> PlanUpdate:
    job = services.receive_newer_plan(project, upload(content, "newer.xml"), actor=manager_of(project))
    run_jobs()
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.error
    update = PlanUpdate.internal.get(project=project)
    assert job.result == {"project": project.pk, "update": update.pk}
    return update


def names(project: Project) -> list[str]:
    return list(Activity.internal.filter(project=project).order_by("path").values_list("name", flat=True))


def test_the_difference_names_what_would_change_and_nothing_has(project: Project) -> None:
    before = Plan.internal.get(project=project).revision
    update = compared(project, NEWER.xml())
    found = {
        (change["kind"], change["name"]): {
            row["label"]: (row["before"], row["after"])
            for row in change["fields"]
            if row["label"] not in {"Start", "Finish", "WBS code", "Project finish"}
        }
        for change in update.changes
    }
    assert found == {
        ("changed", "Plan"): {},
        ("changed", "Bob"): {"Name": ("Ann", "Bob")},
        ("changed", "Dig deeper"): {"Name": ("Dig", "Dig deeper"), "Duration": ("2d", "4d")},
        ("changed", "Pour slab"): {"Resources": ("Ann", "Bob")},
        ("added", "Roof"): {"Duration": ("", "2d"), "Predecessors": ("", "3")},
        ("removed", "Walls"): {"Duration": ("5d", ""), "Predecessors": ("3", "")},
        ("moved", "House"): {},
    }
    kinds = ("changed", "added", "removed", "moved", "plan", "")
    assert [update.count(kind) for kind in kinds] == [2, 1, 1, 1, 2, 7]
    assert [len(update.shown(kind)) for kind in kinds] == [2, 1, 1, 1, 2, 7]
    assert Plan.internal.get(project=project).revision == before
    assert names(project) == ["House", "Dig", "Pour slab", "Walls"]


def test_applying_is_one_step_that_one_undo_takes_back(project: Project, files: Path) -> None:
    update = compared(project, NEWER.xml())
    steps = PlanStep.internal.filter(project=project).count()
    kept = Activity.internal.get(project=project, uid=3).pk
    job = services.apply_update(update, actor=manager_of(project))
    run_jobs()
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.error
    assert names(project) == ["House", "Dig deeper", "Pour slab", "Roof"]
    update.refresh_from_db()
    assert (update.changes, update.count("")) == ([], 7)
    assert Activity.internal.get(project=project, uid=3).pk == kept
    assert PlanStep.internal.filter(project=project).count() == steps + 1
    assert PlanImport.internal.filter(project=project).count() == 2
    assert [path for path in files.rglob("*") if path.is_file()] == []
    undo_change(project, actor=manager_of(project))
    assert names(project) == ["House", "Dig", "Pour slab", "Walls"]


def test_a_newer_plan_is_computed_before_anything_is_written(
    project: Project, computed_within: list[int]
) -> None:
    update = compared(project, NEWER.xml())
    services.apply_update(update, actor=manager_of(project))
    run_jobs()
    assert names(project) == ["House", "Dig deeper", "Pour slab", "Roof"]
    assert computed_within == [0, 0]


def test_asking_that_a_file_is_applied_reads_no_activities(project: Project) -> None:
    update = compared(project, NEWER.xml())
    with CaptureQueriesContext(connection) as asked:
        services.apply_update(update, actor=manager_of(project))
    assert [query["sql"] for query in asked if Activity._meta.db_table in query["sql"]] == []


def test_a_plan_that_changes_between_computing_and_writing_is_not_overwritten(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    update = compared(project, NEWER.xml())
    job = services.apply_update(update, actor=manager_of(project))

    def overtaken(*given: Any, **named: Any) -> Any:
        prepared = prepare_replacement(*given, **named)
        set_data_date(project, Plan.internal.get(project=project).start, actor=manager_of(project))
        return prepared

    monkeypatch.setattr(updating, "prepare_replacement", overtaken)
    run_jobs()
    job.refresh_from_db()
    assert (job.state, names(project)) == (Job.State.FAILED, ["House", "Dig", "Pour slab", "Walls"])
    update.refresh_from_db()
    assert (update.state, Upload.objects.count()) == (PlanUpdate.State.PROPOSED, 1)


def test_a_project_that_ends_while_a_newer_file_is_computed_keeps_its_plan(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    update = compared(project, NEWER.xml())
    job = services.apply_update(update, actor=manager_of(project))

    def ended(*given: Any, **named: Any) -> Any:
        prepared = prepare_replacement(*given, **named)
        decide(Project.internal.get(pk=project.pk), Move(state="terminated", reason="Flood"), actor=sponsor)
        return prepared

    sponsor = sponsor_of(project)
    monkeypatch.setattr(updating, "prepare_replacement", ended)
    run_jobs()
    job.refresh_from_db()
    assert (job.state, names(project)) == (Job.State.FAILED, ["House", "Dig", "Pour slab", "Walls"])
    assert "nothing in it changes any more" in job.error
    update.refresh_from_db()
    assert (update.state, PlanImport.internal.count()) == (PlanUpdate.State.PROPOSED, 1)


def test_a_plan_that_changed_since_the_comparison_is_not_overwritten(project: Project) -> None:
    update = compared(project, NEWER.xml())
    set_data_date(project, Plan.internal.get(project=project).start, actor=manager_of(project))
    with pytest.raises(Stale):
        services.apply_update(update, actor=manager_of(project))
    assert names(project) == ["House", "Dig", "Pour slab", "Walls"]


def test_a_change_between_the_click_and_the_job_stops_the_job(project: Project) -> None:
    update = compared(project, NEWER.xml())
    job = services.apply_update(update, actor=manager_of(project))
    set_data_date(project, Plan.internal.get(project=project).start, actor=manager_of(project))
    run_jobs()
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert names(project) == ["House", "Dig", "Pour slab", "Walls"]
    update.refresh_from_db()
    assert update.state == PlanUpdate.State.PROPOSED


def test_a_comparison_is_applied_once(project: Project) -> None:
    update = compared(project, NEWER.xml())
    jobs = [services.apply_update(update, actor=manager_of(project)) for _ in range(2)]
    run_jobs()
    states = sorted(Job.objects.get(pk=job.pk).state for job in jobs)
    assert states == ["done", "failed"]
    assert PlanImport.internal.filter(project=project).count() == 2


def test_a_discarded_comparison_is_forgotten_and_cannot_be_applied(project: Project, files: Path) -> None:
    update = compared(project, NEWER.xml())
    services.discard_update(update, actor=manager_of(project))
    update.refresh_from_db()
    assert update.state == PlanUpdate.State.DISCARDED
    assert (update.changes, update.count("")) == ([], 7)
    assert not Upload.objects.exists()
    assert [path for path in files.rglob("*") if path.is_file()] == []
    with pytest.raises(Refusal):
        services.apply_update(update, actor=manager_of(project))


def test_in_a_project_that_has_ended_a_page_offers_to_discard_a_comparison_but_not_to_apply_it(
    client: Client, project: Project
) -> None:
    """It counts among what its sender has waiting, so there must be a way out."""
    update = compared(project, NEWER.xml())
    decide(project, Move(state="terminated", reason="Flood"), actor=sponsor_of(project))
    client.force_login(make_user(project.manager))
    client.post("/hat/", {"hat": "PM"})
    page = client.get(f"/projects/{project.pk}/updates/{update.pk}/").text
    assert ("discard/" in page, "apply/" in page) == (True, False)
    project.refresh_from_db()
    update.refresh_from_db()
    with pytest.raises(Refusal, match="nothing in it changes"):
        services.apply_update(update, actor=manager_of(project))
    with pytest.raises(Refusal, match="nothing in it changes"):
        services.receive_newer_plan(project, upload(NEWER.xml()), actor=manager_of(project))
    services.discard_update(update, actor=manager_of(project))
    assert not Upload.objects.exists()


def test_a_comparison_that_nobody_decides_about_is_discarded_with_its_file(
    project: Project, files: Path
) -> None:
    update = compared(project, NEWER.xml())
    long_ago = timezone.now() - LONGEST_KEPT
    PlanUpdate.internal.update(at=long_ago)
    Upload.objects.update(created_at=long_ago)
    enqueue("exchange.clean", {}, actor=System())
    run_jobs()
    update.refresh_from_db()
    assert (update.state, update.changes, update.count("")) == (PlanUpdate.State.DISCARDED, [], 7)
    assert [path for path in files.rglob("*") if path.is_file()] == []
    assert JournalEntry.internal.filter(scope_id=project.pk, action="plan.update_discarded").count() == 1


def test_the_same_file_again_changes_nothing_and_says_so(project: Project) -> None:
    job = services.receive_newer_plan(project, upload(small_plan().xml()), actor=manager_of(project))
    run_jobs()
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert "nothing to change" in job.error
    assert not Upload.objects.exists()


def test_a_file_moves_no_data_date(project: Project) -> None:
    start = Plan.internal.get(project=project).start
    set_data_date(project, start, actor=manager_of(project))
    update = compared(project, NEWER.xml())
    services.apply_update(update, actor=manager_of(project))
    run_jobs()
    assert Plan.internal.get(project=project).data_date == start


@pytest.mark.parametrize("role", ["PD", "PA", "ML", "CO", "AS", "RM", "TM", "SP"])
def test_only_who_may_change_the_plan_brings_a_newer_file(project: Project, role: str) -> None:
    with pytest.raises(Forbidden):
        services.receive_newer_plan(project, upload(NEWER.xml()), actor=actor_with(role, project.scope))
    assert not Upload.objects.exists()


@pytest.mark.parametrize("role", ["PD", "PA", "TM", "SP"])
@pytest.mark.parametrize("decide", [services.apply_update, services.discard_update])
def test_only_who_may_change_the_plan_decides_about_a_newer_file(
    project: Project, role: str, decide: Callable[..., object]
) -> None:
    update, jobs = compared(project, NEWER.xml()), Job.objects.count()
    with pytest.raises(Forbidden):
        decide(update, actor=actor_with(role, project.scope))
    update.refresh_from_db()
    assert (update.state, Upload.objects.get(), Job.objects.count()) == ("proposed", update.upload, jobs)


def test_who_may_not_change_the_plan_any_more_gets_a_file_neither_compared_nor_applied(
    project: Project,
) -> None:
    update, manager = compared(project, NEWER.xml()), manager_of(project)
    newest = services.receive_newer_plan(project, upload(NEWER.xml(), "newest.xml"), actor=manager)
    applying = services.apply_update(update, actor=manager)
    RoleGrant.internal.filter(person=project.manager, scope=project.scope).update(state="ended")
    run_jobs()
    for job in (newest, applying):
        job.refresh_from_db()
        assert (job.state, job.result) == (Job.State.FAILED, None)
    assert PlanUpdate.internal.get(project=project).state == PlanUpdate.State.PROPOSED
    assert names(project) == ["House", "Dig", "Pour slab", "Walls"]


def test_a_file_takes_the_place_of_all_that_was_typed_into_a_plan_and_one_undo_brings_it_back() -> None:
    project = make_plan({"name": "Typed", "duration": "3d"})
    update = compared(project, NEWER.xml())
    kinds = {(change["kind"], change["name"]) for change in update.changes if change["about"] == "activity"}
    assert {("removed", "Typed"), ("added", "Dig deeper"), ("added", "Roof")} <= kinds
    services.apply_update(update, actor=manager_of(project))
    run_jobs()
    names = set(Activity.internal.filter(project=project).values_list("name", flat=True))
    assert names == {task.name for task in NEWER.tasks}
    undo_change(project, actor=manager_of(project))
    assert [row.name for row in Activity.internal.filter(project=project)] == ["Typed"]
