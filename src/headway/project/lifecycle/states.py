"""The states of a project: which follows which, and who decides. The office has no transition here.

Two steps belong to larger intentions: planning begins with the confirmed charter, execution with the approved
baseline. All others are decisions of their own (``services.moving``): the board authorises, starts and
cancels what has not begun; everything else is decided by the sponsor or another gate authority.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.common.access import Actor, Permission
from headway.common.refusal import Refusal

from .models import MoveRequest, Project
from .permissions import AUTHORISE_PROJECT, DECIDE_MOVE

State = Project.State
UNDER_WAY = frozenset({State.INITIATING, State.PLANNING, State.EXECUTING, State.CLOSING})
FOLLOWS: dict[str, frozenset[str]] = {
    State.IDEA: frozenset({State.BUSINESS_CASE, State.CANCELLED}),
    State.BUSINESS_CASE: frozenset({State.AUTHORISED, State.CANCELLED}),
    State.AUTHORISED: frozenset({State.INITIATING, State.CANCELLED}),
    State.INITIATING: frozenset({State.PLANNING, State.ON_HOLD, State.TERMINATED}),
    State.PLANNING: frozenset({State.EXECUTING, State.ON_HOLD, State.TERMINATED}),
    State.EXECUTING: frozenset({State.CLOSING, State.ON_HOLD, State.TERMINATED}),
    State.CLOSING: frozenset({State.CLOSED, State.ON_HOLD, State.TERMINATED}),
    State.ON_HOLD: frozenset({*UNDER_WAY, State.TERMINATED}),
    State.CLOSED: frozenset(),
    State.TERMINATED: frozenset(),
    State.CANCELLED: frozenset(),
}
_BY_AGREEMENT = {(State.INITIATING, State.PLANNING), (State.PLANNING, State.EXECUTING)}
_BY_THE_BOARD = {State.AUTHORISED, State.INITIATING, State.CANCELLED}  # while it has not begun

VERBS: dict[str, str | Promise] = {
    State.BUSINESS_CASE: gettext_lazy("Have a business case written"),
    State.AUTHORISED: gettext_lazy("Authorise"),
    State.INITIATING: gettext_lazy("Start initiating"),
    State.ON_HOLD: gettext_lazy("Put on hold"),
    State.CLOSING: gettext_lazy("Begin closing"),
    State.CLOSED: gettext_lazy("Close"),
    State.TERMINATED: gettext_lazy("Terminate"),
    State.CANCELLED: gettext_lazy("Cancel"),
}


def decisions(project: Project) -> list[str]:
    """The states that somebody can decide for now, in the order of a life; from a hold only back or out."""
    if project.state == State.ON_HOLD:
        return [project.resumes, State.TERMINATED]
    possible = {to for to in FOLLOWS[project.state] if (project.state, to) not in _BY_AGREEMENT}
    return [state for state in State.values if state in possible]


def decision_name(project: Project, state: str) -> str:
    """What somebody does who decides that the project becomes ``state``."""
    if project.state == State.ON_HOLD and state == project.resumes:
        return _("Resume (%(state)s)") % {"state": State(state).label}
    return str(VERBS[state])


def is_to_be_reviewed(project: Project, today: dt.date) -> bool:
    """Whether the day has come on which a hold is looked at again."""
    return project.state == State.ON_HOLD and project.review_on is not None and project.review_on <= today


@dataclass(frozen=True, slots=True)
class Step:
    """One state on the way through a whole life: behind the project, where it is, or ahead."""

    name: str
    place: str  # "done", "now" or "ahead"


def life_steps(project: Project) -> list[Step]:
    """The whole way from idea to closed, with where the project is on it; on hold it is where it was."""
    way = [state for state in State.values if state not in {State.ON_HOLD, State.TERMINATED, State.CANCELLED}]
    here = project.resumes or project.state
    at = way.index(here) if here in way else -1
    places = ["done" if number < at else "now" if number == at else "ahead" for number in range(len(way))]
    return [Step(str(State(state).label), place) for state, place in zip(way, places, strict=True)]


def deciding(project: Project, state: str) -> Permission:
    """What it takes to decide that the project goes from where it is to ``state``."""
    return AUTHORISE_PROJECT if project.in_pipeline and state in _BY_THE_BOARD else DECIDE_MOVE


def steps_decided_by(permission: Permission) -> Q:
    """The requests for a step that takes ``permission``, as ``deciding`` has it for one project."""
    by_the_board = Q(project__state__in=Project.PIPELINE, to_state__in=_BY_THE_BOARD)
    return by_the_board if permission == AUTHORISE_PROJECT else ~by_the_board


def is_barred(actor: Actor, project: Project, state: str, waiting: MoveRequest | None) -> bool:
    """Whether no role lets the actor decide for ``state``: the own project or the own request (I6, I7)."""
    asked = waiting is not None and waiting.to_state == state
    own = {project.manager_id, waiting.requested_by_id if waiting and asked else None}
    return bool(own & actor.party)


def may_decide(actor: Actor, project: Project, waiting: MoveRequest | None) -> list[str]:
    """The states that the actor may decide for, for pages that show only buttons which work."""
    return [
        state
        for state in decisions(project)
        if not is_barred(actor, project, state, waiting) and actor.may(deciding(project, state), project.pk)
    ]


def can_change(actor: Actor, permission: Permission, project: Project) -> bool:
    """Whether the actor may do this here and the project is none in which nothing changes any more.

    For pages that show only buttons which work. Services refuse by ``require`` and ``refuse_archive``, which
    say why.
    """
    return not project.is_archive and actor.may(permission, project.pk)


def refuse_archive(project: Project) -> None:
    """Refuse to change a project in which nothing may change any more."""
    if project.is_archive:
        raise Refusal(
            _("This project is %(state)s; nothing in it changes any more.")
            % {"state": project.get_state_display().lower()}
        )


def refuse_hold(project: Project) -> None:
    """Refuse an agreement that moves a project which is under way: it would be lost in a hold."""
    if project.state == State.ON_HOLD:
        raise Refusal(_("This project is on hold. Resume it first; then this can be decided."))


def refuse_pipeline(project: Project) -> None:
    """Refuse what needs a project that has begun."""
    if project.in_pipeline:
        raise Refusal(
            _("This project is still “%(state)s”; nothing can be agreed before it begins.")
            % {"state": project.get_state_display()}
        )
