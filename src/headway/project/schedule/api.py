"""Routes of the plan. Moments are plan times: wall-clock seconds since 1970-01-01, without time zone."""

from dataclasses import asdict
from typing import Annotated, Any, Literal

from django.http import HttpResponse
from ninja import Field, Query, Schema
from pydantic import ConfigDict, StrictBool, StrictFloat, StrictInt, StrictStr

from headway.common.access import get_visible
from headway.common.http.api import Router, data
from headway.common.http.pages import ActorRequest
from headway.common.refusal import NotFound
from headway.common.versions import as_read
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.permissions import VIEW_PROJECT

from . import commands, services
from .permissions import CHANGE_PLAN
from .queries import load_plan, missed_since, revision_of
from .results.delta import delta_since
from .results.why import why
from .wire.answers import delta_answer, plan_answer

router = Router(tags=["plan"])

Identity = Annotated[StrictInt, Field(ge=1, lt=2**63)]
Name = Annotated[StrictStr, Field(min_length=1, max_length=40)]
Ref = Identity | Name
Value = StrictBool | StrictInt | StrictFloat | StrictStr | None
Fields = dict[Annotated[str, Field(max_length=40)], Value]
Refs = Annotated[list[Ref], Field(min_length=1, max_length=20_000)]


class Strict(Schema):
    """A body that refuses what it does not know."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class SetBody(Strict):
    """Set fields of an activity, as typed."""

    do: Literal["set"]
    id: Ref
    version: Identity | None = None
    fields: Fields

    def command(self) -> commands.Command:
        """As the service takes it."""
        return commands.Set(self.id, self.fields, self.version)


class AddBody(Strict):
    """Add an activity."""

    do: Literal["add"]
    ref: Name
    parent: Ref | None = None
    after: Ref | None = None
    fields: Fields = {}

    def command(self) -> commands.Command:
        """As the service takes it."""
        return commands.Add(self.ref, self.parent, self.after, self.fields)


class RowsBody(Strict):
    """Remove activities, or shift them in the outline."""

    do: Literal["delete", "indent", "outdent"]
    ids: Refs

    def command(self) -> commands.Command:
        """As the service takes it."""
        ids = tuple(self.ids)
        if self.do == "delete":
            return commands.Delete(ids)
        return commands.Indent(ids) if self.do == "indent" else commands.Outdent(ids)


class MoveBody(Strict):
    """Put activities elsewhere."""

    do: Literal["move"]
    ids: Refs
    parent: Ref | None = None
    after: Ref | None = None

    def command(self) -> commands.Command:
        """As the service takes it."""
        return commands.Move(tuple(self.ids), self.parent, self.after)


class LinkBody(Strict):
    """Link two activities."""

    do: Literal["link"]
    source: Ref = Field(alias="from")
    target: Ref = Field(alias="to")
    type: Literal["FS", "SS", "FF", "SF"] = "FS"
    lag: Annotated[StrictStr, Field(max_length=40)] = ""

    def command(self) -> commands.Command:
        """As the service takes it."""
        return commands.Link(self.source, self.target, self.type, self.lag)


class UnlinkBody(Strict):
    """Remove the links between two activities."""

    do: Literal["unlink"]
    source: Ref = Field(alias="from")
    target: Ref = Field(alias="to")

    def command(self) -> commands.Command:
        """As the service takes it."""
        return commands.Unlink(self.source, self.target)


CommandBody = Annotated[
    SetBody | AddBody | RowsBody | MoveBody | LinkBody | UnlinkBody, Field(discriminator="do")
]


class ChangesBody(Strict):
    """What somebody did, as one intention: all of it is done, or nothing."""

    revision: Identity | None = None
    preview: StrictBool = False
    commands: Annotated[list[CommandBody], Field(max_length=20_000)]


class RevisionBody(Strict):
    """The revision that the page shows."""

    revision: Identity | None = None


class DataDateBody(Schema):
    """Up to when progress is known; null takes it back."""

    data_date: int | None
    revision: int | None = None


class SinceQuery(Schema):
    """The revision that the page shows."""

    since: Annotated[int, Field(ge=0, lt=2**31)]


@router.route("GET", "/projects/{project_id}/plan", VIEW_PROJECT)
def read_plan(request: ActorRequest, project_id: int) -> HttpResponse:
    """The whole plan, as columns in display order."""
    project = get_visible(Project, request.actor, pk=project_id)
    return data(plan_answer(project, actor=request.actor))


@router.route("POST", "/projects/{project_id}/plan/changes", CHANGE_PLAN)
def post_changes(request: ActorRequest, project_id: int, body: ChangesBody) -> HttpResponse:
    """Change the plan, or see what a change would do. Answers everything since ``revision``."""
    project = get_visible(Project, request.actor, CHANGE_PLAN, pk=project_id)
    delta = services.change_plan(
        project,
        [command.command() for command in body.commands],
        actor=request.actor,
        revision=as_read(body.revision),
        preview=body.preview,
    )
    return data(delta_answer(project, delta, actor=request.actor))


@router.route("GET", "/projects/{project_id}/plan/changes", VIEW_PROJECT)
def read_changes(request: ActorRequest, project_id: int, query: Query[SinceQuery]) -> HttpResponse:
    """What happened to the plan since a revision; 204 when nothing did."""
    project = get_visible(Project, request.actor, pk=project_id)
    if revision_of(project) == query.since:
        return HttpResponse(status=204)
    plan = load_plan(project)
    delta = delta_since(plan, missed_since(project, plan, query.since))
    return data(delta_answer(project, delta, actor=request.actor))


@router.route("POST", "/projects/{project_id}/plan/undo", CHANGE_PLAN)
def post_undo(request: ActorRequest, project_id: int, body: RevisionBody) -> HttpResponse:
    """Take back the actor's own last step."""
    project = get_visible(Project, request.actor, CHANGE_PLAN, pk=project_id)
    delta = services.undo_change(project, actor=request.actor, revision=as_read(body.revision))
    return data(delta_answer(project, delta, actor=request.actor))


@router.route("POST", "/projects/{project_id}/plan/redo", CHANGE_PLAN)
def post_redo(request: ActorRequest, project_id: int, body: RevisionBody) -> HttpResponse:
    """Take back the actor's last undoing."""
    project = get_visible(Project, request.actor, CHANGE_PLAN, pk=project_id)
    delta = services.redo_change(project, actor=request.actor, revision=as_read(body.revision))
    return data(delta_answer(project, delta, actor=request.actor))


@router.route("PUT", "/projects/{project_id}/data-date", CHANGE_PLAN)
def put_data_date(request: ActorRequest, project_id: int, body: DataDateBody) -> dict[str, Any]:
    """Say up to when progress is known."""
    project = get_visible(Project, request.actor, CHANGE_PLAN, pk=project_id)
    delta = services.set_data_date(
        project, body.data_date, actor=request.actor, revision=as_read(body.revision)
    )
    return {"revision": delta.revision, "data_date": body.data_date, "message": delta.message}


@router.route("GET", "/projects/{project_id}/activities/{activity_id}/why", VIEW_PROJECT)
def read_why(request: ActorRequest, project_id: int, activity_id: int) -> dict[str, Any]:
    """Why an activity starts and finishes when it does, and what holds its late dates."""
    project = get_visible(Project, request.actor, pk=project_id)
    plan = load_plan(project)
    if activity_id not in plan.facts.activities:
        raise NotFound
    return {"lines": [asdict(line) for line in why(plan, activity_id)]}
