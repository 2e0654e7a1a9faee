"""For every route that changes something: who may do it, and a request that succeeds in that person's hands.

A new route that changes something needs an entry here: otherwise nobody has shown that it is the right that
keeps others out, and not a mistake in what they sent.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import timezone

from headway.exchange.tests.documents import Task
from headway.organisation.models import Person, RoleGrant
from headway.organisation.tests.factories import actor_with, make_organisation, make_user
from headway.project.baseline.models import BaselineProposal
from headway.project.baseline.services import withdraw_baseline
from headway.project.charter.facts import Heading
from headway.project.charter.services import submit_charter, write_heading
from headway.project.charter.tests.factories import charter_version
from headway.project.control.models import Action
from headway.project.lifecycle.models import MoveRequest, Project
from headway.project.lifecycle.services import withdraw_move
from headway.project.lifecycle.tests.factories import manager_of
from headway.project.schedule.models import Plan
from headway.project.schedule.services import undo_change
from tests.rights.routes import Route
from tests.rights.world import World, plan_file

Values = Mapping[str, Any]
REVIEW = timezone.localdate() + dt.timedelta(days=20)
DUE = REVIEW.isoformat()


def nothing(_world: World) -> Values:
    """No values, and nothing to prepare."""
    return {}


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request. ``hat`` says who succeeds; ``prepare`` brings the world into the state that it needs."""

    hat: str
    body: Callable[[World], Values] = nothing
    prepare: Callable[[World], object] = nothing
    in_address: bool = field(default=False)  # the values are a query string

    def send(self, client: Client, route: Route, world: World, hat: str) -> int:
        """Ask, wearing a hat; answers the status."""
        headers, address, body = {"X-Headway-Hat": hat}, route.address(world.fill), dict(self.body(world))
        if self.in_address:
            address += "?" + "&".join(f"{name}={value}" for name, value in body.items())
        elif route.is_api and not any(isinstance(value, SimpleUploadedFile) for value in body.values()):
            sent = json.dumps(body, default=str)
            answer = client.generic(
                route.method, address, sent, content_type="application/json", headers=headers
            )
            return answer.status_code
        if route.method == "POST":
            return client.post(
                address,
                {k: str(v) if isinstance(v, dt.date) else v for k, v in body.items()},
                headers=headers,
            ).status_code
        return client.generic(route.method, address, headers=headers).status_code

    def send_nothing(self, client: Client, route: Route, world: World) -> int:
        """Ask with an empty body: an outsider must not learn what a right one would look like."""
        kind = "application/json" if route.is_api else "application/x-www-form-urlencoded"
        return client.generic(route.method, route.address(world.fill), b"", content_type=kind).status_code


def people(world: World) -> dict[str, Client]:
    """The browsers of those who may do something here, by hat."""
    project = world.project
    persons = {
        "PM": project.manager,
        "SP": project.sponsor,
        "TM": world.member,
        "PA": Person.objects.get(name=f"{project.name} commenter"),
        "POOL": actor_with("POOL", project.portfolio.scope).person,
        "PB": actor_with("PB", project.portfolio.scope).person,
        "SA": actor_with("SA", make_organisation()).person,
    }
    return {hat: signed_in(person) for hat, person in persons.items()}


def signed_in(person: Person) -> Client:
    """The browser of a person, which would show a fault as 500."""
    client = Client(raise_request_exception=False)
    client.force_login(make_user(person))
    return client


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


# ---- States and values ----------------------------------------------------------------------------------


def version(world: World) -> dict[str, int]:
    return {"version": charter_version(world.project)}


def edited(world: World) -> None:
    """The charter was edited since it was confirmed."""
    heading = Heading(purpose="Another purpose", deadline=dt.date(2027, 6, 30), deadline_source="Board")
    write_heading(world.project, heading, actor=manager_of(world.project), **version(world))


def submitted(world: World) -> None:
    edited(world)
    submit_charter(world.project, actor=manager_of(world.project), **version(world))


def nothing_proposed(world: World) -> None:
    withdraw_baseline(world.row(BaselineProposal), actor=manager_of(world.project))


def nothing_requested(world: World) -> None:
    withdraw_move(world.row(MoveRequest), actor=manager_of(world.project))


def undone_once(world: World) -> None:
    undo_change(world.project, actor=manager_of(world.project))


def without_plan(world: World) -> None:
    Plan.internal.filter(project=world.project).delete()


def revision(world: World) -> dict[str, Any]:
    return {"revision": Plan.objects.within(world.project).get().revision}


def versioned(**values: Any) -> Callable[[World], Values]:
    """Values beside the version of the charter."""
    return lambda world: {**version(world), **values}


def constant(**values: Any) -> Callable[[World], Values]:
    return lambda _world: values


def move(prefix: str = "") -> Callable[[World], Values]:
    return constant(
        **{f"{prefix}state": "on_hold", f"{prefix}reason": "No crew", f"{prefix}review_on": REVIEW}
    )


def decision(prefix: str = "") -> Callable[[World], Values]:
    """A move that answers the request which waits, by the project as it is."""
    return lambda world: {
        **move(prefix)(world),
        f"{prefix}version": Project.internal.get(pk=world.project.pk).version,
        f"{prefix}answers": world.row(MoveRequest).pk,
    }


def upload(world: World) -> Values:
    return {"file": plan_file(world.project.name, Task(6, "Another activity", 2))}


def new_project(world: World) -> Values:
    return {"code": "NEW-1", "name": "New", "sponsor": world.project.sponsor_id}


def in_form(world: World) -> Values:
    choices = {"kind": "it", "size_class": "M", "approach": "P"}
    sponsor = world.project.sponsor.name
    return {**new_project(world), "sponsor": sponsor, "place": world.project.portfolio_id, **choices}


def own_prefix(kind: str, **values: Any) -> Callable[[World], Values]:
    """A form of the charter page about one row: its fields carry the row's key."""

    def made(world: World) -> Values:
        key = f"{kind}-{world.fill(f'{kind}_id') if kind != 'tolerance' else 'time'}"
        return {**version(world), **{f"{key}-{name}": value for name, value in values.items()}}

    return made


def with_prefix(kind: str, **values: Any) -> Callable[[World], Values]:
    return versioned(**{f"{kind}-{name}": value for name, value in values.items()})


def action(world: World) -> Values:
    return {"version": world.row(Action).version}


def asked(world: World) -> Values:
    return {**newcomer(world), "place": world.project.code}


def role_requested(world: World) -> None:
    RoleGrant.internal.filter(pk=world.fill("role_grant_id")).update(state=RoleGrant.State.REQUESTED)


def newcomer(world: World) -> Values:
    return {"email": Person.objects.get(name=f"{world.project.name} newcomer").email, "role": "TM"}


ADDED = {"do": "add", "ref": "n1", "fields": {"name": "One more"}}
OBJECTIVE = {"statement": "Another objective", "source": "sponsor", "priority": 1, "state": "active"}
CONSTRAINT = {"dimension": "cost", "statement": "Another constraint"}
TOLERANCE = {"dimension": "time", "adverse": "7", "unit": "wd"}
HEADING = {"purpose": "Another purpose", "deadline": "2027-07-31", "deadline_source": "Board"}
JUDGED = {"colour": "red", "narrative": "Worse", "rationale": "No crew"}
STEPS = [{"text": "Hire", "due": DUE}]

P, A = "/projects/<int:project_id>/", "/api/v1/projects/{project_id}/"
ATTEMPTS: dict[str, Attempt] = {
    "POST /api/v1/imports": Attempt(
        "POOL", lambda w: {**new_project(w), **upload(w), "portfolio": w.project.portfolio_id}
    ),
    "POST /projects/import/": Attempt("POOL", lambda w: {**in_form(w), **upload(w)}),
    "POST /projects/new/": Attempt(
        "POOL", lambda w: {**in_form(w), "state": "initiating", "start": "2026-03-02"}
    ),
    "POST /api/v1/portfolios/{portfolio_id}/projects": Attempt("POOL", new_project),
    "POST /api/v1/jobs/{job_id}/cancel": Attempt("PM"),
    "POST /jobs/<int:pk>/cancel/": Attempt("PM"),
    # Roles: one of the team's, about which the project manager decides
    "POST /api/v1/roles": Attempt("SA", asked),
    "POST /roles/request/": Attempt("SA", asked),
    "POST /api/v1/roles/{role_grant_id}/decision": Attempt("PM", constant(approve=True), role_requested),
    "POST /roles/<int:role_grant_id>/decide/": Attempt("PM", constant(outcome="approve"), role_requested),
    "POST /api/v1/roles/{role_grant_id}/end": Attempt("PM"),
    "POST /roles/<int:role_grant_id>/end/": Attempt("PM"),
    # The charter
    f"PUT {A}charter": Attempt("PM", versioned(heading=HEADING)),
    f"POST {P}charter/heading/": Attempt("PM", versioned(**HEADING)),
    f"POST {A}charter/objectives": Attempt("PM", versioned(objective=OBJECTIVE)),
    f"POST {P}charter/objectives/": Attempt("PM", with_prefix("objective", **OBJECTIVE)),
    f"PUT {A}charter/objectives/{{objective_id}}": Attempt("PM", versioned(objective=OBJECTIVE)),
    f"POST {P}charter/objectives/<int:objective_id>/": Attempt("PM", own_prefix("objective", **OBJECTIVE)),
    f"DELETE {A}charter/objectives/{{objective_id}}": Attempt("PM", version, in_address=True),
    f"POST {P}charter/objectives/<int:objective_id>/remove/": Attempt("PM", version),
    f"POST {A}charter/constraints": Attempt("PM", versioned(constraint=CONSTRAINT)),
    f"POST {P}charter/constraints/": Attempt("PM", with_prefix("constraint", **CONSTRAINT)),
    f"PUT {A}charter/constraints/{{constraint_id}}": Attempt("PM", versioned(constraint=CONSTRAINT)),
    f"POST {P}charter/constraints/<int:constraint_id>/": Attempt(
        "PM", own_prefix("constraint", **CONSTRAINT)
    ),
    f"DELETE {A}charter/constraints/{{constraint_id}}": Attempt("PM", version, in_address=True),
    f"POST {P}charter/constraints/<int:constraint_id>/remove/": Attempt("PM", version),
    f"PUT {A}charter/tolerances": Attempt("PM", versioned(tolerance=TOLERANCE)),
    f"POST {P}charter/tolerances/": Attempt("PM", with_prefix("tolerance", **TOLERANCE)),
    f"POST {P}charter/tolerances/<slug:dimension>/": Attempt("PM", own_prefix("tolerance", **TOLERANCE)),
    f"DELETE {A}charter/tolerances/{{dimension}}": Attempt("PM", version, in_address=True),
    f"POST {P}charter/tolerances/<slug:dimension>/remove/": Attempt("PM", version),
    f"POST {A}charter/submit": Attempt("PM", version, edited),
    f"POST {P}charter/submit/": Attempt("PM", version, edited),
    f"POST {A}charter/confirm": Attempt("SP", version, submitted),
    f"POST {P}charter/confirm/": Attempt("SP", version, submitted),
    f"POST {A}charter/return": Attempt("SP", versioned(reason="Unclear"), submitted),
    f"POST {P}charter/return/": Attempt("SP", versioned(reason="Unclear"), submitted),
    # Its life
    f"POST {A}moves": Attempt("SP", decision()),
    f"POST {P}life/decide/": Attempt("SP", decision("decide-")),
    f"POST {A}move-requests": Attempt("PM", move(), nothing_requested),
    f"POST {P}life/request/": Attempt("PM", move("ask-"), nothing_requested),
    f"POST {A}move-requests/{{move_request_id}}/decline": Attempt("SP", constant(reason="Go on")),
    f"POST {P}life/requests/<int:move_request_id>/decline/": Attempt("SP", constant(reason="Go on")),
    f"POST {A}move-requests/{{move_request_id}}/withdraw": Attempt("PM"),
    f"POST {P}life/requests/<int:move_request_id>/withdraw/": Attempt("PM"),
    # The plan
    f"POST {A}plan/changes": Attempt("PM", lambda w: {**revision(w), "commands": [ADDED]}),
    f"POST {A}plan/undo": Attempt("PM", revision),
    f"POST {A}plan/redo": Attempt("PM", revision, undone_once),
    f"PUT {A}data-date": Attempt("PM", lambda w: {**revision(w), "data_date": 1_773_000_000}),
    f"POST {P}plan/data-date/": Attempt("PM", lambda w: {**revision(w), "data_date": "2026-03-09"}),
    f"POST {P}progress/data-date/": Attempt("PM", lambda w: {**revision(w), "data_date": "2026-03-09"}),
    f"POST {P}plan/start/": Attempt("PM", constant(start="2026-03-02"), without_plan),
    f"POST {A}imports": Attempt("PM", upload),
    f"POST {P}import/": Attempt("PM", upload),
    f"POST {A}updates/{{update_id}}/apply": Attempt("PM"),
    f"POST {P}updates/<int:pk>/apply/": Attempt("PM"),
    f"POST {A}updates/{{update_id}}/discard": Attempt("PM"),
    f"POST {P}updates/<int:pk>/discard/": Attempt("PM"),
    # The team and its progress
    f"POST {A}team": Attempt("PM", newcomer),
    f"POST {P}team/members/": Attempt("PM", newcomer),
    f"PUT {A}resources/{{resource_id}}/person": Attempt("PM", lambda w: {**revision(w), "person": None}),
    f"POST {P}team/resources/<int:resource_id>/": Attempt("PM", lambda w: {**revision(w), "person": ""}),
    f"POST {A}activities/{{activity_id}}/progress": Attempt("TM", constant(percent=70)),
    "POST /work/<int:project_id>/<int:activity_id>/": Attempt("TM", constant(percent=70)),
    f"POST {A}progress/accept": Attempt("PM", lambda w: {"reports": [w.fill("report_id")]}),
    f"POST {P}progress/accept/": Attempt("PM", lambda w: {"report": w.fill("report_id")}),
    f"POST {A}progress/{{report_id}}/return": Attempt("PM", constant(reason="Which half?")),
    f"POST {P}progress/<int:report_id>/return/": Attempt("PM", constant(reason="Which half?")),
    f"POST {A}progress/{{report_id}}/withdraw": Attempt("TM"),
    f"POST {P}progress/<int:report_id>/withdraw/": Attempt("TM"),
    # The baseline
    f"POST {A}baselines": Attempt("PM", constant(note="Ready"), nothing_proposed),
    f"POST {P}baseline/propose/": Attempt("PM", constant(note="Ready"), nothing_proposed),
    f"POST {A}baselines/{{proposal_id}}/approve": Attempt("SP", constant(reason="Good")),
    f"POST {P}baseline/<int:proposal_id>/approve/": Attempt("SP", constant(reason="Good")),
    f"POST {A}baselines/{{proposal_id}}/return": Attempt("SP", constant(reason="Too late")),
    f"POST {P}baseline/<int:proposal_id>/return/": Attempt("SP", constant(reason="Too late")),
    f"POST {A}baselines/{{proposal_id}}/withdraw": Attempt("PM"),
    f"POST {P}baseline/<int:proposal_id>/withdraw/": Attempt("PM"),
    # The status
    f"POST {A}status/assessments": Attempt("PM", constant(**JUDGED, road_to_green=STEPS)),
    f"POST {P}status/assess/": Attempt("PM", constant(**JUDGED, action_1="Hire", due_1=DUE)),
    f"POST {A}actions/{{action_id}}/done": Attempt("PM", action),
    f"POST {P}status/actions/<int:action_id>/done/": Attempt("PM", action),
    f"POST {A}status/comments": Attempt("PA", constant(text="Seen")),
    f"POST {P}status/comments/": Attempt("PA", constant(text="Seen")),
    f"POST {A}status/comments/{{comment_id}}/answers": Attempt("PM", constant(text="Thank you")),
    f"POST {P}status/comments/<int:comment_id>/answer/": Attempt("PM", constant(text="Thank you")),
}
