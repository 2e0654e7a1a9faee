"""Projects, and what sponsor and manager agreed about them."""

from .charters import Charter, CharterVersion, Constraint, Dimension, ProjectObjective, Tolerance
from .projects import Project

__all__ = ["Charter", "CharterVersion", "Constraint", "Dimension", "Project", "ProjectObjective", "Tolerance"]
