"""The journal's tables. No foreign keys: what is recorded outlives what it is about."""

from typing import ClassVar

from django.db import models

from headway.common.access import Permission, ScopedModel, Space

from .permissions import VIEW_JOURNAL


class JournalEntry(ScopedModel):
    """One intention of one actor, as it happened. Append-only; a database trigger refuses anything else.

    The chain of a scope runs over digests, and the digest of the content is salted: erasing a person's
    content (``content`` and ``salt`` to null) leaves the chain verifiable.
    """

    SCOPE: ClassVar[str] = "scope_id"
    READ: ClassVar[Permission] = VIEW_JOURNAL
    space: ClassVar[Space] = Space.TECHNICAL

    scope_id = models.BigIntegerField()
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    hat = models.CharField(max_length=8, blank=True)
    on_behalf_of = models.CharField(max_length=60, blank=True)
    action = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField(null=True)
    visibility = models.CharField(max_length=12, default="project")
    content = models.JSONField(null=True)
    salt = models.BinaryField(max_length=16, null=True)
    content_digest = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    digest = models.BinaryField(max_length=32)

    class Meta(ScopedModel.Meta):
        constraints = (models.UniqueConstraint(fields=("scope_id", "seq"), name="journal_chain_order"),)
        indexes = (models.Index(fields=("object_kind", "object_id"), name="journal_object"),)

    def __str__(self) -> str:
        return f"{self.scope_id}/{self.seq} {self.action}"


class ChainHead(models.Model):
    """The last link of a scope's chain; claimed by whoever appends the next."""

    space: ClassVar[Space] = Space.TECHNICAL

    scope_id = models.BigIntegerField(primary_key=True)
    seq = models.PositiveBigIntegerField(default=0)
    digest = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"{self.scope_id}@{self.seq}"


class Anchor(models.Model):
    """One digest over the heads of all chains, taken daily; kept outside too, it shows a truncated chain."""

    space: ClassVar[Space] = Space.TECHNICAL

    day = models.DateField(unique=True)
    chains = models.PositiveIntegerField()
    heads = models.JSONField()
    digest = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"{self.day} ({self.chains})"
