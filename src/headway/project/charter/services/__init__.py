"""Changes of projects and of what was agreed about them."""

from .confirming import confirm_charter, return_charter, submit_charter
from .moving import Move, decide_move, decline_move, request_move, withdraw_move
from .opening import NewProject, Wishes, as_manager, new_project, open_project
from .team import appoint_team
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
    "Move",
    "NewProject",
    "Wishes",
    "appoint_team",
    "as_manager",
    "confirm_charter",
    "decide_move",
    "decline_move",
    "new_project",
    "open_project",
    "remove_constraint",
    "remove_objective",
    "remove_tolerance",
    "request_move",
    "return_charter",
    "save_constraint",
    "save_objective",
    "set_tolerance",
    "submit_charter",
    "withdraw_move",
    "write_heading",
]
