"""Running a list of commands."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.common.refusal import Stale, VersionMissing
from headway.project.schedule.fields import FIELDS
from headway.project.schedule.plan.draft import Draft, split_key

from .editor import Editor
from .fields import set_fields
from .kinds import Add, Command, Delete, Indent, Link, Move, Outdent, Progress, Ref, Set, Staff, Unlink
from .links import link_activities, unlink_activities
from .progress import report_progress
from .staff import staff_resource
from .structure import add_activity, delete_activities, indent_activities, move_activities, outdent_activities


class StaleRow(Stale):
    """A row, as images name it, is not as the actor read it; the service adds who changed it."""

    def __init__(self, key: str, fields: Sequence[str] = ()) -> None:
        kind, row = split_key(key)
        super().__init__(row=row if kind == "activity" else None, field=fields[0] if fields else None)
        self.key = key


def apply_commands(draft: Draft, commands: Sequence[Command]) -> str:
    """Carry out commands one after the other on a draft; answers in a few words what they do.

    Raises ``Invalid`` for what cannot be done (with ``row`` and ``field``), ``VersionMissing`` and
    ``StaleRow``. The versions that count are those before the list: one list may set several fields of a row.
    Commands without a version are stale where somebody else changed what they are about since the actor's
    page was read (``Draft.changed_by_others``).
    """
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
        case Delete() | Indent() | Outdent() | Move():
            return _place(editor, command)
        case Link() | Unlink():
            return _link(editor, command)
        case Progress(activity=activity):
            report_progress(editor, command)
            return _("Progress of “%(name)s”") % {"name": editor.activity(activity).name}
        case Staff(resource=resource):
            refuse_stale(editor.draft, [f"resource:{resource}"])
            return _("Staff “%(name)s”") % {"name": staff_resource(editor, command).name}


def refuse_stale(draft: Draft, keys: Iterable[str]) -> None:
    """Refuse to touch rows that somebody else changed since the actor's page was read."""
    for key in keys:
        if key in draft.changed_by_others:
            raise StaleRow(key)


def _place(editor: Editor, command: Delete | Indent | Outdent | Move) -> str:
    match command:
        case Delete(ids):
            words = _("Delete “%(name)s”"), _("Delete %(count)d activities")
            label = _about_rows(editor, ids, words, and_below=True)
            delete_activities(editor, command)
        case Indent(ids):
            label = _about_rows(editor, ids, (_("Indent “%(name)s”"), _("Indent %(count)d activities")))
            indent_activities(editor, command)
        case Outdent(ids):
            label = _about_rows(editor, ids, (_("Outdent “%(name)s”"), _("Outdent %(count)d activities")))
            outdent_activities(editor, command)
        case Move(ids):
            label = _about_rows(editor, ids, (_("Reorder “%(name)s”"), _("Reorder %(count)d activities")))
            move_activities(editor, command)
    return label


def _about_rows(
    editor: Editor, ids: tuple[Ref, ...], words: tuple[str, str], *, and_below: bool = False
) -> str:
    """What is done to one or to many activities; refused where one of them, or of all below, is stale."""
    editor.count_listed(len(ids))
    keys = editor.rows(ids)
    below = [key for top in keys for key in editor.facts.below(top)] if and_below else []
    refuse_stale(editor.draft, (f"activity:{key}" for key in [*keys, *below]))
    if len(keys) == 1:
        return words[0] % {"name": editor.facts.activities[keys[0]].name}
    return words[1] % {"count": len(keys)}


def _link(editor: Editor, command: Link | Unlink) -> str:
    ends = editor.activity(command.predecessor), editor.activity(command.successor)
    between = editor.draft.links_between(ends[0].id, ends[1].id)
    refuse_stale(editor.draft, (f"activity:{row.id}" for row in ends))
    refuse_stale(editor.draft, (f"link:{link.id}" for link in between))
    match command:
        case Link():
            link_activities(editor, command)
            words = _("Link “%(from)s” to “%(to)s”")
        case Unlink():
            unlink_activities(editor, command)
            words = _("Unlink “%(from)s” from “%(to)s”")
    return words % {"from": ends[0].name, "to": ends[1].name}


def _set(editor: Editor, command: Set) -> str:
    row = editor.activity(command.id)
    stored = editor.draft.plan.versions.get(row.id)
    if stored is not None:
        if command.version is None:
            raise VersionMissing(_("Send the version of the activity as you read it."), row=row.id)
        if command.version != stored:
            raise StaleRow(f"activity:{row.id}", list(command.fields))
    set_fields(editor, row, command.fields)
    if row.is_summary and command.fields.keys() == {"constraint", "constraint_date"}:
        return _("Move “%(name)s”") % {"name": row.name}  # what is below it starts no earlier than that
    if len(command.fields) != 1:
        return _("Change “%(name)s”") % {"name": row.name}
    field = next(iter(command.fields))
    if field == "name":
        return _("Rename “%(name)s”") % {"name": row.name}
    if field == "start":
        return _("Move “%(name)s”") % {"name": row.name}
    return _("Change %(field)s of “%(name)s”") % {"field": FIELDS[field].called, "name": row.name}


def _in_words(labels: list[str]) -> str:
    distinct = list(dict.fromkeys(labels))
    if not distinct:
        return _("Change nothing")
    if len(distinct) == 1:
        return distinct[0][:300]
    more = len(labels) - 1
    words = ngettext("%(first)s and %(count)d more change", "%(first)s and %(count)d more changes", more)
    return words % {"first": distinct[0][:250], "count": more}
