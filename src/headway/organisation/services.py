"""Changes of scopes and roles."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headway.common.access import Actor
from headway.common.journal.services import record
from headway.common.refusal import Forbidden, Invalid, Refusal

from .actors import PersonActor
from .models import Person, RoleGrant, Scope, ScopeClosure
from .roles import BY_CODE
from .rules import DECIDE_ROLE, REQUEST_ROLE


def create_scope(kind: Scope.Kind, *, parent: Scope | None, sealed: bool = False) -> Scope:
    """A new scope below ``parent``. A sealed one inherits no grants. Part of a larger intention."""
    scope = Scope.objects.create(kind=kind, parent=parent, sealed=sealed)
    ancestors: list[int] = [scope.pk]
    if parent is not None and not sealed:
        ancestors += ScopeClosure.objects.filter(descendant=parent).values_list("ancestor_id", flat=True)
    ScopeClosure.objects.bulk_create(ScopeClosure(ancestor_id=a, descendant=scope) for a in ancestors)
    return scope


def appoint(
    person: Person, role: str, scope: Scope, *, actor: Actor, since: dt.date | None = None
) -> RoleGrant:
    """Give a role as part of an authorised intention, such as opening a project."""
    grant = RoleGrant.objects.create(
        person=person,
        role=role,
        scope=scope,
        valid_from=since or timezone.localdate(),
        state=RoleGrant.State.ACTIVE,
    )
    record(actor, scope.pk, "role.appointed", grant, person=person.pk, role=role)
    return grant


@transaction.atomic
def request_role(
    person: Person, role: str, scope: Scope, *, actor: PersonActor, until: dt.date | None = None
) -> RoleGrant:
    """Ask that a person be given a role; somebody else decides."""
    if not actor.may(REQUEST_ROLE, scope.pk):
        raise Forbidden(_("Only a system administrator can request roles."))
    if role not in BY_CODE:
        raise Invalid(_("There is no role “%(role)s”.") % {"role": role}, field="role")
    grant = RoleGrant.objects.create(
        person=person,
        role=role,
        scope=scope,
        valid_from=timezone.localdate(),
        valid_to=until,
        requested_by=actor.person,
    )
    record(actor, scope.pk, "role.requested", grant, person=person.pk, role=role)
    return grant


@transaction.atomic
def decide_role(grant: RoleGrant, *, actor: PersonActor, approve: bool) -> RoleGrant:
    """Give or refuse a requested role. Whoever requested it, or is deputised by them, cannot decide (I6)."""
    if not actor.may(DECIDE_ROLE, grant.scope_id):
        raise Forbidden(_("You cannot decide about roles here."))
    if grant.requested_by_id in actor.principals or grant.person_id in actor.principals:
        raise Forbidden(_("Who requests a role, or would receive it, cannot decide about it."))
    state = RoleGrant.State.ACTIVE if approve else RoleGrant.State.REFUSED
    waiting = RoleGrant.objects.filter(pk=grant.pk, state=RoleGrant.State.REQUESTED)
    if waiting.update(state=state, decided_by=actor.person) != 1:
        raise Refusal(_("This request was already decided."))
    grant.refresh_from_db()
    record(actor, grant.scope_id, "role.granted" if approve else "role.refused", grant, role=grant.role)
    return grant
