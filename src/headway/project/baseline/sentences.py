"""What the journal says of baselines."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from headway.common.journal.sentences import Acts, Content, Kind
from headway.project.schedule.text import date_text


def _proposed(content: Content) -> str:
    finish = content.get("finish")
    return gettext("finish %(date)s") % {"date": date_text(finish)} if finish else ""


def _approved(content: Content) -> str:
    return f"B{content['number']}"


ACTS = Acts(
    kind=Kind("baseline", _("Baseline")),
    page="baseline",
    sentences={
        "baseline.proposed": _("Baseline proposed"),
        "baseline.withdrawn": _("Baseline proposal withdrawn"),
        "baseline.approved": _("Baseline approved"),
        "baseline.returned": _("Baseline returned"),
    },
    details={"baseline.proposed": _proposed, "baseline.approved": _approved},
)
