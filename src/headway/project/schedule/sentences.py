"""What the journal says of plans."""

from django.utils.translation import gettext_lazy as _

from headway.common.journal.sentences import Acts, Kind

PLAN = Kind("plan", _("Plan"))
ACTS = Acts(
    kind=PLAN,
    page="plan",
    sentences={
        "plan.created": _("Plan started"),
        "plan.changed": _("Plan changed"),
        "plan.replaced": _("Plan replaced by a newer file"),
        "plan.undone": _("Plan change undone"),
        "plan.redone": _("Plan change redone"),
        "plan.progress_recorded": _("Progress entered in the plan"),
        "plan.data_date_set": _("Data date set"),
    },
    details={"plan.data_date_set": lambda content: ""},  # its change says it all
    one_change=frozenset({"plan.data_date_set"}),
)
