"""What an act was done to, and the words that went with it."""

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.common.journal.models import JournalEntry
from headway.organisation.roles import role_name
from headway.project.charter.document import AgreedTolerance, tolerance_text
from headway.project.charter.models import Dimension
from headway.project.health.models import Colour
from headway.project.lifecycle.models import Project
from headway.project.schedule.text import date_text

from .changes import day_text
from .names import Content, Names, reports_in

MOST_NAMES = 3  # of several things of one entry


def detail(entry: JournalEntry, names: Names) -> str:
    """What it was done to, or the words that went with it; empty where there is nothing to say."""
    if entry.content is None:
        return _("The details have been erased.")
    things = subjects(entry, names)
    tell = _DETAILS.get(entry.action)
    told = tell(entry.content, names) if tell else _words(entry.content)
    return ": ".join(part for part in (several(things), told) if part)


def subjects(entry: JournalEntry, names: Names) -> list[str]:
    """The activities that an entry about progress is about."""
    if entry.action in {"progress.reported", "progress.withdrawn"}:
        return [names.activity((entry.content or {}).get("activity"))]
    if entry.action in {"progress.accepted", "progress.returned"}:
        return [names.activity(names.reports.get(report)) for report in reports_in(entry)]
    return []


def several(things: list[str]) -> str:
    """A few of several things, and how many more there are."""
    rest = len(things) - MOST_NAMES
    if rest <= 0:
        return ", ".join(things)
    more = ngettext("and %(count)s more", "and %(count)s more", rest) % {"count": rest}
    return f"{', '.join(things[:MOST_NAMES])} {more}"


def _words(content: Content) -> str:
    """The words that an entry carries itself."""
    found = (content.get(name) for name in ("label", "reason", "text", "statement", "file"))
    return next((str(value) for value in found if value), "")


def _progress(content: Content, names: Names) -> str:
    if content.get("finished") is not None:
        return _("done")
    percent = content.get("percent")
    return "" if percent is None else _("%(percent)s %% done") % {"percent": percent}


def _role(content: Content, names: Names) -> str:
    role, person = role_name(str(content.get("role", ""))), names.people.get(content.get("person", 0), "")
    return f"{person}: {role}" if person else role


def _move(content: Content, names: Names) -> str:
    state, said = str(Project.State(content["state"]).label), _moved(content, names)
    return f"{state}: {said}" if said else state


def _moved(content: Content, names: Names) -> str:
    """Why, and when a hold is looked at again."""
    reason = str(content.get("reason", ""))
    if not content.get("review_on"):
        return reason
    return _("%(reason)s (review on %(date)s)") % {"reason": reason, "date": day_text(content["review_on"])}


def _tolerance(content: Content, names: Names) -> str:
    dimension = str(Dimension(content["dimension"]).label)
    if "adverse" not in content:
        return dimension
    favourable = content.get("favourable")
    row = AgreedTolerance(
        content["dimension"],
        Decimal(content["adverse"]),
        Decimal(favourable) if favourable else None,
        content.get("target", ""),
        content.get("unit", ""),
    )
    return f"{dimension}: {tolerance_text(row)}"


def _assessed(content: Content, names: Names) -> str:
    values = {name: Colour(content[name]).label for name in ("colour", "computed")}
    return _("%(colour)s; computed: %(computed)s") % values


def _finish(content: Content, names: Names) -> str:
    return _("finish %(date)s") % {"date": date_text(content["finish"])} if content.get("finish") else ""


_DETAILS: dict[str, Callable[[Content, Names], str]] = {
    "plan.data_date_set": lambda content, names: "",  # its change says it all
    "project.opened": lambda content, names: f"{content['code']} {content['name']}",
    "project.moved": _moved,
    "project.move_requested": _move,
    "project.move_withdrawn": _move,
    "project.move_declined": _move,
    "role.appointed": _role,
    "role.requested": _role,
    "role.granted": _role,
    "role.refused": _role,
    "role.ended": _role,
    "charter.tolerance_proposed": _tolerance,
    "charter.tolerance_removed": _tolerance,
    "charter.confirmed": lambda content, names: _("Charter %(number)s") % {"number": content["number"]},
    "baseline.proposed": _finish,
    "baseline.approved": lambda content, names: f"B{content['number']}",
    "progress.reported": _progress,
    "status.assessed": _assessed,
}
