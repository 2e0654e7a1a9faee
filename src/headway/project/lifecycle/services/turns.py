"""Whoever writes in a project waits for a turn."""

from headway.organisation.services import one_at_a_time
from headway.project.lifecycle.models import Project


def take_turn(project: Project) -> None:
    """Write in a project one after the other: until the transaction ends, state and plan stay as they are.

    Said first in a transaction, before rights are asked for: while one waits, roles end. The project may have
    been loaded long ago: it gets its state, its manager and its sponsor of now.
    """
    one_at_a_time(project.pk)
    project.refresh_from_db(fields=["state", "resumes", "version", "manager", "sponsor"])
