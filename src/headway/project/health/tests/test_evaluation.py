"""The verdict on a project from what is known of it."""

import datetime as dt

import pytest

from headway.engine import Calendar, moment
from headway.project.health.evaluation import Inputs, Verdict, evaluate
from headway.project.health.formulas import AMBER, GREEN, GREY, RED, CostFacts
from headway.project.schedule.results.working_time import ProjectTime

TODAY = dt.date(2026, 3, 3)
NOW = dt.datetime(2026, 3, 3, 9, tzinfo=dt.UTC)
FINISH = moment("2026-06-30T17:00")
WORKING_TIME = ProjectTime(
    Calendar.standard().compiled(moment("2026-01-01T00:00"), moment("2027-01-01T00:00")), 8 * 3600
)


def verdict(cost: CostFacts | None, *, forecast: int = FINISH) -> Verdict:
    """Of a project with ten days of tolerance, told up to yesterday."""
    inputs = Inputs(
        forecast=forecast,
        baseline=FINISH,
        baselined_on=dt.date(2026, 1, 5),
        tolerance=10.0,
        data_date=moment("2026-03-02T17:00"),
        working_time=WORKING_TIME,
        cost=cost,
        expected=True,
    )
    return evaluate(inputs, {}, NOW, TODAY)


def budget(etc: float) -> CostFacts:
    """A budget of 100 with a tolerance of 10, of which 40 are spent on 40 earned."""
    return CostFacts(bac=100, baseline=100, ac=40, ev=40, etc=etc, tolerance=10)


@pytest.mark.parametrize(
    ("etc", "use", "colour"), [(55, 0.0, GREEN), (66, 0.6, GREEN), (67, 0.7, AMBER), (71, 1.1, RED)]
)
def test_cost_counts_as_soon_as_there_is_a_budget(etc: float, use: float, colour: str) -> None:
    found = verdict(budget(etc))
    assert (round(found.u_cost or 0.0, 9), found.rag_cost, found.computed) == (use, colour, colour)
    assert (found.u_time, found.rag_time) == (0.0, GREEN)
    assert found.use == found.u_cost
    assert {reason.code for reason in found.reasons} >= {"over_budget" if etc > 60 else "in_budget"}


def test_without_a_budget_cost_is_unknown_and_takes_nothing_from_the_rest() -> None:
    found = verdict(None)
    assert (found.u_cost, found.rag_cost, found.computed, found.use) == (None, GREY, GREEN, 0.0)


def test_the_worse_of_time_and_cost_is_the_colour_of_the_project() -> None:
    nine_days_late = moment("2026-07-13T17:00")
    found = verdict(budget(55), forecast=nine_days_late)
    assert (found.rag_time, found.rag_cost, found.computed) == (AMBER, GREEN, AMBER)
    assert (found.use, found.u_time) == (0.9, 0.9)
