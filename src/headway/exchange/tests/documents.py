"""Small plan files for tests, written as Microsoft Project writes them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<Project xmlns="http://schemas.microsoft.com/project">\n'
CALENDAR = """<Calendars><Calendar><UID>1</UID><Name>Standard</Name><IsBaseCalendar>1</IsBaseCalendar>
<WeekDays>{days}</WeekDays></Calendar></Calendars>
"""
WORKDAY = (
    "<WeekDay><DayType>{day}</DayType><DayWorking>1</DayWorking><WorkingTimes>"
    "<WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime>"
    "<WorkingTime><FromTime>13:00:00</FromTime><ToTime>17:00:00</ToTime></WorkingTime>"
    "</WorkingTimes></WeekDay>\n"
)
FREE_DAY = "<WeekDay><DayType>{day}</DayType><DayWorking>0</DayWorking></WeekDay>\n"


@dataclass(frozen=True)
class Task:
    """One line of a plan; ``after`` are the UIDs of what it waits for."""

    uid: int
    name: str
    days: int = 1
    after: Sequence[int] = ()
    level: int = 1
    summary: bool = False
    extra: str = ""


@dataclass(frozen=True)
class PlanFile:
    """A plan file."""

    tasks: Sequence[Task]
    resources: Sequence[str] = ()
    assignments: Sequence[tuple[int, int]] = field(default=())  # (task, resource), UIDs

    def xml(self) -> bytes:
        """Its bytes."""
        days = "".join((FREE_DAY if day in {1, 7} else WORKDAY).format(day=day) for day in range(1, 8))
        parts = [
            HEAD,
            "<Name>plan</Name><StartDate>2026-03-02T08:00:00</StartDate><CalendarUID>1</CalendarUID>\n",
            CALENDAR.format(days=days),
            "<Tasks>\n",
            *(self._task(place, task) for place, task in enumerate(self.tasks, 1)),
            "</Tasks>\n",
            "<Resources>\n",
            *(_resource(uid, name) for uid, name in enumerate(self.resources, start=1)),
            "</Resources>\n<Assignments>\n",
            *(self._assignment(uid, *pair) for uid, pair in enumerate(self.assignments, 1)),
            "</Assignments>\n</Project>\n",
        ]
        return "".join(parts).encode()

    def _task(self, place: int, task: Task) -> str:
        links = "".join(
            f"<PredecessorLink><PredecessorUID>{uid}</PredecessorUID><Type>1</Type><LinkLag>0</LinkLag>"
            "<LagFormat>7</LagFormat></PredecessorLink>"
            for uid in task.after
        )
        return (
            f"<Task><UID>{task.uid}</UID><ID>{place}</ID><Name>{escape(task.name)}</Name>"
            f"<OutlineLevel>{task.level}</OutlineLevel><Summary>{int(task.summary)}</Summary>"
            f"<Duration>PT{task.days * 8}H0M0S</Duration><DurationFormat>7</DurationFormat>"
            f"<CalendarUID>-1</CalendarUID>{task.extra}{links}</Task>\n"
        )

    def _assignment(self, uid: int, task: int, resource: int) -> str:
        days = next(entry.days for entry in self.tasks if entry.uid == task)
        return (
            f"<Assignment><UID>{uid}</UID><TaskUID>{task}</TaskUID><ResourceUID>{resource}</ResourceUID>"
            f"<Units>1</Units><Work>PT{days * 8}H0M0S</Work></Assignment>\n"
        )


def _resource(uid: int, name: str) -> str:
    return f"<Resource><UID>{uid}</UID><ID>{uid}</ID><Name>{escape(name)}</Name><Type>1</Type></Resource>\n"


def small_plan(*more: Task) -> PlanFile:
    """Three activities in a row below a summary, one resource."""
    return PlanFile(
        tasks=[
            Task(1, "House", level=1, summary=True),
            Task(2, "Dig", 2, level=2),
            Task(3, "Pour slab", 3, after=[2], level=2),
            Task(4, "Walls", 5, after=[3], level=2),
            *more,
        ],
        resources=["Ann"],
        assignments=[(3, 1)],
    )
