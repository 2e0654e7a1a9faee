"""Plans that other programs wrote, where the machine has some; they are no part of the project."""

import json
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest

from headway.engine import moment, schedule, written
from headway.engine.tests.known import known_networks, known_plans
from headway.formats.detect import detect_format, read_plan
from headway.formats.mspdi import MSPDI
from headway.formats.network import network_of, starting
from headway.formats.plan import CalendarException, PlanDocument
from headway.formats.reconcile import Tally, reconcile
from headway.formats.recurrence import occurrences

pytestmark = pytest.mark.skipif(not known_plans(), reason="no plan files of other programs on this machine")


@cache
def files() -> tuple[Path, ...]:
    found = [path for path in known_plans() if detect_format(path.read_bytes()) is MSPDI]
    return tuple(found)


@cache
def plan(path: Path) -> PlanDocument:
    with path.open("rb") as source:
        return read_plan(source)


def test_every_file_is_read() -> None:
    assert files()
    for path in files():
        assert plan(path).calendars


def tally(pattern: str) -> Tally:
    tallies = [reconcile(plan(path)).tally for path in files() if path.match(pattern)]
    return Tally(
        compared=sum(each.compared for each in tallies),
        exact=sum(each.exact for each in tallies),
        equal=sum(each.equal for each in tallies),
        start_finish=sum(each.start_finish for each in tallies),
    )


@pytest.mark.parametrize(
    "pattern", ["*_mp_j*.xml", "*-mspdi.xml"], ids=["multi-project plans", "small plans"]
)
def test_the_dates_that_microsoft_project_stored_are_computed_to_the_minute(pattern: str) -> None:
    found = tally(pattern)
    assert found.compared
    assert found == Tally(found.compared, found.compared, found.compared, found.compared)


@pytest.mark.skipif(not known_networks(), reason="no network with dates of another scheduler on this machine")
def test_a_network_with_all_links_and_lags_has_the_dates_of_another_scheduler() -> None:
    # The file does not say when it starts; its dates were computed from here.
    (network,) = known_networks()
    document = starting(plan(network), moment("2025-01-06T08:00"))
    expected = json.loads(network.with_name("ms-1000.json").read_text())
    dates = schedule(network_of(document))
    for row, activity in enumerate(document.activities):
        found = [dates.early_start, dates.early_finish, dates.late_start, dates.late_finish]
        *moments, hours = expected[str(activity.uid)]
        assert [written(column[row])[:16] for column in found] == moments
        assert dates.total_float[row] == hours * 3600


def test_floats_are_those_that_microsoft_project_stored() -> None:
    for path in files():
        for comparison in reconcile(plan(path)).comparisons:
            if comparison.compared:
                stored, computed = comparison.stored, comparison.computed
                assert (stored.total_float or 0, stored.free_float or 0) == (
                    computed.total_float,
                    computed.free_float,
                )


def test_recurring_exceptions_hold_on_the_days_that_the_file_also_lists_one_by_one() -> None:
    for path in (path for path in known_plans() if path.match("calendar-recurring-exceptions*.xml")):
        # Without the rules the reader falls back to the list.
        text = path.read_bytes()
        listed = read_plan(
            BytesIO(text.replace(b"<Exceptions>", b"<Old>").replace(b"</Exceptions>", b"</Old>"))
        )
        for ruled, single in zip(plan(path).calendars, listed.calendars, strict=True):
            days = {(day, each.shifts) for each in ruled.exceptions for day in days_of(each)}
            assert days == {(day, each.shifts) for each in single.exceptions for day in days_of(each)}


def days_of(exception: CalendarException) -> Iterator[int]:
    if exception.recurrence:
        yield from (day.toordinal() for day in occurrences(exception))
    else:
        yield from range(exception.first.toordinal(), exception.last.toordinal() + 1)
