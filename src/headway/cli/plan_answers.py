"""What ``headway plan`` answers: JSON for programs, a few lines for people."""

import argparse
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from headway.cli.refusing import reason_of, refuse
from headway.engine import written
from headway.formats.budget import MEGABYTE
from headway.formats.compare import Group, computed_dates
from headway.formats.detect import READERS, read_plan
from headway.formats.errors import FormatError
from headway.formats.explain import Reason
from headway.formats.network import dates_of, network_of, starting
from headway.formats.plan import NotTakenOver, Omission, PlanDocument, StoredDates
from headway.formats.reconcile import reconcile

DATES = ("early_start", "early_finish", "late_start", "late_finish")

Answer = dict[str, Any]


def answer(options: argparse.Namespace) -> int:
    """Print the answer for every file; status 1 when a file is refused or there is none."""
    paths = list(_plan_files(options.files))
    found = {str(path): _answer(path, options) for path in paths}
    refused = [name for name, said in found.items() if "refused" in said]
    if options.json:
        single = len(options.files) == 1 and not options.files[0].is_dir()
        said = next(iter(found.values())) if single else found
        print(json.dumps(said, ensure_ascii=False))
    return 1 if refused or not paths else 0


def _answer(path: Path, options: argparse.Namespace) -> Answer:
    compute, show = ACTIONS[options.plan_command]
    try:
        with path.open("rb") as source:
            document = read_plan(source, largest=options.limit * MEGABYTE)
        if options.start is not None:
            document = starting(document, options.start)
        said = compute(document)
    except FormatError as error:
        return _refusal(path, error.line, error.reason)
    except OSError as error:
        return _refusal(path, 0, reason_of(error, "The file cannot be read."))
    if not options.json:
        show(str(path), said)
    return said


def _refusal(path: Path, line: int, reason: str) -> Answer:
    refuse(path, reason, line=line)
    return {"refused": {"line": line, "reason": reason}}


def _plan_files(given: Iterable[Path]) -> Iterable[Path]:
    endings = {ending for form in READERS for ending in form.extensions}
    for path in given:
        if path.is_dir():
            yield from sorted(inner for inner in path.iterdir() if inner.suffix.lower() in endings)
        else:
            yield path


# ---- verify ------------------------------------------------------------------------------------------------


def _verified(document: PlanDocument) -> Answer:
    found = reconcile(document)
    roots = found.roots
    return {
        "activities": len(found.comparisons),
        **asdict(found.tally),
        "roots": len(roots),
        "floats": {
            name: {"stored": stored, "equal": equal} for name, (stored, equal) in found.floats.items()
        },
        "unexplained": found.unexplained,
        "apart": {group.value: asdict(found.tally_of(group)) for group in Group},
        "reasons": {reason.value: count for reason, count in found.reason_counts.most_common()},
        "mismatches": [
            {
                "id": comparison.activity.uid,
                "name": comparison.activity.name,
                "stored": _four(comparison.stored),
                "computed": _four(comparison.computed),
                "reason": found.reasons[comparison.activity.uid].value,
                "root": comparison.activity.uid in roots,
            }
            for comparison in found.comparisons
            if comparison.activity.uid in found.reasons
        ],
        "not_taken_over": [_omission(entry) for entry in found.document.not_taken_over],
    }


def _four(dates: StoredDates) -> dict[str, str | None]:
    return {name: _moment(getattr(dates, name)) for name in DATES}


def _moment(time: int | None) -> str | None:
    return None if time is None else written(time)


def _omission(entry: NotTakenOver) -> Answer:
    return {
        "line": entry.line,
        "owner": entry.owner,
        "id": entry.uid,
        "field": entry.field,
        "value": entry.value,
        "reason": entry.reason.value,
        "count": entry.count,
    }


def _print_verified(name: str, answer: Answer) -> None:
    compared = answer["compared"]
    print(f"{name}: {answer['activities']} activities, {compared} compared")
    for key, words in (
        ("exact", "all four dates to the minute"),
        ("equal", "all four dates the same moment of work"),
        ("start_finish", "start and finish to the minute"),
    ):
        share = f"{100 * answer[key] / compared:6.2f} %" if compared else "     –"
        print(f"  {share}  {answer[key]} {words}")
    for kind, counts in answer["floats"].items():
        if counts["stored"]:
            print(f"  {counts['equal']} of {counts['stored']} stored {kind.replace('_', ' ')}s")
    for reason, count in answer["reasons"].items():
        print(f"  {count} differ: {Reason(reason).words}")
    if answer["roots"]:
        print(f"  {answer['roots']} of them although what they depend on is right")
    if answer["not_taken_over"]:
        print(
            f"  {sum(entry['count'] for entry in answer['not_taken_over'])} facts not taken over (see --json)"
        )


# ---- schedule ----------------------------------------------------------------------------------------------


def _scheduled(document: PlanDocument) -> Answer:
    dates = dates_of(document, network_of(document))
    rows = [computed_dates(dates, row) for row in range(len(document.activities))]
    finishes = [row.finish for row in rows if row.finish is not None]
    starts = [row.start for row in rows if row.start is not None]
    return {
        "project": {
            "name": document.project.name,
            "start": _moment(min(starts, default=None)),
            "finish": _moment(max(finishes, default=None)),
        },
        "notes": [_note(entry) for entry in document.not_taken_over if entry.reason is Omission.ASSUMED],
        "activities": [
            {
                "id": activity.uid,
                "number": activity.number,
                "name": activity.name,
                "kind": activity.kind.value,
                "start": _moment(row.start),
                "finish": _moment(row.finish),
                **_four(row),
                "total_float": row.total_float,
                "free_float": row.free_float,
                "critical": row.critical,
            }
            for activity, row in zip(document.activities, rows, strict=True)
        ],
    }


def _note(entry: NotTakenOver) -> str:
    return f"The file gives no {entry.field}; {entry.value} is taken. Give another with --start."


def _print_scheduled(name: str, answer: Answer) -> None:
    project = answer["project"]
    print(f"{name}: {project['name']}, {project['start']} to {project['finish']}")
    for note in answer["notes"]:
        print(f"  {note}")
    width = min(40, max((len(row["name"]) for row in answer["activities"]), default=0))
    for row in answer["activities"]:
        hours = "" if row["total_float"] is None else f"{row['total_float'] / 3600:10.1f} h float"
        mark = "critical" if row["critical"] else ""
        name_and_dates = f"{row['name'][:40]:<{width}}  {_short(row['start'])}  {_short(row['finish'])}"
        print(f"{row['number']:>6}  {name_and_dates}{hours}  {mark}".rstrip())


def _short(moment: str | None) -> str:
    return " " * 16 if moment is None else moment[:16].replace("T", " ")


ACTIONS: Mapping[str, tuple[Callable[[PlanDocument], Answer], Callable[[str, Answer], None]]] = {
    "verify": (_verified, _print_verified),
    "schedule": (_scheduled, _print_scheduled),
}
