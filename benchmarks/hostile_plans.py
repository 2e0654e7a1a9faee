"""Plan files made to take memory or time, each below the limit of 100 MB: all must be answered below 400 MB.

    python benchmarks/hostile_plans.py [NAME …]

Each file goes through ``headway plan verify`` and through the import job of a worker, each in a process of
its own. Prints one row per file: its size, the largest resident memory of both, the seconds of processor
time, and the refusal. Exit status 1 when one is above the limit, or ends the worker otherwise.
"""

import datetime as dt
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from uploads import prepare, uploaded

LIMIT_MEGABYTES = 400
MOST_BYTES = 99_900_000
ROOT = Path(__file__).resolve().parent.parent

HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n<Project xmlns="http://schemas.microsoft.com/project">\n'
START = b"<StartDate>2026-03-02T08:00:00</StartDate>\n"
NAMES = ("Start", "Finish", "EarlyStart", "EarlyFinish", "LateStart", "LateFinish", "Deadline")


def _custom_fields(uid: int) -> Iterator[str]:
    for n in range(100):
        value = f"<Value>🌉{'x' * 300}</Value>"
        yield f"<ExtendedAttribute><FieldID>{uid}{n}</FieldID>{value}</ExtendedAttribute>"


def _task(uid: int, extra: str = "") -> bytes:
    return f"<Task><UID>{uid}</UID><Name>A{uid}</Name><Duration>PT8H0M0S</Duration>{extra}</Task>\n".encode()


def _after(uid: int) -> str:
    return f"<PredecessorLink><PredecessorUID>{uid}</PredecessorUID></PredecessorLink>"


def _dates(uid: int) -> str:
    """Seven moments that no other activity has."""
    seconds = [(uid * 7 + at) % 86_400 for at in range(7)]
    at = [f"20{26 + uid % 70}-03-02T{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02}" for s in seconds]
    return "".join(f"<{name}>{moment}</{name}>" for name, moment in zip(NAMES, at, strict=True))


def _circle(activities: int, padding: Callable[[int], str]) -> Iterator[bytes]:
    yield HEAD + START + b"<Tasks>"
    for uid in range(1, activities + 1):
        yield _task(uid, padding(uid) + _after(uid - 1 or activities))
    yield b"</Tasks></Project>"


def _in_one_row(element: bytes, size: int) -> Iterator[bytes]:
    yield HEAD + START + b"<Tasks><Task><UID>1</UID>"
    yield element * (size // len(element))
    yield b"</Task></Tasks></Project>"


def _rows(section: str, row: Callable[[int], bytes]) -> Iterator[bytes]:
    """As many rows as the file may have."""
    yield HEAD + START + (f"<{section}>".encode() if section else b"")
    size, at = 0, 0
    while size + len(made := row(at + 1)) < MOST_BYTES:
        at += 1
        size += len(made)
        yield made
    yield (f"</{section}>".encode() if section else b"") + b"</Project>"


def _baselines(uid: int) -> str:
    return "".join(f"<Baseline><Number>{number}</Number></Baseline>" for number in range(11))


def _one_by_one(count: int) -> Iterator[bytes]:
    """A chain that is equal without its constraints, its first apart; one with its own pushes the next."""
    base = dt.datetime(2026, 1, 5, 8)  # noqa: DTZ001  plan time

    def at(minutes: float) -> str:
        return (base + dt.timedelta(minutes=minutes)).isoformat()

    def row(uid: int, not_before: str, extra: str = "") -> bytes:
        fixed = f"<ConstraintType>4</ConstraintType><ConstraintDate>{not_before}</ConstraintDate>"
        return f"<Task><UID>{uid}</UID><Duration>PT0H1M0S</Duration>{fixed}{extra}</Task>\n".encode()

    working = "<WorkingTime><FromTime>00:00:00</FromTime><ToTime>00:00:00</ToTime></WorkingTime>"
    days = "".join(
        f"<WeekDay><DayType>{day}</DayType><DayWorking>1</DayWorking>"
        f"<WorkingTimes>{working}</WorkingTimes></WeekDay>"
        for day in range(1, 8)
    )
    calendar = (
        f"<Calendar><UID>1</UID><IsBaseCalendar>1</IsBaseCalendar><WeekDays>{days}</WeekDays></Calendar>"
    )
    yield HEAD + f"<StartDate>{at(0)}</StartDate><CalendarUID>1</CalendarUID>".encode()
    yield f"<Calendars>{calendar}</Calendars><Tasks>".encode()
    finish = 20 * (count + 500)
    yield row(1, at(finish - 1))
    for n in range(1, count + 1):
        early, late = 20 * n + (3 if n == 1 else 0), finish - (count - n)
        stored = zip(NAMES[2:6], (early, early + 1, late - 1, late), strict=True)
        said = "".join(f"<{name}>{at(minutes)}</{name}>" for name, minutes in stored)
        links = _after(2 * n) + (_after(2 * n - 1) if n > 1 else "")
        yield row(2 * n, at(20 * n - 1))
        yield row(2 * n + 1, at(20 * n + 25), said + links)
    yield b"</Tasks></Project>"


def _pausing(assignments: int, pauses: int) -> Iterator[bytes]:
    """An activity whose assignments all pause every second minute, none of their pauses beside another."""
    base = dt.datetime(2026, 3, 2, 8)  # noqa: DTZ001  plan time

    def worked(minute: int) -> str:
        start, finish = ((base + dt.timedelta(minutes=at)).isoformat() for at in (minute, minute + 1))
        return (
            f"<TimephasedData><Type>1</Type><Start>{start}</Start><Finish>{finish}</Finish>"
            f"<Value>PT0H{1 - minute % 2}M0S</Value></TimephasedData>"
        )

    rest = "<TaskUID>1</TaskUID><Work>PT8H0M0S</Work>"
    rest += "".join(worked(minute) for minute in range(2 * pauses + 1))
    yield b"<Tasks>" + _task(1) + b"</Tasks><Assignments>"
    for uid in range(1, assignments + 1):
        yield f"<Assignment><UID>{uid}</UID>{rest}</Assignment>\n".encode()
    yield b"</Assignments>"


def _chain(calendars: int) -> Iterator[bytes]:
    yield b"<Calendars>"
    for uid in range(1, calendars + 1):
        yield f"<Calendar><UID>{uid}</UID><BaseCalendarUID>{uid + 1}</BaseCalendarUID></Calendar>\n".encode()
    yield b"</Calendars>"


NEVER = (
    "<Exception><TimePeriod><FromDate>1950-01-01T00:00:00</FromDate><ToDate>2199-12-31T00:00:00</ToDate>"
    "</TimePeriod><Type>6</Type><DaysOfWeek>0</DaysOfWeek><DayWorking>0</DayWorking></Exception>"
)
EXCEPTION = (
    "<Exception><TimePeriod><FromDate>1950-01-01T00:00:00</FromDate><ToDate>2199-12-31T00:00:00</ToDate>"
    "</TimePeriod><Type>7</Type><Period>2</Period><DayWorking>0</DayWorking></Exception>"
)
FILES: dict[str, Callable[[], Iterator[bytes]]] = {
    "a cycle of 190,000": lambda: _circle(190_000, lambda uid: "<GUID>" + "x" * 350 + "</GUID>"),
    "a cycle of 80,000 with dates": lambda: _circle(80_000, _dates),
    "a cycle of 27,000 with baselines": lambda: _circle(27_000, lambda uid: _dates(uid) + _baselines(uid)),
    "cut off": lambda: (
        chunk[:40] if at == 79_999 else chunk
        for at, chunk in enumerate(_circle(80_000, _dates))
        if at <= 79_999
    ),
    "tiny elements in one row": lambda: _in_one_row(b"<a/>", 3_950_000),
    "tiny elements inside each other": lambda: _in_one_row(b"<a><b/></a>", 3_950_000),
    "one endless row": lambda: _in_one_row(b"<a/>", MOST_BYTES),
    "links": lambda: _rows("Tasks", lambda uid: _task(uid, _after(1) * 40_000)),
    "nested properties": lambda: _rows("", lambda at: b"<P>" + b"<a/>" * 900_000 + b"</P>\n"),
    "long names": lambda: _rows("Tasks", lambda uid: _task(uid, "<Notes>🌉" + "x" * 3_900_000 + "</Notes>")),
    "recurring exceptions": lambda: _rows(
        "Calendars",
        lambda uid: (
            f"<Calendar><UID>{uid}</UID><Exceptions>{EXCEPTION * 20}</Exceptions></Calendar>\n".encode()
        ),
    ),
    "exceptions that never hold": lambda: _rows(
        "Calendars",
        lambda uid: (
            f"<Calendar><UID>{uid}</UID><Exceptions>{NEVER * 2_000}</Exceptions></Calendar>\n".encode()
        ),
    ),
    "reasons that fall away one by one": lambda: _one_by_one(5_000),
    "custom fields": lambda: _rows(
        "Tasks",
        lambda uid: _task(uid, "".join(_custom_fields(uid))) + (_task(uid) if uid == 5_000 else b""),
    ),
    "pauses one by one": lambda: iter([HEAD + START, *_pausing(7, 13_000), b"</Project>"]),
    "a chain of calendars": lambda: iter([HEAD + START, *_chain(190_000), b"</Project>"]),
    "pauses": lambda: _rows(
        "Assignments",
        lambda uid: (
            f"<Assignment><UID>{uid}</UID><TaskUID>1</TaskUID>"
            + "".join(
                f"<TimephasedData><Type>1</Type><Start>2026-03-02T08:00:{n % 60:02}</Start>"
                f"<Finish>2026-03-02T09:00:00</Finish><Value>PT{n % 2}H0M0S</Value></TimephasedData>"
                for n in range(20_000)
            )
            + "</Assignment>\n"
        ).encode(),
    ),
    "an entity": lambda: iter(
        [
            b'<!DOCTYPE Project [<!ENTITY a "',
            b"x" * 9_000_000,
            b'">]><Project>',
            b"&a;" * 30_000_000,
            b"</Project>",
        ]
    ),
    "depth": lambda: iter([HEAD, b"<a>" * 33_000_000]),
}


def verify(path: str) -> None:
    """What the command says: its exit status, the memory it took, and the seconds of the processor."""
    from headway.cli.main import main as headway

    status: int | str | None
    try:
        status = headway(["plan", "verify", path])
    except SystemExit as end:
        status = end.code
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps([status, used.ru_maxrss // 1024, round(used.ru_utime + used.ru_stime, 1)]))


def work(path: str) -> None:
    """What becomes of it as an upload: state and error of the job, and the memory it took."""
    prepare()
    from headway.common.jobs.models import Job
    from headway.common.jobs.queue import run_next
    from headway.common.refusal import Refusal

    try:
        job = uploaded(Path(path))
        run_next("benchmark")
        job.refresh_from_db()
        state, error = str(job.state), job.error
    except Refusal as refusal:  # by its first bytes, before anything is stored
        state, error = str(Job.State.FAILED), str(refusal)
    print(json.dumps([state, error, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024]))


ALONE: dict[str, Callable[[str], None]] = {"--verify": verify, "--work": work}
"""What is measured in a process of its own."""


def main() -> int:
    """One row per file."""
    failed = False
    for name, chunks in FILES.items():
        if len(sys.argv) > 1 and name not in sys.argv[1:]:
            continue
        with tempfile.NamedTemporaryFile(suffix=".xml") as file, tempfile.TemporaryDirectory() as home:
            size = sum(file.write(chunk) for chunk in chunks())
            file.flush()
            status, verifying, seconds = _alone("--verify", file.name, home)
            state, error, worker = _alone("--work", file.name, home)
        answered = (status, state) in {(1, "failed"), (0, "done")}
        bad = not answered or max(verifying, worker) > LIMIT_MEGABYTES
        failed |= bad
        print(
            f"{'BAD ' if bad else 'ok  '} {name}: {size / 1e6:.0f} MB, plan verify {verifying} MB, "
            f"worker {worker} MB, {seconds} s: {error or 'taken over'}",
            flush=True,
        )
    return int(failed)


def _alone(what: str, path: str, home: str) -> list[Any]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HEADWAY_")}
    environment = {
        **kept,
        "HEADWAY_HOME": home,
        "DJANGO_SETTINGS_MODULE": "headway.config.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    command = [sys.executable, __file__, what, path]
    done = subprocess.run(command, env=environment, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    answer: list[Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in ALONE:
        ALONE[sys.argv[1]](sys.argv[2])
    else:
        sys.exit(main())
