"""Who and what works in an activity."""

from django.utils.translation import gettext as _

from headway.common.refusal import Invalid
from headway.project.schedule.facts import ActivityFacts, AssignmentFacts, ResourceFacts
from headway.project.schedule.text import parse_resources

from .editor import Editor
from .kinds import Staff


def set_resources(editor: Editor, row: ActivityFacts, text: str) -> None:
    """Let the assignments of an activity be those of a typed list; unknown names become resources of the
    plan.
    """
    present = {one.resource: one for one in editor.draft.assignments_of(row.id)}
    wanted: set[int] = set()
    shares = parse_resources(text)
    editor.count_listed(len(shares))
    for share in shares:
        resource = editor.draft.resource_called(share.name)
        if resource is None:
            resource = ResourceFacts(editor.draft.new_id(), share.name)
            editor.draft.put(resource)
        wanted.add(resource.id)
        _assign(editor, row, resource, share.units, present.get(resource.id))
    for key, assignment in present.items():
        if key not in wanted:
            editor.draft.drop("assignment", assignment.id)
    _sum_work(editor, row.id)


def staff_resource(editor: Editor, command: Staff) -> ResourceFacts:
    """Let a resource of the plan stand for a person, or for nobody."""
    resource = editor.facts.resources.get(command.resource)
    if resource is None:
        raise Invalid(_("This resource does not exist in this plan."), field="resource")
    editor.draft.put(resource._replace(person=command.person))
    return resource


def _assign(
    editor: Editor, row: ActivityFacts, resource: ResourceFacts, units: float, old: AssignmentFacts | None
) -> None:
    if old is not None and old.units == units:
        return
    work = round(row.duration * units) if resource.works and not row.elapsed else 0
    if old is None:
        editor.draft.put(AssignmentFacts(editor.draft.new_id(), row.id, resource.id, units, work))
    else:
        editor.draft.put(old._replace(units=units, work=work, remaining_work=None))


def stretch_work(editor: Editor, row: ActivityFacts, duration: int) -> None:
    """Keep the shares of the assigned resources when the duration changes: their work grows with it."""
    for assignment in editor.draft.assignments_of(row.id):
        if assignment.work == 0 and row.duration:
            continue
        if row.duration:
            work = round(assignment.work * duration / row.duration)
        else:
            work = round(duration * assignment.units)
        editor.draft.put(assignment._replace(work=work, remaining_work=None))
    _sum_work(editor, row.id)


def _sum_work(editor: Editor, activity: int) -> None:
    works = [one.work for one in editor.draft.assignments_of(activity)]
    editor.draft.change(activity, work=sum(works) if works else None)
