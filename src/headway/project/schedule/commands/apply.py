"""Running a list of commands."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.common.refusal import Invalid, Stale, VersionMissing
from headway.project.schedule.draft import Draft

from .editor import Editor
from .fields import FIELDS, set_fields
from .kinds import Add, Command, Delete, Indent, Link, Move, Outdent, Progress, Set, Staff, Unlink
from .links import link_activities, unlink_activities
from .progress import report_progress
from .staff import staff_resource
from .structure import add_activity, delete_activities, indent_activities, move_activities, outdent_activities

MOST_COMMANDS = 20_000


class StaleRow(Stale):
    """A row is not as the actor read it; the service adds who changed it."""

    def __init__(self, row: int, fields: Sequence[str]) -> None:
        super().__init__(row=row, field=fields[0] if fields else None)
        self.row = row


def apply_commands(draft: Draft, commands: Sequence[Command]) -> str:
    """Carry out commands one after the other on a draft; answers in a few words what they do.

    Raises ``Invalid`` for what cannot be done (with ``row`` and ``field``), ``VersionMissing`` and
    ``StaleRow``. The versions that count are those before the list: one list may set several fields of a row.
    """
    if len(commands) > MOST_COMMANDS:
        raise Invalid(
            _("Send at most %(count)d changes at once.") % {"count": MOST_COMMANDS}, field="commands"
        )
    editor = Editor(draft)
    labels = [_carry_out(editor, command) for command in commands]
    draft.settle_outline()
    return _in_words(labels)


def _carry_out(editor: Editor, command: Command) -> str:
    """Apply one command; answers what it does, said before it is done, because names may change."""
    match command:
        case Set():
            return _set(editor, command)
        case Add():
            return _("Add “%(name)s”") % {"name": add_activity(editor, command).name}
        case Delete(ids) | Indent(ids) | Outdent(ids) | Move(ids):
            label = _label_of_rows(editor, command, editor.rows(ids))
            _ROW_COMMANDS[type(command)](editor, command)  # type: ignore[operator]  # each takes its own kind
            return label
        case Link(predecessor, successor) | Unlink(predecessor, successor):
            words = (
                _("Link “%(from)s” to “%(to)s”")
                if isinstance(command, Link)
                else _("Unlink “%(from)s” from “%(to)s”")
            )
            (link_activities if isinstance(command, Link) else unlink_activities)(editor, command)  # type: ignore[arg-type]  # as above
            return words % {"from": editor.activity(predecessor).name, "to": editor.activity(successor).name}
        case Progress(activity=activity):
            report_progress(editor, command)
            return _("Progress of “%(name)s”") % {"name": editor.activity(activity).name}
        case Staff():
            return _("Staff “%(name)s”") % {"name": staff_resource(editor, command).name}


_ROW_COMMANDS = {
    Delete: delete_activities,
    Indent: indent_activities,
    Outdent: outdent_activities,
    Move: move_activities,
}


def _set(editor: Editor, command: Set) -> str:
    row = editor.activity(command.id)
    stored = editor.draft.plan.versions.get(row.id)
    if stored is not None:
        if command.version is None:
            raise VersionMissing(_("Send the version of the activity as you read it."), row=row.id)
        if command.version != stored:
            raise StaleRow(row.id, list(command.fields))
    set_fields(editor, row, command.fields)
    if len(command.fields) != 1:
        return _("Change “%(name)s”") % {"name": row.name}
    field = next(iter(command.fields))
    if field == "name":
        return _("Rename “%(name)s”") % {"name": row.name}
    if field == "start":
        return _("Move “%(name)s”") % {"name": row.name}
    return _("Change %(field)s of “%(name)s”") % {"field": FIELDS[field][1], "name": row.name}


def _label_of_rows(editor: Editor, command: Command, keys: list[int]) -> str:
    words = {
        Delete: (_("Delete “%(name)s”"), _("Delete %(count)d activities")),
        Indent: (_("Indent “%(name)s”"), _("Indent %(count)d activities")),
        Outdent: (_("Outdent “%(name)s”"), _("Outdent %(count)d activities")),
        Move: (_("Reorder “%(name)s”"), _("Reorder %(count)d activities")),
    }
    one, many = words[type(command)]
    if len(keys) == 1:
        return one % {"name": editor.facts.activities[keys[0]].name}
    return many % {"count": len(keys)}


def _in_words(labels: list[str]) -> str:
    distinct = list(dict.fromkeys(labels))
    if not distinct:
        return _("Change nothing")
    if len(distinct) == 1:
        return distinct[0][:300]
    more = len(labels) - 1
    words = ngettext("%(first)s and %(count)d more change", "%(first)s and %(count)d more changes", more)
    return words % {"first": distinct[0][:250], "count": more}
