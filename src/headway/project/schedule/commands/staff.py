"""Who and what works in an activity."""

from collections import defaultdict

from django.utils.translation import gettext as _

from headway.common.refusal import Invalid
from headway.project.schedule.plan.facts import ActivityFacts, AssignmentFacts, ResourceFacts
from headway.project.schedule.text import Share, parse_resources, share_text

from .editor import Editor
from .kinds import Staff


def set_resources(editor: Editor, row: ActivityFacts, text: str) -> None:
    """Let the assignments of an activity be those of a typed list; unknown names become resources of the
    plan. What is typed as it is shown stays as it is.
    """
    draft = editor.draft
    present = draft.assignments_of(row.id)
    shares = parse_resources(text, known=lambda name: draft.resource_called(name) is not None)
    editor.count_listed(len(shares))
    left = _by_name(editor, present)
    wanted: set[int] = set()
    for share in shares:
        old = _meant(editor, share, left.get(share.name.casefold(), []))
        resource = editor.facts.resources[old.resource] if old else _resource(editor, share.name)
        if resource.id in wanted:
            raise Invalid(_("A resource is named twice. Write each once."), field="resources")
        wanted.add(resource.id)
        _assign(editor, row, resource, share, old)
    for assignment in present:
        if assignment.resource not in wanted:
            draft.drop("assignment", assignment.id)
    _sum_work(editor, row.id)


def _by_name(editor: Editor, assignments: list[AssignmentFacts]) -> dict[str, list[AssignmentFacts]]:
    """Assignments by their resource's name: a file may have several resources of one name."""
    found: dict[str, list[AssignmentFacts]] = defaultdict(list)
    for one in assignments:
        found[editor.facts.resources[one.resource].name.casefold()].append(one)
    return found


def _meant(editor: Editor, share: Share, left: list[AssignmentFacts]) -> AssignmentFacts | None:
    """Of the assignments with a resource of that name the one that looks most like what is typed; it is taken
    out of those that are left.
    """
    if not left:
        return None

    def difference(one: AssignmentFacts) -> tuple[bool, bool]:
        shown = Share(editor.facts.resources[one.resource].name, one.units)
        return shown.name != share.name, share_text(shown) != share_text(share)

    found = min(left, key=difference)
    left.remove(found)
    return found


def _resource(editor: Editor, name: str) -> ResourceFacts:
    """The resource of a name, a new one where there is none."""
    resource = editor.draft.resource_called(name)
    if resource is None:
        resource = ResourceFacts(editor.draft.new_id(), name)
        editor.draft.put(resource)
    return resource


def staff_resource(editor: Editor, command: Staff) -> ResourceFacts:
    """Let a resource of the plan stand for a person, or for nobody."""
    resource = editor.facts.resources.get(command.resource)
    if resource is None:
        raise Invalid(_("This resource does not exist in this plan."), field="resource")
    editor.draft.put(resource._replace(person=command.person))
    return resource


def _assign(
    editor: Editor, row: ActivityFacts, resource: ResourceFacts, share: Share, old: AssignmentFacts | None
) -> None:
    if old is not None and share_text(share._replace(units=old.units)) == share_text(share):
        return
    work = round(row.duration * share.units) if resource.works and not row.elapsed else 0
    if old is None:
        editor.draft.put(AssignmentFacts(editor.draft.new_id(), row.id, resource.id, share.units, work))
    else:
        editor.draft.put(old._replace(units=share.units, work=work, remaining_work=None))


def stretch_work(editor: Editor, row: ActivityFacts, duration: int) -> None:
    """Keep the shares of the assigned resources when the duration changes: their work grows with it."""
    for assignment in _work_in(editor, row.id):
        if assignment.work == 0 and row.duration:
            continue
        if row.duration:
            work = round(assignment.work * duration / row.duration)
        else:
            work = round(duration * assignment.units)
        editor.draft.put(assignment._replace(work=work, remaining_work=None))
    _sum_work(editor, row.id)


def _work_in(editor: Editor, activity: int) -> list[AssignmentFacts]:
    """The assignments of an activity that are work; those of material hold its amount there."""
    resources = editor.facts.resources
    return [one for one in editor.draft.assignments_of(activity) if resources[one.resource].works]


def _sum_work(editor: Editor, activity: int) -> None:
    works = [one.work for one in _work_in(editor, activity)]
    editor.draft.change(activity, work=sum(works) if works else None)
