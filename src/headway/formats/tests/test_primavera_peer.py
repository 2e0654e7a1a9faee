"""Generated plans scheduled here and by MPXJ's `PrimaveraScheduler`: all dates and floats are equal.

Where both differ on purpose is in docs/method/schedule-primavera.md; these plans keep clear of it.
"""

import random
import shutil
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest

from headway.engine import moment, schedule, written
from headway.formats.network import network_of
from headway.formats.plan import PlanDocument
from headway.formats.tests.java import start_java
from headway.formats.tests.xer_text import PROJECT, STANDARD, Fields, clndr_data, link, task, xer
from headway.formats.xer import read_xer

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("java") is None, reason="the other scheduler needs Java"),
]
BEGIN = moment("2026-01-05T08:00")
HOLIDAYS = "(0||0(d|46045)())(0||1(d|46059)())"
WEEK = {**STANDARD, "clndr_data": clndr_data(exceptions=HOLIDAYS)}
HOURS = 3600


def said(time: int) -> str:
    return written(time)[:16].replace("T", " ")


def plan(seed: int, *, progress: bool) -> bytes:
    """A plan of 25 activities, of which the first few may be finished if they wait for nobody."""
    dice = random.Random(seed)
    reached = BEGIN + dice.choice([0, 3, 8]) * 24 * HOURS if progress else BEGIN
    links = list(_links(dice, leads=not progress))
    after = {each["task_id"] for each in links}
    done = dice.randrange(1, 10) if progress else 0
    tasks = [
        _task(dice, number, reached=reached, done=number <= done and number not in after)
        for number in range(1, 26)
    ]
    options = {
        "proj_id": 1,
        "sched_float_type": dice.choice(["FT_FF", "FT_SS", "FT_Min"]),
        "sched_calendar_on_relationship_lag": "rcal_Predecessor",
    }
    terms = {"last_recalc_date": said(reached), "plan_start_date": said(BEGIN), "critical_drtn_hr_cnt": 0}
    return xer(*tasks, links=links, PROJECT=[{**PROJECT, **terms}], SCHEDOPTIONS=[options], CALENDAR=[WEEK])


def _links(dice: random.Random, *, leads: bool) -> Iterator[Fields]:
    lags = [0, 0, 0, 0, 8, 4, 40, *([-8, -16] if leads else [])]
    for number in range(2, 26):
        for other in {dice.randrange(max(1, number - 6), number) for _ in range(dice.randrange(3))}:
            kind = dice.choices(["PR_FS", "PR_SS", "PR_FF"], [75, 13, 12])[0]
            yield link(other, number, kind, dice.choice(lags))


def _task(dice: random.Random, number: int, *, reached: int, done: bool) -> Fields:
    kind = dice.choices(["TT_Task", "TT_Mile", "TT_FinMile"], [85, 6, 9])[0]
    hours = dice.choice([4, 8, 16, 24, 40, 80]) if kind == "TT_Task" else 0
    facts: dict[str, Any] = {
        "task_type": kind,
        "status_code": "TK_NotStart",
        "complete_pct_type": "CP_Drtn",
        "duration_type": "DT_FixedDUR2",
        "act_start_date": "",
        "act_end_date": "",
    }
    if done:
        early = said(reached - 2 * 24 * HOURS)
        facts |= {"status_code": "TK_Complete", "act_start_date": early, "act_end_date": early}
        facts["remain_drtn_hr_cnt"] = 0
    return {**task(number, hours), **facts}


def theirs(content: bytes, start: int) -> dict[int, list[Any]]:
    start_java()
    from java.io import ByteArrayInputStream
    from java.time import LocalDateTime
    from org.mpxj.cpm import PrimaveraScheduler
    from org.mpxj.primavera import PrimaveraXERFileReader

    project = PrimaveraXERFileReader().read(ByteArrayInputStream(content))
    PrimaveraScheduler().schedule(project, LocalDateTime.parse(written(start)))
    return {
        int(each.getUniqueID()): [
            *(moment(str(date)) for date in (each.getEarlyStart(), each.getEarlyFinish())),
            *(moment(str(date)) for date in (each.getLateStart(), each.getLateFinish())),
            round(each.getTotalSlack().getDuration() * HOURS),
            round(each.getFreeSlack().getDuration() * HOURS),
        ]
        for each in project.getTasks()
        if not each.getSummary()
    }


def ours(document: PlanDocument) -> dict[int, list[int]]:
    dates = schedule(network_of(document))
    columns = (
        *(dates.early_start, dates.early_finish, dates.late_start, dates.late_finish),
        *(dates.total_float, dates.free_float),
    )
    return {
        each.uid: [int(column[row]) for column in columns]
        for row, each in enumerate(document.activities)
        if each.primavera is not None
    }


@pytest.mark.parametrize("progress", [False, True], ids=["not begun", "begun"])
def test_dates_are_the_same_moments_of_work_and_floats_the_same(progress: bool) -> None:
    for seed in range(100):
        content = plan(seed, progress=progress)
        document = read_xer(BytesIO(content))
        clock = network_of(document).terms.calendars[0].compiled(BEGIN - 10**7, BEGIN + 10**8)
        found, expected = ours(document), theirs(content, BEGIN)
        for uid, (*moments, total, free) in found.items():
            apart = [clock.work_between(*pair) for pair in zip(moments, expected[uid], strict=False)]
            assert (seed, uid, apart) == (seed, uid, [0, 0, 0, 0])
            assert (seed, uid, total, free) == (seed, uid, *expected[uid][4:])
