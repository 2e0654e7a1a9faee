"""How near forecasts of finish and cost come to how real projects ended, each learnt from the others only.

    python benchmarks/forecast.py FOLDER [--json]     a folder of ProTrack files with tracking periods

Each forecast is made at every status date on which something is earned and not all. The error of a project
is its mean absolute percentage error over these dates; projects count alike. A forecast *beats* a peer only
where the interval of the mean difference, from a bootstrap over the projects, lies above 0; the interval over
families draws projects of one series, such as “House (1)” and “House (2)”, together. What is best on the
other projects shows what remains when the forecast itself is chosen without the project, too.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from headway.engine.earned_value import (
    CostFactor,
    Finished,
    TimeMethod,
    duration_at_completion,
    estimate_at_completion,
    expected_cost,
    learnt_noise,
    outlook,
)
from headway.engine.earned_value.numbers import Values
from headway.engine.earned_value.outlooks import STAGES
from headway.formats.detect import read_tracked_plan
from headway.formats.earned import earned_of, finished
from headway.formats.errors import FormatError

SEED, DRAWS, LEVEL = 20260105, 10_000, 0.95
COVERAGES = (0.5, 0.8)
OURS, CHOSEN = "Headway", "best on the others"
STAGE_NAMES = ("early", "middle", "late")

Forecast = Callable[[Finished, Sequence[Finished]], Values]
"""From one project and all others to a forecast at each of its dates."""


def by_time(method: TimeMethod) -> Forecast:
    return lambda project, others: duration_at_completion(project.measures, method)


def by_cost(factor: CostFactor) -> Forecast:
    return lambda project, others: estimate_at_completion(project.measures, factor)


TIME: Mapping[str, Forecast] = {
    OURS: lambda project, others: project.expected,
    "planned duration": lambda project, others: np.maximum(project.measures.pd, project.measures.at),
    **{method.value: by_time(method) for method in TimeMethod},
}
COST: Mapping[str, Forecast] = {
    OURS: lambda project, others: expected_cost(project.measures, learnt_noise(others)),
    "budget": lambda project, others: np.maximum(project.measures.bac, project.measures.ac),
    **{factor.value: by_cost(factor) for factor in CostFactor},
}
PEERS = {"time": (TimeMethod.ES_ONE.value,), "cost": (CostFactor.ONE.value, CostFactor.CPI.value)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    projects = ended_projects(options.folder)
    if len(projects) < 3:
        raise SystemExit(f"{options.folder} has {len(projects)} ended projects; three are the least.")
    answer = {
        "projects": len(projects),
        "families": len({family(project) for project in projects}),
        "dates": sum(len(project.measures.at) for project in projects),
        "time": compared(projects, TIME, "time"),
        "cost": compared(projects, COST, "cost"),
        "ranges": [ranges(projects, coverage) for coverage in COVERAGES],
    }
    print(json.dumps(answer) if options.json else written(answer))


def ended_projects(folder: Path) -> list[Finished]:
    """Projects of the folder in which every activity ended, with a status date on the way."""
    projects = []
    for path in sorted(folder.glob("*.p2x")):
        try:
            with path.open("rb") as source:
                found = finished(path.stem, earned_of(read_tracked_plan(source)))
        except FormatError:
            continue
        projects += [found] if found is not None else []
    return projects


def family(project: Finished) -> str:
    """The name without the database's number and the number in the series."""
    return re.sub(r"^C\d{4}-\d+\s+|\s*\(\d+\)$", "", project.name)


# ---- Errors ------------------------------------------------------------------------------------------------


def errors_of(projects: Sequence[Finished], forecast: Forecast, what: str) -> list[Values]:
    """Absolute percentage errors of each project at its dates; a forecast that is not defined errs by all."""
    errors = []
    for place, project in enumerate(projects):
        found = forecast(project, [*projects[:place], *projects[place + 1 :]])
        truth = project.duration if what == "time" else project.cost
        errors.append(np.nan_to_num(np.abs(found - truth) / truth * 100, nan=100.0, posinf=100.0))
    return errors


def compared(projects: Sequence[Finished], forecasts: Mapping[str, Forecast], what: str) -> dict[str, Any]:
    errors = {name: errors_of(projects, forecast, what) for name, forecast in forecasts.items()}
    errors[CHOSEN] = chosen(errors)
    stages = [np.searchsorted(STAGES, project.measures.complete) for project in projects]
    table = {name: summary(each, stages) for name, each in errors.items()}
    pairs = ((name, peer) for name in (OURS, CHOSEN) for peer in PEERS[what])
    differences = [difference(projects, errors, pair) for pair in pairs]
    return {"errors": table, "differences": differences}


def chosen(errors: Mapping[str, list[Values]]) -> list[Values]:
    """Of each project the errors of the forecast that is best on all others."""
    names = list(errors)
    means = np.array([[error.mean() for error in errors[name]] for name in names])
    best = (means.sum(axis=1, keepdims=True) - means).argmin(axis=0)
    return [errors[names[which]][place] for place, which in enumerate(best)]


def summary(errors: Sequence[Values], stages: Sequence[Any]) -> dict[str, float | None]:
    """Mean over projects of their mean error, of all dates and at each stage; and the median project."""
    each = np.array([error.mean() for error in errors])
    rows: dict[str, float | None] = {"all": float(each.mean()), "median": float(np.median(each))}
    for stage, name in enumerate(STAGE_NAMES):
        pairs = zip(errors, stages, strict=True)
        at = [error[where == stage].mean() for error, where in pairs if (where == stage).any()]
        rows[name] = float(np.mean(at)) if at else None
    return rows


def difference(
    projects: Sequence[Finished], errors: Mapping[str, list[Values]], pair: tuple[str, str]
) -> dict[str, Any]:
    """How much smaller the error of a forecast is than its peer's, in percentage points."""
    name, peer = pair
    gains = np.array([p.mean() - o.mean() for o, p in zip(errors[name], errors[peer], strict=True)])
    single = interval([np.array([gain]) for gain in gains])
    together = defaultdict[str, list[float]](list)
    for project, gain in zip(projects, gains, strict=True):
        together[family(project)].append(float(gain))
    grouped = interval([np.array(each) for each in together.values()])
    return {
        "forecast": name,
        "peer": peer,
        "gain": float(gains.mean()),
        "interval": single,
        "interval_of_families": grouped,
        "better": int((gains > 1e-9).sum()),
        "worse": int((gains < -1e-9).sum()),
        "beats": single[0] > 0,
    }


def interval(groups: Sequence[Values]) -> tuple[float, float]:
    """Percentile interval of the mean, groups drawn whole and with replacement."""
    rng = np.random.default_rng(SEED)
    sums, sizes = np.array([each.sum() for each in groups]), np.array([len(each) for each in groups])
    drawn = rng.integers(0, len(groups), (DRAWS, len(groups)))
    means = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    low, high = np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


# ---- Ranges ------------------------------------------------------------------------------------------------


def ranges(projects: Sequence[Finished], coverage: float) -> dict[str, float]:
    """How often the ranges held the truth, each project counting once, and their median width."""
    held_time, held_cost, wide_time, wide_cost = [], [], [], []
    for place, project in enumerate(projects):
        others = [*projects[:place], *projects[place + 1 :]]
        view = outlook(project.measures, project.expected, others, coverage=coverage)
        held_time.append(_held(project.duration, view.earliest, view.latest))
        held_cost.append(_held(project.cost, view.lowest, view.highest))
        wide_time += list((view.latest - view.earliest) / project.measures.pd)
        wide_cost += list((view.highest - view.lowest) / project.measures.bac)
    return {
        "coverage": coverage,
        "time_held": float(np.mean(held_time)),
        "cost_held": float(np.mean(held_cost)),
        "time_width": float(np.median(wide_time)),
        "cost_width": float(np.median(wide_cost)),
    }


def _held(truth: float, low: Values, high: Values) -> float:
    slack = 1e-9 * truth
    return float(((low - slack <= truth) & (truth <= high + slack)).mean())


# ---- For people --------------------------------------------------------------------------------------------


def written(answer: Mapping[str, Any]) -> str:
    counts = "{projects} ended projects of {families} families, {dates} status dates"
    lines = [counts.format(**answer)]
    for what in ("time", "cost"):
        lines += ["", f"{what:22}{'all':>8}{'median':>8}{'early':>8}{'middle':>8}{'late':>8}"]
        for name, row in answer[what]["errors"].items():
            cells = ("–" if value is None else f"{value:.1f}" for value in row.values())
            lines.append(f"  {name:20}" + "".join(f"{cell:>8}" for cell in cells))
        lines += [_difference(each) for each in answer[what]["differences"]]
    lines += ["", "ranges, learnt from the other projects"]
    lines += [_RANGE.format(**each) for each in answer["ranges"]]
    return "\n".join(lines)


_RANGE = (
    "  {coverage:.0%}: held the finish {time_held:.0%}, the cost {cost_held:.0%}; width {time_width:.0%} of"
    " the planned duration, {cost_width:.0%} of the budget"
)


def _difference(each: Mapping[str, Any]) -> str:
    low, high = each["interval"]
    from_, to = each["interval_of_families"]
    verdict = "beats" if each["beats"] else "not shown to beat"
    return (
        f"  {each['forecast']}: {verdict} {each['peer']}: {each['gain']:+.2f} points,"
        f" 95 % [{low:+.2f}, {high:+.2f}], families [{from_:+.2f}, {to:+.2f}];"
        f" better in {each['better']}, worse in {each['worse']}"
    )


if __name__ == "__main__":
    main()
