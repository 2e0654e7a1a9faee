"""Comments."""

from typing import ClassVar

from django.db import models

from headway.collaboration.permissions import VIEW_COMMENTS
from headway.common.access import Permission, ScopedModel, Space
from headway.organisation.models import Person, Scope


class Comment(ScopedModel):
    """What somebody said beside a thing, signed with name and capacity. It stays as it was said.

    The thing is addressed by scope, kind and id; it lives in another room, which this one does not know.
    ``answers`` is the comment that this one answers; nobody answers an answer.
    """

    SCOPE: ClassVar[str] = "scope_id"
    READ: ClassVar[Permission] = VIEW_COMMENTS
    space: ClassVar[Space] = Space.BORDER

    scope = models.ForeignKey(Scope, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField()
    text = models.TextField(max_length=2000)
    answers = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    hat = models.CharField(max_length=8)
    at = models.DateTimeField()

    class Meta(ScopedModel.Meta):
        indexes = (models.Index(fields=("scope", "kind", "object_id", "at"), name="comment_beside_thing"),)

    def __str__(self) -> str:
        return f"{self.author_id} beside {self.kind} {self.object_id}"
