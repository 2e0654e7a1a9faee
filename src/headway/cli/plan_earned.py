"""``headway plan earned``: what was planned, earned and spent at status dates, and where it will end."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from headway.cli.refusing import reason_of, refuse
from headway.engine import written
from headway.engine.earned_value import (
    CostFactor,
    Finished,
    Measures,
    Outlook,
    TimeMethod,
    duration_at_completion,
    estimate_at_completion,
    outlook,
)
from headway.engine.earned_value.numbers import Values
from headway.formats.budget import MEGABYTE
from headway.formats.detect import TRACKED, read_tracked_plan
from headway.formats.earned import Earned, Hours, earned_of, finished
from headway.formats.errors import FormatError
from headway.formats.tracked import TrackedPlan

Answer = dict[str, Any]

MEASURES = ("at", "es", "pv", "ev", "ac", "sv", "cv", "sv_t", "complete", "spent")
INDICES = ("spi", "cpi", "spi_t", "sci", "sci_t")


def earned(options: argparse.Namespace) -> int:
    """Print the table; status 1 when the file is refused, or nothing can be learnt from the history."""
    try:
        plan = _read(options.file, options)
        found = earned_of(plan)
        projects = _history(options)
    except FormatError as error:
        return refuse(options.file, error.reason, line=error.line)
    except OSError as error:
        return refuse(Path(error.filename), reason_of(error, "The file cannot be read."))
    if options.history is not None and not projects:
        return refuse(options.history, "No project there has ended; nothing can be learnt.")
    answer = _answer(plan, found, projects, coverage=options.coverage)
    if options.json:
        print(json.dumps(answer, ensure_ascii=False, allow_nan=False))
    else:
        _print(options.file, answer)
    return 0


def _read(path: Path, options: argparse.Namespace) -> TrackedPlan:
    with path.open("rb") as source:
        return read_tracked_plan(source, largest=options.limit * MEGABYTE)


def _history(options: argparse.Namespace) -> list[Finished]:
    """The ended projects of the folder, without this one; what cannot be read is said and left out."""
    if options.history is None:
        return []
    endings = {ending for form in TRACKED for ending in form.extensions}
    projects = []
    for path in sorted(options.history.iterdir()):
        if path.suffix.lower() not in endings or path.samefile(options.file):
            continue
        try:
            found = finished(path.stem, earned_of(_read(path, options)))
        except FormatError as error:
            print(f"{path}: {error.reason} It is left out.", file=sys.stderr)
            continue
        projects += [found] if found is not None else []
    return projects


def _answer(plan: TrackedPlan, found: Earned, projects: list[Finished], *, coverage: float) -> Answer:
    hours = Hours(plan)
    measures = found.measures
    view = outlook(measures, found.expected, projects, coverage=coverage) if projects else None
    return {
        "project": plan.document.project.name,
        "start": written(hours.start),
        "bac": measures.bac,
        "pd": measures.pd,
        "planned_finish": _date(hours, measures.pd),
        "ended": None
        if found.duration is None
        else {"hours": found.duration, "finish": _date(hours, found.duration), "cost": found.cost},
        "learnt_from": len(projects),
        "coverage": coverage if projects else None,
        "dates": [
            {
                "date": written(period.status),
                "name": period.name,
                **_measured(measures, found, row),
                **_estimated(measures, found, hours, row),
                "outlook": _outlook(view, measures, hours, row),
            }
            for row, period in enumerate(plan.periods)
        ],
    }


def _measured(measures: Measures, found: Earned, row: int) -> Answer:
    return {
        **{name: _number(getattr(measures, name)[row]) for name in (*MEASURES, *INDICES)},
        "p_factor": _number(found.adherence[row]),
        "tcpi": _number(measures.tcpi()[row]),
        "tspi": _number(measures.tspi()[row]),
        "budget_exhausted": bool(np.isposinf(measures.tcpi()[row])),
        "time_exhausted": bool(np.isposinf(measures.tspi()[row])),
    }


def _estimated(measures: Measures, found: Earned, hours: Hours, row: int) -> Answer:
    time = {method.value: duration_at_completion(measures, method) for method in TimeMethod}
    time |= {"network": found.network, "expected": found.expected}
    return {
        "eac": {
            factor.value: _number(estimate_at_completion(measures, factor)[row]) for factor in CostFactor
        },
        "eac_t": {
            name: {"hours": _number(values[row]), "date": _date(hours, values[row])}
            for name, values in time.items()
        },
    }


def _outlook(view: Outlook | None, measures: Measures, hours: Hours, row: int) -> Answer | None:
    """The ranges at a status date, None where there are none or nothing remains to be done."""
    if view is None or measures.remaining[row] <= 0:
        return None
    ends: dict[str, Values] = {"from": view.earliest, "expected": view.duration, "to": view.latest}
    return {
        "finish": {name: _date(hours, values[row]) for name, values in ends.items()},
        "hours": {name: _number(values[row]) for name, values in ends.items()},
        "cost": {
            "from": _number(view.lowest[row]),
            "expected": _number(view.cost[row]),
            "to": _number(view.highest[row]),
        },
    }


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _date(hours: Hours, time: float) -> str | None:
    moment = hours.moment(float(time))
    return None if moment is None else written(moment)


def _print(path: Path, answer: Answer) -> None:
    planned = answer["planned_finish"][:10]
    print(f"{path}: {answer['project']}, budget {answer['bac']:,.2f}, planned to {planned}")
    print("  date              PV            EV            AC  SPI(t)     CPI  finish      cost")
    for each in answer["dates"]:
        view = each["outlook"]
        print(f"  {_line(each, view)}")
        if view is not None:
            print(f"  {_range(view, answer['coverage'])}")
    if answer["ended"]:
        print(f"  ended {answer['ended']['finish'][:10]} at {answer['ended']['cost']:,.2f}")
    if answer["coverage"] is not None:
        print(f"  ranges learnt from {answer['learnt_from']} ended projects")


def _line(each: Answer, view: Answer | None) -> str:
    """One status date; the cost is BAC / CPI where nothing was learnt."""
    money = "".join(f"{each[name]:14,.2f}" for name in ("pv", "ev", "ac"))
    finish = (each["eac_t"]["expected"]["date"] or "–")[:10]
    cost = each["eac"][CostFactor.CPI.value] if view is None else view["cost"]["expected"]
    said = "–" if cost is None else f"{cost:,.2f}"
    return f"{each['date'][:10]}{money}{_index(each['spi_t'])}{_index(each['cpi'])}  {finish:10}  {said}"


def _index(value: float | None) -> str:
    return "       –" if value is None else f"{value:8.3f}"


def _range(view: Answer, coverage: float) -> str:
    finish, cost = view["finish"], view["cost"]
    latest = "no end" if finish["to"] is None else finish["to"][:10]
    highest = "no end" if cost["to"] is None else f"{cost['to']:,.2f}"
    earliest = (finish["from"] or "")[:10]
    return f"          {coverage:.0%}: finish {earliest} to {latest}, cost {cost['from']:,.2f} to {highest}"
