from typing import Any

import pytest

from headway.engine import moment, written
from headway.formats import explain
from headway.formats.compare import Comparison, Group
from headway.formats.explain import Reason
from headway.formats.plan import PlanDocument
from headway.formats.reconcile import Reconciliation, Tally, reconcile
from headway.formats.tests.mspdi_text import Fields, after, dates, document, task, week

DAY_ONE = ("2026-01-05T08:00", "2026-01-05T17:00")
DAY_TWO = ("2026-01-06T08:00", "2026-01-06T17:00")
DAY_THREE = ("2026-01-07T08:00", "2026-01-07T17:00")
NEXT_WEEK = ("2026-01-12T08:00", "2026-01-12T17:00")
ANN = {"UID": 1, "ID": 1, "Name": "Ann", "Type": 1, "CalendarUID": 1}


def reconciled(*tasks: Fields, **parts: Any) -> Reconciliation:
    return reconcile(document(*tasks, **parts))


def test_the_same_four_minutes_are_exact() -> None:
    found = reconciled(task(1, **dates(*DAY_ONE, *DAY_ONE)), task(2, **after(1), **dates(*DAY_TWO, *DAY_TWO)))
    assert found.tally == Tally(compared=2, exact=2, equal=2, start_finish=2)
    assert found.reasons == {}


def test_the_end_of_a_day_is_the_start_of_the_next() -> None:
    spelled_otherwise = dates("2026-01-05T08:00", "2026-01-06T08:00", "2026-01-02T17:00", "2026-01-05T17:00")
    found = reconciled(task(1, **spelled_otherwise))
    assert found.tally == Tally(compared=1, exact=0, equal=1, start_finish=0)
    assert found.reasons == {}


@pytest.mark.parametrize(("seconds", "equal"), [(18, 1), (19, 0)])
def test_three_tenths_of_a_minute_are_rounding(seconds: int, equal: int) -> None:
    late_finish = {"LateFinish": f"2026-01-05T16:59:{60 - seconds}"}
    found = reconciled(task(1, **{**dates(*DAY_ONE, *DAY_ONE), **late_finish}))
    assert (found.tally.exact, found.tally.equal) == (0, equal)


def test_elapsed_time_knows_no_end_of_day() -> None:
    night = dates("2026-01-05T08:00", "2026-01-06T08:00", "2026-01-05T08:00", "2026-01-06T08:00")
    day = dates("2026-01-05T08:00", "2026-01-05T17:00", "2026-01-05T08:00", "2026-01-06T08:00")
    assert reconciled(task(1, 24, DurationFormat=8, **night)).tally.equal == 1
    assert reconciled(task(1, 24, DurationFormat=8, **day)).tally.equal == 0


def test_only_activities_with_all_stored_dates_are_compared() -> None:
    incomplete = {key: value for key, value in dates(*DAY_ONE, *DAY_ONE).items() if key != "LateStart"}
    found = reconciled(
        task(1, OutlineLevel=1, Summary=1, **dates(*DAY_ONE, *DAY_ONE)),
        task(2, OutlineLevel=2, **incomplete),
        task(3, OutlineLevel=2, **dates(*DAY_ONE, *DAY_ONE)),
    )
    assert [comparison.activity.uid for comparison in found.comparisons] == [2, 3]
    assert found.tally == Tally(compared=1, exact=1, equal=1, start_finish=1)


def test_completed_manual_and_inactive_activities_are_counted_apart() -> None:
    stored = dates(*DAY_ONE, *DAY_ONE)
    done: Fields = {"PercentComplete": 100, "ActualStart": stored["Start"], "ActualFinish": stored["Finish"]}
    found = reconciled(
        task(1, **stored), task(2, **stored, **done), task(3, Manual=1, **stored), task(4, Active=0, **stored)
    )
    assert {group: found.tally_of(group).compared for group in Group} == dict.fromkeys(Group, 1)
    assert found.tally.compared == 4


# ---- Reasons: each is given because its rule makes the dates equal -----------------------------------------


def reasons(*tasks: Fields, **parts: Any) -> dict[int, Reason]:
    return dict(reconciled(*tasks, **parts).reasons)


def test_late_dates_from_a_later_project_finish() -> None:
    found = reasons(task(1, **dates(*DAY_ONE, *DAY_THREE)), FinishDate="2026-01-07T17:00:00")
    assert found == {1: Reason.OTHER_FINISH}


def test_late_dates_from_an_earlier_project_finish() -> None:
    found = reasons(
        task(1, 8, **dates(*DAY_ONE, *DAY_TWO)),
        task(2, 24, **dates("2026-01-05T08:00", "2026-01-07T17:00", "2026-01-02T08:00", "2026-01-06T17:00")),
        FinishDate="2026-01-06T17:00:00",
    )
    assert found == {1: Reason.OTHER_FINISH, 2: Reason.OTHER_FINISH}


def test_remaining_work_that_does_not_wait_for_the_resume_date() -> None:
    started: Fields = {
        "PercentComplete": 50,
        "ActualStart": "2026-01-05T08:00:00",
        "RemainingDuration": "PT8H0M0S",
        "Resume": "2026-01-08T08:00:00",
    }
    stored = dates("2026-01-05T08:00", "2026-01-06T17:00", "2026-01-05T08:00", "2026-01-06T17:00")
    assert reasons(task(1, 16, **started, **stored)) == {1: Reason.NO_RESUME}


def test_a_levelling_delay_that_was_not_applied() -> None:
    stored = dates(*DAY_ONE, *DAY_ONE)
    assert reasons(task(1, LevelingDelay=14400, **stored)) == {1: Reason.NOT_LEVELED}


def test_assignments_that_do_not_count() -> None:
    ann = {"UID": 1, "TaskUID": 1, "ResourceUID": 1, "Units": "0.5", "Work": "PT8H0M0S"}
    found = reasons(task(1, **dates(*DAY_ONE, *DAY_ONE)), resources=[ANN], assignments=[ann])
    assert found == {1: Reason.OWN_CALENDAR}


def test_a_constraint_that_was_not_applied() -> None:
    late: Fields = {"ConstraintType": 4, "ConstraintDate": "2026-01-08T08:00:00"}
    assert reasons(task(1, **late, **dates(*DAY_ONE, *DAY_ONE))) == {1: Reason.UNCONSTRAINED}


def test_a_deadline_that_was_not_applied() -> None:
    missed: Fields = {"Deadline": "2026-01-05T12:00:00"}
    assert reasons(task(1, **missed, **dates(*DAY_ONE, *DAY_ONE))) == {1: Reason.NO_DEADLINE}


def test_who_follows_an_activity_that_differs_differs_for_that_reason() -> None:
    found = reasons(
        task(1, LevelingDelay=14400, **dates(*DAY_ONE, *DAY_ONE)),
        task(2, **after(1), **dates(*DAY_TWO, *DAY_TWO)),
    )
    assert found == {1: Reason.NOT_LEVELED, 2: Reason.NEIGHBOUR}


def test_what_no_rule_makes_equal_is_unexplained() -> None:
    found = reconciled(
        task(1, **dates(*DAY_ONE, *DAY_ONE)),
        task(2, **dates("2026-01-06T08:00", "2026-01-06T12:00", *DAY_ONE)),
    )
    assert found.reasons == {2: Reason.UNEXPLAINED}
    assert found.unexplained == 1


STARTED: Fields = {
    "PercentComplete": 50,
    "ActualStart": "2026-01-05T08:00:00",
    "RemainingDuration": "PT8H0M0S",
}
NOWHERE = dates("2026-01-05T08:00", "2026-01-05T12:00", "2026-01-05T08:00", "2026-01-05T12:00")
DENIED: dict[Reason, tuple[Fields, dict[str, Any]]] = {
    Reason.OTHER_FINISH: (task(1, **dates(*DAY_ONE, *DAY_THREE)), {"FinishDate": "2026-01-06T17:00:00"}),
    Reason.NO_RESUME: (task(1, 16, **STARTED, Resume="2026-01-08T08:00:00", **NOWHERE), {}),
    Reason.NOT_LEVELED: (task(1, LevelingDelay=14400, **NOWHERE), {}),
    Reason.OWN_CALENDAR: (
        task(1, **NOWHERE),
        {
            "resources": [ANN],
            "assignments": [{"UID": 1, "TaskUID": 1, "ResourceUID": 1, "Units": "0.5", "Work": "PT8H0M0S"}],
        },
    ),
    Reason.UNCONSTRAINED: (task(1, ConstraintType=4, ConstraintDate="2026-01-08T08:00:00", **NOWHERE), {}),
    Reason.NO_DEADLINE: (task(1, Deadline="2026-01-05T12:00:00", **NOWHERE), {}),
}


@pytest.mark.parametrize("reason", DENIED)
def test_a_rule_that_is_tried_and_does_not_give_the_stored_dates_is_no_reason(
    reason: Reason, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: set[Reason] = set()
    run = explain._run

    def watched(plan: PlanDocument, variant: explain._Variant) -> list[Comparison]:
        tried.update(variant.rules.values(), [Reason.OTHER_FINISH] if variant.finish is not None else [])
        return run(plan, variant)

    monkeypatch.setattr(explain, "_run", watched)
    only, parts = DENIED[reason]
    assert reasons(only, **parts) == {1: Reason.UNEXPLAINED}
    assert reason in tried


@pytest.mark.parametrize(("hours", "finish"), [(8, "2026-01-09T17:00"), (1, "2026-12-31T12:00")])
def test_stored_dates_do_not_explain_themselves(hours: int, finish: str) -> None:
    longer = dates("2026-01-05T08:00", finish, "2026-01-05T08:00", finish)
    assert reasons(task(1, hours, **longer)) == {1: Reason.UNEXPLAINED}
    later = dates(*DAY_ONE, "2026-01-06T08:00", finish)
    assert reasons(task(1, **later)) == {1: Reason.UNEXPLAINED}


def test_who_follows_an_activity_that_differs_and_has_other_dates_all_the_same_is_unexplained() -> None:
    found = reasons(
        task(1, LevelingDelay=14400, **dates(*DAY_ONE, *DAY_ONE)),
        task(2, **after(1), **dates(*NEXT_WEEK, *NEXT_WEEK)),
    )
    assert found[2] == Reason.UNEXPLAINED


def test_every_reason_of_the_list_is_tried_and_denied() -> None:
    of_primavera = {Reason.NO_EXPECTATION}  # in test_reconcile_primavera
    assert set(DENIED) == set(Reason) - {Reason.NEIGHBOUR, Reason.UNEXPLAINED} - of_primavera


ALWAYS = {
    "UID": 1,
    "Name": "Always",
    "IsBaseCalendar": 1,
    "BaseCalendarUID": -1,
    "WeekDays": week(("00:00:00", "00:00:00"), days=range(1, 8)),
}
MINUTE = 60


def one_by_one(count: int) -> list[Fields]:
    """A chain whose activities are equal without their constraints; one that has its own pushes the next.

    Only the first is different by itself. Each 20 minutes an activity of the chain waits for a task of its
    own, so that it is not pushed by what happens further ahead.
    """
    base = moment("2026-01-05T08:00")
    finish = base + 20 * MINUTE * (count + 500)
    rows = [task(1, 1 / 60, **_not_before(finish - MINUTE))]
    for at in range(1, count + 1):
        start = base + 20 * MINUTE * at
        early = start + (3 * MINUTE if at == 1 else 0)
        late = finish - MINUTE * (count - at)
        own, chained = 2 * at, 2 * at + 1
        stored = (early, early + MINUTE, late - MINUTE, late)
        rows += [
            task(own, 1 / 60, **_not_before(start - MINUTE)),
            task(
                chained,
                1 / 60,
                **after(*([own, chained - 2] if at > 1 else [own])),
                **_not_before(start + 25 * MINUTE),
                **dates(*(written(date)[:16] for date in stored)),
            ),
        ]
    return rows


def _not_before(date: int) -> Fields:
    return {"ConstraintType": 4, "ConstraintDate": written(date)}


def test_activities_that_drop_out_one_by_one_cost_no_run_of_the_engine_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    runs: list[explain._Variant] = []
    run = explain._run

    def counted(plan: PlanDocument, variant: explain._Variant) -> list[Comparison]:
        runs.append(variant)
        return run(plan, variant)

    monkeypatch.setattr(explain, "_run", counted)
    found = reconciled(*one_by_one(100), calendars=[ALWAYS])
    assert set(found.reasons.values()) == {Reason.UNEXPLAINED}
    assert len(runs) <= explain.MOST_RUNS
    runs.clear()
    monkeypatch.setattr(explain, "MOST_RUNS", 3)
    assert reconciled(*one_by_one(20), calendars=[ALWAYS]).reasons
    assert len(runs) == 3


def test_who_follows_an_unexplained_activity_is_explained() -> None:
    half_a_day = dates("2026-01-05T08:00", "2026-01-05T12:00", "2026-01-05T08:00", "2026-01-05T12:00")
    afternoon = dates("2026-01-05T13:00", "2026-01-06T12:00", "2026-01-05T13:00", "2026-01-06T12:00")
    found = reconciled(task(1, **half_a_day), task(2, **after(1), **afternoon))
    assert found.reasons == {1: Reason.UNEXPLAINED, 2: Reason.NEIGHBOUR}
