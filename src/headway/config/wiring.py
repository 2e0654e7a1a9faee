"""Every hook between rooms, in one list. See ``common/events.py`` for what each table means."""

from collections.abc import Callable
from typing import Any

from headway.organisation.actors import actor_of_job

BEFORE: dict[str, tuple[Callable[..., None], ...]] = {}

WITHIN: dict[type, tuple[Callable[[Any], None], ...]] = {}

AFTER: dict[type, tuple[Callable[[Any], None], ...]] = {}

SLOTS: dict[str, tuple[Callable[..., str], ...]] = {}

FACTS: dict[str, Callable[..., Any]] = {"actor": actor_of_job}
