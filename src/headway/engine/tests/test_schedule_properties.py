"""Any plan: the engine's dates and floats equal those of the slow reference."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.engine import (
    Activity,
    Assignment,
    Calendar,
    CalendarException,
    Constraint,
    Driver,
    LagKind,
    Link,
    LinkType,
    Network,
    Rules,
    Terms,
    WorkWeek,
    moment,
    schedule,
    written,
)
from headway.engine.tests.reference import MUST, NOT_LATER, Reference

HOUR, DAY = 3600, 86_400
MONDAY = moment("2026-01-05T00:00")
LONG_DAYS = ((6 * HOUR, 12 * HOUR), (13 * HOUR, 17 * HOUR))
NIGHTS = ((22 * HOUR, 30 * HOUR),)
CALENDARS = (
    Calendar.standard(
        exceptions=[
            CalendarException(dt.date(2026, 1, 14), dt.date(2026, 1, 16)),
            CalendarException(dt.date(2026, 1, 17), dt.date(2026, 1, 17), ((9 * HOUR, 12 * HOUR),)),
        ]
    ),
    Calendar(
        (LONG_DAYS,) * 4 + ((),) * 3,
        (),
        (WorkWeek(dt.date(2026, 1, 19), dt.date(2026, 1, 25), ((),) * 5 + (None,) * 2),),
    ),
    Calendar.around_the_clock(),
    Calendar((NIGHTS,) * 5 + ((),) * 2),
)

moments = st.integers(-5 * 24 * 2, 40 * 24 * 2).map(lambda halves: MONDAY + halves * HOUR // 2)
hours = st.integers(0, 60).map(lambda count: count * HOUR)
calendar_numbers = st.one_of(st.none(), st.integers(0, 3))
lags = st.one_of(
    st.just((0, LagKind.WORKING)),
    st.tuples(
        st.integers(-16, 40).map(lambda count: count * HOUR),
        st.sampled_from((LagKind.WORKING, LagKind.ELAPSED)),
    ),
    st.tuples(st.integers(-50, 150), st.sampled_from((LagKind.PERCENT, LagKind.ELAPSED_PERCENT))),
)


@dataclass(frozen=True)
class Plan:
    activities: list[Activity]
    links: list[Link]
    assignments: list[Assignment]
    terms: Terms


@st.composite
def progress(draw: st.DrawFn, duration: int) -> dict[str, Any]:
    """Nothing done, or started, or complete."""
    state = draw(st.sampled_from(("none", "none", "none", "started", "resumed", "complete")))
    if state == "none":
        return {}
    start = draw(moments)
    if state == "complete":
        return {"actual_start": start, "actual_finish": start + draw(hours), "remaining_duration": 0}
    remaining = draw(
        st.one_of(st.none(), st.integers(0, max(duration // HOUR, 0)).map(lambda left: left * HOUR))
    )
    resume = start + draw(hours) if state == "resumed" else None
    return {"actual_start": start, "remaining_duration": remaining, "resume": resume}


@st.composite
def leaves(draw: st.DrawFn, number: int, parent: int | None) -> Activity:
    duration = draw(hours)
    constraint = draw(st.one_of(st.just(Constraint.ASAP), st.sampled_from(Constraint)))
    manual_start = draw(st.one_of(st.none(), moments))
    manual_finish = (
        None
        if manual_start is None
        else draw(st.one_of(st.none(), hours.map(lambda more: manual_start + more)))
    )
    return Activity(
        id=number,
        parent=parent,
        duration=duration,
        elapsed=draw(st.integers(0, 9)) == 0,
        calendar=draw(calendar_numbers),
        ignore_resource_calendars=draw(st.booleans()),
        fixed_duration=draw(st.booleans()),
        constraint=constraint,
        constraint_date=draw(moments),
        deadline=draw(st.one_of(st.none(), st.none(), moments)),
        manual=draw(st.integers(0, 7)) == 0,
        start=manual_start,
        finish=manual_finish,
        active=draw(st.integers(0, 9)) != 0,
        leveling_delay=draw(st.one_of(st.just(0), st.just(0), hours)),
        pause=draw(st.one_of(st.just(0), st.just(0), hours)),
        **draw(progress(duration)),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Up to nine leaves in up to three summaries, one inside another, linked where that makes no cycle."""
    count = draw(st.integers(1, 9))
    # Leaves 1 to n in blocks: a summary (101, 102, …) over some of the blocks, the second within the first.
    cuts = sorted(draw(st.lists(st.integers(0, count), min_size=4, max_size=4)))
    parents = {n: 102 if cuts[1] <= n < cuts[2] else 101 for n in range(cuts[0], cuts[3])}
    parents |= dict.fromkeys(range(cuts[3], count), 103)
    members = {
        101: set(range(cuts[0], cuts[3])),
        102: set(range(cuts[1], cuts[2])),
        103: set(range(cuts[3], count)),
    }
    summaries = [
        Activity(
            id=number,
            parent=101 if number == 102 else None,
            constraint=draw(st.sampled_from((Constraint.ASAP, Constraint.SNET, Constraint.FNLT))),
            constraint_date=draw(moments),
        )
        for number, inside in members.items()
        if inside
    ]
    activities = [draw(leaves(n, parents.get(n))) for n in range(count)]
    reach = {number: inside for number, inside in members.items() if inside} | {n: {n} for n in range(count)}
    pairs = [(a, b) for a in reach for b in reach if max(reach[a]) < min(reach[b])]
    links = []
    for first, second in draw(st.lists(st.sampled_from(pairs), max_size=12)) if pairs else []:
        lag, kind = draw(lags)
        links.append(
            Link(
                predecessor=first,
                successor=second,
                type=draw(st.sampled_from(LinkType)),
                lag=lag,
                lag_kind=kind,
            )
        )
    assignments = [
        Assignment(
            activity=draw(st.integers(0, count - 1)),
            calendar=draw(calendar_numbers),
            work=draw(hours),
            remaining_work=draw(st.one_of(st.none(), hours)),
            units=draw(st.sampled_from((0.0, 0.5, 1.0, 2.0))),
            delay=draw(st.one_of(st.just(0), hours)),
        )
        for _ in range(draw(st.integers(0, 4)))
    ]
    terms = Terms(
        start=MONDAY + draw(st.integers(0, 9 * 24)) * HOUR,
        calendars=CALENDARS,
        data_date=draw(st.one_of(st.none(), moments)),
        rules=Rules(honor_constraints=draw(st.booleans())),
    )
    return Plan(draw(st.permutations(activities + summaries)), links, assignments, terms)


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(plans())
def test_dates_and_floats_of_any_plan_equal_those_of_the_reference(plan: Plan) -> None:
    expected = Reference(plan.activities, plan.links, plan.assignments, plan.terms)

    dates = schedule(Network.of(plan.activities, plan.links, plan.assignments, terms=plan.terms))

    for row, activity in enumerate(plan.activities):
        number = activity.id
        if number in expected.children:
            continue
        computed = (dates.early_start, dates.early_finish, dates.late_start, dates.late_finish)
        assert [written(column[row]) for column in computed] == [
            written(date) for date in (*expected.early_dates(number), *expected.late_dates(number))
        ]
        assert (dates.start[row], dates.finish[row]) == expected.scheduled(number)
        assert dates.total_float[row] == expected.total_float(number)
        assert dates.free_float[row] == expected.free_float(number)
        unfinished = activity.active and activity.actual_finish is None
        assert dates.critical[row] == (unfinished and dates.total_float[row] <= 0)


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(plans())
def test_a_summary_spans_its_active_children(plan: Plan) -> None:
    expected = Reference(plan.activities, plan.links, plan.assignments, plan.terms)

    dates = schedule(Network.of(plan.activities, plan.links, plan.assignments, terms=plan.terms))

    rows = {activity.id: row for row, activity in enumerate(plan.activities)}
    for number in expected.children:
        spans = [expected.scheduled(leaf) for leaf in expected.below(number)]
        if spans:
            row = rows[number]
            assert dates.start[row] == min(start for start, _ in spans)
            assert dates.finish[row] == max(finish for _, finish in spans)
            assert dates.critical[row] == any(dates.critical[rows[leaf]] for leaf in expected.below(number))


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(plans())
def test_what_is_named_as_the_driver_of_a_start_explains_it(plan: Plan) -> None:
    expected = Reference(plan.activities, plan.links, plan.assignments, plan.terms)

    dates = schedule(Network.of(plan.activities, plan.links, plan.assignments, terms=plan.terms))

    for row, activity in enumerate(plan.activities):
        if activity.id in expected.children:
            assert dates.start_driver[row] in (Driver.CHILDREN, Driver.NONE)
            continue
        start, named = expected.early_dates(activity.id)[0], int(dates.start_driver_row[row])
        match Driver(dates.start_driver[row]):
            case Driver.MANUAL:
                assert activity.manual
                assert start == activity.start
            case Driver.PROGRESS:
                assert start == activity.actual_start
            case Driver.LINK:
                link = plan.links[named]
                assert link in expected.into(activity.id)
                assert start == expected.snapped(activity, expected.asked_start(link, activity))
            case Driver.CONSTRAINT:
                assert start in bounds_of(expected, activity, plan.activities[named])
            case Driver.DATA_DATE:
                assert start == expected.snapped(activity, plan.terms.data_date or 0)
            case Driver.LEVELING:
                postponed = start_without_delay(expected, activity) + activity.leveling_delay
                assert start == expected.snapped(activity, postponed)
            case Driver.PROJECT_START:
                assert not [link for link in expected.into(activity.id) if expected.below(link.predecessor)]
                assert start in (plan.terms.start, expected.snapped(activity, plan.terms.start))
            case other:
                raise AssertionError(other)


def start_without_delay(expected: Reference, activity: Activity) -> int:
    """Where its links let an activity start if nobody postponed it, before a date that it must keep pulls."""
    bound = activity.constraint in (*NOT_LATER, *MUST)
    constraint = Constraint.ASAP if bound else activity.constraint
    return expected.early_start(replace(activity, leveling_delay=0, constraint=constraint))


def bounds_of(expected: Reference, activity: Activity, holder: Activity) -> list[int]:
    """Starts that a constraint of the activity, or of a summary above it, can ask for."""
    date = expected.given(holder)
    if holder is activity and holder.constraint in (Constraint.FNET, Constraint.FNLT, Constraint.MFO):
        date = expected.start_of(activity, date)
    assert holder is activity or holder in expected.above(activity.id)
    return [date, expected.snapped(activity, date)]


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(plans())
def test_what_is_named_as_the_driver_of_a_finish_explains_it(plan: Plan) -> None:
    expected = Reference(plan.activities, plan.links, plan.assignments, plan.terms)

    dates = schedule(Network.of(plan.activities, plan.links, plan.assignments, terms=plan.terms))

    for row, activity in enumerate(plan.activities):
        if activity.id in expected.children:
            assert dates.finish_driver[row] in (Driver.CHILDREN, Driver.NONE)
            continue
        (start, finish), named = expected.early_dates(activity.id), int(dates.finish_driver_row[row])
        match Driver(dates.finish_driver[row]):
            case Driver.MANUAL:
                assert activity.manual
                assert finish == activity.finish
            case Driver.DURATION:
                assert finish == expected.finish_of(activity, start)
            case Driver.ASSIGNMENT:
                assert plan.assignments[named].activity == activity.id
                assert finish == finish_of_one(plan, plan.assignments[named], activity, start)
            case Driver.CONSTRAINT:
                assert (named, finish) == (row, activity.constraint_date)
            case Driver.PROGRESS if activity.actual_finish is not None:
                assert finish == activity.actual_finish
            case Driver.PROGRESS | Driver.DATA_DATE:
                assert activity.actual_start is not None
                assert finish == expected.early_finish_in_progress(activity)
            case other:
                raise AssertionError(other)


def finish_of_one(plan: Plan, assignment: Assignment, activity: Activity, start: int) -> int:
    """When the work of one assignment would be done if it were the only one."""
    return Reference(plan.activities, plan.links, [assignment], plan.terms).finish_of(activity, start)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(plans())
def test_what_is_named_as_the_driver_of_a_late_finish_explains_it(plan: Plan) -> None:
    expected = Reference(plan.activities, plan.links, plan.assignments, plan.terms)

    dates = schedule(Network.of(plan.activities, plan.links, plan.assignments, terms=plan.terms))

    for row, activity in enumerate(plan.activities):
        if activity.id in expected.children:
            continue
        finish, named = expected.late_dates(activity.id)[1], int(dates.late_finish_driver_row[row])
        match Driver(dates.late_finish_driver[row]):
            case Driver.PROGRESS:
                asked = activity.actual_finish
            case Driver.PROJECT_FINISH:
                asked = expected.finish
            case Driver.DEADLINE:
                asked = activity.deadline
            case Driver.CONSTRAINT if plan.activities[named] is activity:
                asked = expected.constrained_finish(activity)
            case Driver.CONSTRAINT:
                assert plan.activities[named] in expected.above(activity.id)
                asked = expected.given(plan.activities[named])
            case Driver.LINK:
                asked = min(expected.asked[activity.id])
            case other:
                raise AssertionError(other)
        assert asked is not None
        assert finish in (asked, closed(expected, activity, asked))


def closed(expected: Reference, activity: Activity, finish: int) -> int:
    """A finish without the time behind it in which nobody works."""
    clocks = [clock for clock, *_ in expected.crew(activity)] or [expected.clock(activity)]
    return max(clock.previous_finish(finish) for clock in clocks)
