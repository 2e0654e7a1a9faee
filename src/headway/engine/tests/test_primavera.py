"""The rules of Primavera, one by one, each worked by hand.

All plans run from Monday 5 January 2026; work is Monday to Friday, 08:00 to 12:00 and 13:00 to 17:00.
"""

from collections.abc import Sequence
from typing import Any

import pytest

from headway.engine import (
    NONE,
    Assignment,
    Calendar,
    FloatKind,
    LagCalendar,
    Link,
    LinkType,
    Network,
    NetworkError,
    PrimaveraActivity,
    PrimaveraRules,
    Progress,
    ProjectTerms,
    Role,
    Terms,
    moment,
    schedule,
    written,
)

DAY = 8 * 3600
FS, SS, FF, SF = LinkType
SEVEN_DAYS = Calendar((((8 * 3600, 12 * 3600), (13 * 3600, 17 * 3600)),) * 7)


def at(day: int, hour: int = 8) -> int:
    """A moment in January 2026; days beyond the month run on."""
    return moment("2026-01-01T00:00") + (day - 1) * 86400 + hour * 3600


def task(uid: int, days: float = 5, **facts: Any) -> PrimaveraActivity:
    return PrimaveraActivity(id=uid, duration=round(days * DAY), **facts)


def link(predecessor: int, successor: int, kind: LinkType = FS, days: float = 0) -> Link:
    return Link(predecessor=predecessor, successor=successor, type=kind, lag=round(days * DAY))


class Dates:
    """Dates of a plan by identity, written short: the day of January and the hour."""

    def __init__(
        self,
        activities: Sequence[PrimaveraActivity],
        links: Sequence[Link] = (),
        assignments: Sequence[Assignment] = (),
        *,
        data_date: int | None = None,
        calendars: tuple[Calendar, ...] = (Calendar.standard(), SEVEN_DAYS),
        **rules: Any,
    ) -> None:
        terms = Terms(start=at(5), data_date=data_date, calendars=calendars, rules=PrimaveraRules(**rules))
        self.found = schedule(Network.of(activities, links, assignments, terms=terms))
        self.rows = {activity.id: row for row, activity in enumerate(activities)}

    def early(self, uid: int) -> tuple[str, str]:
        return self._two(uid, "early_start", "early_finish")

    def late(self, uid: int) -> tuple[str, str]:
        return self._two(uid, "late_start", "late_finish")

    def actual(self, uid: int) -> tuple[str, str]:
        return self._two(uid, "start", "finish")

    def days(self, uid: int, kind: str = "total_float") -> float:
        return float(getattr(self.found, kind)[self.rows[uid]]) / DAY

    def critical(self) -> set[int]:
        return {uid for uid, row in self.rows.items() if self.found.critical[row]}

    def _two(self, uid: int, *names: str) -> tuple[str, str]:
        first, second = (int(getattr(self.found, name)[self.rows[uid]]) for name in names)
        return short(first), short(second)


def short(time: int) -> str:
    return "" if time == NONE else f"{(time - at(1, 0)) // 86400 + 1:d} {time % 86400 // 3600:d}"


# ---- Progress ----------------------------------------------------------------------------------------------

# 1 takes five days from Monday 5 and is not done; 2 began on Wednesday 7 although it waits for 1. On Thursday
# 8 two days of 1 and three of 2 remain.
OUT_OF_SEQUENCE = (
    task(1, 5, actual_start=at(5), remaining_duration=2 * DAY),
    task(2, 4, actual_start=at(7), remaining_duration=3 * DAY),
)


def test_retained_logic_lets_remaining_work_wait_for_its_predecessor() -> None:
    found = Dates(OUT_OF_SEQUENCE, [link(1, 2)], data_date=at(8))
    assert found.early(1) == ("8 8", "9 17")
    assert found.early(2) == ("12 8", "14 17")  # after the weekend
    assert found.actual(2) == ("7 8", "14 17")
    assert found.days(1) == 0


def test_progress_override_lets_remaining_work_go_on_at_the_data_date() -> None:
    found = Dates(OUT_OF_SEQUENCE, [link(1, 2)], data_date=at(8), progress=Progress.OVERRIDE)
    assert found.early(1) == ("8 8", "9 17")
    assert found.early(2) == ("8 8", "12 17")
    # The link that holds nothing forwards holds nothing backwards: 1 may end with the project.
    assert found.late(1) == ("9 8", "12 17")
    assert found.days(1) == 1


def test_progress_override_leaves_links_to_the_finish_and_to_unstarted_work() -> None:
    begun = (*OUT_OF_SEQUENCE, task(3, 1))
    found = Dates(begun, [link(1, 2, FF, 2), link(1, 3)], data_date=at(8), progress=Progress.OVERRIDE)
    # 1 ends on Friday 9, two days later is Tuesday 13, and three days of work before it begin on Friday 9.
    assert found.early(2) == ("9 8", "13 17")
    assert found.early(3) == ("12 8", "12 17")


def test_actual_dates_after_the_data_date_hold_successors_only_where_actual_dates_count() -> None:
    # 1 is reported as finished on Tuesday 13, after the data date.
    plan = (task(1, 5, actual_start=at(5), actual_finish=at(13, 17)), task(2, 1))
    assert Dates(plan, [link(1, 2)], data_date=at(8)).early(2) == ("8 8", "8 17")
    found = Dates(plan, [link(1, 2)], data_date=at(8), progress=Progress.ACTUAL_DATES)
    assert found.early(2) == ("14 8", "14 17")


def test_what_is_finished_stands_at_the_data_date_and_has_no_float() -> None:
    plan = (task(1, 3, actual_start=at(5), actual_finish=at(7, 17)), task(2, 1))
    found = Dates(plan, [link(1, 2)], data_date=at(10, 0))  # a Saturday
    assert found.early(1) == ("10 0", "10 0")
    assert found.early(2) == ("12 8", "12 17")
    assert found.late(1) == ("12 8", "12 8")
    assert found.actual(1) == ("5 8", "7 17")
    assert found.days(1) == 0
    assert found.critical() == {2}


def test_the_data_date_leaves_the_rest_of_a_lag_that_has_begun_to_run() -> None:
    # Two of five days of lag have run from Tuesday evening to Friday morning; three remain.
    plan = (task(1, 2, actual_start=at(5), actual_finish=at(6, 17)), task(2, 1))
    found = Dates(plan, [link(1, 2, FS, 5)], data_date=at(9))
    assert found.early(2) == ("14 8", "14 17")


def test_a_lag_from_a_started_predecessor_runs_from_what_is_done_or_from_the_actual_start() -> None:
    # Of 1, which rested on Tuesday and Wednesday, one day is done when the data date comes on Thursday.
    resting = task(1, 5, actual_start=at(5), remaining_duration=4 * DAY, suspend=at(6), resume=at(8))
    plan, links = (resting, task(2, 1)), [link(1, 2, SS, 3)]
    # Two days of lag are left from Thursday on, or three from Monday on, so that the data date holds.
    assert Dates(plan, links, data_date=at(8)).early(2) == ("12 8", "12 17")
    assert Dates(plan, links, data_date=at(8), lag_from_actual_start=True).early(2) == ("8 8", "8 17")


def test_suspended_work_goes_on_when_it_is_resumed() -> None:
    plan = (task(1, 5, actual_start=at(5), remaining_duration=3 * DAY, suspend=at(7), resume=at(14)),)
    found = Dates(plan, data_date=at(8))
    assert found.early(1) == ("14 8", "16 17")
    assert found.actual(1) == ("5 8", "16 17")


def test_work_that_was_resumed_before_the_data_date_goes_on_there() -> None:
    plan = (task(1, 5, actual_start=at(5), remaining_duration=3 * DAY, suspend=at(6), resume=at(7)),)
    assert Dates(plan, data_date=at(8)).early(1) == ("8 8", "12 17")


def test_an_expected_finish_says_how_much_work_remains() -> None:
    plan = (
        task(1, 5, actual_start=at(5), remaining_duration=4 * DAY, expected_finish=at(13, 12)),
        task(2, 1),
    )
    found = Dates(plan, [link(1, 2)], data_date=at(8))
    assert found.early(1) == ("8 8", "13 12")
    assert found.early(2) == ("13 13", "14 12")
    assert found.days(1, "free_float") == 0
    off = Dates(plan, [link(1, 2)], data_date=at(8), expected_finish=False)
    assert off.early(1) == ("8 8", "13 17")


def test_an_expected_finish_before_the_work_can_go_on_leaves_none() -> None:
    plan = (task(1, 5, actual_start=at(5), remaining_duration=4 * DAY, expected_finish=at(7, 17)),)
    assert Dates(plan, data_date=at(8)).early(1) == ("8 8", "8 8")


def test_an_expected_finish_does_not_count_where_a_link_asks_for_the_finish() -> None:
    plan = (task(1, 2), task(2, 1, expected_finish=at(16, 17)))
    assert Dates(plan, [link(1, 2, FF)]).early(2) == ("6 8", "6 17")


# ---- Lags --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("calendar", "start"),
    [
        # 1 ends on Friday 9 at 17:00. Two days of its own, seven-day calendar end on Sunday evening;
        (LagCalendar.PREDECESSOR, "12 8"),
        # two days of the successor's or the project's week on Tuesday evening;
        (LagCalendar.SUCCESSOR, "14 8"),
        (LagCalendar.PROJECT, "14 8"),
        # sixteen hours around the clock on Saturday morning.
        (LagCalendar.AROUND_THE_CLOCK, "12 8"),
    ],
)
def test_a_lag_runs_on_the_calendar_that_the_options_name(calendar: LagCalendar, start: str) -> None:
    plan = (task(1, 5, calendar=1), task(2, 1, calendar=0))
    assert Dates(plan, [link(1, 2, FS, 2)], lag_calendar=calendar).early(2)[0] == start


def test_a_lag_around_the_clock_counts_nights() -> None:
    # 1 ends on Monday 5 at 17:00; eight hours later is 01:00, and the day after begins at 08:00.
    plan = (task(1, 1), task(2, 1))
    found = Dates(plan, [link(1, 2, FS, 1)], lag_calendar=LagCalendar.AROUND_THE_CLOCK)
    assert found.early(2) == ("6 8", "6 17")
    assert Dates(plan, [link(1, 2, FS, 1)]).early(2) == ("7 8", "7 17")


def test_a_lead_never_pulls_work_before_the_data_date() -> None:
    plan = (task(1, 1), task(2, 1))
    assert Dates(plan, [link(1, 2, FS, -4)], data_date=at(5)).early(2) == ("5 8", "5 17")
    assert Dates(plan, [link(1, 2, SF)]).early(2) == ("5 8", "5 17")


# ---- Constraints -------------------------------------------------------------------------------------------


def test_start_on_holds_the_start_forwards_and_backwards() -> None:
    plan = (task(1, 2, start_from=at(7), start_until=at(7)), task(2, 10))
    found = Dates(plan)
    assert found.early(1) == found.late(1) == ("7 8", "8 17")
    # Links still go before it: what is not possible costs float.
    held = Dates((task(3, 4), *plan), [link(3, 1)])
    assert held.early(1) == ("9 8", "12 17")
    assert held.late(1) == ("7 8", "8 17")
    assert held.days(1) == -2


def test_finish_on_holds_the_finish_forwards_and_backwards() -> None:
    found = Dates((task(1, 2, finish_from=at(8, 17), finish_until=at(8, 17)), task(2, 10)))
    assert found.early(1) == found.late(1) == ("7 8", "8 17")


def test_mandatory_dates_go_before_links_in_both_directions() -> None:
    plan = (task(1, 5), task(2, 2, mandatory_start=at(7)), task(3, 1))
    found = Dates(plan, [link(1, 2), link(2, 3)])
    assert found.early(2) == found.late(2) == ("7 8", "8 17")
    assert found.late(1)[1] == "6 17"
    assert found.days(1) == -3
    by_finish = Dates(
        (task(1, 5), task(2, 2, mandatory_finish=at(7, 17)), task(3, 1)), [link(1, 2), link(2, 3)]
    )
    assert by_finish.early(2) == by_finish.late(2) == ("6 8", "7 17")
    assert by_finish.early(3) == ("8 8", "8 17")
    assert by_finish.days(2, "free_float") == 0


def test_a_pair_of_constraints_bounds_both_ends() -> None:
    # Start on or after Wednesday 7, finish on or before Friday 9, in a project that ends on Friday 16.
    found = Dates((task(1, 2, start_from=at(7), finish_until=at(9, 17)), task(2, 10)))
    assert found.early(1) == ("7 8", "8 17")
    assert found.late(1) == ("8 8", "9 17")
    assert found.days(1) == 1


def test_no_later_than_moves_nothing_and_costs_float() -> None:
    plan = (task(1, 5), task(2, 2, start_until=at(8)))
    found = Dates(plan, [link(1, 2)])
    assert found.early(2) == ("12 8", "13 17")
    assert found.late(2) == ("8 8", "9 17")
    assert found.days(2) == -2


def test_as_late_as_possible_uses_the_free_float_and_no_more() -> None:
    # 3 may start on Monday 12 at the earliest and on Thursday 15 at the latest.
    plan = (task(1, 5), task(2, 2, as_late_as_possible=True), task(3, 1), task(4, 9))
    found = Dates(plan, [link(1, 3), link(2, 3)])
    assert found.early(2) == ("8 8", "9 17")
    assert found.early(3) == ("12 8", "12 17")
    assert found.late(3) == ("15 8", "15 17")
    assert found.days(2, "free_float") == 0
    assert found.days(2) == 3
    alone = Dates((task(1, 5), task(2, 2, as_late_as_possible=True)))
    assert alone.early(2) == ("8 8", "9 17")


def test_a_start_from_midnight_keeps_the_time_of_day_of_the_start_that_it_replaces() -> None:
    # 1 ends at noon, so that 2 would begin at 13:00; Friday 9 at midnight means Friday at 13:00.
    plan = (task(1, 0.5), task(2, 1, start_from=at(9, 0)))
    assert Dates(plan, [link(1, 2)]).early(2) == ("9 13", "12 12")


def test_external_dates_hold_like_links_to_projects_that_are_not_there() -> None:
    found = Dates((task(1, 2, external_start=at(7)), task(2, 2, external_finish=at(7, 17)), task(3, 10)))
    assert found.early(1) == ("7 8", "8 17")
    assert found.late(2) == ("6 8", "7 17")


def test_late_dates_hang_from_the_date_by_which_the_project_must_finish() -> None:
    early, later = at(9, 17), at(20, 17)
    plan, links = (task(1, 5), task(2, 2)), [link(1, 2)]
    for end, days in ((early, -2), (later, 5)):
        found = Dates(plan, links, projects=(ProjectTerms(start=at(5), must_finish_by=end),))
        assert found.days(2) == days
    assert found.late(2) == ("19 8", "20 17")


# ---- Kinds of activities -----------------------------------------------------------------------------------


def test_a_start_milestone_stands_at_a_start_and_a_finish_milestone_at_a_finish() -> None:
    plan = (
        task(1, 5),
        task(2, 0, role=Role.FINISH_MILESTONE),
        task(3, 0, role=Role.START_MILESTONE),
        task(4, 1),
    )
    found = Dates(plan, [link(1, 2), link(1, 3), link(2, 4), link(3, 4)])
    assert found.early(2) == ("9 17", "9 17")
    assert found.early(3) == ("12 8", "12 8")
    assert found.late(2) == ("9 17", "9 17")
    assert found.critical() == {1, 2, 3, 4}


def test_a_level_of_effort_lasts_from_its_first_link_to_its_last_and_drives_nobody() -> None:
    plan = (task(1, 5), task(2, 3), task(9, 1, role=Role.LEVEL_OF_EFFORT), task(4, 1))
    links = [link(1, 2), link(1, 9, SS), link(2, 9, FF), link(9, 4)]
    found = Dates(plan, links)
    assert found.early(9) == ("5 8", "14 17")
    assert found.late(9) == ("5 8", "14 17")
    assert found.early(4) == ("5 8", "5 17")  # its only link comes from the level of effort


def test_a_level_of_effort_of_finished_work_keeps_its_actual_start() -> None:
    plan = (
        task(1, 2, actual_start=at(5), actual_finish=at(6, 17)),
        task(2, 3),
        task(9, 1, role=Role.LEVEL_OF_EFFORT),
    )
    found = Dates(plan, [link(1, 2), link(1, 9, SS), link(2, 9, FF)], data_date=at(8))
    assert found.actual(9) == ("5 8", "12 17")
    assert found.early(9) == ("8 8", "12 17")


def test_levels_of_effort_that_wait_for_each_other_are_refused() -> None:
    efforts = [task(uid, 1, role=Role.LEVEL_OF_EFFORT) for uid in (8, 9)]
    with pytest.raises(NetworkError, match="Levels of effort wait for each other"):
        Dates(efforts, [link(8, 9, SS), link(9, 8, FF)])


def test_a_wbs_summary_lasts_as_long_as_the_open_work_below_its_wbs() -> None:
    plan = (
        PrimaveraActivity(id=-1, role=Role.WBS),
        PrimaveraActivity(id=-2, role=Role.WBS, parent=-1),
        PrimaveraActivity(id=-3, role=Role.WBS, parent=-1),  # has no activities
        task(1, 2, parent=-1, actual_start=at(5), actual_finish=at(6, 17)),
        task(2, 3, parent=-2),
        task(3, 1, parent=-2),
        task(9, 0, parent=-1, role=Role.WBS_SUMMARY),
    )
    found = Dates(plan, [link(1, 2), link(2, 3)], data_date=at(8))
    assert found.early(9) == ("8 8", "13 17")
    assert found.actual(9) == found.actual(-1) == ("5 8", "13 17")
    assert found.early(-2) == ("8 8", "13 17")
    assert found.early(-3) == ("", "")


def test_resources_say_how_long_resource_dependent_work_lasts_on_their_own_calendars() -> None:
    plan = (task(1, 1, resource_dependent=True), task(2, 1))
    crew = [
        Assignment(activity=1, calendar=0, work=3 * DAY, units=0.5),  # six days of a five-day week
        Assignment(activity=1, calendar=1, work=5 * DAY, units=1.0),
        Assignment(activity=1, calendar=1, work=50 * DAY, units=0.0005),  # shown, and counted, as none
    ]
    found = Dates(plan, [link(1, 2)], crew)
    assert found.early(1) == ("5 8", "12 17")
    assert found.early(2) == ("13 8", "13 17")
    assert Dates((task(1, 1), task(2, 1)), [link(1, 2)], crew).early(1) == ("5 8", "5 17")


# ---- Floats, and what is critical --------------------------------------------------------------------------


def test_total_float_is_that_of_the_finish_or_of_the_start_or_the_smaller() -> None:
    # The level of effort starts with 1, which may wait five days, and ends with 2, which may not.
    plan = (task(1, 1), task(2, 6), task(9, 1, role=Role.LEVEL_OF_EFFORT))
    links = [link(1, 9, SS), link(2, 9, FF)]
    kinds = {kind: Dates(plan, links, float_kind=kind).days(9) for kind in FloatKind}
    assert kinds == {FloatKind.SMALLEST: 0, FloatKind.START: 5, FloatKind.FINISH: 0}


def test_free_float_is_the_smallest_gap_after_the_lag_or_to_the_end_of_the_project() -> None:
    plan = (task(1, 1), task(2, 1), task(3, 4))
    found = Dates(plan, [link(1, 2, FS, 1), link(3, 2)])
    assert found.days(1, "free_float") == 2
    assert found.days(3, "free_float") == 0
    assert found.days(2, "free_float") == 0


def test_critical_is_a_limit_of_float_or_the_longest_path() -> None:
    # 4 is not on the longest path, but has a day of float; 2 drives 3 with the same moment as 1 does.
    plan = (task(1, 5), task(2, 5), task(3, 2), task(4, 6))
    links = [link(1, 3), link(2, 3)]
    assert Dates(plan, links).critical() == {1, 2, 3}
    assert Dates(plan, links, critical_float=DAY).critical() == {1, 2, 3, 4}
    assert Dates(plan, links, by_longest_path=True).critical() == {1, 2, 3}
    # A finish that must be early makes all of it critical by float, not by the longest path.
    ends = (ProjectTerms(start=at(5), must_finish_by=at(6, 17)),)
    assert Dates(plan, links, projects=ends).critical() == {1, 2, 3, 4}
    assert Dates(plan, links, projects=ends, by_longest_path=True).critical() == {1, 2, 3}


def test_every_link_that_asks_for_the_same_moment_drives() -> None:
    plan = (task(1, 5), task(2, 5), task(3, 2), task(4, 1))
    found = Dates(plan, [link(1, 3), link(2, 3), link(4, 3)])
    assert found.found.driving.tolist() == [True, True, False]


# ---- Several projects --------------------------------------------------------------------------------------


def test_late_dates_hang_from_the_finish_of_each_project_or_of_all() -> None:
    plan = (task(1, 5), task(2, 2, project=1))
    projects = (ProjectTerms(start=at(5)), ProjectTerms(start=at(5)))
    assert Dates(plan, projects=projects).late(2) == ("5 8", "6 17")
    assert Dates(plan, projects=projects, each_project=False).late(2) == ("8 8", "9 17")


def test_each_project_has_its_own_data_date_calendar_and_options() -> None:
    plan = (task(1, 1), task(2, 7, project=1), task(3, 1, project=1))
    later = ProjectTerms(
        start=at(5),
        data_date=at(8),
        calendar=1,
        rules=PrimaveraRules(lag_calendar=LagCalendar.AROUND_THE_CLOCK),
    )
    found = Dates(plan, [link(1, 2, FS, 1), link(2, 3, FS, 1)], projects=(ProjectTerms(start=at(5)), later))
    assert found.early(1) == ("5 8", "5 17")
    assert found.early(2) == ("8 8", "14 17")  # seven days of a week of seven, from its own data date
    assert found.early(3) == ("15 8", "15 17")  # eight hours after 17:00 it is night


def test_what_no_project_or_role_has_is_refused() -> None:
    for wrong in ({"project": 1}, {"role": 9}):
        with pytest.raises(NetworkError):
            Dates([task(1, 1, **wrong)])


def test_a_schedule_writes_nothing_into_its_network() -> None:
    activity = task(1, 5, actual_start=at(5), remaining_duration=4 * DAY, expected_finish=at(13, 12))
    terms = Terms(start=at(5), data_date=at(8), rules=PrimaveraRules())
    network = Network.of([activity], terms=terms)
    assert [written(int(schedule(network).finish[0])) for _ in range(2)] == ["2026-01-13T12:00:00"] * 2
