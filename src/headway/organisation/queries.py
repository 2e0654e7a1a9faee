"""Reads about people and roles that several rooms need."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from headway.common.access import Actor, Reason, acting_person
from headway.common.http.lists import Sorting
from headway.common.journal.models import JournalEntry
from headway.common.versions import Told

from .actors import active_grants, current_grants
from .deciding import BOARD_ROLE, is_permanent, last_of_board
from .hooks import changed_words
from .models import Person, RoleGrant, ScopeClosure
from .permissions import DECIDE_ROLE
from .roles import role_name, roles_given_by

AS_GIVEN = Sorting("pk")
MOST_TOLD = 100  # changes that a refusal looks at


def holders(role: str, scope_id: int) -> QuerySet[Person]:
    """People who hold a role directly in a scope, today."""
    return Person.objects.filter(
        pk__in=active_grants().filter(role=role, scope_id=scope_id).values("person_id")
    )


def people_counting_as(role: str, scopes: Collection[int]) -> QuerySet[Person]:
    """People whose role counts in one of these scopes today, held there or above."""
    above = ScopeClosure.objects.filter(descendant__in=scopes).values("ancestor_id")
    return Person.objects.filter(
        pk__in=active_grants().filter(role=role, scope__in=above).values("person_id")
    ).order_by("name")


def members(scope_id: int) -> list[tuple[Person, tuple[str, ...]]]:
    """Everybody who holds a role directly in a scope today, with the roles' names."""
    grants = active_grants().filter(scope_id=scope_id).select_related("person__unit").order_by("pk")
    found: dict[Person, list[str]] = {}
    for grant in grants:
        found.setdefault(grant.person, []).append(role_name(grant.role))
    return [(person, tuple(dict.fromkeys(roles))) for person, roles in found.items()]


@dataclass(frozen=True, slots=True)
class Holding:
    """A role that somebody holds in a scope, now or from a later day, as pages list it."""

    grant: RoleGrant
    role: str
    can_end: bool

    @property
    def key(self) -> str:
        """Of the grant, as text."""
        return str(self.grant.pk)


def grants_in(scope_id: int) -> QuerySet[RoleGrant]:
    """The roles held directly in a scope, now or from a later day, as they were given."""
    rows = current_grants().filter(scope=scope_id)
    return AS_GIVEN.sorted(rows.select_related("person__unit", "deputy_of", "scope"))


def holdings(scope_id: int, actor: Actor, grants: Sequence[RoleGrant] | None = None) -> list[Holding]:
    """The roles held directly in a scope, or these of them, with which of them the actor may end."""
    held = list(grants_in(scope_id)) if grants is None else grants
    board = held if grants is None else grants_in(scope_id).filter(role=BOARD_ROLE)
    own = roles_given_by(actor.hat) if actor.may(DECIDE_ROLE, scope_id) else ()
    needed = last_of_board(board)
    return [
        Holding(
            grant, role_name(grant.role), grant.role in own and not is_permanent(grant) and grant != needed
        )
        for grant in held
    ]


def own_requests(actor: Actor, most: int = 20) -> QuerySet[RoleGrant]:
    """What the actor asked for, the newest first."""
    rows = RoleGrant.objects.system(Reason.RIGHTS).filter(requested_by=acting_person(actor))
    return rows.select_related("person", "decided_by", "scope").order_by("-pk")[:most]


def role_requests_for(actor: Actor) -> QuerySet[RoleGrant]:
    """Requests for roles that wait for somebody in the capacity in which the actor acts; the oldest first."""
    rows = RoleGrant.objects.visible_to(actor, DECIDE_ROLE)
    rows = rows.filter(state=RoleGrant.State.REQUESTED, role__in=roles_given_by(actor.hat))
    rows = rows.exclude(person__in=actor.principals).exclude(requested_by__in=actor.party)
    return AS_GIVEN.sorted(rows.select_related("person", "requested_by", "scope"))


def person_with_address(email: str) -> Person | None:
    """The person who has this e-mail address."""
    return Person.objects.filter(email__iexact=email.strip()).first()


def people_known_to(actor: Actor) -> QuerySet[Person]:
    """People whom a picker may show to an actor: those who hold a role in a scope that the actor is in."""
    if actor.person_id is None:
        return Person.objects.none()
    mine = active_grants().filter(person_id=actor.person_id).values("scope_id")
    shared = ScopeClosure.objects.filter(ancestor_id__in=mine).values("descendant_id")
    others = active_grants().filter(scope_id__in=shared).values("person_id")
    return Person.objects.filter(pk__in=others).order_by("name")


def last_changes(
    scope: Model, kind: str, count: int = 1, *, reader: Actor, object_id: int | None = None
) -> list[Told]:
    """The last ``count`` changes of a thing in a scope, each person once: what a refusal of a stale version
    tells.

    Of very many the newest: whoever asks may have sent any number as a version.
    """
    entries = JournalEntry.objects.within(scope).filter(object_kind=kind)
    if object_id is not None:
        entries = entries.filter(object_id=object_id)
    of_each: dict[str, list[JournalEntry]] = {}
    for entry in reversed(entries.order_by("-seq")[: min(max(count, 1), MOST_TOLD)]):
        of_each.setdefault(entry.actor, []).append(entry)
    return [
        Told(name_of(who), _words_of(own), own[-1].at, own=who == reader.reference)
        for who, own in of_each.items()
    ]


def _words_of(entries: list[JournalEntry]) -> tuple[str, ...]:
    """What these entries changed, each field or deed once."""
    known: list[str] = [word for entry in entries for word in changed_words(entry)]
    return tuple(dict.fromkeys(known))


def name_of(reference: str) -> str:
    """The name behind a pseudonym of the journal, such as ``person:12``, or the pseudonym itself."""
    kind, _, key = reference.partition(":")
    person = Person.objects.filter(pk=int(key)).first() if kind == "person" and key.isdigit() else None
    return reference if person is None else person.name
