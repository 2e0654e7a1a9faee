"""Saying something beside a thing."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from headway.common.access import Actor, ScopedModel, acting_person, require
from headway.common.journal.services import record
from headway.common.refusal import Invalid
from headway.common.validation import check_values

from .models import Comment
from .queries import address_of
from .rules import WRITE_COMMENT


@transaction.atomic
def write_comment(beside: ScopedModel, text: str, *, actor: Actor) -> Comment:
    """Say something beside a row that the caller loaded through its own scope, signed with the worn hat.

    Raises ``Forbidden`` without the right to comment there, ``Invalid`` for an empty or too long text.
    """
    require(actor, WRITE_COMMENT, beside)
    if not text.strip():
        raise Invalid(_("Write something."), field="text")
    comment = Comment(
        **address_of(beside),
        text=text.strip(),
        author_id=acting_person(actor),
        hat=actor.hat,
        at=timezone.now(),
    )
    check_values(comment)
    comment.save()
    subject: models.Model = beside
    record(
        actor,
        comment.scope_id,
        "comment.written",
        comment,
        beside=comment.kind,
        id=subject.pk,
        text=comment.text,
    )
    return comment
