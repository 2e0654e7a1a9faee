"""What computes for long keeps its lease, and can be ended from outside."""

import datetime as dt
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from headway.common.jobs import job_kinds, queue, watch
from headway.common.jobs.job_kinds import JobKind
from headway.common.jobs.models import Job
from headway.common.jobs.queue import Context, claim, run_next
from headway.common.jobs.services import cancel_job, enqueue
from headway.common.jobs.watch import Watch
from headway.organisation.actors import System
from headway.organisation.models import OrgUnit

pytestmark = pytest.mark.django_db(transaction=True)
RUNS: dict[str, JobKind] = {}
LONG = 20.0  # seconds that no test waits for


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_kinds, "kinds", lambda: RUNS)
    monkeypatch.setattr(watch, "BETWEEN_LOOKS", 0.02)


def compute(until: Callable[[], bool]) -> None:
    """Work that asks nobody whether it may go on."""
    begun = time.monotonic()
    while not until():
        assert time.monotonic() - begun < LONG


def asked(work: Callable[[Context], Any]) -> Job:
    """A job that does this, after a worker has run it."""
    RUNS["work"] = JobKind("work", work)
    job = enqueue("work", {}, actor=System())
    assert run_next("w1")
    return Job.objects.get(pk=job.pk)


def test_a_job_that_computes_renews_its_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "LEASE", dt.timedelta(seconds=0.2))

    def work(context: Context) -> None:
        end = time.monotonic() + 0.6
        compute(lambda: time.monotonic() > end)
        assert claim("w2") is None

    job = asked(work)
    assert (job.state, job.attempts, job.worker) == (Job.State.DONE, 1, "w1")


def test_a_job_that_computes_and_is_called_off_ends_at_once() -> None:
    def work(context: Context) -> None:
        cancel_job(Job.objects.get(pk=context.job_id), actor=System())
        compute(lambda: False)

    assert asked(work).state == Job.State.CANCELLED
    assert not run_next("w1")


def test_a_job_that_takes_too_long_is_refused_in_plain_words_and_not_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(queue, "LONGEST", dt.timedelta(minutes=0.005))
    job = asked(lambda context: compute(lambda: False))
    assert job.state == Job.State.FAILED
    assert job.error.startswith("This was stopped: it took longer than 0.005 minutes")
    assert job.trace.startswith("stopped after")
    assert not run_next("w1")


def test_a_job_that_another_worker_has_by_now_ends() -> None:
    def work(context: Context) -> None:
        Job.objects.update(attempts=5)
        context._renewed_at -= 1_000_000
        compute(lambda: False)

    job = asked(work)
    assert (job.state, job.attempts) == (Job.State.RUNNING, 5)


def test_a_transaction_that_has_begun_ends_as_it_would_have(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[float] = []
    look = Context.look

    def counted(context: Context) -> Exception | None:
        looks.append(time.monotonic())
        return queue.Cancelled() if len(looks) > 1 else look(context)

    monkeypatch.setattr(Context, "look", counted)

    def work(context: Context) -> None:
        with transaction.atomic():
            OrgUnit.objects.create(name="Welding")
            compute(lambda: len(looks) > 5)
        assert OrgUnit.objects.count() == 1
        compute(lambda: False)

    assert asked(work).state == Job.State.CANCELLED
    assert OrgUnit.objects.count() == 1
    assert not connection.in_atomic_block
    assert connection.get_autocommit()


def test_what_is_finished_is_called_off_by_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "LONGEST", dt.timedelta(seconds=0))

    def work(context: Context) -> None:
        with transaction.atomic():
            context.done(answer=42)
        end = time.monotonic() + 0.2
        compute(lambda: time.monotonic() > end)

    assert asked(work).result == {"answer": 42}


def test_a_database_that_does_not_answer_a_look_ends_nothing() -> None:
    looks: list[str] = []

    def look() -> None:
        looks.append("looked")
        raise OperationalError

    with Watch(look):
        compute(lambda: len(looks) > 2)


def test_outside_of_the_main_thread_work_goes_on_to_its_own_next_step() -> None:
    looks: list[str] = []

    def look() -> Exception:
        looks.append("looked")
        return queue.Cancelled()

    def work() -> None:
        with Watch(look):
            compute(lambda: len(looks) > 2)
        looks.append("worked")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert looks[-1] == "worked"


def test_a_watch_leaves_signals_as_they_were() -> None:
    before = signal.getsignal(watch.INTERRUPT)
    with Watch(lambda: None):
        assert signal.getsignal(watch.INTERRUPT) != before
    assert signal.getsignal(watch.INTERRUPT) == before
    assert Job.objects.filter(lease_until__gt=timezone.now()).count() == 0
