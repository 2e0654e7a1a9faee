"""Who manages and who sponsors a project, from one to the next."""

from django.db.models import F

from headway.organisation.events import RoleGranted, RoleRequested
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.states import refuse_archive

from .moving import withdraw_of_predecessor

PLACES = {"PM": "manager", "SP": "sponsor"}


def refuse_ended(event: RoleRequested) -> None:
    """Refuse to ask for a role in a project that is over: nobody could give it."""
    project = Project.objects.within(event.grant.scope).first()
    if project is not None:
        refuse_archive(project)


def succeed(event: RoleGranted) -> None:
    """Name whoever was granted the role of project manager or sponsor on the project; part of the decision.

    The predecessor's role ended with it, so that a project has exactly one of each; a request of the
    predecessor that waits is withdrawn. Raises ``Refusal`` for any role in a project that is over.
    """
    grant = event.grant
    project = Project.objects.within(grant.scope).first()
    if project is None:
        return
    refuse_archive(project)
    if grant.role not in PLACES or grant.deputy_of_id is not None:
        return
    predecessor = getattr(project, f"{PLACES[grant.role]}_id")
    withdraw_of_predecessor(project, predecessor, actor=event.actor)
    Project.objects.in_hand(project).update(version=F("version") + 1, **{PLACES[grant.role]: grant.person})
