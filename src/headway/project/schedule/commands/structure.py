"""The outline: adding, removing, and putting activities elsewhere."""

from django.utils.translation import gettext as _

from headway.common.refusal import Invalid
from headway.project.schedule.plan.facts import ActivityFacts

from .editor import Editor
from .fields import set_fields
from .kinds import Add, Delete, Indent, Move, Outdent, Ref


def add_activity(editor: Editor, command: Add) -> ActivityFacts:
    """A new activity of one day."""
    if not command.ref or command.ref in editor.refs:
        raise Invalid(_("Give each new activity a ref of its own."), field="ref")
    parent, index = _target(editor, command.parent, command.after)
    row = ActivityFacts(
        editor.draft.new_id(),
        editor.draft.new_number(),
        name=_("New activity"),
        estimated=True,
        duration=editor.units.seconds("d"),
    )
    editor.draft.put(row)
    editor.draft.place(row.id, parent, index)
    editor.refs[command.ref] = row.id
    try:
        set_fields(editor, row, command.fields)
    except Invalid as refusal:
        refusal.extra["row"] = command.ref  # whoever adds it knows it by this name alone
        raise
    return editor.facts.activities[row.id]


def delete_activities(editor: Editor, command: Delete) -> None:
    """Remove activities with everything below them."""
    for key in editor.rows(command.ids):
        editor.draft.drop("activity", key)


def indent_activities(editor: Editor, command: Indent) -> None:
    """Each becomes the last below the sibling above it."""
    keys = editor.rows(command.ids)
    moved = False
    for key in keys:
        at = editor.draft.index(key)
        if at > 0:
            editor.draft.place(key, editor.draft.siblings(key)[at - 1])
            moved = True
    if not moved:
        raise Invalid(
            _("Nothing stands above it on the same level that it could go below."), row=_first(keys)
        )


def outdent_activities(editor: Editor, command: Outdent) -> None:
    """Each goes behind the summary that it is below."""
    keys = editor.rows(command.ids)
    inner = [key for key in keys if editor.facts.activities[key].parent is not None]
    if not inner:
        raise Invalid(_("It is on the outermost level already."), row=_first(keys))
    for key in reversed(inner):
        parent = editor.facts.activities[key].parent
        if parent is not None:
            above = editor.facts.activities[parent].parent
            editor.draft.place(key, above, editor.draft.index(parent) + 1)


def move_activities(editor: Editor, command: Move) -> None:
    """Put activities, in their order, below another summary or in another place."""
    keys = editor.rows(command.ids)
    for key in keys:
        for ref in (command.parent, command.after):
            target = None if ref is None else editor.activity(ref).id
            if target is not None and editor.is_below(target, key):
                raise Invalid(_("An activity cannot go below itself."), row=key)
        if command.parent is not None and editor.activity(command.parent).id == key:
            raise Invalid(_("An activity cannot go below itself."), row=key)
    parent, index = _target(editor, command.parent, command.after)
    # What moves must not count in the index of where it goes.
    below = (key for key in keys if editor.facts.activities[key].parent == parent)
    index -= sum(1 for key in below if editor.draft.index(key) < index)
    editor.draft.take_out(set(keys))
    for offset, key in enumerate(keys):
        editor.draft.place(key, parent, index + offset)


def _target(editor: Editor, parent: Ref | None, after: Ref | None) -> tuple[int | None, int]:
    """Summary and index that a place means."""
    key = None if parent is None else editor.activity(parent).id
    if after is None:
        return key, 0
    sibling = editor.activity(after)
    if sibling.parent != key:
        raise Invalid(
            _("“%(name)s” is not on that level any more. Reload and try again.") % {"name": sibling.name},
            row=sibling.id,
        )
    return key, editor.draft.index(sibling.id) + 1


def _first(keys: list[int]) -> int | None:
    return keys[0] if keys else None
