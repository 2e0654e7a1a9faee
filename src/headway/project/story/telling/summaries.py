"""An entry of the journal in one line."""

from headway.common.journal.models import JournalEntry
from headway.project.schedule.text.values import Wording
from headway.project.story.acts import is_one_change, sentence

from .changes import changes
from .details import detail
from .names import Names


def summary(entry: JournalEntry, names: Names) -> str:
    """The entry's detail in one line, with what was before and after where that is all there is."""
    changed = changes(entry, names, Wording()) if is_one_change(entry.action) else []
    return f"{changed[0].before or '–'} → {changed[0].after or '–'}" if changed else detail(entry, names)


def changed_words(entry: JournalEntry) -> list[str]:
    """What an entry changed, in a few words: the fields that it names, or otherwise what was done."""
    fields = [change.label for change in changes(entry, Names(), Wording())]
    return fields or [sentence(entry.action)]


def net_change(newest: JournalEntry, oldest: JournalEntry) -> str:
    """What changes of the same thing come to, as ``summary`` tells one of them."""
    before, after = (changes(entry, Names(), Wording())[0] for entry in (oldest, newest))
    return f"{before.before or '–'} → {after.after or '–'}"
