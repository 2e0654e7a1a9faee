"""What people can do to a plan, as values, and how each changes a draft.

Commands are pure: they read and change a ``Draft``, never the database. ``apply.apply_commands`` runs a list
and says in words what it did; a command that cannot be carried out raises, and the draft is thrown away.
"""

from .kinds import Add, Command, Delete, Indent, Link, Move, Outdent, Progress, Ref, Set, Staff, Unlink

__all__ = [
    "Add",
    "Command",
    "Delete",
    "Indent",
    "Link",
    "Move",
    "Outdent",
    "Progress",
    "Ref",
    "Set",
    "Staff",
    "Unlink",
]
