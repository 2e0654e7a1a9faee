"""Reading and verifying the journal."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from django.db.models import Count, Max, QuerySet

from headway.common.access import Reason

from .chain import GENESIS, Heads, Link, content_digest, heads_digest
from .models import Anchor, ChainHead, JournalEntry


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where the journal is not what was written."""

    scope_id: int
    seq: int
    what: str


@dataclass(frozen=True, slots=True)
class KeptHeads:
    """Where every chain ended at some moment, as somebody kept it; ``name`` says who did."""

    name: str
    heads: Heads
    digest: bytes


class Extent(NamedTuple):
    """How much the journal holds, and the moment of its newest entry."""

    chains: int
    entries: int
    newest: dt.datetime | None


def extent() -> Extent:
    """How much the journal holds."""
    found = _entries().aggregate(entries=Count("pk"), newest=Max("at"))
    return Extent(chains=ChainHead.objects.count(), **found)


def _entries() -> QuerySet[JournalEntry]:
    return JournalEntry.objects.system(Reason.VERIFY)


def verify(kept_elsewhere: Iterable[KeptHeads] = ()) -> Iterator[Fault]:
    """Every fault of every chain: entries edited, removed, reordered, cut off, or unlike their anchor.

    Whoever owns the database could write a chain anew, with its head and the anchors: only heads that are
    kept elsewhere show that.
    """
    heads = {head.scope_id: head for head in ChainHead.objects.all()}
    scope: int | None = None
    seq, digest = 0, GENESIS
    for entry in _entries().order_by("scope_id", "seq").iterator(chunk_size=2000):
        if entry.scope_id != scope:
            if scope is not None:
                yield from _end_of_chain(scope, seq, digest, heads.pop(scope, None))
            scope, seq, digest = entry.scope_id, 0, GENESIS
        yield from _faults_of(entry, seq, digest)
        seq, digest = entry.seq, bytes(entry.digest)
    if scope is not None:
        yield from _end_of_chain(scope, seq, digest, heads.pop(scope, None))
    for head in heads.values():
        if head.seq:
            yield Fault(head.scope_id, 0, "the whole chain is missing")
    for kept in chain(stored_anchors(), kept_elsewhere):
        yield from _unlike(kept)


def _faults_of(entry: JournalEntry, seq: int, previous: bytes) -> Iterator[Fault]:
    if entry.seq != seq + 1:
        yield Fault(entry.scope_id, seq + 1, "an entry is missing")
    if bytes(entry.previous) != previous or bytes(entry.digest) != link_of(entry).digest(previous):
        yield Fault(entry.scope_id, entry.seq, "the entry or its place was changed")
    if not _content_is_as_written(entry):
        yield Fault(entry.scope_id, entry.seq, "the content was changed")


def _content_is_as_written(entry: JournalEntry) -> bool:
    """Content that was erased went with its salt; without the salt nothing vouches for what stands there."""
    if entry.salt is None:
        return entry.content is None
    return content_digest(entry.content, bytes(entry.salt)) == bytes(entry.content_digest)


def link_of(entry: JournalEntry) -> Link:
    """What the chain vouches for in an entry."""
    return Link(
        entry.scope_id,
        entry.seq,
        entry.at,
        entry.actor,
        entry.hat,
        entry.on_behalf_of,
        entry.action,
        entry.object_kind,
        entry.object_id,
        entry.visibility,
        bytes(entry.content_digest),
    )


def _end_of_chain(scope_id: int, seq: int, digest: bytes, head: ChainHead | None) -> Iterator[Fault]:
    if head is None or (head.seq, bytes(head.digest)) != (seq, digest):
        yield Fault(scope_id, seq, "the end of the chain is missing or was changed")


def current_heads() -> Heads:
    """Where every chain ends now."""
    return {
        str(head.scope_id): (head.seq, bytes(head.digest).hex())
        for head in ChainHead.objects.order_by("scope_id")
    }


def stored_anchors() -> Iterator[KeptHeads]:
    """The daily anchors, oldest first."""
    for anchor in Anchor.objects.order_by("day").iterator():
        yield KeptHeads(f"the anchor of {anchor.day}", anchor.heads, bytes(anchor.digest))


def _unlike(kept: KeptHeads) -> Iterator[Fault]:
    heads = {scope: (int(seq), str(digest)) for scope, (seq, digest) in kept.heads.items()}
    if heads_digest(heads) != kept.digest:
        yield Fault(0, 0, f"{kept.name} was changed")
    links = {(int(scope), seq): digest for scope, (seq, digest) in heads.items() if seq}
    known = _entries().filter(scope_id__in={scope for scope, _ in links})
    rows = known.filter(seq__in={seq for _, seq in links}).values_list("scope_id", "seq", "digest")
    stored = {(scope, seq): bytes(digest).hex() for scope, seq, digest in rows}
    for (scope, seq), digest in links.items():
        if stored.get((scope, seq)) != digest:
            yield Fault(scope, seq, f"the entry differs from {kept.name}")
