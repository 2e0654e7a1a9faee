"""Jobs run once, on behalf of who asked, whatever happens to their workers."""

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from headway.common.access import Actor
from headway.common.jobs import job_kinds, queue
from headway.common.jobs.job_kinds import JobKind
from headway.common.jobs.models import Job
from headway.common.jobs.queue import Context, LeaseLost, claim, release, run_next
from headway.common.jobs.services import cancel_job, enqueue, refuse_too_many
from headway.common.journal.models import JournalEntry
from headway.common.refusal import Forbidden, Invalid, TooMuch
from headway.organisation.actors import Nobody, System
from headway.organisation.models import OrgUnit, RoleGrant
from headway.organisation.tests.factories import actor, actor_with, make_user
from headway.project.charter.permissions import EDIT_CHARTER
from headway.project.lifecycle.tests.factories import make_project, manager_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def functions(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The jobs of this test alone, by name."""
    own: dict[str, Any] = {}
    monkeypatch.setattr(job_kinds, "kinds", lambda: {name: JobKind(name, run) for name, run in own.items()})
    monkeypatch.setattr(queue, "BETWEEN_PROGRESS", 0.0)
    return own


def reread(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def expire(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - dt.timedelta(seconds=1))


def due_now(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(run_after=timezone.now() - dt.timedelta(seconds=1))


def test_a_job_runs_with_its_arguments_and_keeps_its_result(functions: dict[str, Any]) -> None:
    functions["add"] = lambda context, *, a, b: context.done(sum=a + b)
    job = enqueue("add", {"a": 2, "b": 3}, actor=System())
    assert run_next("w1")
    job = reread(job)
    assert (job.state, job.result, job.progress, job.attempts) == (Job.State.DONE, {"sum": 5}, 1.0, 1)
    assert not run_next("w1")


def test_a_name_that_nobody_registered_is_not_enqueued(functions: dict[str, Any]) -> None:
    with pytest.raises(LookupError):
        enqueue("unknown", {}, actor=System())


def test_a_job_enqueued_in_a_transaction_that_is_rolled_back_never_was(functions: dict[str, Any]) -> None:
    functions["work"] = lambda context: None
    with transaction.atomic():
        enqueue("work", {}, actor=System())
        transaction.set_rollback(True)
    assert not run_next("w1")


def test_the_same_key_is_the_same_job(functions: dict[str, Any]) -> None:
    functions["work"] = lambda context: None
    first = enqueue("work", {}, actor=System(), key="one")
    assert enqueue("work", {}, actor=System(), key="one").pk == first.pk
    assert enqueue("work", {}, actor=System(), key="two").pk != first.pk


def test_nobody_asks_for_more_jobs_at_once_than_one_person_may(
    functions: dict[str, Any], settings: Any
) -> None:
    functions["work"] = lambda context: None
    settings.HEADWAY_MAX_JOBS = 1
    person = manager_of(make_project())
    refuse_too_many(person)
    enqueue("work", {}, actor=person)
    with pytest.raises(TooMuch, match="You already have 1 job waiting or running"):
        refuse_too_many(person)
    enqueue("work", {}, actor=System())
    refuse_too_many(System())
    while run_next("w1"):
        pass
    refuse_too_many(person)


def test_a_change_is_not_undone_because_of_the_job_that_follows_from_it(
    functions: dict[str, Any], settings: Any
) -> None:
    functions["work"] = lambda context: None
    settings.HEADWAY_MAX_JOBS = 1
    person = manager_of(make_project())
    first = enqueue("work", {}, actor=person, key="one")
    assert enqueue("work", {}, actor=person, key="one").pk == first.pk
    with transaction.atomic():
        unit = OrgUnit.objects.create(name="Welding")
        enqueue("work", {"unit": unit.pk}, actor=person)
    assert (OrgUnit.objects.filter(name="Welding").count(), Job.objects.count()) == (1, 2)


def test_a_job_waits_for_its_time(functions: dict[str, Any]) -> None:
    functions["work"] = lambda context: None
    job = enqueue("work", {}, actor=System())
    Job.objects.filter(pk=job.pk).update(run_after=timezone.now() + dt.timedelta(hours=1))
    assert not run_next("w1")
    due_now(job)
    assert run_next("w1")


def test_only_one_of_two_workers_gets_a_job(functions: dict[str, Any]) -> None:
    functions["work"] = lambda context: None
    enqueue("work", {}, actor=System())
    assert claim("w1") is not None
    assert claim("w2") is None


def test_the_job_of_a_dead_worker_runs_again_when_its_lease_is_over(functions: dict[str, Any]) -> None:
    functions["work"] = lambda context: context.done(attempt="second")
    job = enqueue("work", {}, actor=System())
    claim("w1")
    assert not run_next("w2")
    expire(job)
    assert run_next("w2")
    assert (reread(job).result, reread(job).attempts) == ({"attempt": "second"}, 2)


def test_a_restarted_worker_takes_up_at_once_what_it_had_held(functions: dict[str, Any]) -> None:
    functions["work"] = lambda context: None
    enqueue("work", {}, actor=System())
    claim("w1")
    release("another")
    assert claim("w2") is None
    release("w1")
    assert claim("w1") is not None


def test_the_effect_of_an_attempt_that_lost_its_lease_is_thrown_away(functions: dict[str, Any]) -> None:
    functions["slow"] = lambda context: None
    job = enqueue("slow", {}, actor=System())
    first = claim("w1")
    assert first is not None
    stalled = Context(first)
    expire(job)
    assert claim("w2") is not None

    @transaction.atomic
    def finish() -> None:
        OrgUnit.objects.create(name="Welding")
        stalled.done()

    with pytest.raises(LeaseLost):
        finish()
    assert not OrgUnit.objects.exists()
    assert reread(job).state == Job.State.RUNNING


def test_a_refusal_ends_the_job_with_its_sentence(functions: dict[str, Any]) -> None:
    def refuse(context: Context) -> None:
        raise Invalid("Line 7: no such calendar.")

    functions["refuse"] = refuse
    job = enqueue("refuse", {}, actor=System())
    run_next("w1")
    assert (reread(job).state, reread(job).error) == (Job.State.FAILED, "Line 7: no such calendar.")
    assert reread(job).trace == ""


def test_a_fault_is_tried_again_later_and_then_kept_for_the_administrator(functions: dict[str, Any]) -> None:
    def break_down(context: Context) -> None:
        raise ZeroDivisionError

    functions["bad"] = break_down
    job = enqueue("bad", {}, actor=System())
    for attempt in (1, 2):
        assert run_next("w1")
        assert (reread(job).state, reread(job).attempts) == (Job.State.QUEUED, attempt)
        assert reread(job).run_after > timezone.now()
        due_now(job)
    assert run_next("w1")
    assert reread(job).state == Job.State.FAILED
    assert "ZeroDivisionError" in reread(job).trace
    assert "ZeroDivisionError" not in reread(job).error
    assert not run_next("w1")


def test_a_job_whose_worker_was_killed_often_is_still_done(functions: dict[str, Any]) -> None:
    functions["unlucky"] = lambda context: None
    job = enqueue("unlucky", {}, actor=System())
    for _attempt in range(7):
        assert claim("w1") is not None
        expire(job)
    assert run_next("w2")
    assert reread(job).state == Job.State.DONE


def test_a_job_that_takes_its_worker_down_each_time_is_given_up(
    functions: dict[str, Any],
) -> None:
    functions["deadly"] = lambda context: None
    job = enqueue("deadly", {}, actor=System())
    for _attempt in range(8):
        assert claim("w1") is not None
        expire(job)
    assert claim("w1") is None
    assert reread(job).state == Job.State.FAILED


def test_progress_renews_the_lease_and_can_be_read_meanwhile(functions: dict[str, Any]) -> None:
    seen: list[tuple[float, str]] = []

    def work(context: Context) -> None:
        before = Job.objects.get(pk=context.job_id).lease_until
        context.progress(0.4, "Reading")
        now = Job.objects.get(pk=context.job_id)
        assert before is not None
        assert now.lease_until is not None
        assert now.lease_until > before
        seen.append((now.progress, now.message))

    functions["work"] = work
    enqueue("work", {}, actor=System())
    run_next("w1")
    assert seen == [(0.4, "Reading")]


def test_a_running_job_that_is_called_off_stops_at_its_next_step(functions: dict[str, Any]) -> None:
    def work(context: Context) -> None:
        cancel_job(Job.objects.get(pk=context.job_id), actor=System())
        context.progress(0.5)
        OrgUnit.objects.create(name="Never")

    functions["work"] = work
    job = enqueue("work", {}, actor=System())
    run_next("w1")
    assert reread(job).state == Job.State.CANCELLED
    assert not OrgUnit.objects.exists()


def test_a_waiting_job_that_is_called_off_never_runs(functions: dict[str, Any]) -> None:
    functions["work"] = lambda context: None
    job = enqueue("work", {}, actor=System())
    assert cancel_job(job, actor=System()).state == Job.State.CANCELLED
    assert not run_next("w1")


def test_a_job_runs_with_the_rights_that_its_owner_has_then(functions: dict[str, Any]) -> None:
    project = make_project()

    def work(context: Context, *, project: int) -> None:
        if not context.actor.may(EDIT_CHARTER, project):
            raise Forbidden("No longer yours.")

    functions["work"] = work
    manager = manager_of(project)
    first = enqueue("work", {"project": project.pk}, actor=manager)
    run_next("w1")
    assert reread(first).state == Job.State.DONE
    second = enqueue("work", {"project": project.pk}, actor=manager)
    RoleGrant.internal.filter(person=project.manager).update(state=RoleGrant.State.ENDED)
    run_next("w1")
    assert (reread(second).state, reread(second).error) == (Job.State.FAILED, "No longer yours.")


def test_the_job_of_a_closed_login_runs_as_nobody(functions: dict[str, Any]) -> None:
    seen: list[Actor] = []
    functions["work"] = lambda context: seen.append(context.actor)
    project = make_project()
    user = make_user(project.manager)
    enqueue("work", {}, actor=actor(project.manager, "PM"))
    user.is_active = False
    user.save()
    run_next("w1")
    assert seen == [Nobody()]


def test_a_cancelled_job_is_in_the_journal_of_its_scope(functions: dict[str, Any]) -> None:
    functions["work"] = lambda context: None
    project = make_project()
    who = actor_with("PM", project.scope)
    cancel_job(enqueue("work", {}, actor=who, scope_id=project.pk), actor=who)
    entry = JournalEntry.internal.get(scope_id=project.pk, action="job.cancelled")
    assert (entry.actor, entry.hat) == (who.reference, "PM")
