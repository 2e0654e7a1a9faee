"""Working days in the calendar of a project: what other rooms measure drift with."""

from dataclasses import dataclass

from headway.engine.calendar import CompiledCalendar
from headway.project.schedule.models import Plan, PlanCalendar
from headway.project.schedule.plan.facts import CalendarFacts, PlanFacts, PlanTerms
from headway.project.schedule.queries import columns_of
from headway.project.schedule.scheduling import working_time


@dataclass(frozen=True, slots=True)
class ProjectTime:
    """The working time of a project; ``day`` is how many working seconds it counts as one day."""

    calendar: CompiledCalendar
    day: int

    def working_days(self, start: int, finish: int) -> float:
        """Working days from one plan time to another; negative when ``finish`` is earlier."""
        return round(self.calendar.work_between(start, finish) / self.day, 4)


def project_time(plan: Plan) -> ProjectTime:
    """The working time of a plan that the caller loaded through its own scope. One query."""
    facts = PlanFacts(PlanTerms(start=plan.start, calendar=plan.calendar_id))
    rows = PlanCalendar.objects.within(plan.project).values_list(*columns_of(CalendarFacts))
    facts.calendars = {row[0]: CalendarFacts._make(row) for row in rows}
    return ProjectTime(working_time(facts, None, plan.start), plan.minutes_per_day * 60)
