"""What all rooms record, as they say it themselves in their ``sentences.py``."""

from collections.abc import Callable, Mapping
from functools import cache

from django.utils.functional import Promise

from headway.common.events import wiring
from headway.common.journal.sentences import Acts, Content, Fields


@cache
def acts() -> Mapping[str, Acts]:
    """By action the acts that it belongs to."""
    return {action: declared for declared in wiring().ACTS for action in declared.sentences}


def sentence(action: str) -> str:
    """What happened, in words."""
    return str(acts()[action].sentences[action]) if action in acts() else action


def detail_of(action: str) -> Callable[[Content], str] | None:
    """What tells the words that go with it."""
    return acts()[action].details.get(action) if action in acts() else None


def fields_of(action: str) -> Fields | None:
    """What it changes."""
    return acts()[action].fields.get(action) if action in acts() else None


def is_one_change(action: str) -> bool:
    """Whether what was before and after is all there is to tell of it in one line."""
    return action in acts() and action in acts()[action].one_change


def route_of(action: str) -> str:
    """The route of the page of a project on which it is dealt with."""
    return (acts()[action].page if action in acts() else "") or "project"


def kinds() -> list[tuple[str, str | Promise]]:
    """The kinds of acts that people look for in a project, in the order of the wiring."""
    return list(dict(declared.kind for declared in wiring().ACTS if declared.kind).items())


def actions_of(kind: str) -> list[str]:
    """The actions of a kind."""
    return [action for action, declared in acts().items() if declared.kind and declared.kind.key == kind]
