"""The fields of an activity that people set, and what each means for the facts."""

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from headway.common.refusal import Invalid
from headway.engine import Constraint
from headway.project.schedule.plan.facts import ActivityFacts, Kind
from headway.project.schedule.text import parse_duration
from headway.project.schedule.text.durations import LONGEST, Amount, Duration

from .editor import Editor, Field
from .kinds import Value
from .links import set_predecessors
from .progress import set_actual_finish, set_actual_start, set_percent
from .staff import set_resources, stretch_work

CONSTRAINTS = {constraint.name.lower(): int(constraint) for constraint in Constraint}
_BY_FINISH = {Constraint.FNET, Constraint.FNLT, Constraint.MFO}
_ROLLED_UP = {
    "kind",
    "calendar",
    "duration",
    "start",
    "finish",
    "percent",
    "actual_start",
    "actual_finish",
    "resources",
}


def _name(field: Field) -> None:
    name = " ".join(field.text(512).split())
    if not name:
        field.refuse(_("Give the activity a name."))
    field.editor.draft.change(field.row.id, name=name)


def _notes(field: Field) -> None:
    field.editor.draft.change(field.row.id, notes=field.text(20_000))


def _priority(field: Field) -> None:
    field.editor.draft.change(field.row.id, priority=field.whole(0, 1000))


def _active(field: Field) -> None:
    field.editor.draft.change(field.row.id, active=field.flag())


def _kind(field: Field) -> None:
    kind = field.choice(Kind.TASK, Kind.MILESTONE)
    if kind == field.row.kind:
        return
    duration = 0 if kind == Kind.MILESTONE else field.row.duration or field.editor.units.seconds("d")
    _set_duration(field.editor, field.row, Duration(Amount(duration, field.row.duration_unit)))
    field.editor.draft.change(field.row.id, kind=kind)


def _mode(field: Field) -> None:
    row, editor = field.row, field.editor
    manual = field.choice("auto", "manual") == "manual"
    if manual == row.manual:
        return
    dates = (editor.start(row), editor.finish(row)) if manual else (None, None)
    editor.draft.change(row.id, manual=manual, manual_start=dates[0], manual_finish=dates[1])


def _calendar(field: Field) -> None:
    key = None if field.value in {None, "", "0"} else field.whole(0, 2**62) or None
    if key is not None and key not in field.editor.facts.calendars:
        field.refuse(_("There is no such calendar in this plan."))
    field.editor.draft.change(field.row.id, calendar=key)


def _duration(field: Field) -> None:
    if isinstance(field.value, str):
        duration = parse_duration(field.value, field.editor.units)
    else:
        duration = Duration(Amount(field.whole(0, LONGEST), field.row.duration_unit, field.row.elapsed))
    _set_duration(field.editor, field.row, duration)


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


def _start(field: Field) -> None:
    """Started: when it really began. Manual: where it is put. Otherwise it starts no earlier than that."""
    row, editor = field.row, field.editor
    moment = field.moment(time_of_day=editor.facts.terms.default_start)
    if row.actual_start is not None and moment is not None:
        set_actual_start(editor, row, moment)
    elif row.manual:
        editor.draft.change(row.id, manual_start=moment, manual_finish=None)
    elif moment is None:
        editor.draft.change(row.id, constraint=int(Constraint.ASAP), constraint_date=None)
    else:
        editor.draft.change(row.id, constraint=int(Constraint.SNET), constraint_date=moment)


def _finish(field: Field) -> None:
    """Done: when it really was. Otherwise it takes as long as from its start to that moment."""
    row, editor = field.row, field.editor
    moment = field.needed_moment(time_of_day=editor.facts.terms.default_finish)
    if row.actual_finish is not None:
        set_actual_finish(editor, row, moment)
        return
    start = _expected_start(editor, row)
    if moment < start:
        field.refuse(_("It would finish before it starts. Change its start first."))
    seconds = editor.length(row, start, moment)
    if row.kind == Kind.MILESTONE or seconds == 0:
        editor.draft.change(row.id, constraint=int(Constraint.SNET), constraint_date=moment)
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


def _percent(field: Field) -> None:
    set_percent(field.editor, field.row, field.whole(0, 100))


def _actual_start(field: Field) -> None:
    set_actual_start(
        field.editor, field.row, field.moment(time_of_day=field.editor.facts.terms.default_start)
    )


def _actual_finish(field: Field) -> None:
    set_actual_finish(
        field.editor, field.row, field.moment(time_of_day=field.editor.facts.terms.default_finish)
    )


def _constraint(field: Field) -> None:
    """A constraint that needs a date gets the present one where none was set."""
    row, editor = field.row, field.editor
    code = CONSTRAINTS[field.choice(*CONSTRAINTS)]
    if code in {Constraint.ASAP, Constraint.ALAP}:
        date = None
    elif row.constraint_date is not None:
        date = row.constraint_date
    else:
        date = editor.finish(row) if code in _BY_FINISH else editor.start(row)
    editor.draft.change(row.id, constraint=code, constraint_date=date)


def _constraint_date(field: Field) -> None:
    row, terms = field.row, field.editor.facts.terms
    by_finish = row.constraint in _BY_FINISH
    date = field.moment(time_of_day=terms.default_finish if by_finish else terms.default_start)
    if date is None:
        constraint = int(Constraint.ASAP)
    elif row.constraint in {Constraint.ASAP, Constraint.ALAP}:
        constraint = int(Constraint.SNET)
    else:
        constraint = row.constraint
    field.editor.draft.change(row.id, constraint=constraint, constraint_date=date)


def _deadline(field: Field) -> None:
    deadline = field.moment(time_of_day=field.editor.facts.terms.default_finish)
    field.editor.draft.change(field.row.id, deadline=deadline)


def _predecessors(field: Field) -> None:
    set_predecessors(field.editor, field.row, field.text(4000))


def _resources(field: Field) -> None:
    set_resources(field.editor, field.row, field.text(4000))


# In the order in which several fields of one command are applied: a finish is measured from the new start.
FIELDS: dict[str, tuple[Callable[[Field], None], Promise]] = {
    "name": (_name, gettext_lazy("name")),
    "notes": (_notes, gettext_lazy("notes")),
    "priority": (_priority, gettext_lazy("priority")),
    "active": (_active, gettext_lazy("active")),
    "kind": (_kind, gettext_lazy("kind")),
    "calendar": (_calendar, gettext_lazy("calendar")),
    "duration": (_duration, gettext_lazy("duration")),
    "mode": (_mode, gettext_lazy("mode")),
    "start": (_start, gettext_lazy("start")),
    "finish": (_finish, gettext_lazy("finish")),
    "constraint": (_constraint, gettext_lazy("constraint")),
    "constraint_date": (_constraint_date, gettext_lazy("constraint date")),
    "deadline": (_deadline, gettext_lazy("deadline")),
    "predecessors": (_predecessors, gettext_lazy("predecessors")),
    "resources": (_resources, gettext_lazy("resources")),
    "percent": (_percent, gettext_lazy("progress")),
    "actual_start": (_actual_start, gettext_lazy("actual start")),
    "actual_finish": (_actual_finish, gettext_lazy("actual finish")),
}


def set_fields(editor: Editor, row: ActivityFacts, fields: Mapping[str, Value]) -> None:
    """Set typed fields of an activity. A field that is not in ``FIELDS`` is refused, whatever the table
    has.
    """
    for name in fields:
        if name not in FIELDS:
            raise Invalid(
                _("There is no field “%(name)s” to set.") % {"name": name[:40]}, field=name[:40], row=row.id
            )
        if row.is_summary and name in _ROLLED_UP:
            raise Invalid(
                _("This value of a summary comes from the activities below it. Change it there."),
                field=name,
                row=row.id,
            )
    for name, (apply, _label) in FIELDS.items():
        if name in fields:
            try:
                apply(Field(editor, editor.facts.activities[row.id], name, fields[name]))
            except Invalid as refusal:
                refusal.extra |= {"row": row.id, "field": name}
                raise
