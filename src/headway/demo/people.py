"""Making the organisation: units, people, logins, roles, calendars, portfolios and programmes."""

import datetime as dt
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password

from headway.governance.strategy.models import Portfolio, Programme
from headway.governance.strategy.services import create_portfolio, create_programme
from headway.organisation.actors import PersonActor, System
from headway.organisation.models import OrgUnit, Person, RoleGrant, Scope, User, WorkCalendar
from headway.organisation.services import create_scope

from . import cast
from .plan import FIELD_DAY, NO_WORK, OFFICE_DAY, exceptions
from .portfolio import PORTFOLIOS, PROGRAMMES

PASSWORD = "tarnvale demo"  # noqa: S105  # the demo's own, printed with its sign-ins


@dataclass(slots=True)
class Organisation:
    """Who there is, for the stories to choose from."""

    scope: Scope
    people: dict[str, Person] = field(default_factory=dict)  # by name
    members: tuple[cast.Member, ...] = ()
    portfolios: dict[str, Portfolio] = field(default_factory=dict)
    programmes: dict[str, Programme] = field(default_factory=dict)

    def unit(self, name: str) -> list[Person]:
        """The people of a unit, in order."""
        return [self.people[member.name] for member in cast.of_unit(self.members, name)]

    @property
    def team_pool(self) -> list[Person]:
        """Those who do the work of projects."""
        return [person for unit in cast.TEAM_UNITS for person in self.unit(unit)]


def make_organisation(seed: int, *, extra_people: int = 0) -> Organisation:
    """Everybody and every place where roles are held, in an empty database."""
    made = Organisation(create_scope(Scope.Kind.ORGANISATION, parent=None))
    made.members = cast.people(seed, extra_people)
    _calendars()
    _people(made)
    for code, name in PORTFOLIOS:
        made.portfolios[code] = create_portfolio(code, name, parent=made.scope, actor=System())
    for code, portfolio, name in PROGRAMMES:
        made.programmes[code] = create_programme(
            code, name, portfolio=made.portfolios[portfolio], actor=System()
        )
    return made


def _calendars() -> None:
    for name, day in (("Office", OFFICE_DAY), ("Field shifts", FIELD_DAY)):
        minutes = [[first // 60, last // 60] for first, last in day]
        free = [{"from": e["first"], "to": e["last"], "name": e["name"], "shifts": []} for e in exceptions()]
        WorkCalendar.objects.create(name=name, week=[minutes] * 5 + [NO_WORK] * 2, exceptions=free)


def _people(made: Organisation) -> None:
    names = dict.fromkeys(member.unit for member in made.members)
    units = {name: OrgUnit.objects.create(name=name) for name in names}
    rows = [
        Person(name=m.name, email=m.email, unit=units[m.unit], fte=m.fte, employment=m.employment)
        for m in made.members
    ]
    made.people = {person.name: person for person in Person.objects.bulk_create(rows)}
    encoded = make_password(PASSWORD)  # one password, hashed once: 120 hashes would take ten seconds
    User.objects.bulk_create(User(email=p.email, person=p, password=encoded) for p in rows)
    since = dt.date(2020, 1, 1)
    RoleGrant.objects.bulk_create(
        RoleGrant(
            person=made.people[member.name],
            role=role,
            scope=made.scope,
            valid_from=since,
            state=RoleGrant.State.ACTIVE,
        )
        for member in made.members
        for role in member.roles
    )


def acting(person: Person, hat: str) -> PersonActor:
    """A person wearing a hat."""
    return PersonActor(person, chosen_hat=hat)
