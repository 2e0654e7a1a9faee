"""What was agreed about a project elsewhere and holds for it."""

import datetime as dt

from django.db.models import F

from headway.project.lifecycle.models import Project


def put_in_force(
    project: Project, *, purpose: str, deadline: dt.date | None, deadline_hard: bool, deadline_source: str
) -> None:
    """Let purpose and deadline hold from now on; part of the agreement about them, in its transaction."""
    Project.objects.in_hand(project).update(
        purpose=purpose,
        deadline=deadline,
        deadline_hard=deadline_hard,
        deadline_source=deadline_source,
        version=F("version") + 1,
    )
    project.refresh_from_db()
