"""Scopes, and the roles that people hold in them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from headway.common.access import Permission, ScopedModel, Space
from headway.organisation.permissions import VIEW_ROLES
from headway.organisation.roles import SINGLE


class Scope(models.Model):
    """A place where roles are held: the organisation, a portfolio, a programme or a project.

    Portfolio, programme and project share their scope's key, so that whatever belongs to one of them is found
    through the closure without anything down here knowing what they are. A sealed (confidential) scope
    inherits from nobody: only grants on itself count. ``code_key`` is the code that people say, without its
    case: one code names one place, whatever kind it is; the organisation has none.
    """

    space: ClassVar[Space] = Space.ENTERPRISE

    class Kind(models.TextChoices):
        """What the scope is."""

        ORGANISATION = "organisation", _("Organisation")
        PORTFOLIO = "portfolio", _("Portfolio")
        PROGRAMME = "programme", _("Programme")
        PROJECT = "project", _("Project")

    kind = models.CharField(max_length=12, choices=Kind)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    sealed = models.BooleanField(default=False)
    code_key = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="organisation") | ~Q(code_key=""), name="scope_has_a_code"
            ),
            models.UniqueConstraint(
                fields=("code_key",), condition=~Q(code_key=""), name="code_names_one_place"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class ScopeClosure(models.Model):
    """That roles held in ``ancestor`` count in ``descendant``. Derived; every scope has itself."""

    space: ClassVar[Space] = Space.ENTERPRISE

    ancestor = models.ForeignKey(Scope, on_delete=models.CASCADE, related_name="below")
    descendant = models.ForeignKey(Scope, on_delete=models.CASCADE, related_name="above")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("ancestor", "descendant"), name="closure_pair"),)
        indexes = (models.Index(fields=("descendant", "ancestor"), name="closure_upwards"),)

    def __str__(self) -> str:
        return f"{self.ancestor_id} ⊇ {self.descendant_id}"


class RoleGrant(ScopedModel):
    """A role of a person in a scope for a period. Requested by one, decided by another (I6).

    Nobody is project manager and sponsor in one scope (I7), and one person at a time is either; deputies hold
    the role beside them. That a deputy counts as the principal is seen to by each service.
    """

    SCOPE: ClassVar[str] = "scope_id"
    READ: ClassVar[Permission] = VIEW_ROLES
    space: ClassVar[Space] = Space.ENTERPRISE

    class State(models.TextChoices):
        """How far the grant is."""

        REQUESTED = "requested", _("Requested")
        ACTIVE = "active", _("Active")
        REFUSED = "refused", _("Refused")
        ENDED = "ended", _("Ended")

    person = models.ForeignKey("organisation.Person", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=8)
    scope = models.ForeignKey(Scope, on_delete=models.CASCADE, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.REQUESTED)
    deputy_of = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    requested_by = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_by = models.ForeignKey(
        "organisation.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta(ScopedModel.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")),
                name="grant_requester_is_not_decider",
            ),
            models.UniqueConstraint(
                fields=("person", "scope"),
                condition=Q(role__in=SINGLE, state="active", deputy_of__isnull=True),
                name="manager_or_sponsor_in_scope",
            ),
            models.UniqueConstraint(
                fields=("scope", "role"),
                condition=Q(role__in=SINGLE, state="active", deputy_of__isnull=True),
                name="one_manager_one_sponsor",
            ),
        )
        indexes = (
            models.Index(fields=("person", "role", "scope"), name="grant_of_person"),
            models.Index(fields=("scope", "role"), name="grant_in_scope"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} as {self.role} in {self.scope_id}"
