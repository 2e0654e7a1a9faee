"""Assigned work for tests."""

import datetime as dt

from headway.organisation.actors import PersonActor
from headway.organisation.models import Person
from headway.organisation.tests.factories import actor, grant, make_person
from headway.project.lifecycle.models import Project
from headway.project.schedule.models import Assignment, Resource
from headway.project.schedule.tests.factories import named
from headway.project.team.models import ProgressReport
from headway.project.team.queries import WorkItem, work_items, work_of
from headway.project.team.services import Said, report_progress


def assign(project: Project, name: str, person: Person | None = None) -> PersonActor:
    """A team member (a new one unless given) who is assigned to the activity of that name."""
    person = person or make_person("Tom Member")
    if person.pk != project.manager_id:
        grant(person, "TM", project.scope)
    resource, _new = Resource.internal.get_or_create(project=project, person=person, name=person.name)
    Assignment.objects.create(project=project, activity=named(project, name), resource=resource)
    return actor(person, "PM" if person.pk == project.manager_id else "TM")


def make_report(project: Project, name: str, said: Said | None = None) -> ProgressReport:
    """A report of a new team member on an activity; it waits."""
    member = assign(project, name)
    return report_progress(named(project, name), said or Said(percent=50), actor=member)


def my_work(person: PersonActor, today: dt.date, *, later: bool = False) -> list[WorkItem]:
    """All that is listed for somebody."""
    return work_items(list(work_of(person, today, later=later)), person, today)
