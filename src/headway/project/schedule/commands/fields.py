"""Setting fields of an activity, as typed."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from headway.common.refusal import Invalid
from headway.project.schedule.fields import FIELDS, TYPED
from headway.project.schedule.plan.facts import ActivityFacts

from .editor import Editor
from .kinds import Value
from .typed import Typed


def set_fields(editor: Editor, row: ActivityFacts, fields: Mapping[str, Value]) -> None:
    """Set fields in the order of ``TYPED``. What nobody types is refused, whatever columns there are."""
    for name in fields:
        if name not in TYPED:
            raise Invalid(
                _("There is no field “%(name)s” to set.") % {"name": name[:40]}, field=name[:40], row=row.id
            )
        if row.is_summary and FIELDS[name].rolled_up:
            raise Invalid(
                _("This value of a summary comes from the activities below it. Change it there."),
                field=name,
                row=row.id,
            )
    for name, type_it in TYPED.items():
        if name in fields:
            try:
                type_it(Typed(editor, editor.facts.activities[row.id], name, fields[name]))
            except Invalid as refusal:
                refusal.extra |= {"row": row.id, "field": name}
                raise
