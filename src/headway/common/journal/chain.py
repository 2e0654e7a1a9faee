"""The arithmetic of the hash chain: pure functions over plain values."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

from headway.common.digests import canonical

GENESIS = bytes(32)
Heads = dict[str, tuple[int, str]]
"""Scope -> number and digest (hexadecimal) of the last entry of its chain."""


def content_digest(content: Any, salt: bytes) -> bytes:
    """Digest of what an entry says; salted so that erased content cannot be guessed back."""
    return hashlib.sha256(salt + canonical(content)).digest()


@dataclass(frozen=True, slots=True)
class Link:
    """What the chain vouches for in one entry."""

    scope_id: int
    seq: int
    at: dt.datetime
    actor: str
    hat: str
    on_behalf_of: str
    action: str
    object_kind: str
    object_id: int | None
    visibility: str
    content_digest: bytes

    def digest(self, previous: bytes) -> bytes:
        """Digest of this link after ``previous``."""
        moment = self.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
        body = [
            self.scope_id,
            self.seq,
            moment,
            self.actor,
            self.hat,
            self.on_behalf_of,
            self.action,
            self.object_kind,
            self.object_id,
            self.visibility,
            self.content_digest.hex(),
        ]
        return hashlib.sha256(previous + canonical(body)).digest()


def heads_digest(heads: Heads) -> bytes:
    """One digest over the heads of all chains."""
    return hashlib.sha256(repr(sorted((scope, [*head]) for scope, head in heads.items())).encode()).digest()
