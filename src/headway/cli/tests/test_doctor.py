"""What `headway doctor` finds."""

import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from headway.cli import main
from headway.common import sqlite
from headway.common.jobs.models import Job
from headway.common.journal.models import ChainHead
from headway.project.charter.tests.factories import make_project

pytestmark = pytest.mark.django_db


def doctor(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    status = main.main(["doctor", *options])
    return status, capsys.readouterr().out


def test_a_sound_installation_is_well(capsys: pytest.CaptureFixture[str]) -> None:
    status, told = doctor(capsys)
    assert (status, "BAD" in told) == (0, False), told
    assert "migrations: all applied" in told


def test_a_sound_journal_verifies(capsys: pytest.CaptureFixture[str]) -> None:
    make_project()
    status, told = doctor(capsys, "--journal")
    assert status == 0
    assert "verify" in told


def test_a_cut_off_journal_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    project = make_project()
    ChainHead.objects.filter(scope_id=project.pk).update(seq=99)
    status, told = doctor(capsys, "--journal")
    assert status == 1
    assert f"scope {project.pk}" in told


def test_a_job_that_was_given_up_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    Job.objects.create(name="broken.job", state=Job.State.FAILED, trace="Traceback")
    status, told = doctor(capsys)
    assert status == 1
    assert "broken.job" in told


def test_jobs_that_nobody_runs_are_found(capsys: pytest.CaptureFixture[str]) -> None:
    Job.objects.create(name="waiting.job", run_after=timezone.now() - dt.timedelta(hours=1))
    status, told = doctor(capsys)
    assert status == 1
    assert "1 overdue" in told


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
def test_a_vulnerable_sqlite_in_wal_is_bad_news(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        wal = cursor.fetchone()[0] == "wal"
    monkeypatch.setattr(sqlite, "library_version", lambda: (3, 40, 1))
    status, told = doctor(capsys)
    assert "SQLite 3.40.1" in told
    assert status == (1 if wal else 0)  # a test database in memory has no WAL
