"""Real projects with their progress, where the machine has some; they are no part of the project."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from headway.engine import written
from headway.engine.earned_value import CostFactor, estimate_at_completion
from headway.engine.tests.known import tracked_projects
from headway.formats.earned import Hours, earned_of
from headway.formats.network import dates_of, network_of
from headway.formats.protrack import read_tracked
from headway.formats.tracked import TrackedPlan

pytestmark = pytest.mark.skipif(not tracked_projects(), reason="no tracked projects on this machine")


@cache
def plan(path: Path) -> TrackedPlan:
    with path.open("rb") as source:
        return read_tracked(source)


def project(name: str) -> TrackedPlan:
    (path,) = [path for path in tracked_projects() if path.name.startswith(name)]
    return plan(path)


# What ProTrack says of this project, as published with the database: PV, EV, AC, earned schedule.
PUBLISHED = {
    "2007-02-08T08:00": (779_169.19, 253_804.58, 283_418.66, "2006-12-08T17:00"),
    "2007-03-17T08:00": (1_048_578.75, 647_075.31, 685_780.5, "2007-01-22T09:00"),
    "2007-06-04T08:00": (1_790_853, 1_183_389.5, 1_209_484.13, "2007-04-11T12:00"),
    "2007-07-02T08:00": (1_944_325, 1_790_091.38, 1_881_315.5, "2007-06-01T09:00"),
    "2007-10-24T08:00": (2_530_047.75, 2_506_206.5, 2_583_683, "2007-10-03T14:00"),
}
ESTIMATES = {
    CostFactor.ONE: 3_056_747.25,
    CostFactor.CPI: 3_380_340.8,
    CostFactor.SPI: 8_797_418,
    CostFactor.SPI_T: 3_758_236.3,
    CostFactor.SCI: 9_790_837,
    CostFactor.SCI_T: 4_163_680,
    CostFactor.CPI_SPI: 3_831_887.3,
    CostFactor.CPI_SPI_T: 3_449_198.3,
}
SINGLE = 3e-7  # ProTrack's numbers have the 24 bits of single precision


def test_measures_are_those_that_protrack_published() -> None:
    premises = project("C2011-12")
    earned, hours = earned_of(premises), Hours(premises)
    measures = earned.measures
    assert measures.bac == pytest.approx(3_027_133.19, abs=0.01)
    for row, period in enumerate(premises.periods):
        if written(period.status)[:16] in PUBLISHED:
            pv, ev, ac, es = PUBLISHED[written(period.status)[:16]]
            found = (measures.pv[row], measures.ev[row], measures.ac[row])
            assert found == pytest.approx((pv, ev, ac), rel=SINGLE)
            moment = hours.moment(measures.es[row])
            assert moment is not None
            assert written(moment)[:16] == es
    assert measures.sv_t[1] == -43 * 8
    assert round(float(measures.spi_t[1]), 5) == 0.79812


def test_estimates_are_those_that_protrack_published() -> None:
    measures = earned_of(project("C2011-12")).measures
    for factor, published in ESTIMATES.items():
        assert estimate_at_completion(measures, factor)[1] == pytest.approx(published, rel=SINGLE)
    assert estimate_at_completion(measures, CostFactor.CPI)[2] == pytest.approx(3_208_202.8, rel=SINGLE)
    assert estimate_at_completion(measures, CostFactor.SCI)[2] == pytest.approx(4_773_339.5, rel=SINGLE)


def starts_as_planned(tracked: TrackedPlan) -> bool:
    """Whether each activity starts where the file planned it, in working time."""
    document = tracked.document
    dates, hours = dates_of(document, network_of(document)), Hours(tracked)
    rows = {each.uid: row for row, each in enumerate(document.activities)}
    return all(
        each.stored.start is not None
        and hours.of(each.stored.start) == hours.of(int(dates.start[rows[each.uid]]))
        for each in hours.activities
    )


# Plans that follow from durations, links and a calendar, one of them with locked starts; the others hold
# starts that somebody moved and the file does not mark as fixed.
COMPUTED = (
    "C2011-09",
    "C2011-12",
    "C2012-03",
    *(f"C2016-{number}" for number in (16, 18, 20, 22, 24, 26, 28, 30, 32, 34)),
)


@pytest.mark.parametrize("name", COMPUTED)
def test_a_plan_without_moved_starts_is_computed_activity_by_activity(name: str) -> None:
    assert starts_as_planned(project(name))


def test_every_project_is_read_and_its_measures_hold_together() -> None:
    for path in tracked_projects():
        found = plan(path)
        if found.periods:
            measures = earned_of(found).measures
            assert (np.diff(measures.at) >= 0).all()
            assert (measures.ev <= measures.bac * (1 + 1e-12)).all()
            assert (measures.es <= measures.pd).all()
