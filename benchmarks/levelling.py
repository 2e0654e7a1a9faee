"""How short the schedules of PSPLIB instances become, against the best that anybody has found.

    python benchmarks/levelling.py --set FOLDER --best optimum.csv --seconds 10 [--every 10] --json
    python benchmarks/levelling.py --set FOLDER --best optimum.csv --schedules 5000 --json

FOLDER holds `.sm` files; the table names each file with its best makespan, or the bounds `low..up`, of which
the upper one counts. With --schedules the search ends after so many generated schedules instead of seconds.
"""

import argparse
import csv
import json
import time
from pathlib import Path

from headway.engine.levelling import earliest_starts, search
from headway.formats.sm import read_sm

ENDLESS = 10**9


def best_known(table: Path) -> dict[str, int]:
    """Best makespan by file name."""
    with table.open(newline="") as file:
        return {row["problem"]: int(row["optimum"].split("..")[-1]) for row in csv.DictReader(file)}


def measured(path: Path, best: int, options: argparse.Namespace) -> dict[str, str | int]:
    """One instance levelled within the limit."""
    with path.open("rb") as source:
        problem = read_sm(source).problem
    until = time.monotonic() + (options.seconds or ENDLESS)
    found = search(
        problem,
        schedules=options.schedules or ENDLESS,
        workers=options.workers,
        seed=options.seed,
        stop=lambda: time.monotonic() >= until,
    )
    path_bound = int((earliest_starts(problem) + problem.duration).max())
    return {
        "name": path.name,
        "makespan": found.makespan,
        "best": best,
        "critical_path": path_bound,
        "generated": found.generated,
    }


def mean_over(rows: list[dict[str, str | int]], key: str) -> float:
    """Mean excess over another makespan of the same row, in percent."""
    return sum(100 * (int(row["makespan"]) / int(row[key]) - 1) for row in rows) / len(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", type=Path, required=True)
    parser.add_argument("--best", type=Path, required=True)
    limit = parser.add_mutually_exclusive_group(required=True)
    limit.add_argument("--seconds", type=float)
    limit.add_argument("--schedules", type=int)
    parser.add_argument("--workers", type=int, help="populations (2, with --schedules 1)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=1, help="only every so many instances")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    options.workers = options.workers or (1 if options.schedules else 2)
    best = best_known(options.best)
    paths = sorted(path for path in options.set.glob("*.sm") if path.name in best)[:: options.every]
    if not paths:
        parser.error("The folder has no .sm file that the table names.")
    rows = [measured(path, best[path.name], options) for path in paths]
    gap, over_path = mean_over(rows, "best"), mean_over(rows, "critical_path")
    if options.json:
        print(json.dumps({"mean_gap_percent": gap, "mean_over_path_percent": over_path, "instances": rows}))
    else:
        print(f"{len(rows)} instances: {gap:.3f} % over the best known, {over_path:.2f} % over the path")


if __name__ == "__main__":
    main()
