"""Nobody overwrites what they have not read: routes that take a version refuse without it, and an older one.

Made from the requests that succeed: a new route that changes something either carries a version, or stands
here with the reason why it needs none.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.rights.requests import ATTEMPTS, A, Attempt, P, people, undone
from tests.rights.routes import Route, all_routes
from tests.rights.world import World, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ROLE = "/roles/<int:role_grant_id>/"
WITHOUT_VERSION: dict[str, set[str]] = {
    "it adds something and overwrites nothing": {
        "POST /api/v1/imports",
        "POST /projects/import/",
        "POST /projects/new/",
        "POST /api/v1/portfolios/{portfolio_id}/projects",
        "POST /api/v1/roles",
        "POST /roles/request/",
        f"POST {A}move-requests",
        f"POST {P}life/request/",
        f"POST {P}plan/start/",
        f"POST {A}imports",
        f"POST {P}import/",
        f"POST {A}team",
        f"POST {P}team/members/",
        f"POST {A}activities/{{activity_id}}/progress",
        "POST /work/<int:project_id>/<int:activity_id>/",
        f"POST {A}baselines",
        f"POST {P}baseline/propose/",
        f"POST {A}status/assessments",
        f"POST {P}status/assess/",
        f"POST {A}status/comments",
        f"POST {P}status/comments/",
        f"POST {A}status/comments/{{comment_id}}/answers",
        f"POST {P}status/comments/<int:comment_id>/answer/",
    },
    "it ends what waits or runs; what ended already is refused, and nothing about it can be edited": {
        "POST /api/v1/jobs/{job_id}/cancel",
        "POST /jobs/<int:pk>/cancel/",
        "POST /api/v1/roles/{role_grant_id}/decision",
        f"POST {ROLE}decide/",
        "POST /api/v1/roles/{role_grant_id}/end",
        f"POST {ROLE}end/",
        f"POST {A}move-requests/{{move_request_id}}/decline",
        f"POST {P}life/requests/<int:move_request_id>/decline/",
        f"POST {A}move-requests/{{move_request_id}}/withdraw",
        f"POST {P}life/requests/<int:move_request_id>/withdraw/",
        f"POST {A}updates/{{update_id}}/apply",
        f"POST {P}updates/<int:pk>/apply/",
        f"POST {A}updates/{{update_id}}/discard",
        f"POST {P}updates/<int:pk>/discard/",
        f"POST {A}progress/accept",
        f"POST {P}progress/accept/",
        f"POST {A}progress/{{report_id}}/return",
        f"POST {P}progress/<int:report_id>/return/",
        f"POST {A}progress/{{report_id}}/withdraw",
        f"POST {P}progress/<int:report_id>/withdraw/",
        f"POST {A}baselines/{{proposal_id}}/approve",
        f"POST {P}baseline/<int:proposal_id>/approve/",
        f"POST {A}baselines/{{proposal_id}}/return",
        f"POST {P}baseline/<int:proposal_id>/return/",
        f"POST {A}baselines/{{proposal_id}}/withdraw",
        f"POST {P}baseline/<int:proposal_id>/withdraw/",
    },
}


def sent_version(values: dict[str, Any]) -> str | None:
    """The field of a request that says what its sender had read."""
    return next((name for name in values if name.endswith(("version", "revision"))), None)


def with_version(attempt: Attempt, change: Callable[[dict[str, Any], str], None]) -> Attempt:
    """The same request, with its version changed in place."""

    def body(world: World) -> dict[str, Any]:
        values = dict(attempt.body(world))
        change(values, sent_version(values) or "")
        return values

    return replace(attempt, body=body)


def leave_out(values: dict[str, Any], name: str) -> None:
    del values[name]


def age(values: dict[str, Any], name: str) -> None:
    values[name] -= 1


def test_a_change_without_the_version_or_with_an_older_one_is_refused_on_every_route() -> None:
    world = make_world()
    hands = people(world)
    routes: dict[str, Route] = {route.name: route for route in all_routes() if route.name in ATTEMPTS}
    found, free = [], set()
    for name, attempt in ATTEMPTS.items():
        with undone():
            attempt.prepare(world)
            version = sent_version(dict(attempt.body(world)))
            if version is None:
                free.add(name)
                continue
            without, older = (
                with_version(attempt, change).send(hands[attempt.hat], routes[name], world, attempt.hat)
                for change in (leave_out, age)
            )
        # An older revision of the plan stands in nobody's way where the same thing was not changed since.
        if without != 428 or (version.endswith("version") and older != 409):
            found.append(f"{name}: {without} without {version}, {older} with an older one")
    assert found == []
    assert free == set().union(*WITHOUT_VERSION.values()), "send the version, or say why there is none"
