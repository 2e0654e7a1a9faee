"""Opening projects."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from headway.common.access import Actor, Reason
from headway.common.events import publish
from headway.common.journal.services import record
from headway.common.refusal import Forbidden, Invalid
from headway.governance.strategy.models import Portfolio, Programme
from headway.organisation.models import Person, Scope
from headway.organisation.services import appoint, create_scope
from headway.project.charter.events import ProjectOpened
from headway.project.charter.models import Charter, Project
from headway.project.charter.rules import OPEN_PROJECT


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProject:
    """What is known of a project when it is opened."""

    code: str
    name: str
    portfolio: Portfolio
    manager: Person
    sponsor: Person
    programme: Programme | None = None
    kind: str = Project.Kind.IT
    size_class: str = Project.SizeClass.M
    approach: str = Project.Approach.PHASED
    confidential: bool = False


@transaction.atomic
def open_project(new: NewProject, *, actor: Actor) -> Project:
    """Open a project in a portfolio, with its manager and its sponsor appointed and an empty charter.

    It begins in *Initiating*: nothing counts as agreed until the sponsor confirms the charter. Raises
    ``Forbidden`` without the permission in the portfolio and ``Invalid`` for a code in use, or one person in
    both roles (I7).
    """
    if not actor.may(OPEN_PROJECT, new.portfolio.pk):
        raise Forbidden(_("You cannot open projects in this portfolio."))
    return _open(new, actor=actor)


def _open(new: NewProject, *, actor: Actor) -> Project:
    if new.manager.pk == new.sponsor.pk:
        raise Invalid(_("Sponsor and project manager must be two people."), field="sponsor")
    if not new.code or Project.objects.system(Reason.UNIQUE).filter(code=new.code).exists():
        raise Invalid(_("The code “%(code)s” is in use. Choose another.") % {"code": new.code}, field="code")
    if new.programme is not None and new.programme.portfolio_id != new.portfolio.pk:
        raise Invalid(_("The programme belongs to another portfolio."), field="programme")
    parent = (new.programme or new.portfolio).scope
    scope = create_scope(Scope.Kind.PROJECT, parent=parent, sealed=new.confidential)
    project = Project.internal.create(
        scope=scope,
        code=new.code,
        name=new.name,
        kind=new.kind,
        size_class=new.size_class,
        approach=new.approach,
        portfolio=new.portfolio,
        programme=new.programme,
        manager=new.manager,
        sponsor=new.sponsor,
    )
    Charter.internal.create(project=project)
    appoint(new.manager, "PM", scope, actor=actor)
    appoint(new.sponsor, "SP", scope, actor=actor)
    record(actor, scope.pk, "project.opened", project, code=new.code, name=new.name)
    publish(ProjectOpened(project, actor))
    return project
