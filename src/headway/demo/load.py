"""Loading the demo organisation into an empty database."""

import datetime as dt
from collections.abc import Callable

from headway.common.refusal import Refusal
from headway.organisation.models import Person, Scope, User
from headway.project.charter.models import Project

from .models import DemoSignIn
from .people import Organisation, make_organisation
from .portfolio import UNDERTAKINGS
from .tale import script, tell

SEED = 20260930
Told = Callable[[int, int], None]


class NotEmpty(Refusal):
    """There is an organisation already: the demo loads into an empty database only."""


def is_empty() -> bool:
    """Whether no organisation was set up yet."""
    return not Scope.objects.exists()


def last_monday(today: dt.date) -> dt.date:
    """The Monday of this week: what the demo counts as now."""
    return today - dt.timedelta(days=today.weekday())


def load_demo(*, seed: int = SEED, as_of: dt.date, told: Told = lambda _done, _all: None) -> None:
    """Tarnvale Utilities Group with its portfolios, people and the stories of its projects.

    The same seed and date make the same organisation. Raises ``NotEmpty``.
    """
    if not is_empty():
        raise NotEmpty("This installation has an organisation already. Load the demo into an empty one.")
    organisation = make_organisation(seed)
    undertakings = [u for u in UNDERTAKINGS if u.state != "authorised"]
    for number, undertaking in enumerate(undertakings, start=1):
        story = script(undertaking, organisation, seed=seed, as_of=as_of)
        tell(story, organisation, seed=seed)
        told(number, len(undertakings))
    _sign_ins(organisation)


def _sign_ins(organisation: Organisation) -> None:
    """One person per role, each with a hat on."""
    project = Project.internal.get(code="P01")
    team = organisation.team_pool
    member = next(p for p in team if _has_work(p, project) and p.pk not in {project.sponsor_id})
    cast = (
        (project.manager, "PM", "Project manager"),
        (project.sponsor, "SP", "Sponsor"),
        (member, "TM", "Team member"),
        (organisation.people["Tomas Brekke"], "PA", "PMO analyst"),
        (organisation.people["Ilse Marwick-Oduya"], "PD", "PMO director"),
        (organisation.unit("IT operations")[0], "SA", "System administrator"),
    )
    for position, (person, hat, role) in enumerate(cast):
        DemoSignIn.objects.create(person=person, position=position, role=role)
        User.objects.filter(person=person).update(hat=hat)


def _has_work(person: Person, project: Project) -> bool:
    from headway.project.schedule.models import Assignment

    rows = Assignment.internal.filter(project=project, resource__person=person)
    return rows.filter(activity__percent_complete__gt=0, activity__percent_complete__lt=100).exists()
