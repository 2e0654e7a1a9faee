"""The life of a project: which state follows which. The office has no transition here.

States change inside intentions of those who decide (confirming a charter, approving a baseline), which have
checked the right to do so.
"""

from django.db.models import F
from django.utils.translation import gettext as _

from headway.common.access import Actor, Permission
from headway.common.journal.services import record
from headway.common.refusal import Refusal

from .models import Project

State = Project.State
UNDER_WAY = frozenset({State.INITIATING, State.PLANNING, State.EXECUTING, State.CLOSING})
FOLLOWS: dict[str, frozenset[str]] = {
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


def may_follow(project: Project, state: str) -> bool:
    """Whether the project can go from where it is to ``state``."""
    return state in FOLLOWS[project.state]


def move_project(project: Project, state: str, *, actor: Actor, cause: str) -> None:
    """Bring the project into ``state``; part of a larger intention, in its transaction.

    Raises ``Refusal`` where that state cannot follow, or when somebody moved the project meanwhile.
    """
    before = project.state
    if not may_follow(project, state):
        raise Refusal(
            _("A project that is “%(now)s” cannot become “%(then)s”.")
            % {"now": project.get_state_display(), "then": State(state).label}
        )
    rows = Project.internal.filter(pk=project.pk, state=before)
    if rows.update(state=state, version=F("version") + 1) != 1:
        raise Refusal(_("The state of the project has just been changed. Reload and look again."))
    project.refresh_from_db(fields=["state", "version"])
    record(actor, project.pk, "project.moved", project, before=before, after=state, cause=cause)


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
            % {"state": project.get_state_display()}
        )
