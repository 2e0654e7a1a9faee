"""Calendars: which shifts hold on which day, and the way between work and time."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.engine import (
    Calendar,
    CalendarException,
    CompiledCalendar,
    NetworkError,
    WorkWeek,
    moment,
    written,
)
from headway.engine.tests.reference_clock import Clock
from headway.engine.tests.test_schedule_properties import CALENDARS

HOUR = 3600
MORNING = ((8 * HOUR, 12 * HOUR),)
NIGHT = ((22 * HOUR, 30 * HOUR),)


def january(calendar: Calendar) -> CompiledCalendar:
    return calendar.compiled(moment("2026-01-01T00:00"), moment("2026-02-01T00:00"))


def day(number: int) -> dt.date:
    return dt.date(2026, 1, number)


def test_work_crosses_lunch_night_and_weekend() -> None:
    office = january(Calendar.standard())

    assert written(office.finish_after(moment("2026-01-09T11:00"), 8 * HOUR)) == "2026-01-12T11:00:00"


def test_a_position_between_two_shifts_is_a_finish_before_and_a_start_after() -> None:
    office = january(Calendar.standard())
    noon = office.position(moment("2026-01-09T12:30"))

    assert (written(office.as_finish(noon)), written(office.as_start(noon))) == (
        "2026-01-09T12:00:00",
        "2026-01-09T13:00:00",
    )


def test_work_before_a_moment_goes_back_over_the_weekend() -> None:
    office = january(Calendar.standard())

    assert written(office.start_after(moment("2026-01-12T09:00"), -2 * HOUR)) == "2026-01-09T16:00:00"


def test_a_shift_over_midnight_belongs_to_the_day_it_starts_on() -> None:
    nights = january(Calendar((NIGHT,) + ((),) * 6))

    assert nights.work_between(moment("2026-01-05T00:00"), moment("2026-01-06T00:00")) == 2 * HOUR
    assert written(nights.next_work(moment("2026-01-06T05:00"))) == "2026-01-06T05:00:00"
    assert written(nights.next_work(moment("2026-01-06T06:00"))) == "2026-01-12T22:00:00"


def test_a_day_around_the_clock_has_no_end_of_shift() -> None:
    always = january(Calendar.around_the_clock())

    assert len(always.starts) == 1
    assert always.work_between(moment("2026-01-05T00:00"), moment("2026-01-06T00:00")) == 24 * HOUR


def test_an_exception_without_shifts_is_a_day_off_and_one_with_shifts_a_day_of_its_own() -> None:
    exceptions = [CalendarException(day(5), day(6)), CalendarException(day(10), day(10), MORNING)]
    office = january(Calendar.standard(exceptions=exceptions))

    assert office.work_between(moment("2026-01-05T00:00"), moment("2026-01-07T00:00")) == 0
    assert office.work_between(moment("2026-01-10T00:00"), moment("2026-01-11T00:00")) == 4 * HOUR


def test_of_two_exceptions_on_a_day_the_first_wins() -> None:
    twice = [CalendarException(day(5), day(5), MORNING), CalendarException(day(5), day(5))]

    assert (
        january(Calendar.standard(exceptions=twice)).work_between(
            moment("2026-01-05T00:00"), moment("2026-01-06T00:00")
        )
        == 4 * HOUR
    )


def test_an_exception_goes_before_a_work_week_and_a_work_week_before_the_week() -> None:
    week = WorkWeek(day(5), day(11), ((), MORNING, MORNING, None, None, None, None))
    calendar = Calendar(Calendar.standard().week, (CalendarException(day(6), day(6)),), (week,))
    hours = [
        january(calendar).work_between(moment(f"2026-01-{d:02}T00:00"), moment(f"2026-01-{d + 1:02}T00:00"))
        // HOUR
        for d in range(5, 10)
    ]

    assert hours == [0, 0, 4, 8, 8]


def test_a_derived_calendar_inherits_the_exceptions_of_its_base_after_its_own() -> None:
    base = Calendar.standard(exceptions=[CalendarException(day(5), day(6))])
    own = base.derived(
        days=[None, None, (), *[None] * 4], exceptions=[CalendarException(day(5), day(5), MORNING)]
    )
    hours = [
        january(own).work_between(moment(f"2026-01-{d:02}T00:00"), moment(f"2026-01-{d + 1:02}T00:00"))
        // HOUR
        for d in range(5, 9)
    ]

    assert hours == [4, 0, 0, 8]


def test_a_calendar_without_work_answers_at_once() -> None:
    idle = january(Calendar(((),) * 7))

    assert not Calendar(((),) * 7).works
    assert idle.finish_after(moment("2026-01-05T00:00"), HOUR) == idle.last


def test_calendars_that_differ_in_their_name_only_are_equal() -> None:
    assert Calendar.standard(name="Ann") == Calendar.standard(name="Bob")
    assert hash(Calendar.standard(name="Ann")) == hash(Calendar.standard(name="Bob"))


@pytest.mark.parametrize("shift", [(9 * HOUR, 8 * HOUR), (-HOUR, HOUR), (HOUR, 26 * HOUR)])
def test_a_shift_that_ends_before_it_starts_or_lasts_over_a_day_is_refused(shift: tuple[int, int]) -> None:
    with pytest.raises(NetworkError) as refused:
        Calendar(((shift,),) + ((),) * 6, name="Odd")

    assert (refused.value.code, "Odd" in str(refused.value)) == ("bad_column", True)


def test_a_week_of_six_days_is_refused() -> None:
    with pytest.raises(NetworkError):
        Calendar(((),) * 6)


times = st.integers(moment("2026-01-01T00:00") // 1800, moment("2026-03-01T00:00") // 1800).map(
    lambda half: half * 1800
)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(CALENDARS), st.sampled_from((None, *CALENDARS)), times, times, st.integers(1, 200 * HOUR)
)
def test_compiled_calendars_answer_as_a_walk_day_by_day(
    one: Calendar, other: Calendar | None, start: int, finish: int, work: int
) -> None:
    compiled = one.compiled(moment("2025-01-01T00:00"), moment("2028-01-01T00:00"))
    if other is not None:
        common = compiled.intersection(other.compiled(moment("2025-01-01T00:00"), moment("2028-01-01T00:00")))
        compiled = common if len(common.starts) else compiled
    slow = Clock(one, other)

    assert compiled.finish_after(start, work) == slow.move(start, work)
    assert compiled.start_after(start, -work) == slow.move(start, -work)
    assert compiled.next_work(start) == slow.next_start(start)
    assert compiled.previous_work(start) == slow.previous_finish(start)
    assert compiled.work_between(start, finish) == slow.between(start, finish)
