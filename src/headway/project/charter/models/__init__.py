"""Projects, and what sponsor and manager agreed about them."""

from .charters import Charter, CharterVersion, Constraint, Dimension, ProjectObjective, Tolerance
from .moves import MoveRequest
from .projects import Project

__all__ = [
    "Charter",
    "CharterVersion",
    "Constraint",
    "Dimension",
    "MoveRequest",
    "Project",
    "ProjectObjective",
    "Tolerance",
]
