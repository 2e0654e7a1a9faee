"""Small XER texts for tests, made from what each test is about."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from headway.formats.plan import PlanDocument
from headway.formats.xer import read_xer

Fields = Mapping[str, Any]

HEADER = "ERMHDR\t19.12\t2026-01-04\tProject\tplanner\tAda\tdb\tProject Management\tEUR"
SHIFTS = "(0||0(s|08:00|f|12:00)())(0||1(s|13:00|f|17:00)())"


def clndr_data(*, days: Sequence[int] = (2, 3, 4, 5, 6), shifts: str = SHIFTS, exceptions: str = "") -> str:
    """Working time of a calendar: Sunday is 1; the other days have no work."""
    week = "".join(f"(0||{day}()({shifts if day in days else ''}))" for day in range(1, 8))
    return f"(0||CalendarData()((0||DaysOfWeek()({week}))(0||Exceptions()({exceptions}))))"


STANDARD = {"clndr_id": 7, "clndr_name": "Standard", "clndr_data": clndr_data(), "default_flag": "Y"}
PROJECT = {
    "proj_id": 1,
    "proj_short_name": "HOUSE",
    "clndr_id": 7,
    "plan_start_date": "2026-01-05 08:00",
    "last_recalc_date": "2026-01-05 08:00",
}
WBS = {"wbs_id": 50, "proj_id": 1, "wbs_short_name": "HOUSE", "wbs_name": "House", "proj_node_flag": "Y"}


def task(uid: int, hours: float = 8, **fields: Any) -> Fields:
    """An activity of so many hours."""
    named = {"task_id": uid, "proj_id": 1, "wbs_id": 50, "clndr_id": 7, "task_code": f"A{uid}"}
    said = {"task_name": f"Task {uid}", "task_type": "TT_Task", "target_drtn_hr_cnt": f"{hours:g}"}
    return {**named, **said, "remain_drtn_hr_cnt": f"{hours:g}", **fields}


def link(predecessor: int, successor: int, kind: str = "PR_FS", hours: float = 0) -> Fields:
    """A link between two activities."""
    ends = {"task_pred_id": 100 * predecessor + successor, "task_id": successor, "pred_task_id": predecessor}
    return {**ends, "proj_id": 1, "pred_proj_id": 1, "pred_type": kind, "lag_hr_cnt": f"{hours:g}"}


def xer(*tasks: Fields, links: Sequence[Fields] = (), **tables: Sequence[Fields]) -> bytes:
    """A file of one project, with other tables instead of its own where they are given."""
    own = {"CALENDAR": [STANDARD], "PROJECT": [PROJECT], "PROJWBS": [WBS], "TASK": tasks, "TASKPRED": links}
    return written(own | tables)


def written(tables: Mapping[str, Sequence[Fields]]) -> bytes:
    """A file of these tables."""
    lines = [HEADER]
    for table, rows in tables.items():
        columns = list(dict.fromkeys(name for row in rows for name in row))
        lines += [f"%T\t{table}", "\t".join(("%F", *columns))]
        lines += ["\t".join(("%R", *(str(row.get(name, "")) for name in columns))) for row in rows]
    return "\r\n".join([*lines, "%E", ""]).encode("cp1252")


def document(*tasks: Fields, links: Sequence[Fields] = (), **tables: Sequence[Fields]) -> PlanDocument:
    """The document of such a file."""
    return read_xer(BytesIO(xer(*tasks, links=links, **tables)))
