"""What this room asks of others."""

from headway.common.access import Actor
from headway.common.events import Question
from headway.common.journal.models import JournalEntry


@Question
def scope_names(actor: Actor, scopes: list[int]) -> dict[int, str]:
    """What these scopes are called, by id; without those whose roles the actor may not see."""
    return {}


@Question
def changed_words(entry: JournalEntry) -> list[str]:
    """What an entry of the journal changed, in a few words."""
    return []
