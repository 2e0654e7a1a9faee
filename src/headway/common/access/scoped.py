"""Scoped by construction: a model's rows cannot be asked for without saying for whom.

``Model.objects`` refuses every query until it is told ``visible_to(actor, permission)``, ``within(parent)``
for the children of a row that was itself loaded through a scope, ``in_hand(row)`` for such a row itself, or
``system(Reason.X)`` for the few places that work for nobody in particular. To ``create`` needs none of them:
a new row names its scope. ``tests/house/test_system_reads.py`` holds the table of those places, and sees
that there is no other door.
"""

from enum import Enum
from typing import Any, ClassVar, Generic, Self, TypeVar, cast

from django.db import models
from django.utils.translation import gettext as _

from headway.common.refusal import Forbidden, NotFound

from .actor import Actor
from .permissions import Permission, Space

M = TypeVar("M", bound=models.Model)


class Unscoped(RuntimeError):
    """A query was asked of a scoped model without saying for whom: a fault in the program."""


class Reason(Enum):
    """Why code may look at rows without an actor."""

    RIGHTS = "finding out who holds a role or asked for one, on which every scope rests"
    VERIFY = "proving that the journal is what was written"
    ROLL_UP = "computing figures that are stored scoped again"
    SEED = "loading an organisation from a generator, and checking what it made"
    CLEAR = "clearing away what nobody waits for any more"


class ScopedQuerySet(models.QuerySet[M]):
    """An ordinary query set; it exists only after the scope was named."""


class ScopedManager(models.Manager[M], Generic[M]):
    """The door to a scoped model."""

    def get_queryset(self) -> models.QuerySet[M]:
        raise Unscoped(f"{self.model.__name__}.objects: say visible_to(), within(), in_hand() or system()")

    def _rows(self) -> ScopedQuerySet[M]:
        return ScopedQuerySet(self.model, using=self._db)

    def visible_to(self, actor: Actor, permission: Permission | None = None) -> ScopedQuerySet[M]:
        """Rows in the scopes where the actor holds the permission (the model's own READ if none is given)."""
        model = cast("type[ScopedModel]", self.model)
        return self._rows().filter(**{f"{model.SCOPE}__in": actor.scopes(permission or model.READ)})

    def within(self, parent: models.Model) -> ScopedQuerySet[M]:
        """Rows of a project (portfolio, programme) that the caller already loaded through its own scope."""
        model = cast("type[ScopedModel]", self.model)
        return self._rows().filter(**{model.SCOPE: _loaded(parent).pk})

    def in_hand(self, row: M, **expected: Any) -> ScopedQuerySet[M]:
        """A row that the caller already loaded through its own scope, if it still is as ``expected``.

        For claiming it by a conditional UPDATE, because SQLite has no row locks.
        """
        return self._rows().filter(pk=_loaded(row).pk, **expected)

    def create(self, **kwargs: Any) -> M:
        """A new row."""
        return self._rows().create(**kwargs)

    def bulk_create(self, *args: Any, **kwargs: Any) -> list[M]:
        """New rows."""
        return self._rows().bulk_create(*args, **kwargs)

    def system(self, reason: Reason) -> ScopedQuerySet[M]:
        """All rows, for one of the few named reasons."""
        if not isinstance(reason, Reason):
            raise Unscoped(f"{self.model.__name__}.objects.system() needs a Reason")
        return self._rows()


def _loaded(row: models.Model) -> models.Model:
    """A row that is in the database; one that was made up from an id has passed no door."""
    if row._state.adding:
        raise Unscoped(f"{type(row).__name__} {row.pk} was not loaded: use get_visible() or visible_to()")
    return row


class ScopedModel(models.Model):
    """A row that belongs to a scope. ``SCOPE`` is the lookup path to the scope's id."""

    SCOPE: ClassVar[str]
    READ: ClassVar[Permission]
    space: ClassVar[Space]

    internal: ClassVar[models.Manager[Self]] = models.Manager()  # for Django's own machinery
    objects: ClassVar[ScopedManager[Self]] = ScopedManager()

    class Meta:
        abstract = True
        base_manager_name = "internal"
        default_manager_name = "internal"

    def scope_key(self) -> int:
        """Id of the scope that this row belongs to, following ``SCOPE`` from row to row."""
        value: Any = self
        for step in self.SCOPE.split("__"):
            value = getattr(value, step)
        return int(value)


S = TypeVar("S", bound=ScopedModel)


def get_visible(model: type[S], actor: Actor, permission: Permission | None = None, **lookup: Any) -> S:
    """Load one row and authorise in the same step.

    Raises ``NotFound`` where the actor may not even read the row, with the same words as for a row that
    does not exist, and ``Forbidden`` where it may be read but ``permission`` is not held under the hat that
    is worn.
    """
    row = model.objects.visible_to(actor).filter(**lookup).first() if _can_exist(lookup) else None
    if row is None:
        raise NotFound(_("There is nothing here, or it is not shared with you."))
    require(actor, permission or model.READ, row)
    return row


def _can_exist(lookup: dict[str, Any]) -> bool:
    """Whether the ids of a lookup are numbers that a column can hold; an address may name any number."""
    return all(abs(value) < 2**63 for value in lookup.values() if isinstance(value, int))


def require(actor: Actor, permission: Permission, row: ScopedModel) -> None:
    """Refuse unless the actor holds the permission in the row's scope; says which hat would."""
    scope_id = row.scope_key()
    if actor.may(permission, scope_id):
        return
    hats = [{"code": code, "name": str(name)} for code, name in actor.hats_for(permission, scope_id)]
    if hats:
        raise Forbidden(
            _("You are not acting in the role that may do this. Switch to one of: %(hats)s.")
            % {"hats": ", ".join(hat["name"] for hat in hats)},
            hats=hats,
        )
    raise Forbidden(_("None of your roles allows this here."))
