"""A small world that people walk through in a browser: a few undertakings of the demo, told by its own functions."""

import datetime as dt
from dataclasses import dataclass

from headway.demo.load import SEED, last_monday
from headway.demo.people import Organisation, make_organisation
from headway.demo.portfolio import UNDERTAKINGS
from headway.demo.script import decide
from headway.demo.tale import tell
from headway.organisation.models import Person
from headway.project.charter.models import Project


@dataclass(frozen=True, slots=True)
class World:
    """Tarnvale with few projects."""

    organisation: Organisation
    projects: dict[str, Project]

    def person(self, name: str) -> Person:
        """Somebody by name."""
        return self.organisation.people[name]


def make_world(*codes: str) -> World:
    """The organisation and the undertakings of these codes, as they stood on the Monday before today."""
    organisation = make_organisation(SEED)
    as_of = last_monday(dt.date.today() - dt.timedelta(days=1))
    stories = {story.code: story for story in UNDERTAKINGS}
    projects = {}
    for code in codes:
        script = decide(stories[code], organisation.casting(), seed=SEED, as_of=as_of)
        projects[code] = tell(script, organisation)
    return World(organisation, projects)
