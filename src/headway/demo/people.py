"""Making the organisation: units, people, logins, roles, calendars, portfolios and programmes."""

import datetime as dt
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password

from headway.governance.strategy.models import Portfolio, Programme
from headway.governance.strategy.services import create_portfolio, create_programme
from headway.organisation.actors import PersonActor
from headway.organisation.models import OrgUnit, Person, RoleGrant, Scope, User, WorkCalendar
from headway.organisation.services import create_scope

from . import cast
from .plan import FIELD_DAY, NO_WORK, OFFICE_DAY, exceptions
from .profiles import DEMO, Profile, portfolios, programmes
from .script import Casting, Named, named

PASSWORD = "tarnvale demo"  # noqa: S105  # the demo's own, printed with its sign-ins
FOUNDED = dt.datetime(2010, 1, 1, 8, tzinfo=dt.UTC)  # before its longest project began


@dataclass(slots=True)
class Organisation:
    """Who there is, for the stories to choose from."""

    scope: Scope
    people: dict[str, Person] = field(default_factory=dict)  # by name
    by_id: dict[int, Person] = field(default_factory=dict)
    members: tuple[cast.Member, ...] = ()
    portfolios: dict[str, Portfolio] = field(default_factory=dict)
    programmes: dict[str, Programme] = field(default_factory=dict)

    def unit(self, name: str) -> list[Person]:
        """The people of a unit, in order."""
        return [self.people[member.name] for member in self.members if member.unit == name]

    def casting(self, most: int | None = cast.CORE) -> Casting:
        """Whom stories choose from: the people of the demo, or of all."""
        members = self.members[:most]

        def of(*units: str) -> tuple[Named, ...]:
            chosen = [self.people[one.name] for unit in units for one in members if one.unit == unit]
            return named((person.pk, person.name) for person in chosen)

        return Casting(of("Project managers"), of("Business heads"), of(*cast.TEAM_UNITS))


def make_organisation(seed: int, profile: Profile = DEMO) -> Organisation:
    """Everybody and every place where roles are held, in an empty database."""
    made = Organisation(create_scope(Scope.Kind.ORGANISATION, parent=None))
    made.members = cast.people(seed, profile.people)
    _calendars()
    _people(made)
    for code, name in portfolios(profile):
        made.portfolios[code] = create_portfolio(code, name, parent=made.scope)
    for code, portfolio, name in programmes(profile):
        made.programmes[code] = create_programme(code, name, portfolio=made.portfolios[portfolio])
    return made


def _calendars() -> None:
    for name, day in (("Office", OFFICE_DAY), ("Field shifts", FIELD_DAY)):
        minutes = [[first // 60, last // 60] for first, last in day]
        free = [{"from": e["first"], "to": e["last"], "name": e["name"], "shifts": []} for e in exceptions()]
        WorkCalendar.objects.create(name=name, week=[minutes] * 5 + [NO_WORK] * 2, exceptions=free)


def _people(made: Organisation) -> None:
    names = dict.fromkeys(member.unit for member in made.members)
    units = {name: OrgUnit.objects.create(name=name) for name in names}
    rows = [Person(name=m.name, email=m.email, unit=units[m.unit]) for m in made.members]
    made.people = {person.name: person for person in Person.objects.bulk_create(rows)}
    made.by_id = {person.pk: person for person in made.people.values()}
    encoded = make_password(PASSWORD)  # one password, hashed once: 120 hashes would take ten seconds
    User.objects.bulk_create(User(email=p.email, person=p, password=encoded) for p in rows)
    RoleGrant.objects.bulk_create(
        RoleGrant(
            person=made.people[member.name],
            role=role,
            scope=made.scope,
            valid_from=FOUNDED.date(),
            state=RoleGrant.State.ACTIVE,
        )
        for member in made.members
        for role in member.roles
    )


def acting(person: Person, hat: str) -> PersonActor:
    """A person wearing a hat."""
    return PersonActor(person, chosen_hat=hat)
