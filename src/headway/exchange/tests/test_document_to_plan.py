"""The plan that is stored has the dates that the report of the import speaks of."""

from io import BytesIO
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from headway.common.refusal import Invalid
from headway.engine import NONE
from headway.exchange.document_to_plan import plan_of
from headway.formats.detect import read_plan
from headway.formats.errors import FormatError
from headway.formats.network import dates_of, network_of
from headway.formats.plan import PlanDocument
from headway.formats.tests.mspdi_text import STANDARD, Fields, mspdi, week
from headway.formats.tests.test_any_input import TASK, numbered
from headway.project.schedule.plan.draft import Draft
from headway.project.schedule.plan.facts import CalendarFacts, LoadedPlan, PlanFacts, PlanTerms
from headway.project.schedule.plan.replace import replace_facts
from headway.project.schedule.results.outcome import compute_outcome

DATES = (
    "start",
    "finish",
    "early_start",
    "early_finish",
    "late_start",
    "late_finish",
    "total_float",
    "free_float",
    "critical",
)
NIGHTS = {"UID": 2, "Name": "Nights", "BaseCalendarUID": 1, "WeekDays": week(("18:00:00", "22:00:00"))}
FRIDAYS_OFF = {
    "UID": 3,
    "Name": "Fridays off",
    "BaseCalendarUID": 1,
    "WeekDays": {"WeekDay": [{"DayType": 6, "DayWorking": 0}]},
}
HOURS = st.sampled_from(["PT0H0M0S", "PT8H0M0S", "PT10H20M0S", "PT40H0M0S", "PT0H0M7S"])
DAYS = st.sampled_from([f"2026-01-{day:02}T{hour}:00:00" for day in range(5, 20) for hour in ("08", "17")])
SPAN = st.fixed_dictionaries(
    {
        "Type": st.just(1),
        "Start": DAYS,
        "Finish": DAYS,
        "Unit": st.just(2),
        "Value": st.sampled_from(["PT0H0M0S", "PT8H0M0S"]),
    }
)
RESOURCE = st.fixed_dictionaries({"Type": st.integers(0, 2), "CalendarUID": st.sampled_from([-1, 1, 2, 3])})
ASSIGNMENT = st.fixed_dictionaries(
    {
        "TaskUID": st.integers(1, 5),
        "ResourceUID": st.integers(-1, 4),
        "Work": HOURS,
        "Units": st.sampled_from(["-1", "0", "0.00001", "0.3", "0.5", "1", "3", "1e18"]),
    },
    optional={
        "RemainingWork": HOURS,
        "OvertimeWork": HOURS,
        "RemainingOvertimeWork": HOURS,
        "Delay": st.sampled_from([0, 4800]),
        "WorkContour": st.integers(0, 2),
        "TimephasedData": st.lists(SPAN, min_size=3, max_size=5),
    },
)
WORKING = st.fixed_dictionaries(
    {"Duration": HOURS, "OutlineLevel": st.integers(1, 2)},
    optional={
        "CalendarUID": st.sampled_from([-1, 1, 2, 3]),
        "IgnoreResourceCalendar": st.integers(0, 1),
        "Type": st.integers(0, 2),
        "PercentComplete": st.sampled_from([0, 30, 100]),
        "ActualStart": DAYS,
        "RemainingDuration": HOURS,
        "Resume": DAYS,
        "Stop": DAYS,
        "Start": DAYS,
    },
)
LINKS = st.lists(
    st.fixed_dictionaries(
        {"back": st.integers(1, 4), "Type": st.integers(0, 3)},
        optional={
            "LinkLag": st.sampled_from([0, 4800, -4800, 50]),
            "LagFormat": st.sampled_from([7, 8, 19]),
        },
    ),
    max_size=3,
)


@st.composite
def documents(draw: st.DrawFn) -> PlanDocument:
    """Plans in which everything that files say of work, material and cost comes together."""
    tasks = draw(st.lists(st.tuples(st.one_of(WORKING, TASK), LINKS), min_size=1, max_size=5))
    rows: list[Fields] = [
        {**task, "PredecessorLink": _links(at, links)} for at, (task, links) in enumerate(tasks, 1)
    ]
    content = mspdi(
        *numbered(rows),
        calendars=[STANDARD, NIGHTS, FRIDAYS_OFF],
        resources=numbered(draw(st.lists(RESOURCE, min_size=1, max_size=4))),
        assignments=numbered(draw(st.lists(ASSIGNMENT, min_size=1, max_size=8))),
        CalendarUID=draw(st.sampled_from([-1, 1, 3])),
    )
    return read_plan(BytesIO(content))


def _links(at: int, links: list[dict[str, Any]]) -> list[Fields]:
    return [
        {"PredecessorUID": at - link["back"], **{key: link[key] for key in link if key != "back"}}
        for link in links
        if at > link["back"]
    ]


def reported(document: PlanDocument) -> dict[int, tuple[int | None, ...]]:
    """Dates, floats and criticality of every row in the report, by identity."""
    dates = dates_of(document, network_of(document))
    columns = [getattr(dates, name) for name in DATES]
    rows = np.array(columns, np.int64).T.tolist()
    return {
        activity.uid: tuple(None if value == NONE else value for value in row)
        for activity, row in zip(document.activities, rows, strict=True)
    }


def planned(document: PlanDocument) -> dict[int, tuple[int | None, ...]]:
    """The same of the plan that an import makes of the document."""
    empty = PlanFacts(PlanTerms(0, 0), calendars={0: CalendarFacts(0, "Standard")})
    draft = Draft(LoadedPlan(1, None, empty, {}, {}, {}))
    replace_facts(draft, plan_of(document, file_name="plan.xml"), {})
    computed = compute_outcome(draft).computed
    return {
        row.uid: tuple(getattr(computed[row.id], name) for name in DATES)
        for row in draft.facts.activities.values()
        if row.uid is not None
    }


@pytest.mark.slow
@given(documents())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_plan_of_any_document_has_the_dates_of_its_report(document: PlanDocument) -> None:
    try:
        expected = reported(document)
    except FormatError:
        event("refused")
        with pytest.raises(Invalid):
            planned(document)
    else:
        event("computed")
        assert planned(document) == expected
