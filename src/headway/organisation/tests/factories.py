"""People, scopes and actors for tests."""

import datetime as dt
from itertools import count

from django.test import Client

from headway.organisation.actors import PersonActor
from headway.organisation.middleware import HAT_SESSION_KEY
from headway.organisation.models import OrgUnit, Person, RoleGrant, Scope, User
from headway.organisation.roles import SINGLE
from headway.organisation.services import create_scope

_numbers = count(1)


def make_unit(name: str = "Engineering") -> OrgUnit:
    """A unit, one per name."""
    return OrgUnit.objects.get_or_create(name=name)[0]


def make_person(name: str = "") -> Person:
    """A person with an address of their own."""
    number = next(_numbers)
    return Person.objects.create(
        name=name or f"Person {number}", email=f"person{number}@tvu.example", unit=make_unit()
    )


def make_user(person: Person) -> User:
    """A login of a person; tests sign in with ``client.force_login``."""
    return User.objects.create(email=person.email, person=person, password="!")


def make_organisation() -> Scope:
    """The organisation's scope; there is one."""
    return Scope.objects.filter(kind=Scope.Kind.ORGANISATION).first() or create_scope(
        Scope.Kind.ORGANISATION, parent=None
    )


def grant(person: Person, role: str, scope: Scope, *, deputy_of: Person | None = None) -> RoleGrant:
    """An active role since long ago, the person's own or somebody's whom the person deputises for.

    A second project manager or sponsor of a project can only be the deputy of the first.
    """
    if role in SINGLE and deputy_of is None:
        first = RoleGrant.internal.filter(role=role, scope=scope, state=RoleGrant.State.ACTIVE).first()
        deputy_of = first.person if first else None
    return RoleGrant.objects.create(
        person=person,
        role=role,
        scope=scope,
        valid_from=dt.date(2020, 1, 1),
        state=RoleGrant.State.ACTIVE,
        deputy_of=deputy_of,
    )


def actor(person: Person, hat: str = "") -> PersonActor:
    """The person, acting."""
    return PersonActor(person, chosen_hat=hat)


def actor_with(role: str, scope: Scope, name: str = "") -> PersonActor:
    """A new person who holds one role in a scope, wearing it."""
    person = make_person(name)
    grant(person, role, scope)
    return actor(person, role)


def signed_in(person: Person, hat: str = "") -> Client:
    """A browser in which somebody is signed in, wearing the hat if one is named."""
    client = Client()
    client.force_login(make_user(person))
    if hat:
        session = client.session
        session[HAT_SESSION_KEY] = hat
        session.save()
    return client


def browser(actor: PersonActor) -> Client:
    """A browser in which the actor is signed in and wears the hat."""
    return signed_in(actor.person, actor.chosen_hat)
