"""Opening projects."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from headway.common.access import Actor, acting_person
from headway.common.events import publish
from headway.common.journal.services import record
from headway.common.refusal import Forbidden, Invalid
from headway.common.validation import check_values
from headway.governance.strategy.models import Portfolio, Programme
from headway.organisation.actors import PersonActor
from headway.organisation.models import Person, Scope
from headway.organisation.services import appoint, create_scope, refuse_code_in_use
from headway.project.lifecycle.events import ProjectOpened
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.queries import board_of, possible_sponsors
from headway.project.lifecycle.rules import OPEN_PROJECT


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What project somebody asks for: the same from page, API and import. The asker becomes its manager.

    ``portfolio``, ``programme``, ``sponsor`` and ``board`` are ids; ``board`` is the member of the board who
    decides about a confidential project where the board does, and is left aside for any other.
    """

    portfolio: int
    code: str
    name: str
    sponsor: int
    programme: int | None = None
    kind: str = Project.Kind.IT.value
    size_class: str = Project.SizeClass.M.value
    approach: str = Project.Approach.PHASED.value
    confidential: bool = False
    board: int | None = None
    state: str = Project.State.INITIATING.value


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProject:
    """What is known of a project when it is opened: as an idea, with its business case, or to begin."""

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
    board: Person | None = None
    state: str = Project.State.INITIATING


FIRST_STATES = (Project.State.IDEA, Project.State.BUSINESS_CASE, Project.State.INITIATING)


def new_project(wishes: Wishes, *, actor: Actor) -> NewProject:
    """The project that somebody asks for, found fit to be opened; nothing is written.

    Raises what ``open_project`` raises, and ``Invalid`` for a programme or a sponsor whom the actor does not
    know.
    """
    portfolio = Portfolio.objects.visible_to(actor, OPEN_PROJECT).filter(pk=wishes.portfolio).first()
    if portfolio is None:
        raise Forbidden(_("You cannot open projects in this portfolio."))
    new = NewProject(
        code=wishes.code.strip(),
        name=wishes.name.strip(),
        portfolio=portfolio,
        programme=_programme(wishes, actor),
        manager=Person.objects.get(pk=acting_person(actor)),
        sponsor=_sponsor(wishes, actor),
        kind=wishes.kind,
        size_class=wishes.size_class,
        approach=wishes.approach,
        confidential=wishes.confidential,
        board=_board(wishes, portfolio),
        state=wishes.state,
    )
    _check(new)
    return new


def _programme(wishes: Wishes, actor: Actor) -> Programme | None:
    if wishes.programme is None:
        return None
    programme = Programme.objects.visible_to(actor, OPEN_PROJECT).filter(pk=wishes.programme).first()
    if programme is None:
        raise Invalid(_("Choose a programme in which you may open projects."), field="programme")
    return programme


def _sponsor(wishes: Wishes, actor: Actor) -> Person:
    sponsor = possible_sponsors(actor).filter(pk=wishes.sponsor).first()
    if sponsor is None:
        raise Invalid(
            _("Choose a sponsor among the people of your portfolios, other than yourself."), field="sponsor"
        )
    return sponsor


def _board(wishes: Wishes, portfolio: Portfolio) -> Person | None:
    if not wishes.confidential or wishes.board is None:
        return None
    return board_of([portfolio.pk]).filter(pk=wishes.board).first()


@transaction.atomic
def open_project(new: NewProject, *, actor: Actor) -> Project:
    """Open a project in a portfolio, with its manager and its sponsor appointed.

    An authorised one begins in *Initiating*: nothing counts as agreed until the sponsor confirms the charter.
    An idea and a business case wait in the pipeline for those who authorise. Raises ``Forbidden`` without the
    permission in the portfolio and ``Invalid``, which names the field, for a code in use, values that no
    project can have, one person in both roles (I7), or a confidential project without a member of the board.
    """
    if not actor.may(OPEN_PROJECT, new.portfolio.pk):
        raise Forbidden(_("You cannot open projects in this portfolio."))
    project = _check(new)
    parent = (new.programme or new.portfolio).scope
    project.scope = create_scope(Scope.Kind.PROJECT, parent=parent, code=new.code, sealed=new.confidential)
    project.save(force_insert=True)
    appoint(new.manager, "PM", project.scope, actor=actor)
    appoint(new.sponsor, "SP", project.scope, actor=actor)
    if new.confidential and new.board is not None:
        appoint(new.board, "PB", project.scope, actor=actor)
    record(actor, project.pk, "project.opened", project, code=new.code, name=new.name, state=new.state)
    publish(ProjectOpened(project, actor))
    return project


def as_manager(project: Project, *, actor: Actor) -> PersonActor:
    """Whoever opens a project acting as its manager in the same transaction, under the hat that is worn.

    The journal says that it is the new appointment that gives the right.
    """
    return PersonActor(project.manager, chosen_hat=actor.hat, appointed="PM")


def _check(new: NewProject) -> Project:
    """The row that a new project would become, without its scope; refuses one that cannot be."""
    project = Project(
        code=new.code,
        name=new.name,
        kind=new.kind,
        size_class=new.size_class,
        approach=new.approach,
        portfolio=new.portfolio,
        programme=new.programme,
        manager=new.manager,
        sponsor=new.sponsor,
        state=new.state,
    )
    check_values(project)
    if new.state not in FIRST_STATES:
        raise Invalid(_("A project does not begin in this state."), field="state")
    if new.manager.pk == new.sponsor.pk:
        raise Invalid(_("Sponsor and project manager must be two people."), field="sponsor")
    if new.programme is not None and new.programme.portfolio_id != new.portfolio.pk:
        raise Invalid(_("The programme belongs to another portfolio."), field="programme")
    if new.confidential:
        _check_board(new)
    refuse_code_in_use(new.code)
    return project


def _check_board(new: NewProject) -> None:
    """A confidential project inherits nobody, so that the board decides about it by somebody named in it."""
    parties = PersonActor(new.manager).party | PersonActor(new.sponsor).party
    board = board_of([new.portfolio.pk]).exclude(pk__in=parties)
    if new.board is None or not board.filter(pk=new.board.pk).exists():
        raise Invalid(
            _(
                "Choose who decides about this confidential project for the board: a member of the board of "
                "its portfolio, other than its manager, its sponsor and their deputies."
            ),
            field="board",
        )
