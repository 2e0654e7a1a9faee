"""The first people of an installation without the demo; everybody later is requested and decided about."""

from django.db import transaction
from django.utils.translation import gettext as _

from headway.common.refusal import Refusal
from headway.common.validation import check_values

from .actors import System, current_grants
from .models import OrgUnit, Person, Scope, User
from .queries import person_with_address
from .roles import role_name
from .services import appoint, create_scope, one_at_a_time


@transaction.atomic
def appoint_first(role: str, *, name: str, email: str) -> User:
    """Give a role in the whole organisation, where nobody holds it, to whoever has the address.

    For who owns the installation, at its command line. Makes what is not there yet: organisation, person,
    login. A new login has no password; see ``signin.password_link``. Raises ``Refusal`` where somebody holds
    the role, and ``Invalid`` for a name or an address that cannot be.
    """
    scope = Scope.objects.filter(kind=Scope.Kind.ORGANISATION).first()
    scope = scope or create_scope(Scope.Kind.ORGANISATION, parent=None)
    one_at_a_time(scope.pk)
    if current_grants().filter(role=role, scope=scope).exists():
        raise Refusal(
            _("Somebody is “%(role)s” already. Further people are requested on the page Roles.")
            % {"role": role_name(role)}
        )
    person = person_with_address(email) or _newcomer(name.strip(), email.strip().lower())
    appoint(person, role, scope, actor=System())
    user = User.objects.filter(person=person).first()
    return user or User.objects.create_user(person.email, person=person)


def _newcomer(name: str, email: str) -> Person:
    unit = OrgUnit.objects.order_by("pk").first() or OrgUnit.objects.create(name=_("Organisation"))
    person = Person(name=name, email=email, unit=unit)
    check_values(person)
    person.save()
    return person
