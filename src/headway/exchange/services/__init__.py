"""Plan files in: receiving them, and what the jobs make of them.

Each job parses and computes first; then one transaction writes everything and marks the job as done. A
refusal leaves nothing behind: no project, no row, no file. What a job carries out takes its ``context`` in
the place of an actor: it names the one on whose behalf the job runs, hears how far it is, and marks it as
done in the transaction of its effect.
"""

from .importing import import_plan
from .receiving import receive_newer_plan, receive_plan, wanted_upload
from .updating import (
    apply_update,
    carry_out_update,
    compare_newer_plan,
    discard_update,
    give_up,
    wanted_update,
)

__all__ = [
    "apply_update",
    "carry_out_update",
    "compare_newer_plan",
    "discard_update",
    "give_up",
    "import_plan",
    "receive_newer_plan",
    "receive_plan",
    "wanted_update",
    "wanted_upload",
]
