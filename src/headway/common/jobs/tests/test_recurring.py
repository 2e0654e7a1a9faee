"""What recurs is enqueued once per interval."""

import datetime as dt

import pytest

from headway.common.jobs import job_kinds
from headway.common.jobs.job_kinds import JobKind
from headway.common.jobs.models import Job
from headway.common.jobs.queue import run_next
from headway.common.jobs.recurring import enqueue_due
from headway.common.journal.models import Anchor

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2026, 11, 23, 9, 30, tzinfo=dt.UTC)


@pytest.fixture
def hourly(monkeypatch: pytest.MonkeyPatch) -> None:
    tick = JobKind("tick", lambda context: None, every=dt.timedelta(hours=1))
    monkeypatch.setattr(job_kinds, "kinds", lambda: {"tick": tick})


@pytest.mark.usefixtures("hourly")
def test_a_recurring_job_is_enqueued_once_per_interval() -> None:
    assert enqueue_due(MONDAY) == ["tick"]
    assert enqueue_due(MONDAY + dt.timedelta(minutes=29)) == []
    assert enqueue_due(MONDAY + dt.timedelta(minutes=30)) == ["tick"]
    assert Job.objects.filter(name="tick").count() == 2


@pytest.mark.usefixtures("hourly")
def test_passes_missed_while_standing_still_are_made_up_for_once() -> None:
    enqueue_due(MONDAY)
    assert enqueue_due(MONDAY + dt.timedelta(days=3)) == ["tick"]
    assert enqueue_due(MONDAY + dt.timedelta(days=3, minutes=1)) == []


@pytest.mark.usefixtures("hourly")
def test_a_clock_that_was_set_back_enqueues_nothing_twice() -> None:
    enqueue_due(MONDAY)
    assert enqueue_due(MONDAY - dt.timedelta(hours=5)) == []
    assert Job.objects.count() == 1


def test_the_journal_is_anchored_every_day() -> None:
    assert "journal.anchor" in enqueue_due(MONDAY)
    while run_next("w1"):
        pass
    assert Anchor.objects.count() == 1
