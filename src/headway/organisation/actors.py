"""The actors there are: a signed-in person, a job on somebody's behalf, and nobody."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Exists, Q, QuerySet
from django.utils import timezone

from headway.common.access import Permission, Reason

from .models import Person, RoleGrant, ScopeClosure, User
from .roles import BY_CODE, role_name, roles_with


def current_grants() -> QuerySet[RoleGrant]:
    """Role grants that count today or from a later day on."""
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gte=timezone.localdate())
    return RoleGrant.objects.system(Reason.RIGHTS).filter(lasting, state=RoleGrant.State.ACTIVE)


def active_grants() -> QuerySet[RoleGrant]:
    """Role grants that count today."""
    return current_grants().filter(valid_from__lte=timezone.localdate())


@dataclass(frozen=True)
class PersonActor:
    """A person wearing a hat. Reads with all roles held, writes with the worn one only (I14).

    Nothing is kept from one request to the next, so that a right that was taken away is gone at once.
    """

    person: Person
    chosen_hat: str = ""
    on_behalf_of: str = ""
    appointed: str = ""

    @property
    def reference(self) -> str:
        """Pseudonym for the journal."""
        return f"person:{self.person.pk}"

    @property
    def display_name(self) -> str:
        """The person's name."""
        return self.person.name

    @property
    def person_id(self) -> int | None:
        """The person's id."""
        return self.person.pk

    @cached_property
    def held(self) -> tuple[tuple[str, int | None], ...]:
        """(role, principal) of every grant that counts today; the principal is set where it is a deputy's."""
        rows = self._grants().values_list("role", "deputy_of").distinct()
        return tuple(
            sorted(
                rows, key=lambda row: (list(BY_CODE).index(row[0]) if row[0] in BY_CODE else 99, row[1] or 0)
            )
        )

    @cached_property
    def hats(self) -> tuple[tuple[str, str], ...]:
        """The hats that this person can wear: (code, name)."""
        codes = dict.fromkeys(role for role, _ in self.held)
        return tuple((code, role_name(code)) for code in codes)

    @cached_property
    def hat(self) -> str:
        """The worn hat: the chosen one if it is still held, the only one if there is one, otherwise none."""
        codes = [code for code, _ in self.hats]
        if self.chosen_hat in codes:
            return self.chosen_hat
        return codes[0] if len(codes) == 1 else ""

    @property
    def principals(self) -> frozenset[int]:
        """Ids of the persons that this actor counts as: itself and whoever it deputises for (I6)."""
        return frozenset(
            {self.person.pk, *(principal for _, principal in self.held if principal is not None)}
        )

    @cached_property
    def party(self) -> frozenset[int]:
        """Ids of the principals and of all who deputise for one of them: together they are one party (I6)."""
        deputies = active_grants().filter(deputy_of__in=self.principals)
        return self.principals.union(deputies.values_list("person_id", flat=True))

    def _roles(self, permission: Permission) -> tuple[str, ...]:
        holders = roles_with(permission.code)
        own = {self.hat, self.appointed}
        return tuple(code for code in holders if code in own) if permission.writes else holders

    def scopes(self, permission: Permission) -> QuerySet[Any, Any]:
        """Subquery of scope ids where the permission is held (under the hat, if it writes)."""
        return self._closure(self._roles(permission)).values("descendant_id")

    def scopes_in_any_hat(self, permission: Permission) -> QuerySet[Any, Any]:
        """Subquery of scope ids where a role that is held gives the permission, worn or not."""
        return self._closure(roles_with(permission.code)).values("descendant_id")

    def _grants(self) -> QuerySet[RoleGrant]:
        """What counts today; nothing once the login is closed, also for a job that has begun before."""
        closed = User.objects.filter(person=self.person, is_active=False)
        return active_grants().filter(~Exists(closed), person=self.person)

    def _closure(self, roles: tuple[str, ...]) -> QuerySet[ScopeClosure]:
        grants = self._grants().filter(role__in=roles)
        return ScopeClosure.objects.filter(ancestor_id__in=grants.values("scope_id"))

    def may(self, permission: Permission, scope_id: int) -> bool:
        """Whether the permission is held here."""
        return self._closure(self._roles(permission)).filter(descendant_id=scope_id).exists()

    def may_somewhere(self, permission: Permission) -> bool:
        """Whether the permission is held anywhere, whatever hat is worn."""
        holders = roles_with(permission.code)
        return any(role in holders for role, _ in self.held)

    def hats_for(self, permission: Permission, scope_id: int) -> list[tuple[str, str]]:
        """Roles (code, name) that, worn, would allow it here."""
        held = {role for role, _ in self.held} & set(roles_with(permission.code))
        return [
            (code, role_name(code))
            for code in sorted(held)
            if self._closure((code,)).filter(descendant_id=scope_id).exists()
        ]


@dataclass(frozen=True)
class Nobody:
    """Who is not signed in."""

    reference: str = "nobody"
    display_name: str = ""
    person_id: int | None = None
    hat: str = ""
    on_behalf_of: str = ""
    appointed: str = ""
    hats: tuple[tuple[str, str], ...] = field(default=())
    principals: frozenset[int] = frozenset()
    party: frozenset[int] = frozenset()

    def scopes(self, permission: Permission) -> QuerySet[Any, Any]:
        """No scope."""
        return ScopeClosure.objects.none().values("descendant_id")

    def scopes_in_any_hat(self, permission: Permission) -> QuerySet[Any, Any]:
        """No scope."""
        return self.scopes(permission)

    def may(self, permission: Permission, scope_id: int) -> bool:
        """Never."""
        return False

    def may_somewhere(self, permission: Permission) -> bool:
        """Never."""
        return False

    def hats_for(self, permission: Permission, scope_id: int) -> list[tuple[str, str]]:
        """None."""
        return []


@dataclass(frozen=True)
class System(Nobody):
    """The installation itself: start-up, clock passes, the generator. Has no rights; only names itself."""

    reference: str = "system"
    display_name: str = "Headway"


def actor_of_job(person_id: int | None, hat: str) -> PersonActor | Nobody:
    """On whose behalf a job runs, with today's rights; nobody once the login is closed."""
    if person_id is None:
        return System()
    person = Person.objects.filter(pk=person_id).first()
    if person is None or User.objects.filter(person=person, is_active=False).exists():
        return Nobody()
    return PersonActor(person, chosen_hat=hat)
