"""Digests of values: equal content has equal ones."""

import hashlib
import json
from typing import Any


def canonical(value: Any) -> bytes:
    """One spelling of a value of JSON, whatever the order of its keys; days and moments as their text."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str).encode()


def digest_of(value: Any) -> str:
    """SHA-256 of the canonical spelling, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()
