"""Changes of scopes and roles."""

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from headway.common import clock
from headway.common.access import Actor, acting_person, require
from headway.common.events import publish
from headway.common.journal.services import record
from headway.common.refusal import Forbidden, Invalid, Refusal

from .actors import current_grants
from .addresses import ask_for_address
from .deciding import BOARD_ROLE, is_permanent, last_of_board, may_request
from .events import RoleGranted, RoleRequested
from .models import Person, RoleGrant, Scope, ScopeClosure, User
from .permissions import DECIDE_ROLE, REQUEST_ROLE
from .places import code_in_use, code_key, place_with_code
from .roles import BY_CODE, SINGLE, incompatible_with, role_name, roles_given_by


def create_scope(kind: Scope.Kind, *, parent: Scope | None, code: str = "", sealed: bool = False) -> Scope:
    """A new scope below ``parent``. A sealed one inherits no grants. Part of a larger intention.

    Raises ``Invalid`` for a code that another place has, also where that came into being this moment.
    """
    refuse_code_in_use(code)
    try:
        with transaction.atomic():
            scope = Scope.objects.create(kind=kind, parent=parent, code_key=code_key(code), sealed=sealed)
    except IntegrityError:
        refuse_code_in_use(code)
        raise
    ancestors: list[int] = [scope.pk]
    if parent is not None and not sealed:
        ancestors += ScopeClosure.objects.filter(descendant=parent).values_list("ancestor_id", flat=True)
    ScopeClosure.objects.bulk_create(ScopeClosure(ancestor_id=a, descendant=scope) for a in ancestors)
    return scope


def refuse_code_in_use(code: str) -> None:
    """Raises ``Invalid`` where a portfolio, a programme or a project has this code, in whatever case."""
    if code_in_use(code):
        raise Invalid(_("The code “%(code)s” is in use. Choose another.") % {"code": code}, field="code")


def appoint(
    person: Person, role: str, scope: Scope, *, actor: Actor, since: dt.date | None = None
) -> RoleGrant:
    """Give a role as part of an authorised intention, such as opening a project.

    Raises ``Invalid`` for a role that this person cannot hold beside another one (I7).
    """
    one_at_a_time(scope.pk)
    _refuse_incompatible(person, role, scope.pk)
    grant = RoleGrant.objects.create(
        person=person,
        role=role,
        scope=scope,
        valid_from=since or clock.today(),
        state=RoleGrant.State.ACTIVE,
    )
    record(actor, scope.pk, "role.appointed", grant, person=person.pk, role=role)
    return grant


@transaction.atomic
def request_role(
    person: Person, role: str, scope: Scope, *, actor: Actor, until: dt.date | None = None
) -> RoleGrant:
    """Ask that a person be given a role; somebody else decides.

    Raises ``Forbidden`` for anybody but an administrator, or in a confidential project, which no
    administrator reaches, its manager, its sponsor and its member of the board; ``Invalid`` for a role that
    there is not, that is held in projects only, that ends although a project is never without it, or that
    this person cannot hold beside another one (I7); ``Refusal`` in a project that is over.
    """
    _require_requester(scope, actor)
    _check(person, role, scope)
    if until is not None and until < clock.today():
        raise Invalid(_("The last day cannot be before today."), field="until")
    if until is not None and role in SINGLE:
        raise Invalid(
            _("A project is never without this role: it ends when a successor takes over."), field="until"
        )
    grant = RoleGrant.objects.create(
        person=person,
        role=role,
        scope=scope,
        valid_from=clock.today(),
        valid_to=until,
        requested_by_id=acting_person(actor),
    )
    record(actor, scope.pk, "role.requested", grant, person=person.pk, role=role)
    publish(RoleRequested(grant))
    return grant


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleWish:
    """A role for whoever has this address, in the place with this code, or without one in all of them."""

    email: str
    role: str
    place: str = ""
    until: dt.date | None = None


def request_role_by_address(wish: RoleWish, *, actor: Actor) -> RoleGrant:
    """Ask for a role as people say it. Raises ``Invalid`` for what there is not, and as ``request_role``.

    A refused value is named as the wish names it. Who may not ask here does not learn who has the address,
    and who asked for many that nobody has learns nothing more for a while: ``TooOften``.
    """
    scope = place_with_code(wish.place, actor, REQUEST_ROLE)
    _require_requester(scope, actor)
    person = ask_for_address(wish.email, actor=actor)
    if person is None:
        raise Invalid(_("Nobody here has this e-mail address."), field="email")
    try:
        return request_role(person, wish.role, scope, actor=actor, until=wish.until)
    except Invalid as refusal:
        raise refusal.said_as(person="email", scope="place") from refusal


@transaction.atomic
def decide_role(grant: RoleGrant, *, actor: Actor, approve: bool) -> RoleGrant:
    """Give or refuse a requested role: each by those whom the table of roles names.

    The board decides about the sponsor, the sponsor about the project manager, the project manager about the
    team; the office decides about itself alone. Whoever requested the role or manages the project whose
    sponsor is chosen cannot decide, nor can a deputy or a principal of theirs, nor can whoever would receive
    it or a deputy of theirs (I6). A new project manager or sponsor succeeds whoever was it before.
    """
    one_at_a_time(grant.scope_id)
    _require_decider(grant, actor)
    if grant.requested_by_id in actor.party or grant.person_id in actor.principals:
        raise Forbidden(
            _(
                "Whoever requests a role cannot decide about it, nor can a deputy or a principal of theirs, "
                "nor whoever would receive it or a deputy of theirs."
            )
        )
    if grant.role == "SP" and _holders("PM", grant.scope_id).filter(person__in=actor.party).exists():
        raise Forbidden(_("Whoever manages a project cannot decide who sponsors it."))
    if approve:
        _check(grant.person, grant.role, grant.scope)
        _make_room(grant, actor)
    state = RoleGrant.State.ACTIVE if approve else RoleGrant.State.REFUSED
    waiting = RoleGrant.objects.in_hand(grant, state=RoleGrant.State.REQUESTED)
    if waiting.update(state=state, decided_by_id=acting_person(actor)) != 1:
        raise Refusal(_("This request was already decided."))
    grant.refresh_from_db()
    action = "role.granted" if approve else "role.refused"
    record(actor, grant.scope_id, action, grant, person=grant.person_id, role=grant.role)
    if approve:
        publish(RoleGranted(grant, actor))
    return grant


@transaction.atomic
def end_role(grant: RoleGrant, *, actor: Actor, last_day: dt.date | None = None) -> RoleGrant:
    """Take a role away, at once or after its last day: by those who decide about it, also from themselves.

    It can only end earlier than it would: more time is a new request, about which somebody else decides.
    Raises ``Refusal`` for a role that is over or ends before that day, for the last member of a board, and
    for project manager and sponsor, whose role ends with the successor's; ``Invalid`` for a last day that is
    over or comes before the first.
    """
    one_at_a_time(grant.scope_id)
    _require_decider(grant, actor)
    if is_permanent(grant):
        raise Refusal(_("A project is never without this role: it ends when a successor takes over."))
    if last_day is not None and last_day < max(clock.today(), grant.valid_from):
        raise Invalid(_("The last day cannot be before today or before the first."), field="last_day")
    if grant.role == BOARD_ROLE:
        _refuse_last_of_board(grant)
    return _end(grant, actor, last_day)


def choose_hat(hat: str, *, actor: Actor) -> None:
    """Begin with this role at the next sign-in, too. Raises ``Forbidden`` for one that is not held.

    A person's own preference: it belongs to no scope, so that no journal tells it.
    """
    if hat not in dict(actor.hats):
        raise Forbidden(_("You do not hold this role."))
    User.objects.filter(person=acting_person(actor)).update(hat=hat)


def _refuse_last_of_board(grant: RoleGrant) -> None:
    """Without a board nobody could ever give the roles that it alone gives, its own among them."""
    held = current_grants().filter(scope=grant.scope_id).select_related("scope")
    if grant == last_of_board(held):
        raise Refusal(
            _(
                "This is the last member of the board here, or the one who stays longest. Have another one "
                "appointed first."
            )
        )


def _require_requester(scope: Scope, actor: Actor) -> None:
    if not may_request(actor, scope):
        raise Forbidden(_("You cannot request roles here. Ask a system administrator."))


def _require_decider(grant: RoleGrant, actor: Actor) -> None:
    require(actor, DECIDE_ROLE, grant)
    if grant.role not in roles_given_by(actor.hat):
        raise Forbidden(_("You cannot decide about this role here."))


def _check(person: Person, role: str, scope: Scope) -> None:
    if role not in BY_CODE:
        raise Invalid(_("There is no role “%(role)s”.") % {"role": role}, field="role")
    if BY_CODE[role].in_project and scope.kind != Scope.Kind.PROJECT:
        raise Invalid(_("This role is held in one project, not in all of them."), field="scope")
    _refuse_incompatible(person, role, scope.pk)


def _refuse_incompatible(person: Person, role: str, scope_id: int) -> None:
    """One person does not hold both roles of a pair that the table keeps apart; a deputy counts as well."""
    held = current_grants().filter(person=person, role__in=incompatible_with(role), scope=scope_id).first()
    if held is not None:
        said = _("“%(one)s” and “%(other)s” must be two people in one project.")
        raise Invalid(said % {"one": role_name(held.role), "other": role_name(role)}, field="person")


def one_at_a_time(scope_id: int) -> None:
    """Let those who say this of a scope wait for each other until their transaction ends: each sees what the
    earlier one wrote.

    Said before anything is written, so that nobody holds what another one waits for. SQLite writes one after
    the other anyway.
    """
    Scope.objects.select_for_update(no_key=True).values_list("pk").get(pk=scope_id)


def _holders(role: str, scope_id: int) -> QuerySet[RoleGrant]:
    return current_grants().filter(role=role, scope=scope_id)


def _make_room(grant: RoleGrant, actor: Actor) -> None:
    """End the predecessor's grant, and the deputies', where one person at a time holds the role."""
    if grant.role in SINGLE:
        for earlier in _holders(grant.role, grant.scope_id).exclude(pk=grant.pk).order_by("pk"):
            _end(earlier, actor)


def _end(grant: RoleGrant, actor: Actor, last_day: dt.date | None = None) -> RoleGrant:
    """End a role at once, or let it count until the end of its last day; never longer than it would."""
    state = RoleGrant.State.ENDED if last_day is None else RoleGrant.State.ACTIVE
    day = last_day or clock.today()
    longer = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
    ended = current_grants().filter(longer, pk=grant.pk).update(state=state, valid_to=day)
    grant.refresh_from_db()
    if ended != 1:
        raise Refusal(_why_not_ended(grant))
    said = {"person": grant.person_id, "role": grant.role, "last_day": day.isoformat()}
    record(actor, grant.scope_id, "role.ended", grant, **said)
    return grant


def _why_not_ended(grant: RoleGrant) -> str:
    if grant.state != RoleGrant.State.ACTIVE or grant.valid_to is None or grant.valid_to < clock.today():
        return _("This role is not held any more.")
    said = _("This role ends on %(day)s already. Who shall hold it longer needs a new request.")
    return said % {"day": date_format(grant.valid_to)}
