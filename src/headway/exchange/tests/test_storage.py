"""Uploaded bytes: whole or not at all, and not longer than somebody waits for them."""

import datetime as dt
import os
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from headway.common.jobs.models import Job
from headway.common.jobs.recurring import enqueue_due
from headway.common.jobs.services import enqueue
from headway.exchange import services
from headway.exchange.models import Upload
from headway.exchange.queries import wishes_of
from headway.exchange.storage import NoSpace, TooLarge, keep, path_of
from headway.organisation.actors import PersonActor
from headway.project.lifecycle.services import Wishes

from .conftest import run_jobs, upload
from .documents import small_plan

LONG_AGO = dt.timedelta(days=30)


def stored(files: Path) -> list[str]:
    return [path.name for path in files.rglob("*") if path.is_file()]


def test_a_kept_file_is_whole_and_only_its_owner_reads_it() -> None:
    kept = keep([b"one ", b"two"])
    assert path_of(kept.stored_as).read_bytes() == b"one two"
    assert (kept.size, path_of(kept.stored_as).stat().st_mode & 0o777) == (7, 0o600)


def test_a_file_that_grows_over_the_limit_is_not_kept(settings: Any, files: Path) -> None:
    settings.HEADWAY_MAX_UPLOAD = 10
    with pytest.raises(TooLarge):
        keep([b"x" * 6, b"x" * 6])
    assert stored(files) == []


def test_a_sender_who_breaks_off_leaves_nothing(files: Path) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"half"
        raise ConnectionResetError

    with pytest.raises(NoSpace):
        keep(chunks())
    assert stored(files) == []


def test_a_full_disk_is_said_and_leaves_nothing(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NoSpace):
        keep([b"content"])
    assert stored(files) == []


@pytest.mark.django_db
def test_of_a_job_that_a_fault_of_ours_ended_the_wishes_stay_for_two_weeks(
    opener: PersonActor, wishes: Wishes, files: Path
) -> None:
    job = services.receive_plan(upload(small_plan().xml()), wishes, actor=opener)
    Job.objects.filter(pk=job.pk).update(state=Job.State.FAILED)
    for days, left in ((13, 1), (15, 0)):
        Upload.objects.update(created_at=timezone.now() - dt.timedelta(days=days))
        enqueue("exchange.clean", {}, actor=opener)
        run_jobs()
        assert (Upload.objects.filter(size=0).count(), stored(files)) == (left, [])
        assert wishes_of(job.pk, opener) == (asdict(wishes) if left else {})


@pytest.mark.django_db
def test_cleaning_forgets_what_nobody_waits_for_and_keeps_the_rest(
    opener: PersonActor, wishes: Wishes, files: Path
) -> None:
    waiting = services.receive_plan(upload(small_plan().xml()), wishes, actor=opener)
    dead = services.receive_plan(upload(small_plan().xml()), wishes, actor=opener)
    Job.objects.filter(pk=waiting.pk).update(run_after=timezone.now() + LONG_AGO)
    Job.objects.filter(pk=dead.pk).update(state=Job.State.FAILED)
    Upload.objects.update(created_at=timezone.now() - LONG_AGO)
    stray, fresh = files / "plans" / "stray", files / "plans" / "fresh.part"
    for path in (stray, fresh):
        path.write_bytes(b"half")
    os.utime(stray, (time.time() - 1e6, time.time() - 1e6))
    enqueue_due(timezone.now())
    run_jobs()
    left = Upload.objects.get()
    assert left.pk == waiting.arguments["upload"]
    assert sorted(stored(files)) == sorted([left.stored_as, "fresh.part"])
