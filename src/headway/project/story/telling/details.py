"""What an act was done to, and the words that went with it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from headway.common.journal.models import JournalEntry
from headway.common.journal.sentences import Content
from headway.project.story.acts import detail_of

from .names import Names, person_in, reports_in

MOST_NAMES = 3  # of several things of one entry


def detail(entry: JournalEntry, names: Names) -> str:
    """What it was done to, or the words that went with it; empty where there is nothing to say."""
    if entry.content is None:
        return _("The details have been erased.")
    about = several(subjects(entry, names)) or names.people.get(person_in(entry), "")
    told = (detail_of(entry.action) or _words)(entry.content)
    return ": ".join(part for part in (about, told) if part)


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
