"""Reads about comments."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast

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


def openings_on(beside: ScopedModel, actor: Actor) -> QuerySet[Comment]:
    """The comments beside a row that answer no other one, the newest first."""
    return comments_on(beside, actor).filter(answers=None)


def threads_of(openings: Iterable[Comment], actor: Actor) -> list[Thread]:
    """Each of ``openings_on`` with what was answered to it."""
    threads = {row.pk: Thread(row, []) for row in openings}
    answers = Comment.objects.visible_to(actor).filter(answers__in=threads)
    for row in answers.select_related("author").order_by("at", "pk"):
        threads[cast(int, row.answers_id)].answers.append(row)
    return list(threads.values())
