"""A small world to walk through: a few undertakings of the demo, written as the demo writes them."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from headway.demo.bulk import write_down
from headway.demo.load import SEED, last_monday
from headway.demo.people import Organisation, make_organisation
from headway.demo.portfolio import UNDERTAKINGS
from headway.demo.rehearsal import rehearse
from headway.demo.script import decide
from headway.organisation.models import Person
from headway.project.lifecycle.models import Project
from headway.project.schedule.models import Activity, Assignment


@dataclass(frozen=True, slots=True)
class World:
    """Tarnvale with few projects."""

    organisation: Organisation
    projects: dict[str, Project]

    def person(self, name: str) -> Person:
        """Somebody by name."""
        return self.organisation.people[name]


@transaction.atomic
def make_world(*codes: str) -> World:
    """The organisation and the undertakings of these codes, as they stood on the Monday before today."""
    organisation = make_organisation(SEED)
    as_of = last_monday(timezone.localdate())
    stories = {story.code: story for story in UNDERTAKINGS}
    projects = {}
    for code in codes:
        script = decide(stories[code], organisation.casting(), seed=SEED, as_of=as_of)
        projects[code] = write_down(script, rehearse(script), organisation)
    return World(organisation, projects)


def work_of(project: Project) -> tuple[Activity, Person]:
    """An activity that somebody has begun, and who."""
    begun = Assignment.internal.filter(project=project, activity__percent_complete__range=(1, 98))
    row = begun.select_related("activity", "resource__person").earliest("pk")
    assert row.resource.person is not None
    return row.activity, row.resource.person
