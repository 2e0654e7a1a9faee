"""What is stored of a file in fixed words, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from headway.formats.explain import Reason
from headway.formats.plan import Omission

OWNERS: dict[str, str | Promise] = {
    "project": _("Project"),
    "calendar": _("Calendar"),
    "task": _("Activity"),
    "resource": _("Resource"),
    "assignment": _("Assignment"),
}
DIFFERENCES: dict[str, str | Promise] = {reason.value: _(reason.words) for reason in Reason}
OMISSIONS: dict[str, str | Promise] = {omission.value: _(omission.words) for omission in Omission}
PARTS: dict[str, str | Promise] = {
    "activity": "",
    "plan": "",
    "calendar": _("Calendar"),
    "resource": _("Resource"),
    "reference": _("Reference dates"),
}
SHOW_LABELS: dict[str, str | Promise] = {
    "compared": _("Compared"),
    "same": _("Equal"),
    "exact": _("Equal to the minute"),
    "equal": _("Same moment of work"),
    "different": _("Different"),
    "unexplained": _("Unexplained"),
    "none": _("Not compared"),
}
# Kinds of what a newer file would change
CHANGE_LABELS: dict[str, str | Promise] = {
    "changed": _("Changed activities"),
    "added": _("Added"),
    "removed": _("Removed"),
    "moved": _("Moved as a result"),
    "plan": _("Plan, calendars, resources"),
}


def said(words: dict[str, str | Promise], stored: str) -> str:
    """The words for what was stored; what is not in the list is shown as it stands."""
    return str(words.get(stored, stored))
