"""Opening projects."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from headway.common.access import Actor, acting_person, require
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
from headway.project.lifecycle.permissions import OPEN_PROJECT
from headway.project.lifecycle.queries import board_of, possible_sponsors


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What project somebody asks for: the same from page, API and import. The asker becomes its manager.

    ``portfolio``, ``programme``, ``sponsor`` and ``board`` are ids; ``board`` is the member of the board who
    decides about a confidential project where the board does, and is left aside for any other. ``start`` is
    the plan time at which an empty plan begins; without one the project has no plan yet. What is not said
    here is what form and API offer, too.
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
    start: int | None = None


FIRST_STATES = (Project.State.IDEA, Project.State.BUSINESS_CASE, Project.State.INITIATING)


@transaction.atomic
def open_project(wishes: Wishes, *, actor: Actor) -> Project:
    """Open a project in a portfolio, with its manager and its sponsor appointed.

    An authorised one begins in *Initiating*: nothing counts as agreed until the sponsor confirms the charter.
    An idea and a business case wait in the pipeline for those who authorise. Raises ``Forbidden`` without the
    permission in the portfolio and ``Invalid``, which names the field, for a code in use, values that no
    project can have, a programme or a sponsor whom the actor does not know, one person in both roles (I7), a
    confidential project without a member of the board, or a plan for what has not begun.
    """
    project, board = _resolve(wishes, actor)
    return _open(project, actor, board, wishes.start)


def new_project(wishes: Wishes, *, actor: Actor) -> Project:
    """The project that somebody asks for, found fit to be opened; nothing is written.

    Raises what ``open_project`` raises.
    """
    return _resolve(wishes, actor)[0]


@transaction.atomic
def establish_project(project: Project, *, actor: Actor, board: Person | None = None) -> Project:
    """Open a project of which a story tells, as ``open_project`` does one that somebody asks for.

    People ask for what their lists offer: themselves as manager, a sponsor whom they know. A story names
    both, and whoever opens its project need not know them; so it comes as a row. With a member of the
    ``board`` it is confidential. It has no plan yet. Raises what ``open_project`` raises.
    """
    require(actor, OPEN_PROJECT, project.portfolio)
    _check(project, None)
    return _open(project, actor, None if board is None else _board(project, board.pk), None)


def as_manager(project: Project, *, actor: Actor) -> PersonActor:
    """Whoever opens a project acting as its manager in the same transaction, under the hat that is worn.

    The journal says that it is the new appointment that gives the right.
    """
    return PersonActor(project.manager, chosen_hat=actor.hat, appointed="PM")


def _open(project: Project, actor: Actor, board: Person | None, start: int | None) -> Project:
    parent = (project.programme or project.portfolio).scope
    project.scope = create_scope(
        Scope.Kind.PROJECT, parent=parent, code=project.code, sealed=board is not None
    )
    project.save(force_insert=True)
    appoint(project.manager, "PM", project.scope, actor=actor)
    appoint(project.sponsor, "SP", project.scope, actor=actor)
    if board is not None:
        appoint(board, "PB", project.scope, actor=actor)
    told = {"code": project.code, "name": project.name, "state": project.state}
    record(actor, project.pk, "project.opened", project, **told)
    publish(ProjectOpened(project, actor, start))
    return project


def _resolve(wishes: Wishes, actor: Actor) -> tuple[Project, Person | None]:
    """The row that wishes would become, without its scope, and who decides about it for the board."""
    portfolio = Portfolio.objects.visible_to(actor, OPEN_PROJECT).filter(pk=wishes.portfolio).first()
    if portfolio is None:
        raise Forbidden(_("You cannot open projects in this portfolio."))
    project = Project(
        code=wishes.code.strip(),
        name=wishes.name.strip(),
        portfolio=portfolio,
        programme=_programme(wishes, actor),
        manager=Person.objects.get(pk=acting_person(actor)),
        sponsor=_sponsor(wishes, actor),
        kind=wishes.kind,
        size_class=wishes.size_class,
        approach=wishes.approach,
        state=wishes.state,
    )
    _check(project, wishes.start)
    return project, _board(project, wishes.board) if wishes.confidential else None


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


def _board(project: Project, person: int | None) -> Person:
    """A confidential project inherits nobody, so that the board decides about it by somebody named in it."""
    parties = PersonActor(project.manager).party | PersonActor(project.sponsor).party
    board = board_of([project.portfolio_id]).exclude(pk__in=parties)
    member = None if person is None else board.filter(pk=person).first()
    if member is None:
        raise Invalid(
            _(
                "Choose who decides about this confidential project for the board: a member of the board of "
                "its portfolio, other than its manager, its sponsor and their deputies."
            ),
            field="board",
        )
    return member


def _check(project: Project, start: int | None) -> None:
    """Refuse a project that cannot be."""
    check_values(project)
    if project.state not in FIRST_STATES:
        raise Invalid(_("A project does not begin in this state."), field="state")
    if start is not None and project.in_pipeline:
        raise Invalid(_("An idea or a business case has no plan yet. Leave the start empty."), field="start")
    if project.manager_id == project.sponsor_id:
        raise Invalid(_("Sponsor and project manager must be two people."), field="sponsor")
    if project.programme is not None and project.programme.portfolio_id != project.portfolio_id:
        raise Invalid(_("The programme belongs to another portfolio."), field="programme")
    refuse_code_in_use(project.code)
