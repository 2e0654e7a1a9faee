"""What is stored of a file in fixed words, in the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from headway.formats.explain import Reason
from headway.formats.plan import Omission

UNEXPLAINED = Reason.UNEXPLAINED.value

DIFFERENCES: dict[str, str | Promise] = {
    Reason.OTHER_FINISH: _("Late dates depend on the finish of another project"),
    Reason.NO_RESUME: _("Remaining work continues where completed work ends, not at the resume date"),
    Reason.NOT_LEVELED: _("The levelling delay is not applied"),
    Reason.OWN_CALENDAR: _("The activity’s own calendar and duration count, not its assignments"),
    Reason.UNCONSTRAINED: _("The constraint is not applied"),
    Reason.NO_DEADLINE: _("The deadline is not applied"),
    Reason.NEIGHBOUR: _("Depends on an activity that differs"),
    Reason.UNEXPLAINED: _("Unexplained"),
}
OMISSIONS: dict[str, str | Promise] = {
    Omission.CUSTOM_FIELD: _("Custom field"),
    Omission.COST: _("Costs are not part of the schedule"),
    Omission.TIMEPHASED: _("Time-phased values"),
    Omission.CONTOUR: _("The work follows a contour"),
    Omission.RESOURCE_BASELINE: _("Baseline of a resource or an assignment"),
    Omission.RECURRING: _("Recurring task: its occurrences were imported, the recurrence rule was not"),
    Omission.SUBPROJECT: _("Inserted project"),
    Omission.FROM_FINISH: _("Scheduled from its finish; here every plan is scheduled from its start"),
    Omission.NO_DATE: _("Constraint without a date"),
    Omission.CROSS_PROJECT: _("Link to another project"),
    Omission.DANGLING: _("Refers to something that is not in the file"),
    Omission.ASSUMED: _("The file does not say it; this was taken instead"),
    Omission.NO_PLACE: _("The plan has no field for it"),
}
OWNERS: dict[str, str | Promise] = {
    "project": _("Project"),
    "calendar": _("Calendar"),
    "task": _("Task"),
    "resource": _("Resource"),
    "assignment": _("Assignment"),
}
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


def said(words: dict[str, str | Promise], stored: str) -> str:
    """The words for what was stored; what is not in the list is shown as it stands."""
    return str(words.get(stored, stored))
