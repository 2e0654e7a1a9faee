"""``headway doctor``: is this installation well, and is its journal what was written?"""

import argparse
import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LEAST_FREE = 1024**3
OF_OTHERS = 0o077  # whatever group and others may do with a file or a folder
LONGEST_WAIT = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    what: str
    sentence: str
    well: bool = True


def add_commands(commands: Any) -> None:
    """Add ``doctor``."""
    parser = commands.add_parser("doctor", help="look at the installation's health")
    parser.add_argument("--journal", action="store_true", help="verify every chain of the journal")
    parser.add_argument(
        "--write-anchor",
        type=Path,
        metavar="FILE",
        help="with --journal: write where all chains end to a new file, to be kept elsewhere",
    )
    parser.add_argument(
        "--anchor",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="with --journal: verify against such a file too; may be given again",
    )
    parser.add_argument("--database", action="store_true", help="read the whole database for damage (SQLite)")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the findings; exit status 1 when something is not well."""
    from headway.cli import django

    django.start()
    from headway.common.outage import why_away

    if away := why_away():
        findings = [Finding("database", f"does not answer: {away}", well=False), _disk(), _cache()]
    elif options.journal or options.anchor or options.write_anchor:
        findings = _journal(options.anchor, options.write_anchor)
    elif options.database:
        findings = [_integrity()]
    else:
        findings = [check() for check in CHECKS]
    for finding in findings:
        print(f"{'ok  ' if finding.well else 'BAD '} {finding.what}: {finding.sentence}")
    return 0 if all(finding.well for finding in findings) else 1


def _database() -> Finding:
    from django.db import connection

    from headway.common import sqlite

    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            return Finding("database", f"PostgreSQL {cursor.fetchone()[0]}")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = str(cursor.fetchone()[0]).upper()
    version = sqlite.library_version()
    safe = sqlite.wal_is_safe(version) or mode != "WAL"
    spelled = ".".join(map(str, version))
    advice = "" if safe else "; this version can corrupt a database in WAL: install the pysqlite3 wheel"
    return Finding("database", f"SQLite {spelled}, journal mode {mode}{advice}", safe)


def _migrations() -> Finding:
    from headway.common.http.health import pending_migrations

    missing = pending_migrations()
    sentence = f"{len(missing)} missing, such as {missing[0]}: run headway manage migrate" if missing else ""
    return Finding("migrations", sentence or "all applied", not missing)


def _disk() -> Finding:
    from django.conf import settings

    free = shutil.disk_usage(_existing(Path(settings.HOME))).free
    return Finding("disk", f"{free / 1024**3:.1f} GB free in {settings.HOME}", free >= LEAST_FREE)


def _existing(path: Path) -> Path:
    while not path.exists():
        path = path.parent
    return path


def _clock() -> Finding:
    """No row may come from the future: the clock would have been set back since."""
    from django.utils import timezone

    from headway.common.journal.queries import extent

    newest, now = extent().newest, timezone.now()
    ahead = newest - now if newest else dt.timedelta()
    if ahead > dt.timedelta(minutes=1):
        return Finding("clock", f"the journal is {ahead} ahead of the clock", well=False)
    return Finding("clock", f"{now:%Y-%m-%d %H:%M} UTC")


def _cache() -> Finding:
    """All processes count attempts to sign in there."""
    from django.core.cache import cache

    try:
        cache.set("doctor", "seen", timeout=10)
        kept = cache.get("doctor") == "seen"
    except OSError as fault:
        return Finding("cache", f"cannot be written: {fault}", well=False)
    return Finding("cache", "written and read" if kept else "does not keep what is written", kept)


def _jobs() -> Finding:
    from django.utils import timezone

    from headway.common.jobs.models import Job
    from headway.common.jobs.queries import dead_letters, waiting

    overdue = waiting().filter(state=Job.State.QUEUED, run_after__lt=timezone.now() - LONGEST_WAIT).count()
    dead = list(dead_letters()[:5])
    sentence = f"{waiting().count()} pending, {overdue} overdue, {dead_letters().count()} given up"
    if dead:
        sentence += ": " + ", ".join(f"{job.name} {job.pk}" for job in dead)
    return Finding("jobs", sentence, well=not overdue and not dead)


def _mail() -> Finding:
    from django.conf import settings
    from django.core.mail import get_connection

    if not settings.HEADWAY_MAIL:
        return Finding("mail", "not set up; passwords are set with headway manage changepassword ADDRESS")
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with get_connection():
            return Finding("mail", f"{server} answers")
    except OSError as fault:  # what smtplib raises is one too
        return Finding("mail", f"{server} does not take mail: {fault}", well=False)


def _demo() -> Finding:
    from django.conf import settings

    from headway.demo.signin import demo_is_open

    well, sentence = demo_is_open(local=settings.HEADWAY_LOCAL)
    return Finding("demo", sentence, well)


def _privacy() -> Finding:
    """Secret, database and files are nobody else's on this machine."""
    from django.conf import settings
    from django.db import connection

    home = Path(settings.HOME).resolve()
    places = [home]
    if connection.vendor == "sqlite":
        database = Path(str(connection.settings_dict["NAME"])).resolve()
        places += [] if home in database.parents else [database]
    shared = [str(path) for path in places if path.exists() and path.stat().st_mode & OF_OTHERS]
    if shared:
        spelled = " ".join(shared)
        return Finding("privacy", f"others on this machine can look in: chmod go= {spelled}", well=False)
    return Finding("privacy", f"others on this machine cannot look into {home}")


def _integrity() -> Finding:
    from django.db import connection

    if connection.vendor != "sqlite":
        return Finding("database", "PostgreSQL checks its own pages")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        told = [str(row[0]) for row in cursor.fetchall()]
        cursor.execute("PRAGMA foreign_key_check")
        dangling = cursor.fetchall()
    well = told == ["ok"] and not dangling
    return Finding("database", "sound" if well else "; ".join([*told, *map(str, dangling)][:20]), well)


def _journal(anchors: list[Path], new_anchor: Path | None) -> list[Finding]:
    from headway.common.journal.anchor_file import read_anchor
    from headway.common.journal.queries import extent, verify

    try:
        kept = [read_anchor(path) for path in anchors]
    except (OSError, ValueError, KeyError, TypeError) as fault:
        return [Finding("anchor", f"cannot be read: {fault}", well=False)]
    faults = [
        Finding(f"scope {fault.scope_id}, entry {fault.seq}", fault.what, well=False)
        for fault in verify(kept)
    ]
    if faults:
        return faults
    whole = extent()
    sound = Finding("journal", f"{whole.entries} entries in {whole.chains} chains verify")
    return [sound] if new_anchor is None else [sound, _new_anchor(new_anchor)]


def _new_anchor(path: Path) -> Finding:
    """Written only of a journal that verifies."""
    from headway.common.journal.anchor_file import write_anchor

    try:
        heads = write_anchor(path)
    except OSError as fault:
        return Finding("anchor", f"not written: {fault}", well=False)
    return Finding("anchor", f"the ends of {len(heads)} chains are in {path}; keep it elsewhere")


CHECKS: tuple[Callable[[], Finding], ...] = (
    _database,
    _migrations,
    _disk,
    _privacy,
    _clock,
    _cache,
    _jobs,
    _mail,
    _demo,
)
