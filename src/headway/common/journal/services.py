"""Writing the journal."""

import datetime as dt
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models, transaction

from headway.common import clock
from headway.common.access import Actor
from headway.common.write_back import insert_rows

from .chain import GENESIS, Link, content_digest, heads_digest
from .models import Anchor, ChainHead, JournalEntry
from .queries import current_heads


@dataclass(frozen=True, slots=True)
class Record:
    """One thing to record; ``content`` is what changed, as plain JSON."""

    action: str
    object_kind: str
    object_id: int | None = None
    content: dict[str, Any] = field(default_factory=dict)
    visibility: str = "project"
    at: dt.datetime | None = None


def record(actor: Actor, scope_id: int, action: str, subject: models.Model, **content: Any) -> JournalEntry:
    """Record that the actor did ``action`` to ``subject``; must run inside the change's own transaction."""
    (entry,) = _append(scope_id, [(actor, record_of(action, subject, **content))])
    entry.save(force_insert=True)
    return entry


def record_of(action: str, subject: models.Model, **content: Any) -> Record:
    """What ``record`` would record of a subject, to be appended later."""
    return Record(action, subject._meta.model_name or "", subject.pk, content)


def record_many(scope_id: int, records: Iterable[tuple[Actor, Record]]) -> None:
    """Append any number of entries to a scope's chain at once, each with whoever did it."""
    entries = _append(scope_id, records)
    columns = [field.attname for field in JournalEntry._meta.concrete_fields if not field.primary_key]
    insert_rows(JournalEntry, columns, [tuple(getattr(entry, name) for name in columns) for entry in entries])


def plain_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Facts as an entry keeps them."""
    plain = {name: "" if value is None else value for name, value in values.items()}
    return {name: value if isinstance(value, int | str) else str(value) for name, value in plain.items()}


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[str]]:
    """Field -> what was there and what is there now, as an entry keeps it; see ``sentences.Fields``."""
    return {name: [str(before[name]), str(value)] for name, value in after.items() if before[name] != value}


def take_anchor(day: dt.date) -> Anchor:
    """Store where all chains end, for a day; the first of a day stays."""
    heads = current_heads()
    values = {"chains": len(heads), "heads": heads, "digest": heads_digest(heads)}
    return Anchor.objects.get_or_create(day=day, defaults=values)[0]


def _append(scope_id: int, records: Iterable[tuple[Actor, Record]]) -> list[JournalEntry]:
    """The next entries of a scope's chain, which is claimed for them; the caller writes them."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("the journal is written in the transaction of the change it records")
    head = _claim_head(scope_id)
    entries = []
    for actor, record_ in records:
        entry = _entry(actor, scope_id, record_, seq=head.seq + 1, previous=bytes(head.digest))
        head.seq, head.digest = entry.seq, entry.digest
        entries.append(entry)
    ChainHead.objects.filter(pk=scope_id).update(seq=head.seq, digest=head.digest)
    return entries


def _claim_head(scope_id: int) -> ChainHead:
    """The scope's head, locked: by the write transaction on SQLite, by the row on PostgreSQL."""
    heads = ChainHead.objects.all()
    if connection.features.has_select_for_update:
        heads = heads.select_for_update()
    head = heads.filter(pk=scope_id).first()
    if head is None:
        ChainHead.objects.bulk_create([ChainHead(scope_id=scope_id, digest=GENESIS)], ignore_conflicts=True)
        head = heads.get(pk=scope_id)
    return head


def _entry(actor: Actor, scope_id: int, record_: Record, *, seq: int, previous: bytes) -> JournalEntry:
    salt = secrets.token_bytes(16)
    # The right may come from a role that the deed itself has given; the hat stays the one that was worn.
    content = {**record_.content, "by_role": actor.appointed} if actor.appointed else record_.content
    link = Link(
        scope_id=scope_id,
        seq=seq,
        at=record_.at or clock.now(),
        actor=actor.reference,
        hat=actor.hat,
        on_behalf_of=actor.on_behalf_of,
        action=record_.action,
        object_kind=record_.object_kind,
        object_id=record_.object_id,
        visibility=record_.visibility,
        content_digest=content_digest(content, salt),
    )
    return JournalEntry(
        scope_id=scope_id,
        seq=seq,
        at=link.at,
        actor=link.actor,
        hat=link.hat,
        on_behalf_of=link.on_behalf_of,
        action=link.action,
        object_kind=link.object_kind,
        object_id=link.object_id,
        visibility=link.visibility,
        content=content,
        salt=salt,
        content_digest=link.content_digest,
        previous=previous,
        digest=link.digest(previous),
    )
