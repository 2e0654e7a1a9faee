"""Reads about comments."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from headway.common.access import Actor, ScopedModel

from .models import Comment


def address_of(beside: ScopedModel) -> dict[str, Any]:
    """Scope, kind and id under which a row is spoken of."""
    return {"scope_id": beside.scope_key(), "kind": beside._meta.label_lower, "object_id": beside.pk}


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment and what was answered to it, the first answer first."""

    comment: Comment
    answers: list[Comment]


def comments_on(beside: ScopedModel, actor: Actor) -> QuerySet[Comment]:
    """What was said beside a row, newest first, as far as the actor may read it."""
    rows = Comment.objects.visible_to(actor).filter(**address_of(beside))
    return rows.select_related("author").order_by("-at", "-pk")


def threads_on(beside: ScopedModel, actor: Actor) -> list[Thread]:
    """The comments beside a row with their answers, the newest comment first."""
    rows = list(comments_on(beside, actor))
    answers: dict[int, list[Comment]] = {}
    for row in reversed(rows):
        if row.answers_id is not None:
            answers.setdefault(row.answers_id, []).append(row)
    return [Thread(row, answers.get(row.pk, [])) for row in rows if row.answers_id is None]
