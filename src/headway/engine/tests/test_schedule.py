"""What a schedule promises, by small plans that can be worked by hand: a working day is 08-12 and 13-17."""

from collections.abc import Sequence

import pytest

from headway.engine import (
    NONE,
    Activity,
    Assignment,
    Calendar,
    Constraint,
    Driver,
    LagKind,
    Link,
    LinkType,
    Network,
    Rules,
    Schedule,
    Terms,
    moment,
    schedule,
    written,
)

HOUR = 3600
DAY = 8 * HOUR
MONDAY = moment("2026-01-05T08:00")
PART_TIME = Calendar((((8 * HOUR, 12 * HOUR),),) * 5 + ((),) * 2)
TERMS = Terms(start=MONDAY, calendars=(Calendar.standard(), PART_TIME, Calendar.around_the_clock()))


def at(day: int, hour: int) -> int:
    return moment(f"2026-01-{day:02}T{hour:02}:00")


def dates_of(
    activities: Sequence[Activity],
    links: Sequence[Link] = (),
    assignments: Sequence[Assignment] = (),
    terms: Terms = TERMS,
) -> Schedule:
    return schedule(Network.of(activities, links, assignments, terms=terms))


def spans(dates: Schedule) -> list[tuple[str, str]]:
    return [(written(a)[8:13], written(b)[8:13]) for a, b in zip(dates.start, dates.finish, strict=True)]


def two(link: Link) -> Schedule:
    return dates_of([Activity(id=1, duration=2 * DAY), Activity(id=2, duration=DAY)], [link])


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (LinkType.FS, ("07T08", "07T17")),
        (LinkType.SS, ("05T08", "05T17")),
        (LinkType.FF, ("06T08", "06T17")),
        (LinkType.SF, ("02T08", "02T17")),
    ],
)
def test_each_link_type_holds_its_ends(kind: LinkType, expected: tuple[str, str]) -> None:
    dates = two(Link(predecessor=1, successor=2, type=kind))

    assert spans(dates)[1] == expected


@pytest.mark.parametrize(
    ("lag", "kind", "start"),
    [
        (DAY, LagKind.WORKING, "08T08"),
        (-DAY, LagKind.WORKING, "06T08"),
        (48 * HOUR, LagKind.ELAPSED, "09T08"),
        (50, LagKind.PERCENT, "08T08"),
        (100, LagKind.ELAPSED_PERCENT, "07T09"),
    ],
)
def test_lags_are_working_elapsed_or_percents_of_the_predecessor(lag: int, kind: LagKind, start: str) -> None:
    dates = two(Link(predecessor=1, successor=2, lag=lag, lag_kind=kind))

    assert spans(dates)[1][0] == start


def test_a_lag_runs_on_the_calendar_of_the_successor() -> None:
    activities = [Activity(id=1, duration=DAY), Activity(id=2, duration=HOUR, calendar=1)]

    dates = dates_of(activities, [Link(predecessor=1, successor=2, lag=DAY)])

    assert spans(dates)[1] == ("08T08", "08T09")


def test_float_is_what_the_shorter_of_two_paths_can_lose() -> None:
    activities = [Activity(id=n, duration=length * DAY) for n, length in ((1, 1), (2, 5), (3, 2), (4, 1))]
    links = [Link(predecessor=a, successor=b) for a, b in ((1, 2), (1, 3), (2, 4), (3, 4))]

    dates = dates_of(activities, links)

    assert [total // DAY for total in dates.total_float] == [0, 0, 3, 0]
    assert [free // DAY for free in dates.free_float] == [0, 0, 3, 0]
    assert dates.critical.tolist() == [True, True, False, True]


def test_a_deadline_moves_nothing_and_makes_float_negative() -> None:
    dates = dates_of([Activity(id=1, duration=3 * DAY, deadline=at(6, 17))])

    assert spans(dates) == [("05T08", "07T17")]
    assert dates.total_float.tolist() == [-DAY]
    assert dates.late_finish_driver.tolist() == [Driver.DEADLINE]


@pytest.mark.parametrize(
    ("constraint", "date", "expected"),
    [
        (Constraint.SNET, at(8, 8), ("08T08", "08T17")),
        (Constraint.FNET, at(9, 17), ("09T08", "09T17")),
        (Constraint.SNLT, at(6, 8), ("06T08", "06T17")),
        (Constraint.FNLT, at(6, 17), ("06T08", "06T17")),
        (Constraint.MSO, at(6, 8), ("06T08", "06T17")),
        (Constraint.MFO, at(12, 17), ("12T08", "12T17")),
    ],
)
def test_constraints_hold_against_a_link_that_asks_for_wednesday(
    constraint: Constraint, date: int, expected: tuple[str, str]
) -> None:
    activities = [
        Activity(id=1, duration=2 * DAY),
        Activity(id=2, duration=DAY, constraint=constraint, constraint_date=date),
    ]

    dates = dates_of(activities, [Link(predecessor=1, successor=2)])

    assert spans(dates)[1] == expected
    assert (dates.start_driver[1], dates.start_driver_row[1]) == (Driver.CONSTRAINT, 1)


def test_links_win_over_constraints_that_are_not_honoured() -> None:
    activities = [
        Activity(id=1, duration=2 * DAY),
        Activity(id=2, duration=DAY, constraint=Constraint.MSO, constraint_date=at(6, 8)),
    ]
    terms = Terms(start=MONDAY, rules=Rules(honor_constraints=False))

    dates = dates_of(activities, [Link(predecessor=1, successor=2)], terms=terms)

    assert spans(dates)[1] == ("07T08", "07T17")
    assert dates.total_float.tolist() == [-DAY, -DAY]


def test_as_late_as_possible_waits_for_the_successor_without_delaying_it() -> None:
    activities = [
        Activity(id=1, duration=DAY, constraint=Constraint.ALAP),
        Activity(id=2, duration=3 * DAY),
        Activity(id=3, duration=DAY),
    ]

    dates = dates_of(activities, [Link(predecessor=1, successor=3), Link(predecessor=2, successor=3)])

    assert spans(dates) == [("07T08", "07T17"), ("05T08", "07T17"), ("08T08", "08T17")]
    assert dates.total_float.tolist() == [0, 0, 0]


def test_a_manual_activity_stays_and_drives_its_successor() -> None:
    activities = [Activity(id=1, manual=True, start=at(8, 8), finish=at(8, 17), duration=DAY), Activity(id=2)]

    dates = dates_of(activities, [Link(predecessor=1, successor=2)])

    assert spans(dates) == [("08T08", "08T17"), ("08T17", "08T17")]
    assert dates.start_driver.tolist() == [Driver.MANUAL, Driver.LINK]


def test_an_inactive_activity_follows_its_predecessor_and_drives_nothing() -> None:
    activities = [
        Activity(id=1, duration=DAY),
        Activity(id=2, duration=9 * DAY, active=False),
        Activity(id=3, duration=DAY),
    ]

    dates = dates_of(activities, [Link(predecessor=1, successor=2), Link(predecessor=2, successor=3)])

    assert spans(dates)[1:] == [("06T08", "16T17"), ("05T08", "05T17")]
    assert dates.total_float[0] == 0
    assert not dates.critical[1]


def test_remaining_work_goes_on_at_resume() -> None:
    started = Activity(
        id=1, duration=4 * DAY, actual_start=at(5, 8), remaining_duration=3 * DAY, resume=at(12, 8)
    )

    dates = dates_of([started])

    assert spans(dates) == [("05T08", "14T17")]
    assert (dates.start_driver[0], dates.finish_driver[0]) == (Driver.PROGRESS, Driver.PROGRESS)


def test_at_resume_the_remaining_duration_counts_where_remaining_work_contradicts_it() -> None:
    started = Activity(
        id=1, duration=4 * DAY, actual_start=at(5, 8), remaining_duration=2 * DAY, resume=at(12, 8)
    )

    even = dates_of([started], assignments=[Assignment(activity=1, calendar=1, work=4 * DAY)])
    uneven = dates_of(
        [started], assignments=[Assignment(activity=1, calendar=1, work=4 * DAY, remaining_work=DAY)]
    )

    assert (spans(even), spans(uneven)) == ([("05T08", "15T12")], [("05T08", "13T17")])


def test_no_remaining_work_lies_before_the_data_date() -> None:
    activities = [
        Activity(id=1, duration=2 * DAY, actual_start=at(5, 8), remaining_duration=DAY),
        Activity(id=2, duration=DAY),
        Activity(id=3, duration=DAY, actual_start=at(5, 8), actual_finish=at(5, 17), remaining_duration=0),
    ]
    terms = Terms(start=MONDAY, data_date=at(12, 8))

    dates = dates_of(activities, terms=terms)

    assert spans(dates) == [("05T08", "12T17"), ("12T08", "12T17"), ("05T08", "05T17")]
    assert dates.finish_driver[0] == Driver.DATA_DATE
    assert dates.start_driver[1] == Driver.DATA_DATE
    assert dates.critical.tolist() == [True, True, False]


def test_assignments_determine_how_long_an_activity_takes_on_the_resources_calendars() -> None:
    activities = [Activity(id=1, duration=2 * DAY), Activity(id=2, duration=2 * DAY, fixed_duration=True)]
    assignments = [
        Assignment(activity=1, work=2 * DAY),
        Assignment(activity=1, calendar=1, work=DAY, units=0.5),
        Assignment(activity=2, calendar=1, work=2 * DAY),
    ]

    dates = dates_of(activities, assignments=assignments)

    assert spans(dates) == [("05T08", "08T12"), ("05T08", "06T17")]
    assert (dates.finish_driver[0], dates.finish_driver_row[0]) == (Driver.ASSIGNMENT, 1)


def test_an_assignment_works_when_activity_and_resource_both_do_unless_the_resource_is_ignored() -> None:
    activities = [
        Activity(id=1, duration=DAY, calendar=2),
        Activity(id=2, duration=DAY, calendar=2, ignore_resource_calendars=True),
    ]
    assignments = [Assignment(activity=n, calendar=1, work=DAY) for n in (1, 2)]

    assert spans(dates_of(activities, assignments=assignments)) == [("05T08", "06T12"), ("05T08", "05T16")]


def test_an_elapsed_duration_runs_through_the_night() -> None:
    assert spans(dates_of([Activity(id=1, duration=24 * HOUR, elapsed=True)])) == [("05T08", "06T08")]


def test_a_pause_lengthens_and_a_leveling_delay_postpones() -> None:
    dates = dates_of(
        [Activity(id=1, duration=DAY, pause=DAY), Activity(id=2, duration=DAY, leveling_delay=24 * HOUR)]
    )

    assert spans(dates) == [("05T08", "06T17"), ("06T08", "06T17")]
    assert dates.start_driver[1] == Driver.LEVELING


def test_a_link_between_summaries_holds_all_leaves_and_a_summary_spans_them() -> None:
    activities = [
        Activity(id=10),
        Activity(id=1, parent=10, duration=DAY),
        Activity(id=2, parent=10, duration=3 * DAY),
        Activity(id=20),
        Activity(id=3, parent=20, duration=DAY),
    ]

    dates = dates_of(activities, [Link(predecessor=10, successor=20)])

    assert spans(dates) == [
        ("05T08", "07T17"),
        ("05T08", "05T17"),
        ("05T08", "07T17"),
        ("08T08", "08T17"),
        ("08T08", "08T17"),
    ]
    assert dates.duration[0] == 3 * DAY
    assert [total // DAY for total in dates.total_float] == [0, 2, 0, 0, 0]
    assert (dates.finish_driver[0], dates.finish_driver_row[0]) == (Driver.CHILDREN, 2)


def test_a_start_constraint_of_a_summary_holds_its_leaves() -> None:
    summary = Activity(id=10, constraint=Constraint.SNET, constraint_date=at(8, 8))

    dates = dates_of([summary, Activity(id=1, parent=10, duration=DAY)])

    assert spans(dates)[1] == ("08T08", "08T17")
    assert (dates.start_driver[1], dates.start_driver_row[1]) == (Driver.CONSTRAINT, 0)


def test_the_driver_of_a_start_is_the_link_that_asks_for_most() -> None:
    activities = [
        Activity(id=1, duration=DAY),
        Activity(id=2, duration=2 * DAY),
        Activity(id=3, duration=DAY),
    ]

    dates = dates_of(activities, [Link(predecessor=1, successor=3), Link(predecessor=2, successor=3)])

    assert (dates.start_driver[2], dates.start_driver_row[2]) == (Driver.LINK, 1)
    assert (dates.late_finish_driver[1], dates.late_finish_driver_row[1]) == (Driver.LINK, 1)
    assert (dates.late_finish_driver[2], dates.start_driver[0]) == (
        Driver.PROJECT_FINISH,
        Driver.PROJECT_START,
    )


def test_a_milestone_stays_at_the_end_of_the_shift_its_predecessor_ends() -> None:
    dates = dates_of([Activity(id=1, duration=DAY), Activity(id=2)], [Link(predecessor=1, successor=2)])

    assert spans(dates)[1] == ("05T17", "05T17")


def test_a_summary_without_active_activities_has_no_dates() -> None:
    dates = dates_of([Activity(id=10), Activity(id=1, parent=10, active=False), Activity(id=2, duration=DAY)])

    assert (dates.start[0], dates.late_finish[0], dates.total_float[0]) == (NONE, NONE, NONE)
    assert (dates.start[2], dates.finish[2]) == (at(5, 8), at(5, 17))


def test_a_plan_that_lasts_for_centuries_is_computed() -> None:
    rare = Calendar((((8 * HOUR, 8 * HOUR + 60),), *((),) * 6))
    terms = Terms(start=MONDAY, calendars=(rare,))

    dates = dates_of([Activity(id=1, duration=60 * 52 * 300)], terms=terms)

    assert written(dates.finish[0])[:4] == "2324"


def test_a_plan_without_activities_has_an_empty_schedule() -> None:
    assert len(dates_of([]).start) == 0
