"""Progress of activities: what is done, what remains, when it really happened."""

from django.utils.translation import gettext as _

from headway.common.refusal import Invalid
from headway.project.schedule.plan.facts import ActivityFacts

from .editor import Editor
from .kinds import Progress


def report_progress(editor: Editor, command: Progress) -> None:
    """Take over what was reported, in the order: start, share or remaining, finish."""
    row = editor.activity(command.activity)
    if row.is_summary:
        raise Invalid(
            _("Progress of a summary comes from the activities below it."), field="percent", row=row.id
        )
    if command.actual_start is not None:
        row = set_actual_start(editor, row, command.actual_start)
    if command.percent is not None:
        row = set_percent(editor, row, command.percent)
    if command.remaining is not None:
        row = set_remaining(editor, row, command.remaining)
    if command.actual_finish is not None:
        row = set_actual_finish(editor, row, command.actual_finish)
    if command.resume is not None:
        editor.draft.change(row.id, resume=command.resume)


def set_percent(editor: Editor, row: ActivityFacts, percent: int) -> ActivityFacts:
    """Done share of the duration. 0 takes actual dates back, 100 finishes where the activity now stands."""
    _forget_reported_work(editor, row)
    if percent == 0:
        return editor.draft.change(
            row.id,
            percent_complete=0,
            actual_start=None,
            actual_finish=None,
            remaining_duration=None,
            stop=None,
            resume=None,
        )
    start = editor.start(row) if row.actual_start is None else row.actual_start
    finish = None
    if percent == 100:
        finish = row.actual_finish if row.actual_finish is not None else max(start, editor.finish(row))
    remaining = round(row.duration * (100 - percent) / 100)
    return editor.draft.change(
        row.id,
        percent_complete=percent,
        actual_start=start,
        actual_finish=finish,
        remaining_duration=remaining,
        stop=None,
        resume=None,
    )


def set_remaining(editor: Editor, row: ActivityFacts, remaining: int) -> ActivityFacts:
    """What is still to do: the duration becomes what is done plus what remains."""
    _forget_reported_work(editor, row)
    done = max(0, row.duration - row.remaining)
    duration = done + remaining
    if remaining == 0:
        return set_percent(editor, editor.draft.change(row.id, duration=duration), 100)
    start = editor.start(row) if row.actual_start is None else row.actual_start
    return editor.draft.change(
        row.id,
        duration=duration,
        remaining_duration=remaining,
        actual_start=start,
        actual_finish=None,
        percent_complete=done * 100 // duration,
    )


def set_actual_start(editor: Editor, row: ActivityFacts, moment: int | None) -> ActivityFacts:
    """When work really began; None takes all progress back."""
    if moment is None:
        return set_percent(editor, row, 0)
    _check_order(row, moment, row.actual_finish)
    remaining = row.duration if row.remaining_duration is None else row.remaining_duration
    return editor.draft.change(row.id, actual_start=moment, remaining_duration=remaining)


def set_actual_finish(editor: Editor, row: ActivityFacts, moment: int | None) -> ActivityFacts:
    """When the work was really done; None opens the activity again with what is done so far."""
    if moment is None:
        return editor.draft.change(row.id, actual_finish=None, percent_complete=min(99, row.percent_complete))
    _forget_reported_work(editor, row)
    start = row.actual_start
    if start is None:
        start = min(editor.start(row), moment)
    _check_order(row, start, moment)
    duration = editor.length(row, start, moment) if row.duration else 0
    return editor.draft.change(
        row.id,
        percent_complete=100,
        actual_start=start,
        actual_finish=moment,
        remaining_duration=0,
        duration=duration or row.duration,
        stop=None,
        resume=None,
    )


def _forget_reported_work(editor: Editor, row: ActivityFacts) -> None:
    """Let the remaining work of assignments follow the activity's remaining duration again."""
    if row.id not in editor.with_reported_work:
        return
    for assignment in editor.draft.assignments_of(row.id):
        editor.draft.put(assignment._replace(remaining_work=None))


def _check_order(row: ActivityFacts, start: int, finish: int | None) -> None:
    if finish is not None and finish < start:
        raise Invalid(
            _("“%(name)s” would finish before it starts. Change its actual start first.")
            % {"name": row.name},
            field="actual_finish",
            row=row.id,
        )
