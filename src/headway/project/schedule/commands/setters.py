"""What typing a field of an activity means for its facts; ``fields.TYPED`` says which field has which."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from headway.engine import Constraint
from headway.project.schedule.plan.facts import ActivityFacts, Kind
from headway.project.schedule.text import parse_duration
from headway.project.schedule.text.durations import LONGEST, Amount, Duration

from .editor import Editor
from .links import set_predecessors
from .progress import set_actual_finish, set_actual_start, set_percent
from .staff import set_resources, stretch_work
from .typed import Typed

Setter = Callable[[Typed], None]

CONSTRAINTS = [constraint.name.lower() for constraint in Constraint]
_BY_FINISH = {Constraint.FNET, Constraint.FNLT, Constraint.MFO}


# ---- Fields whose fact of the same name is what is typed ----


def type_text(longest: int) -> Setter:
    """A text of so many characters."""
    return lambda typed: typed.put(**{typed.name: typed.text(longest)})


def type_whole(lowest: int, highest: int) -> Setter:
    """A whole number."""
    return lambda typed: typed.put(**{typed.name: typed.whole(lowest, highest)})


def type_flag(typed: Typed) -> None:
    """Yes or no."""
    typed.put(**{typed.name: typed.flag()})


def type_end_of_day(typed: Typed) -> None:
    """A moment, at the end of the working day where no time is typed; empty takes it away."""
    time_of_day = typed.editor.facts.terms.default_finish
    typed.put(**{typed.name: typed.moment(time_of_day=time_of_day)})


# ---- Fields that mean more ----


def type_name(typed: Typed) -> None:
    """A name without line ends."""
    name = " ".join(typed.text(512).split())
    if not name:
        typed.refuse(_("Give the activity a name."))
    typed.put(name=name)


def type_kind(typed: Typed) -> None:
    """A task without a duration gets a day of it, a milestone loses what it has."""
    kind = typed.choice(Kind.TASK, Kind.MILESTONE)
    if kind == typed.row.kind:
        return
    duration = 0 if kind == Kind.MILESTONE else typed.row.duration or typed.editor.units.seconds("d")
    _set_duration(typed.editor, typed.row, Duration(Amount(duration, typed.row.duration_unit)))
    typed.put(kind=kind)


def type_mode(typed: Typed) -> None:
    """What is scheduled by hand from now on stays where it stands."""
    row, editor = typed.row, typed.editor
    manual = typed.choice("auto", "manual") == "manual"
    if manual == row.manual:
        return
    dates = (editor.start(row), editor.finish(row)) if manual else (None, None)
    typed.put(manual=manual, manual_start=dates[0], manual_finish=dates[1])


def type_calendar(typed: Typed) -> None:
    """A calendar of the plan; none is that of the project."""
    key = None if typed.value in {None, "", "0"} else typed.whole(0, 2**62) or None
    if key is not None and key not in typed.editor.facts.calendars:
        typed.refuse(_("There is no such calendar in this plan."))
    typed.put(calendar=key)


def type_duration(typed: Typed) -> None:
    """A text, or working seconds in the unit that it has."""
    if isinstance(typed.value, str):
        duration = parse_duration(typed.value, typed.editor.units)
    else:
        duration = Duration(Amount(typed.whole(0, LONGEST), typed.row.duration_unit, typed.row.elapsed))
    _set_duration(typed.editor, typed.row, duration)


def _set_duration(editor: Editor, row: ActivityFacts, duration: Duration) -> None:
    """A milestone is an activity without duration; work and remaining duration follow."""
    seconds, unit, elapsed = duration.amount
    stretch_work(editor, row, seconds)
    remaining = None
    if row.remaining_duration is not None:
        remaining = max(0, seconds - (row.duration - row.remaining_duration))
    kind = row.kind if row.is_summary else Kind.TASK if seconds else Kind.MILESTONE
    editor.draft.change(
        row.id,
        duration=seconds,
        duration_unit=unit,
        elapsed=elapsed,
        estimated=duration.estimated,
        remaining_duration=remaining,
        kind=kind,
        manual_finish=None,
    )


def type_start(typed: Typed) -> None:
    """Started: when it really began. Manual: where it is put. Otherwise it starts no earlier than that."""
    row, editor = typed.row, typed.editor
    moment = typed.moment(time_of_day=editor.facts.terms.default_start)
    if row.actual_start is not None and moment is not None:
        set_actual_start(editor, row, moment)
    elif row.manual:
        typed.put(manual_start=moment, manual_finish=None)
    elif moment is None:
        typed.put(constraint=int(Constraint.ASAP), constraint_date=None)
    else:
        typed.put(constraint=int(Constraint.SNET), constraint_date=moment)


def type_finish(typed: Typed) -> None:
    """Done: when it really was. Otherwise it takes as long as from its start to that moment."""
    row, editor = typed.row, typed.editor
    moment = typed.needed_moment(time_of_day=editor.facts.terms.default_finish)
    if row.actual_finish is not None:
        set_actual_finish(editor, row, moment)
        return
    start = _expected_start(editor, row)
    if moment < start:
        typed.refuse(_("It would finish before it starts. Change its start first."))
    seconds = editor.length(row, start, moment)
    if row.kind == Kind.MILESTONE or seconds == 0:
        typed.put(constraint=int(Constraint.SNET), constraint_date=moment)
        return
    _set_duration(editor, row, Duration(Amount(seconds, row.duration_unit, row.elapsed)))


def _expected_start(editor: Editor, row: ActivityFacts) -> int:
    """Where it will start, as far as that can be known before the plan is computed."""
    if row.actual_start is not None:
        return row.actual_start
    if row.manual and row.manual_start is not None:
        return row.manual_start
    start = editor.start(row)
    moved = row.constraint == Constraint.SNET and row.constraint_date is not None
    return max(start, row.constraint_date or start) if moved else start


def type_percent(typed: Typed) -> None:
    """How much of it is done."""
    set_percent(typed.editor, typed.row, typed.whole(0, 100))


def type_actual_start(typed: Typed) -> None:
    """When work began."""
    set_actual_start(
        typed.editor, typed.row, typed.moment(time_of_day=typed.editor.facts.terms.default_start)
    )


def type_actual_finish(typed: Typed) -> None:
    """When work was done."""
    set_actual_finish(
        typed.editor, typed.row, typed.moment(time_of_day=typed.editor.facts.terms.default_finish)
    )


def type_constraint(typed: Typed) -> None:
    """A constraint that needs a date gets the present one where none was set."""
    row, editor = typed.row, typed.editor
    code = Constraint[typed.choice(*CONSTRAINTS).upper()]
    if code in {Constraint.ASAP, Constraint.ALAP}:
        date = None
    elif row.constraint_date is not None:
        date = row.constraint_date
    else:
        date = editor.finish(row) if code in _BY_FINISH else editor.start(row)
    typed.put(constraint=int(code), constraint_date=date)


def type_constraint_date(typed: Typed) -> None:
    """Of an activity without a constraint that has a date: it starts no earlier than that."""
    row, terms = typed.row, typed.editor.facts.terms
    by_finish = row.constraint in _BY_FINISH
    date = typed.moment(time_of_day=terms.default_finish if by_finish else terms.default_start)
    if date is None:
        constraint = int(Constraint.ASAP)
    elif row.constraint in {Constraint.ASAP, Constraint.ALAP}:
        constraint = int(Constraint.SNET)
    else:
        constraint = row.constraint
    typed.put(constraint=constraint, constraint_date=date)


def type_predecessors(typed: Typed) -> None:
    """The list of what it waits for."""
    set_predecessors(typed.editor, typed.row, typed.text(4000))


def type_resources(typed: Typed) -> None:
    """The list of who and what works in it."""
    set_resources(typed.editor, typed.row, typed.text(4000))
