"""Finding things by name. What is found is a part of what the lists show to the same actor, never more."""

from dataclasses import dataclass

from django.db.models import Q

from headway.common.access import Actor
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.permissions import VIEW_PROJECT
from headway.project.schedule.models import Activity

LIMIT = 8
SHORTEST_ACTIVITY_QUERY = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found: a project, or an activity in one."""

    label: str
    detail: str
    project_id: int
    activity_id: int | None = None


def find(actor: Actor, query: str) -> list[Hit]:
    """Projects by code or name, then activities by name, of the projects that the actor may see."""
    words = query.replace("\0", "").strip()[:100]
    if len(words) < 2:
        return []
    projects = Project.objects.visible_to(actor, VIEW_PROJECT).filter(
        Q(code__icontains=words) | Q(name__icontains=words)
    )
    hits = [
        Hit(f"{code} {name}", "", pk) for pk, code, name in projects.values_list("pk", "code", "name")[:LIMIT]
    ]
    if len(words) >= SHORTEST_ACTIVITY_QUERY and len(hits) < LIMIT:
        hits += _activities(actor, words, LIMIT - len(hits))
    return hits


def _activities(actor: Actor, words: str, limit: int) -> list[Hit]:
    rows = Activity.objects.visible_to(actor, VIEW_PROJECT).filter(name__icontains=words).order_by()
    columns = rows.values_list("pk", "project_id", "project__code", "wbs", "name")[:limit]
    return [Hit(name, f"{code} {wbs}", project, pk) for pk, project, code, wbs, name in columns]
