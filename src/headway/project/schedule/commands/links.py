"""Links: one by one, and as the typed list of an activity's predecessors."""

from typing import NoReturn

from django.utils.translation import gettext as _

from headway.common.refusal import Invalid
from headway.engine import LinkType
from headway.project.schedule.plan.facts import ActivityFacts, LinkFacts
from headway.project.schedule.text import parse_lag, parse_predecessors

from .editor import Editor
from .kinds import Link, Unlink


def link_activities(editor: Editor, command: Link) -> None:
    """Add a link, or give an existing one of the same type another lag."""
    predecessor, successor = editor.activity(command.predecessor), editor.activity(command.successor)
    if command.type not in LinkType.__members__:
        raise Invalid(
            _("Choose one of: %(choices)s.") % {"choices": ", ".join(LinkType.__members__)}, field="type"
        )
    lag = parse_lag(command.lag, editor.units)
    _put(
        editor,
        predecessor,
        successor,
        LinkFacts(0, 0, 0, int(LinkType[command.type]), lag.amount, lag.kind, lag.unit),
    )


def unlink_activities(editor: Editor, command: Unlink) -> None:
    """Remove all links between two activities in one direction."""
    pair = editor.activity(command.predecessor).id, editor.activity(command.successor).id
    found = editor.draft.links_between(*pair)
    if not found:
        raise Invalid(_("There is no such link any more."), row=pair[1], field="predecessors")
    for link in found:
        editor.draft.drop("link", link.id)


def set_predecessors(editor: Editor, successor: ActivityFacts, text: str) -> None:
    """Let the links of an activity be those of a typed list."""
    wanted: set[tuple[int, int]] = set()
    entries = parse_predecessors(text, editor.units)
    editor.count_listed(len(entries))
    for entry in entries:
        predecessor = editor.draft.activity_numbered(entry.number)
        if predecessor is None:
            raise Invalid(
                _("There is no activity %(number)s in this plan.") % {"number": entry.number},
                field="predecessors",
                row=successor.id,
            )
        wanted.add((predecessor.id, entry.type))
        _put(
            editor,
            predecessor,
            successor,
            LinkFacts(0, 0, 0, entry.type, entry.lag.amount, entry.lag.kind, entry.lag.unit),
        )
    for link in editor.draft.links_to(successor.id):
        if (link.predecessor, link.type) not in wanted:
            editor.draft.drop("link", link.id)


def _put(editor: Editor, predecessor: ActivityFacts, successor: ActivityFacts, link: LinkFacts) -> None:
    """Store a link between two activities in place of one of the same type."""
    pair = predecessor.id, successor.id
    if pair[0] == pair[1]:
        _refuse(successor, _("An activity cannot wait for itself."))
    if editor.is_below(pair[0], pair[1]) or editor.is_below(pair[1], pair[0]):
        _refuse(successor, _("A summary and what is below it cannot be linked."))
    same = next((one for one in editor.draft.links_between(*pair) if one.type == link.type), None)
    key = same.id if same else editor.draft.new_id()
    editor.draft.put(link._replace(id=key, predecessor=pair[0], successor=pair[1]))


def _refuse(successor: ActivityFacts, sentence: str) -> NoReturn:
    raise Invalid(sentence, field="predecessors", row=successor.id)
