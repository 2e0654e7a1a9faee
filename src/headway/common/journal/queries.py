"""Reading and verifying the journal."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from .chain import GENESIS, Link, content_digest
from .models import Anchor, ChainHead, JournalEntry


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where the journal is not what was written."""

    scope_id: int
    seq: int
    what: str


def verify() -> Iterator[Fault]:
    """Every fault of every chain: entries edited, removed, reordered, cut off, or unlike their anchor."""
    heads = {head.scope_id: head for head in ChainHead.objects.all()}
    scope: int | None = None
    seq, digest = 0, GENESIS
    for entry in JournalEntry.objects.order_by("scope_id", "seq").iterator(chunk_size=2000):
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
    yield from _anchors()


def _faults_of(entry: JournalEntry, seq: int, previous: bytes) -> Iterator[Fault]:
    if entry.seq != seq + 1:
        yield Fault(entry.scope_id, seq + 1, "an entry is missing")
    link = Link(
        entry.scope_id, entry.seq, entry.at, entry.actor, entry.hat, entry.on_behalf_of, entry.action,
        entry.object_kind, entry.object_id, entry.visibility, bytes(entry.content_digest),
    )  # fmt: skip
    if bytes(entry.previous) != previous or bytes(entry.digest) != link.digest(previous):
        yield Fault(entry.scope_id, entry.seq, "the entry or its place was changed")
    if entry.salt is not None and content_digest(entry.content, bytes(entry.salt)) != bytes(
        entry.content_digest
    ):
        yield Fault(entry.scope_id, entry.seq, "the content was changed")


def _end_of_chain(scope_id: int, seq: int, digest: bytes, head: ChainHead | None) -> Iterator[Fault]:
    if head is None or (head.seq, bytes(head.digest)) != (seq, digest):
        yield Fault(scope_id, seq, "the end of the chain is missing or was changed")


def _anchors() -> Iterator[Fault]:
    for anchor in Anchor.objects.order_by("day").iterator():
        if hashlib.sha256(_spell(anchor.heads)).digest() != bytes(anchor.digest):
            yield Fault(0, 0, f"the anchor of {anchor.day} was changed")
        links = {(int(scope), int(head[0])): head[1] for scope, head in anchor.heads.items() if head[0]}
        known = JournalEntry.objects.filter(scope_id__in={scope for scope, _ in links})
        stored = {
            (scope, seq): bytes(digest).hex()
            for scope, seq, digest in known.filter(seq__in={seq for _, seq in links}).values_list(
                "scope_id", "seq", "digest"
            )
        }
        for (scope, seq), digest in links.items():
            if stored.get((scope, seq)) != digest:
                yield Fault(scope, seq, f"the entry differs from the anchor of {anchor.day}")


def take_anchor(day: dt.date) -> Anchor:
    """Store the digest over all chain heads for a day; the first of a day stays."""
    heads = {
        str(head.scope_id): [head.seq, bytes(head.digest).hex()]
        for head in ChainHead.objects.order_by("scope_id")
    }
    digest = hashlib.sha256(_spell(heads)).digest()
    return Anchor.objects.get_or_create(
        day=day, defaults={"chains": len(heads), "heads": heads, "digest": digest}
    )[0]


def _spell(heads: dict[str, list[object]]) -> bytes:
    return repr(sorted(heads.items())).encode()
