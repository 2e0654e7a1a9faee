"""What an installation holds, reduced to what does not depend on when and how it was written.

Left out: salts and the hashes over them, passwords, and the steps that undo goes back to. Everything else
counts, ids and moments too.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

from headway.common.journal.models import JournalEntry
from headway.project.schedule.models import PlanStep

_LEFT_OUT = frozenset({"password", "salt", "content_digest", "previous", "digest"})
_KEPT_DIGESTS = frozenset({"charter", "baseline"})  # hashes of what people agreed to, without any salt


def tables() -> list[type[models.Model]]:
    """The tables that count, by name."""
    own = [model for model in apps.get_models() if model.__module__.startswith("headway.")]
    return sorted((model for model in own if model is not PlanStep), key=lambda model: model._meta.db_table)


def rows(model: type[models.Model]) -> Iterator[str]:
    """The rows of a table, by key, each in one spelling."""
    names = [field.attname for field in model._meta.concrete_fields if _counts(model, field)]
    found = model._base_manager.order_by("pk").values(*names)
    for row in found.iterator(chunk_size=2000):
        if model is JournalEntry and row["object_kind"] == PlanStep._meta.model_name:
            row["object_id"] = None
        yield json.dumps(row, sort_keys=True, default=str)


def _counts(model: type[models.Model], field: "models.Field[Any, Any]") -> bool:
    agreed = field.name == "digest" and model._meta.app_label in _KEPT_DIGESTS
    return agreed or field.name not in _LEFT_OUT


def fingerprint() -> dict[str, str]:
    """A hash per table."""
    found = {}
    for model in tables():
        digest = hashlib.sha256()
        for row in rows(model):
            digest.update(row.encode())
        found[model._meta.db_table] = digest.hexdigest()
    return found
