"""What `headway doctor` finds."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from headway.cli import main
from headway.common import sqlite
from headway.common.jobs.models import Job
from headway.common.journal.chain import GENESIS, content_digest
from headway.common.journal.models import Anchor, ChainHead, JournalEntry
from headway.common.journal.queries import link_of
from headway.project.lifecycle.tests.factories import make_project

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    """A home of its own, which nobody else can look into."""
    settings.HOME = tmp_path
    tmp_path.chmod(0o700)
    return tmp_path


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


def written_anew(scope_id: int) -> None:
    """What the owner of a database could do: a chain told otherwise, with its digests, head and anchors."""
    previous = GENESIS
    for entry in JournalEntry.internal.filter(scope_id=scope_id).order_by("seq"):
        entry.content = {"told": "otherwise"}
        entry.content_digest = content_digest(entry.content, bytes(entry.salt or b""))
        entry.previous, entry.digest = previous, link_of(entry).digest(previous)
        entry.save()
        previous = entry.digest
    ChainHead.objects.filter(pk=scope_id).update(digest=previous)
    Anchor.objects.all().delete()


def test_a_chain_written_anew_is_found_by_an_anchor_kept_elsewhere(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    project, anchor = make_project(), tmp_path / "anchor.json"
    assert doctor(capsys, "--journal", "--write-anchor", str(anchor))[0] == 0
    make_project()
    assert doctor(capsys, "--journal", "--anchor", str(anchor))[0] == 0, "later entries are no fault"
    written_anew(project.pk)
    assert doctor(capsys, "--journal")[0] == 0, "nothing inside shows it"
    status, told = doctor(capsys, "--journal", "--anchor", str(anchor))
    assert status == 1
    assert f"scope {project.pk}" in told
    assert "differs from anchor.json" in told


def test_an_anchor_is_not_written_over_another_nor_for_a_faulty_journal(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    first, second = tmp_path / "1.json", tmp_path / "2.json"
    project = make_project()
    assert doctor(capsys, "--journal", "--write-anchor", str(first))[0] == 0
    kept = first.read_bytes()
    assert doctor(capsys, "--journal", "--write-anchor", str(first))[0] == 1
    assert first.read_bytes() == kept
    ChainHead.objects.filter(scope_id=project.pk).update(seq=99)
    assert doctor(capsys, "--journal", "--write-anchor", str(second))[0] == 1
    assert not second.exists()


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"kind": "headway journal anchor"}', None])
def test_a_file_that_is_no_anchor_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: str | None
) -> None:
    path = tmp_path / "anchor.json"
    if content is not None:
        path.write_text(content)
    status, told = doctor(capsys, "--journal", "--anchor", str(path))
    assert (status, "cannot be read" in told) == (1, True)


def test_a_job_that_was_given_up_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    Job.objects.create(name="broken.job", state=Job.State.FAILED, trace="Traceback")
    status, told = doctor(capsys)
    assert status == 1
    assert "broken.job" in told


def test_a_mail_server_that_does_not_answer_is_bad_news(
    capsys: pytest.CaptureFixture[str], settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.HEADWAY_MAIL, settings.EMAIL_HOST, settings.EMAIL_PORT = True, "127.0.0.1", 1
    status, told = doctor(capsys)
    assert status == 1
    assert "BAD  mail: 127.0.0.1:1 does not take mail" in told


def test_without_a_mail_server_the_doctor_says_how_passwords_are_set(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "ok   mail: not set up; passwords are set with headway manage changepassword" in doctor(capsys)[1]


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o711])
def test_a_home_that_others_can_look_into_is_bad_news(
    capsys: pytest.CaptureFixture[str], home: Path, mode: int
) -> None:
    home.chmod(mode)
    status, told = doctor(capsys)
    assert (status, f"BAD  privacy: others on this machine can look in: chmod go= {home}\n" in told) == (
        1,
        True,
    )


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
def test_a_database_elsewhere_that_others_can_read_is_bad_news(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    database = tmp_path_factory.mktemp("data") / "headway.sqlite3"
    database.touch(mode=0o600)
    monkeypatch.setitem(connection.settings_dict, "NAME", str(database))
    assert doctor(capsys)[0] == 0
    database.chmod(0o644)
    assert f"BAD  privacy: others on this machine can look in: chmod go= {database}" in doctor(capsys)[1]


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
