"""Stored dates of Primavera against computed ones, with what the verification tries there."""

from typing import Any

import pytest

from headway.formats.explain import Reason
from headway.formats.reconcile import Reconciliation, reconcile
from headway.formats.tests.xer_text import PROJECT, Fields, document, link, task

DAY_ONE = ("2026-01-05 08:00", "2026-01-05 17:00")
DAY_TWO = ("2026-01-06 08:00", "2026-01-06 17:00")
DAY_FIVE = ("2026-01-09 08:00", "2026-01-09 17:00")
NOWHERE = ("2026-01-07 08:00", "2026-01-07 12:00")


def dated(early: tuple[str, str], late: tuple[str, str], **more: Any) -> Fields:
    """Stored dates of an activity."""
    columns = ("early_start_date", "early_end_date", "late_start_date", "late_end_date")
    return {**dict(zip(columns, (*early, *late), strict=True)), **more}


def reconciled(*tasks: Fields, links: tuple[Fields, ...] = (), **tables: Any) -> Reconciliation:
    return reconcile(document(*tasks, links=links, **tables))


def test_what_p6_stored_is_compared_with_its_floats() -> None:
    found = reconciled(
        task(1, **dated(DAY_ONE, DAY_ONE, total_float_hr_cnt=0, free_float_hr_cnt=8)),
        task(2, **dated(DAY_TWO, DAY_TWO, total_float_hr_cnt=0)),
        links=(link(1, 2),),
    )
    assert (found.tally.compared, found.tally.exact, found.roots) == (2, 2, frozenset())
    assert found.floats == {"total_float": (2, 2), "free_float": (1, 0)}


def test_roots_are_what_differs_although_what_it_depends_on_is_right() -> None:
    found = reconciled(
        task(1, **dated(DAY_ONE, DAY_ONE)),
        task(2, **dated(NOWHERE, NOWHERE)),
        task(3, **dated(NOWHERE, NOWHERE)),
        links=(link(1, 2), link(2, 3)),
    )
    # The late dates of 1 are right although those of its successor are not.
    assert found.roots == {2}
    late = reconciled(
        task(1, **dated(DAY_ONE, NOWHERE)), task(2, **dated(DAY_TWO, NOWHERE)), links=(link(1, 2),)
    )
    assert late.roots == {2}


@pytest.mark.parametrize(
    ("activity", "reason"),
    [
        (task(1, cstr_type="CS_MSOA", cstr_date=DAY_FIVE[0]), Reason.UNCONSTRAINED),
        (task(1, expect_end_date=DAY_FIVE[1]), Reason.NO_EXPECTATION),
        (
            task(
                1,
                16,
                act_start_date="2026-01-02 08:00",
                remain_drtn_hr_cnt=8,
                suspend_date="2026-01-03 08:00",
                resume_date=DAY_FIVE[0],
            ),
            Reason.NO_RESUME,
        ),
    ],
    ids=["constraint", "expected finish", "resume"],
)
def test_a_rule_without_which_the_dates_are_those_of_the_file_is_the_reason(
    activity: Fields, reason: Reason
) -> None:
    assert reconciled({**activity, **dated(DAY_ONE, DAY_ONE)}).reasons == {1: reason}
    assert reconciled({**activity, **dated(NOWHERE, NOWHERE)}).reasons == {1: Reason.UNEXPLAINED}


def test_late_dates_from_the_finish_that_the_file_stores_are_told() -> None:
    finish = {**PROJECT, "scd_end_date": DAY_FIVE[1]}
    found = reconciled(task(1, **dated(DAY_ONE, DAY_FIVE)), PROJECT=[finish])
    assert found.reasons == {1: Reason.OTHER_FINISH}


def test_who_follows_an_unexplained_activity_is_explained() -> None:
    found = reconciled(
        task(1, **dated(("2026-01-05 08:00", "2026-01-05 12:00"), ("2026-01-05 08:00", "2026-01-05 12:00"))),
        task(2, **dated(("2026-01-05 13:00", "2026-01-06 12:00"), ("2026-01-05 13:00", "2026-01-06 12:00"))),
        links=(link(1, 2),),
    )
    assert found.reasons[2] is Reason.NEIGHBOUR
