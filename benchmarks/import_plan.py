"""Importing a plan file of 10,000 activities through the real job: seconds and memory against the limits.

    python benchmarks/import_plan.py [--activities 10000] [--repeat 3]

The file carries early and late dates, one in twenty of them a day off, so that comparing and explaining them
is part of the work. Prints one line per run: seconds of the job, how long its write transaction took, and the
largest resident memory of the process. Exit status 1 when no run keeps the limits.
"""

import argparse
import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from uploads import prepare, uploaded

from headway.engine import written
from headway.engine.plan_time import DAY
from headway.formats.plan import StoredDates

LIMIT_SECONDS = 15.0
LIMIT_MEGABYTES = 400
PEOPLE = 40
PHASE = 50  # activities below one summary
ROOT = Path(__file__).resolve().parent.parent


def plan_file(activities: int) -> bytes:
    """A plan of phases, its activities linked within and between them, each third one staffed, with dates."""
    from headway.formats.detect import read_plan
    from headway.formats.reconcile import reconcile

    found = reconcile(read_plan(io.BytesIO(_plan_file(activities, {}))))
    dates = {
        row.activity.uid: _dates(row.computed, DAY if at % 20 == 0 else 0)
        for at, row in enumerate(found.comparisons)
    }
    return _plan_file(activities, dates)


def _dates(computed: StoredDates, off: int) -> str:
    moments = {
        "EarlyStart": computed.early_start,
        "EarlyFinish": computed.early_finish,
        "LateStart": computed.late_start,
        "LateFinish": computed.late_finish,
        "Start": computed.start,
        "Finish": computed.finish,
    }
    return "".join(f"<{name}>{written((at or 0) + off)}</{name}>" for name, at in moments.items())


def _plan_file(activities: int, dates: dict[int, str]) -> bytes:
    from headway.exchange.tests.documents import PlanFile, Task

    tasks: list[Task] = []
    assignments: list[tuple[int, int]] = []
    uid, previous = 0, 0
    for phase in range((activities + PHASE - 1) // PHASE):
        uid += 1
        tasks.append(Task(uid, f"Phase {phase + 1}", summary=True))
        for at in range(min(PHASE, activities - phase * PHASE)):
            uid += 1
            after = [previous] if previous and at % 3 else [max(previous - 7, 2)] if previous > 10 else []
            tasks.append(Task(uid, f"Activity {uid}", 1 + uid % 9, after, 2, extra=dates.get(uid, "")))
            if uid % 3 == 0:
                assignments.append((uid, uid % PEOPLE + 1))
            previous = uid
    return PlanFile(tasks, [f"Person {at + 1}" for at in range(PEOPLE)], assignments).xml()


def run_once(path: Path) -> None:
    """One import in this process; prints its figures."""
    prepare()
    from django.db import connection

    from headway.common.jobs.models import Job
    from headway.common.jobs.queue import run_next
    from headway.exchange.models import PlanImport

    job = uploaded(path)
    writing = _Writing()
    before = _megabytes()
    began = time.perf_counter()
    with connection.execute_wrapper(writing):
        run_next("benchmark")
    seconds = time.perf_counter() - began
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.error
    figures = PlanImport.internal.get().counts
    print(
        f"{figures['activities']} activities ({figures['compared']} compared, {figures['equal']} equal), "
        f"{path.stat().st_size / 1e6:.1f} MB: {seconds:.1f} s (limit {LIMIT_SECONDS:.0f}), "
        f"write transaction {writing.seconds:.1f} s, largest resident {_megabytes()} MB "
        f"(limit {LIMIT_MEGABYTES}; {before} before the job)"
    )
    sys.exit(seconds > LIMIT_SECONDS or _megabytes() > LIMIT_MEGABYTES)


class _Writing:
    """From the project's first row to the last statement."""

    def __init__(self) -> None:
        self.began = self.last = 0.0

    def __call__(self, execute: object, sql: str, *arguments: object) -> object:
        if not self.began and sql.startswith('INSERT INTO "organisation_scope"'):
            self.began = time.perf_counter()
        try:
            return execute(sql, *arguments)  # type: ignore[operator]  # Django's own wrapper
        finally:
            self.last = time.perf_counter()

    @property
    def seconds(self) -> float:
        """How long others could not write."""
        return self.last - self.began


def _megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> int:
    """Run in fresh processes, each in an empty installation."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--activities", type=int, default=10_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--once", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.once:
        run_once(options.once)
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        file.write(plan_file(options.activities))
        file.flush()
        results = [_in_new_process(file.name) for _run in range(options.repeat)]
    return min(results)


def _in_new_process(path: str) -> int:
    with tempfile.TemporaryDirectory() as home:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HEADWAY_")}
        environment = {
            **kept,
            "HEADWAY_HOME": home,
            "DJANGO_SETTINGS_MODULE": "headway.config.settings",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        }
        # The server compiles the kernels when it is first started, once per version.
        compiling = [sys.executable, "-c", "from headway.engine.schedule import warm_up; warm_up()"]
        subprocess.run(compiling, env=environment, check=True)
        command = [sys.executable, __file__, "--once", path]
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
