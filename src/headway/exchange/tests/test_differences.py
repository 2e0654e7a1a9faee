"""The difference of a newer file shows everything that applying it would change."""

from collections.abc import Callable
from typing import Any

import pytest

from headway.common.jobs.models import Job
from headway.exchange import services
from headway.exchange.comparison.differences import _longest_rise
from headway.exchange.models import PlanUpdate
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.tests.factories import manager_of
from headway.project.schedule.models import ReferenceDates
from headway.project.schedule.services import undo_change
from headway.project.schedule.tests.factories import raw_rows

from .conftest import imported_project, run_jobs, upload
from .documents import PlanFile, Task, small_plan

pytestmark = pytest.mark.django_db

Shown = dict[tuple[str, str, str], dict[str, tuple[str, str]]]
BASE = small_plan().xml().decode()
HOLIDAY = (
    "<Exceptions><Exception><TimePeriod><FromDate>2026-03-10T00:00:00</FromDate><ToDate>2026-03-10T23:59:00"
    "</ToDate></TimePeriod><Name>Founders’ day</Name><Type>1</Type><DayWorking>0</DayWorking></Exception>"
    "</Exceptions>"
)
BASELINE = (
    "<Baseline><Number>0</Number><Start>2026-03-02T08:00:00</Start><Finish>2026-03-0{day}T17:00:00</Finish>"
    "<Duration>PT16H0M0S</Duration><Cost>1250</Cost></Baseline>"
)


def staged(base: str, old: str, new: str, count: int = 1) -> bytes:
    """The file with something replaced."""
    assert old in base
    return base.replace(old, new, count).encode()


def dig(extra: str) -> bytes:
    """The file with something more in its first activity, “Dig”."""
    head, tail = BASE.split("<Name>Dig</Name>")
    return f"{head}<Name>Dig</Name>{staged(tail, '</Task>', extra + '</Task>').decode()}".encode()


@pytest.fixture
def project(bring_in: Callable[[bytes], Job]) -> Project:
    job = bring_in(BASE.encode())
    assert job.state == Job.State.DONE, job.error
    return imported_project()


def compared(project: Project, content: bytes, name: str = "newer.xml") -> PlanUpdate:
    job = services.receive_newer_plan(project, upload(content, name), actor=manager_of(project))
    run_jobs()
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.error
    return PlanUpdate.internal.filter(project=project).latest("pk")


def shown(project: Project, content: bytes) -> Shown:
    return {
        (entry["about"], entry["kind"], entry["name"]): {
            field["label"]: (field["before"], field["after"]) for field in entry["fields"]
        }
        for entry in compared(project, content).changes
    }


def applied(project: Project, content: bytes, name: str = "newer.xml") -> None:
    update = compared(project, content, name)
    job = services.apply_update(update, actor=manager_of(project))
    run_jobs()
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.error


def test_a_holiday_and_every_date_that_it_moves(project: Project) -> None:
    found = shown(project, staged(BASE, "</WeekDays>", "</WeekDays>" + HOLIDAY))
    finish = ("13 Mar 2026 17:00", "16 Mar 2026 17:00")
    assert found == {
        ("calendar", "changed", "Standard"): {"Exception": ("", "10 Mar 2026: Founders’ day, no work")},
        ("plan", "changed", "Plan"): {"Project finish": finish},
        ("activity", "moved", "House"): {"Finish": finish},
        ("activity", "moved", "Walls"): {"Finish": finish},
    }


def test_another_week_of_a_calendar(project: Project) -> None:
    friday = BASE[BASE.index("<WeekDay><DayType>6") :]
    friday = friday[: friday.index("</WeekDay>") + len("</WeekDay>")]
    free = "<WeekDay><DayType>6</DayType><DayWorking>0</DayWorking></WeekDay>"
    found = shown(project, staged(BASE, friday, free))
    assert found["calendar", "changed", "Standard"] == {"Friday": ("08:00–12:00, 13:00–17:00", "no work")}
    assert ("activity", "moved", "Walls") in found


def test_another_project_start(project: Project) -> None:
    found = shown(project, staged(BASE, "<StartDate>2026-03-02", "<StartDate>2026-03-09"))
    assert found["plan", "changed", "Plan"] == {
        "Project start": ("2 Mar 2026 08:00", "9 Mar 2026 08:00"),
        "Project finish": ("13 Mar 2026 17:00", "20 Mar 2026 17:00"),
    }
    assert found["activity", "moved", "Dig"] == {
        "Start": ("2 Mar 2026 08:00", "9 Mar 2026 08:00"),
        "Finish": ("3 Mar 2026 17:00", "10 Mar 2026 17:00"),
    }


def test_other_work_of_an_assignment(project: Project) -> None:
    found = shown(project, staged(BASE, "<Work>PT24H0M0S</Work>", "<Work>PT40H0M0S</Work>"))
    assert found["activity", "changed", "Pour slab"] == {
        "Work of Ann": ("3d", "5d"),
        "Finish": ("6 Mar 2026 17:00", "10 Mar 2026 17:00"),
    }
    assert found["activity", "moved", "Walls"]["Finish"] == ("13 Mar 2026 17:00", "17 Mar 2026 17:00")


def test_a_resource_by_another_name(project: Project) -> None:
    found = shown(project, staged(BASE, "<Name>Ann</Name>", "<Name>Anna</Name>"))
    assert found["resource", "changed", "Anna"] == {"Name": ("Ann", "Anna")}


@pytest.mark.parametrize(
    ("old", "new", "fields"),
    [
        ("<LinkLag>0</LinkLag>", "<LinkLag>4800</LinkLag>", {"Predecessors": ("2", "2FS+1d")}),
        ("<Type>1</Type><LinkLag>", "<Type>3</Type><LinkLag>", {"Predecessors": ("2", "2SS")}),
        ("<Units>1</Units>", "<Units>0.5</Units>", {"Resources": ("Ann", "Ann[50%]")}),
    ],
)
def test_links_and_shares(project: Project, old: str, new: str, fields: dict[str, tuple[str, str]]) -> None:
    found = shown(project, staged(BASE, old, new))["activity", "changed", "Pour slab"]
    assert {label: found[label] for label in fields} == fields
    assert {"Start", "Finish"} & set(found)


@pytest.mark.parametrize(
    ("extra", "fields"),
    [
        ("<Deadline>2026-03-20T17:00:00</Deadline>", {"Deadline": ("", "20 Mar 2026 17:00")}),
        (
            "<ConstraintType>4</ConstraintType><ConstraintDate>2026-03-04T08:00:00</ConstraintDate>",
            {
                "Constraint": ("As soon as possible", "Start no earlier than"),
                "Constraint date": ("", "4 Mar 2026 08:00"),
                "Start": ("2 Mar 2026 08:00", "4 Mar 2026 08:00"),
                "Finish": ("3 Mar 2026 17:00", "5 Mar 2026 17:00"),
            },
        ),
        ("<Notes>Call before</Notes>", {"Notes": ("", "Call before")}),
        ("<EffortDriven>1</EffortDriven>", {"Effort driven": ("no", "yes")}),
        ("<Priority>700</Priority>", {"Priority": ("500", "700")}),
    ],
)
def test_facts_of_an_activity(project: Project, extra: str, fields: dict[str, tuple[str, str]]) -> None:
    assert shown(project, dig(extra))["activity", "changed", "Dig"] == fields


def test_another_order_names_both_places(project: Project) -> None:
    house, first, second, third = small_plan().tasks
    found = shown(project, PlanFile([house, third, first, second], ["Ann"], [(3, 1)]).xml())
    assert found == {
        ("activity", "changed", "Walls"): {
            "Place in the outline": ("1.3 in “House”", "1.1 in “House”"),
            "WBS code": ("1.3", "1.1"),
        },
        ("activity", "moved", "Dig"): {"WBS code": ("1.1", "1.2")},
        ("activity", "moved", "Pour slab"): {"WBS code": ("1.2", "1.3")},
    }


def test_another_parent_names_both(project: Project) -> None:
    house, *others, walls = small_plan().tasks
    found = shown(
        project, PlanFile([house, *others, Task(4, "Walls", 5, walls.after)], ["Ann"], [(3, 1)]).xml()
    )
    assert found["activity", "changed", "Walls"]["Place in the outline"] == ("1.3 in “House”", "2")


def test_what_is_new_and_what_goes_says_when(project: Project) -> None:
    tasks = [*small_plan().tasks[:3], Task(9, "Roof", 2, after=[3], level=2)]
    found = shown(project, PlanFile(tasks, ["Ann"], [(3, 1)]).xml())
    assert found["activity", "added", "Roof"] == {
        "Duration": ("", "2d"),
        "Predecessors": ("", "3"),
        "WBS code": ("", "1.3"),
        "Start": ("", "9 Mar 2026 08:00"),
        "Finish": ("", "10 Mar 2026 17:00"),
    }
    removed = found["activity", "removed", "Walls"]
    assert removed["Finish"] == ("13 Mar 2026 17:00", "")


def test_a_file_whose_only_news_is_a_baseline(project: Project) -> None:
    before = raw_rows(project)
    found = shown(project, dig(BASELINE.format(day=3)))
    dates = "2 Mar 2026 08:00 – 3 Mar 2026 17:00, duration 2d"
    assert found == {("reference", "added", "Baseline: newer.xml"): {"2 Dig": ("", dates)}}
    assert raw_rows(project) == before


def test_an_undone_update_brings_the_old_baseline_back(project: Project) -> None:
    def finishes() -> list[Any]:
        rows = ReferenceDates.internal.filter(project=project)
        return list(rows.values_list("reference__name", "activity__name", "finish"))

    applied(project, dig(BASELINE.format(day=3)), "first.xml")
    old = finishes()
    found = shown(project, dig(BASELINE.format(day=4).replace("1250", "1300")))
    assert found == {
        ("reference", "changed", "Baseline: newer.xml"): {
            "Name": ("Baseline: first.xml", "Baseline: newer.xml"),
            "2 Dig": (
                "2 Mar 2026 08:00 – 3 Mar 2026 17:00, duration 2d",
                "2 Mar 2026 08:00 – 4 Mar 2026 17:00, duration 2d, another cost",
            ),
        }
    }
    applied(project, dig(BASELINE.format(day=4)))
    assert finishes() != old
    undo_change(project, actor=manager_of(project))
    assert finishes() == old


def test_one_undo_takes_everything_back(project: Project) -> None:
    before = raw_rows(project)
    other = staged(BASE, "</WeekDays>", "</WeekDays>" + HOLIDAY).decode()
    other = staged(other, "<StartDate>2026-03-02", "<StartDate>2026-03-09").decode()
    other = staged(other, "<Name>Ann</Name>", "<Name>Bob</Name>").decode()
    other = staged(other, "<Work>PT24H0M0S</Work>", "<Work>PT40H0M0S</Work>").decode()
    applied(project, staged(other, "<Name>Dig</Name>", f"<Name>Dig</Name>{BASELINE.format(day=3)}"))
    assert raw_rows(project) != before
    undo_change(project, actor=manager_of(project))
    assert raw_rows(project) == before
    assert not ReferenceDates.internal.filter(project=project).exists()


@pytest.mark.parametrize(
    ("numbers", "length"), [([], 0), ([2, 0, 1], 2), ([0, 1, 2, 3], 4), ([3, 2, 1], 1), ([1, 9, 2, 3, 0], 3)]
)
def test_the_fewest_siblings_are_said_to_have_moved(numbers: list[int], length: int) -> None:
    kept = _longest_rise(numbers)
    assert [number for number in numbers if number in kept] == sorted(kept)
    assert len(kept) == length
