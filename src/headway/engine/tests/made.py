"""Value objects made from plain lists, which they take and their types do not say."""

from typing import Any, TypeVar

Made = TypeVar("Made")


def make(kind: type[Made], **given: Any) -> Made:
    """An object of a kind, of whatever turns into its arrays."""
    return kind(**given)
