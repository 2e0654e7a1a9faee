"""``headway plan level``: a schedule that needs no more of a resource than there is."""

import argparse
import json
import time
from dataclasses import dataclass

from headway.cli.refusing import reason_of, refuse
from headway.engine import NetworkError
from headway.engine.levelling import Levelled, search
from headway.formats.errors import FormatError
from headway.formats.sm import Instance, read_sm

ENDLESS = 10**9
WORKERS = 2


@dataclass(frozen=True, slots=True)
class Deadline:
    """Answers whether so many seconds have passed since it was made."""

    until: float

    def __call__(self) -> bool:
        return time.monotonic() >= self.until


def level(options: argparse.Namespace) -> int:
    """Print the schedule; status 1 when the file is refused."""
    deadline = Deadline(time.monotonic() + options.seconds)
    try:
        with options.file.open("rb") as source:
            instance = read_sm(source)
        found = search(instance.problem, schedules=ENDLESS, seed=options.seed, workers=WORKERS, stop=deadline)
    except FormatError as error:
        return refuse(options.file, error.reason, line=error.line)
    except NetworkError as error:
        return refuse(options.file, str(error))
    except OSError as error:
        return refuse(options.file, reason_of(error, "The file cannot be read."))
    _say(options, instance, found)
    return 0


def _say(options: argparse.Namespace, instance: Instance, found: Levelled) -> None:
    finishes = found.starts + instance.problem.duration
    rows = [
        {"id": job, "start": start, "finish": finish}
        for job, start, finish in zip(instance.jobs, found.starts.tolist(), finishes.tolist(), strict=True)
    ]
    if options.json:
        said = {"makespan": found.makespan, "bound": found.bound, "generated": found.generated}
        print(json.dumps({**said, "activities": rows}))
        return
    print(f"{options.file}: {found.makespan} periods; none is shorter than {found.bound}")
    for row in rows:
        print(f"{row['id']:>6}  {row['start']:>6}  {row['finish']:>6}")
