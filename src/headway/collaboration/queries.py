"""Reads about comments."""

from typing import Any

from django.db.models import QuerySet

from headway.common.access import Actor, ScopedModel

from .models import Comment


def address_of(beside: ScopedModel) -> dict[str, Any]:
    """Scope, kind and id under which a row is spoken of."""
    return {"scope_id": beside.scope_key(), "kind": beside._meta.label_lower, "object_id": beside.pk}


def comments_on(beside: ScopedModel, actor: Actor) -> QuerySet[Comment]:
    """What was said beside a row, newest first, as far as the actor may read it."""
    rows = Comment.objects.visible_to(actor).filter(**address_of(beside))
    return rows.select_related("author").order_by("-at", "-pk")
