"""Who acts. The concrete actors live in ``organisation``; everything below knows only this promise."""

from typing import TYPE_CHECKING, Any, Protocol

from django.utils.translation import gettext as _

from headway.common.refusal import Forbidden

from .permissions import Permission

if TYPE_CHECKING:
    from django.db.models import QuerySet


class Actor(Protocol):
    """A user wearing a hat, a job on somebody's behalf, or nobody.

    Reading uses all roles that the person holds; writing uses only the hat that the person wears, so that the
    journal can say in which capacity something was done.
    """

    @property
    def reference(self) -> str:
        """Pseudonym for the journal, such as ``person:12``; never a name."""

    @property
    def display_name(self) -> str:
        """The name to show to people."""

    @property
    def person_id(self) -> int | None:
        """The person who acts, if it is one."""

    @property
    def principals(self) -> frozenset[int]:
        """Ids of the persons that the actor counts as: itself and whoever it deputises for (I6)."""

    @property
    def party(self) -> frozenset[int]:
        """Ids of the persons who are no second person beside the actor: its principals and their deputies.

        Whoever asked for something must not be among them for the actor to decide about it (I6).
        """

    @property
    def hat(self) -> str:
        """Code of the role in whose capacity the actor writes; empty when none is chosen."""

    @property
    def hats(self) -> tuple[tuple[str, str], ...]:
        """The roles (code, name) that the actor holds anywhere, each to be worn."""

    @property
    def appointed(self) -> str:
        """Code of a role that the deed itself has given to the actor a moment ago, which counts for the rest
        of it beside the worn one; empty otherwise. The journal names both.
        """

    @property
    def on_behalf_of(self) -> str:
        """Pseudonym of the person this actor deputises for or runs a job for; empty otherwise."""

    def scopes(self, permission: Permission) -> "QuerySet[Any, Any]":
        """Subquery of the ids of all scopes in which the actor holds the permission."""

    def scopes_in_any_hat(self, permission: Permission) -> "QuerySet[Any, Any]":
        """The same whichever hat is worn: where something waits for the person, in whatever capacity."""

    def may(self, permission: Permission, scope_id: int) -> bool:
        """Whether the actor holds the permission in this scope."""

    def may_somewhere(self, permission: Permission) -> bool:
        """Whether the actor holds the permission in any scope at all."""

    def hats_for(self, permission: Permission, scope_id: int) -> list[tuple[str, str]]:
        """The roles (code, name) which, worn, would allow it here: what to switch to when the worn one does
        not.
        """


def acting_person(actor: Actor) -> int:
    """Id of the person who acts, for what must name one; raises ``Forbidden`` where it is none."""
    if actor.person_id is None:
        raise Forbidden(_("Only a person can do this."))
    return actor.person_id
