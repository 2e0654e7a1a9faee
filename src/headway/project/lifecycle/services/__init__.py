"""Changes of projects: opening, moving, manning and ending them."""

from .agreeing import put_in_force
from .appointing import appoint_team
from .moving import Move, decide_move, decline_move, move_project, request_move, withdraw_move
from .opening import Wishes, as_manager, establish_project, new_project, open_project
from .turns import take_turn

__all__ = [
    "Move",
    "Wishes",
    "appoint_team",
    "as_manager",
    "decide_move",
    "decline_move",
    "establish_project",
    "move_project",
    "new_project",
    "open_project",
    "put_in_force",
    "request_move",
    "take_turn",
    "withdraw_move",
]
