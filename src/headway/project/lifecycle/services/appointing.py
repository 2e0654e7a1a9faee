"""Appointing whoever works in a project."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from headway.common.access import Actor, require
from headway.common.refusal import Invalid
from headway.organisation.models import Person, RoleGrant
from headway.organisation.queries import holders
from headway.organisation.services import appoint
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.permissions import APPOINT_TEAM
from headway.project.lifecycle.states import refuse_archive

from .turns import take_turn

# Whom the manager appoints outright, with nobody who asks first. What the manager decides about when somebody
# asks is another list, `given_by` in organisation/roles.py: a role in that is not in this one by itself.
APPOINTED_BY_MANAGER = ("TM", "WPO", "UR", "BO")


@transaction.atomic
def appoint_team(
    project: Project, people: Sequence[Person], *, actor: Actor, role: str = "TM"
) -> list[RoleGrant]:
    """Give people a role in the project's team; who holds it already is passed over.

    The manager may appoint team members, work package owners, user representatives and benefit owners, and
    nobody to manage, to decide or to assure.
    """
    take_turn(project)
    require(actor, APPOINT_TEAM, project)
    refuse_archive(project)
    if role not in APPOINTED_BY_MANAGER:
        raise Invalid(_("A project manager cannot give this role."), field="role")
    already = set(holders(role, project.pk).values_list("pk", flat=True))
    newcomers = [person for person in people if person.pk not in already]
    return [appoint(person, role, project.scope, actor=actor) for person in newcomers]
