"""Saying something beside a thing."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from headway.common import clock
from headway.common.access import Actor, ScopedModel, acting_person, require
from headway.common.journal.services import record
from headway.common.refusal import Invalid
from headway.common.validation import check_values

from .models import Comment
from .permissions import ANSWER_COMMENT, WRITE_COMMENT
from .queries import address_of


@transaction.atomic
def write_comment(beside: ScopedModel, text: str, *, actor: Actor) -> Comment:
    """Say something beside a row that the caller loaded through its own scope, signed with the worn hat.

    Raises ``Forbidden`` without the right to comment there, ``Invalid`` for an empty or too long text.
    """
    require(actor, WRITE_COMMENT, beside)
    comment = _signed(text, actor, **address_of(beside))
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


@transaction.atomic
def answer_comment(comment: Comment, text: str, *, actor: Actor) -> Comment:
    """Answer what somebody said, signed with the worn hat.

    Raises ``Forbidden`` without the right to answer there, ``Invalid`` for an answer to an answer and for an
    empty or too long text.
    """
    require(actor, ANSWER_COMMENT, comment)
    if comment.answers_id is not None:
        raise Invalid(_("Answer the comment itself, not one of its answers."))
    answer = _signed(
        text,
        actor,
        scope_id=comment.scope_id,
        kind=comment.kind,
        object_id=comment.object_id,
        answers=comment,
    )
    record(actor, answer.scope_id, "comment.answered", answer, comment=comment.pk, text=answer.text)
    return answer


def _signed(text: str, actor: Actor, **address: Any) -> Comment:
    if not text.strip():
        raise Invalid(_("Write something."), field="text")
    comment = Comment(
        text=text.strip(), author_id=acting_person(actor), hat=actor.hat, at=clock.now(), **address
    )
    check_values(comment)
    comment.save()
    return comment
