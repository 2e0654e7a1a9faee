"""The same networks in MPXJ's `MicrosoftScheduler`, the peer of benchmarks and the author of golden dates.

Needs `pip install mpxj jpype1` and a Java runtime; nothing of the product does.
"""

import time
from typing import Any

import jpype
import jpype.imports
import mpxj
from networks import Columns

from headway.engine import NONE, Calendar, Constraint, LagKind, LinkType, written
from headway.engine.plan_time import DAY

TYPES = {
    LinkType.FS: "FINISH_START",
    LinkType.SS: "START_START",
    LinkType.FF: "FINISH_FINISH",
    LinkType.SF: "START_FINISH",
}
CONSTRAINTS = {
    Constraint.ASAP: "AS_SOON_AS_POSSIBLE",
    Constraint.ALAP: "AS_LATE_AS_POSSIBLE",
    Constraint.SNET: "START_NO_EARLIER_THAN",
    Constraint.SNLT: "START_NO_LATER_THAN",
    Constraint.FNET: "FINISH_NO_EARLIER_THAN",
    Constraint.FNLT: "FINISH_NO_LATER_THAN",
    Constraint.MSO: "MUST_START_ON",
    Constraint.MFO: "MUST_FINISH_ON",
}


def start_java() -> None:
    """Start the virtual machine once, with room for the largest network."""
    if not jpype.isJVMStarted():
        mpxj.startJVM("-Xmx6g")


class Peer:
    """One network as MPXJ's project."""

    def __init__(self, columns: Columns) -> None:
        start_java()
        from org.mpxj import ProjectFile

        self.file = ProjectFile()
        self.start = _local(columns.terms.start)
        self._calendars = [self._calendar(calendar) for calendar in columns.terms.calendars]
        self.file.setDefaultCalendar(self._calendars[0])
        self.file.getProjectProperties().setStartDate(self.start)
        self.tasks = self._tasks(columns)
        self._links(columns)

    def _calendar(self, calendar: Calendar) -> Any:
        from java.time import DayOfWeek, LocalDate
        from org.mpxj import DayType

        made = self.file.addCalendar()
        made.setName(calendar.name)
        for weekday in range(7):
            hours = _ranges(calendar, weekday)
            day = DayOfWeek.of(weekday + 1)
            made.setCalendarDayType(day, DayType.WORKING if hours else DayType.NON_WORKING)
            target = made.addCalendarHours(day)
            for span in hours:
                target.add(_range(*span))
        for exception in calendar.exceptions:
            made.addCalendarException(
                LocalDate.parse(exception.first.isoformat()), LocalDate.parse(exception.last.isoformat())
            )
        return made

    def _tasks(self, columns: Columns) -> list[Any]:
        from org.mpxj import ConstraintType, Duration, TimeUnit

        minutes, nothing = TimeUnit.MINUTES, Duration.getInstance(0, TimeUnit.MINUTES)
        given = columns.activities
        made: dict[int, Any] = {}
        # Summaries stand behind their children in the columns but must be made before them.
        parents = given.get("parent", [NONE] * len(given["id"]))
        for row in sorted(range(len(parents)), key=lambda row: parents[row] != NONE):
            number = given["id"][row]
            task = self.file.addTask() if parents[row] == NONE else made[parents[row]].addTask()
            task.setUniqueID(jpype.java.lang.Integer(number))
            task.setName(f"T{number}")
            duration = Duration.getInstance(given["duration"][row] // 60, minutes)
            task.setDuration(duration)
            task.setRemainingDuration(duration)
            task.setActualDuration(nothing)
            task.setMilestone(given["duration"][row] == 0 and number not in parents)
            if given.get("calendar", [-1] * (row + 1))[row] >= 0:
                task.setCalendar(self._calendars[given["calendar"][row]])
            if "constraint" in given:
                task.setConstraintType(
                    ConstraintType.valueOf(CONSTRAINTS[Constraint(given["constraint"][row])])
                )
                if given["constraint_date"][row] != NONE:
                    task.setConstraintDate(_local(given["constraint_date"][row]))
            if "deadline" in given and given["deadline"][row] != NONE:
                task.setDeadline(_local(given["deadline"][row]))
            made[number] = task
        return [made[number] for number in given["id"]]

    def _links(self, columns: Columns) -> None:
        from org.mpxj import Duration, Relation, RelationType, TimeUnit

        rows = {number: row for row, number in enumerate(columns.activities["id"])}
        links = columns.links
        kinds = links.get("lag_kind", [LagKind.WORKING] * len(links["lag"]))
        for row, lag in enumerate(links["lag"]):
            kind = kinds[row]
            unit = TimeUnit.ELAPSED_MINUTES if kind == LagKind.ELAPSED else TimeUnit.MINUTES
            amount = Duration.getInstance(lag, TimeUnit.PERCENT)
            if kind != LagKind.PERCENT:
                amount = Duration.getInstance(lag // 60, unit)
            link = Relation.Builder().predecessorTask(self.tasks[rows[links["predecessor"][row]]])
            link.type(RelationType.valueOf(TYPES[LinkType(links["type"][row])])).lag(amount)
            self.tasks[rows[links["successor"][row]]].addPredecessor(link)

    def schedule(self) -> float:
        """Schedule and return the seconds it took, in a thread with a large stack: the peer recurses."""
        from java.lang import Thread
        from org.mpxj.cpm import MicrosoftScheduler

        taken: list[float] = []
        failed: list[BaseException] = []

        @jpype.JImplements("java.lang.Runnable")
        class Run:
            @jpype.JOverride  # type: ignore[untyped-decorator]  # jpype is not typed
            def run(run) -> None:  # noqa: N805  Java hands over the object, `self` is the peer
                try:
                    begun = time.perf_counter()
                    MicrosoftScheduler().schedule(self.file, self.start)
                    taken.append(time.perf_counter() - begun)
                except BaseException as error:  # noqa: BLE001 - raised again outside the thread
                    failed.append(error)

        thread = Thread(None, Run(), "schedule", 1 << 30)
        thread.start()
        thread.join()
        if failed:
            raise failed[0]
        return taken[0]

    def dates(self) -> list[list[str | int]]:
        """Early start and finish, late start and finish, total and free float in minutes of every task."""
        from org.mpxj import TimeUnit

        properties = self.file.getProjectProperties()

        def minutes(duration: Any) -> int:
            return round(float(duration.convertUnits(TimeUnit.MINUTES, properties).getDuration()))

        return [
            [
                *(
                    str(date)[:16]
                    for date in (t.getEarlyStart(), t.getEarlyFinish(), t.getLateStart(), t.getLateFinish())
                ),
                minutes(t.getTotalSlack()),
                minutes(t.getFreeSlack()),
            ]
            for t in self.tasks
        ]


def _ranges(calendar: Calendar, weekday: int) -> list[tuple[int, int]]:
    """Hours of a weekday, with what crosses midnight cut there and given to the day after."""
    own = [(start, min(finish, DAY)) for start, finish in calendar.week[weekday]]
    before = [(0, finish - DAY) for _, finish in calendar.week[weekday - 1] if finish > DAY]
    return before + own


def _range(start: int, finish: int) -> Any:
    from java.time import LocalTime
    from org.mpxj import LocalTimeRange

    return LocalTimeRange(LocalTime.ofSecondOfDay(start), LocalTime.ofSecondOfDay(finish % DAY))


def _local(time: int) -> Any:
    from java.time import LocalDateTime

    return LocalDateTime.parse(written(time))
