"""The portfolio page over 1,000 projects and 1,000,000 activities, and how long making them takes.

    python benchmarks/portfolio.py [--home FOLDER] [--profile load] [--processes 2]
    python tools/with_postgres.py python benchmarks/portfolio.py

Loads the organisation into FOLDER (a temporary one if none is named) unless it is there already. Each page is
asked for in a fresh process with a fresh connection, after the operating system was told to forget the
database; a page that finds nothing comes first, so that templates are compiled. On a busy machine read the
time of the processor. Exit status 1 when a limit is missed or the organisation contradicts itself.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LIMIT_MINUTES, LIMIT_GIGABYTES, LIMIT_MILLISECONDS = 10.0, 3.0, 300.0
# Rows of the load profile.
FEWEST = {
    "portfolios": 12,
    "programmes": 110,
    "people": 6_000,
    "projects": 1_000,
    "activities": 1_000_000,
    "links": 2_000_000,
    "journal entries": 1_000_000,
}
ANALYST = "tomas.brekke@tvu.example"
PAGES = {
    "first page": "/portfolio/",
    "by code, all": "/portfolio/?state=all&sort=code",
    "page 9": "/portfolio/?state=all&page=9",
    "red, by milestone": "/portfolio/?computed=red&sort=milestone",
    "search": "/portfolio/?q=Renewal",
    "diverging": "/portfolio/?diverging=1",
    "API, 100 rows": "/api/v1/portfolio/projects",
}


def prepare() -> None:
    """Django over the installation that the environment names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "headway.config.settings")
    sys.path.insert(0, str(ROOT / "src"))
    import django

    django.setup()


def build(profile: str, processes: int) -> dict[str, float]:
    """Load the organisation; minutes, minutes of the processors, and gigabytes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    command = ["-m", "headway.cli.main", "demo", "--profile", profile, "--processes", str(processes)]
    subprocess.run([sys.executable, *command], check=True, cwd=ROOT, env=environment())
    took, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"minutes": took / 60, "processor": processor / 60, "memory": after.ru_maxrss / 1024}


def environment() -> dict[str, str]:
    """The environment of the processes that this one starts."""
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), "HEADWAY_HOSTS": "testserver"}


def size() -> float:
    """Gigabytes of the database."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return float(cursor.fetchone()[0]) / 1e9
    name = str(connection.settings_dict["NAME"])
    files = [Path(name + end) for end in ("", "-wal")]
    return sum(file.stat().st_size for file in files if file.exists()) / 1e9


def forget() -> None:
    """Close the connection and have the operating system forget the database's file."""
    from django.db import connection

    connection.close()
    name = Path(str(connection.settings_dict["NAME"]))
    if connection.vendor == "sqlite" and name.exists():
        with name.open("rb") as file:
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def measure(path: str) -> dict[str, float]:
    """One page in this process, cold: milliseconds, those of the processor, statements, bytes."""
    prepare()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from headway.organisation.models import User

    client = Client()
    client.force_login(User.objects.get(email=ANALYST))
    separator = "&" if "?" in path else "?"
    client.get(f"{path}{separator}q=nothing-is-called-this")
    forget()
    begun, begun_cpu = time.perf_counter(), time.process_time()
    answer = client.get(path)
    took, processor = time.perf_counter() - begun, time.process_time() - begun_cpu
    if answer.status_code != 200:
        sys.exit(f"{path}: {answer.status_code}")
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return {
        "ms": took * 1000,
        "processor": processor * 1000,
        "statements": len(captured),
        "bytes": len(answer.content),
    }


def cold(path: str, repeat: int) -> dict[str, float]:
    """The median of several fresh processes."""
    command = [sys.executable, str(Path(__file__)), "--measure", path]
    runs = [
        json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, env=environment()).stdout)
        for _ in range(repeat)
    ]
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def verdict(value: float, limit: float) -> str:
    """Whether a limit is kept."""
    return f"limit {limit:g}: {'ok' if value <= limit else 'MISSED'}"


def show_build(options: argparse.Namespace, home: Path) -> bool:
    """Load the organisation where it is not there, and print what that took."""
    notes = home / "build.json"
    if not notes.exists():
        notes.write_text(json.dumps(build(options.profile, options.processes)))
    prepare()
    took, gigabytes = json.loads(notes.read_text()), size()
    print(f"\nloading    {took['minutes']:8.1f} min   {verdict(took['minutes'], LIMIT_MINUTES)}")
    print(f"           {took['processor']:8.1f} min of the processors, at most {took['memory']:.0f} MB each")
    print(f"database   {gigabytes:8.2f} GB    {verdict(gigabytes, LIMIT_GIGABYTES)}")
    full = True
    for label, count in counted().items():
        least = FEWEST.get(label, 0) if options.profile == "load" else 0
        full = full and count >= least
        print(f"           {count:>11,} {label}{'' if count >= least else f'   at least {least:,}: MISSED'}")
    return full and took["minutes"] <= LIMIT_MINUTES and gigabytes <= LIMIT_GIGABYTES


def counted() -> dict[str, int]:
    """How many rows there are of what counts."""
    from headway.common.journal.models import JournalEntry
    from headway.governance.strategy.models import Portfolio, Programme
    from headway.organisation.models import Person
    from headway.project.lifecycle.models import Project
    from headway.project.schedule.models import Activity, Link

    rows: dict[str, Any] = {
        "portfolios": Portfolio.internal,
        "programmes": Programme.internal,
        "people": Person.objects,
        "projects": Project.internal,
        "activities": Activity.internal,
        "links": Link.internal,
        "journal entries": JournalEntry.internal,
    }
    return {label: manager.count() for label, manager in rows.items()}


def show_contradictions() -> bool:
    """Print what contradicts itself in the organisation; whether nothing does."""
    from headway.demo.integrity import violations

    found = list(violations(sampled=50))
    print(f"           {len(found):>11,} contradictions, the roll-ups of fifty projects computed anew")
    for sentence in found[:10]:
        print(f"           {sentence}")
    return not found


def show_pages(repeat: int) -> bool:
    """Print every page; whether all keep the limit."""
    kept = True
    for name, path in PAGES.items():
        found = cold(path, repeat)
        kept = kept and found["ms"] <= LIMIT_MILLISECONDS
        print(
            f"{name:<18}{found['ms']:7.0f} ms  ({found['processor']:.0f} of the processor)  "
            f"{found['statements']:.0f} statements  {found['bytes']:,.0f} bytes  "
            f"{verdict(found['ms'], LIMIT_MILLISECONDS)}"
        )
    return kept


def main() -> int:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--home", type=Path, help="folder of the installation, to be used again")
    parser.add_argument("--profile", default="load")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(options.measure)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        home = options.home or Path(folder)
        os.environ |= {"HEADWAY_HOME": str(home), "HEADWAY_SECRET_KEY": "benchmark"}
        kept = [show_build(options, home), show_contradictions(), show_pages(options.repeat)]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
