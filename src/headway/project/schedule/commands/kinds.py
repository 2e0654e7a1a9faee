"""The commands."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Ref = int | str
"""An activity: its id, or the ``ref`` under which an earlier command of the same list added it."""
Value = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Set:
    """Set fields of an activity as typed. ``version`` is that of the row as it was read; not needed for a
    new one.
    """

    id: Ref
    fields: Mapping[str, Value]
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Add:
    """Add an activity below ``parent`` (None: at the top), behind its sibling ``after`` (None: as the
    first).
    """

    ref: str
    parent: Ref | None = None
    after: Ref | None = None
    fields: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Delete:
    """Remove activities with everything below them, their links and assignments."""

    ids: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Indent:
    """Put activities below the one above them."""

    ids: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Outdent:
    """Put activities behind the summary that they are below."""

    ids: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """Put activities elsewhere; place as in ``Add``."""

    ids: tuple[Ref, ...]
    parent: Ref | None = None
    after: Ref | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """Let ``successor`` wait for ``predecessor``; an existing link of the type gets the lag."""

    predecessor: Ref
    successor: Ref
    type: str = "FS"
    lag: str = ""


@dataclass(frozen=True, slots=True)
class Unlink:
    """Remove all links from ``predecessor`` to ``successor``."""

    predecessor: Ref
    successor: Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What was reported of an activity. Moments are plan times, ``remaining`` working seconds; None says
    nothing.
    """

    activity: int
    percent: int | None = None
    actual_start: int | None = None
    actual_finish: int | None = None
    remaining: int | None = None
    resume: int | None = None


@dataclass(frozen=True, slots=True)
class Staff:
    """Let a resource stand for a person of the organisation, by id; None: for nobody in particular."""

    resource: int
    person: int | None


Command = Set | Add | Delete | Indent | Outdent | Move | Link | Unlink | Progress | Staff
