"""Changes of plans, a file for each kind of intention.

Opening: ``create_plan`` makes an empty plan, ``begin_plan`` that of a project which was opened with one.
Changing: ``change_plan`` does what people do (see ``commands``), ``undo_change`` and ``redo_change`` go the
actor's own last step back and forth. Progress: ``prepare_progress`` and ``set_data_date``. Replacing:
``replace_plan`` takes a whole plan over, ``compare_plan`` says what that would change and writes nothing.

Whatever changes a plan answers a ``PlanDelta``, writes in one transaction with the journal, and publishes
``PlanChanged``. It raises ``Forbidden`` without ``plan.change`` in the project, ``Refusal`` in an archived
project, ``Invalid`` for what has no schedule; nothing is written then.

Who writes more in the same transaction computes the plan before it begins: what a ``prepare_…`` answers is
written by ``write_prepared``, or by ``begin_prepared`` where the project is yet to be opened.
``prepared_and_written`` does both, again where somebody else was faster.
"""

from .changing import change_plan, redo_change, undo_change
from .opening import begin_plan, create_plan
from .progress import prepare_progress, set_data_date
from .replacing import begin_prepared, compare_plan, prepare_first_plan, prepare_replacement, replace_plan
from .writing import Prepared, prepared_and_written, write_prepared

__all__ = [
    "Prepared",
    "begin_plan",
    "begin_prepared",
    "change_plan",
    "compare_plan",
    "create_plan",
    "prepare_first_plan",
    "prepare_progress",
    "prepare_replacement",
    "prepared_and_written",
    "redo_change",
    "replace_plan",
    "set_data_date",
    "undo_change",
    "write_prepared",
]
