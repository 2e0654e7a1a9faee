"""Changes of charters."""

from .confirming import confirm_charter, return_charter, submit_charter
from .writing import (
    remove_constraint,
    remove_objective,
    remove_tolerance,
    save_constraint,
    save_objective,
    set_tolerance,
    write_heading,
)

__all__ = [
    "confirm_charter",
    "remove_constraint",
    "remove_objective",
    "remove_tolerance",
    "return_charter",
    "save_constraint",
    "save_objective",
    "set_tolerance",
    "submit_charter",
    "write_heading",
]
