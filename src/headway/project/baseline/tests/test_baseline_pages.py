"""The baseline page and its API do what the services do, for those who may."""

from typing import Any

import pytest

from headway.organisation.tests.factories import actor_with, signed_in
from headway.project.baseline.queries import baselines, waiting_proposal
from headway.project.baseline.tests.factories import make_baseline, make_planned, make_proposal
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.tests.factories import make_project

pytestmark = pytest.mark.django_db


def address(project: Project, rest: str = "") -> str:
    return f"/projects/{project.pk}/baseline/{rest}"


def test_proposed_by_the_manager_and_approved_by_the_sponsor_on_pages() -> None:
    project = make_planned()
    manager, sponsor = signed_in(project.manager), signed_in(project.sponsor)
    assert manager.get(address(project)).context["can_propose"] is True
    assert manager.post(address(project, "propose/"), {"note": "Ready"}).status_code == 302
    proposal = waiting_proposal(project)
    assert proposal is not None
    assert b"Ready" in sponsor.get(address(project)).content
    assert sponsor.post(address(project, f"{proposal.pk}/approve/"), {"reason": "Sound"}).status_code == 302
    assert baselines(project).exists()
    assert b"B0" in manager.get(address(project)).content


def test_the_sponsor_returns_and_the_manager_reads_why() -> None:
    project = make_planned()
    proposal = make_proposal(project)
    signed_in(project.sponsor).post(address(project, f"{proposal.pk}/return/"), {"reason": "Too long"})
    page = signed_in(project.manager).get(address(project))
    assert b"Too long" in page.content
    assert page.context["can_propose"] is True


def test_a_late_plan_without_a_reason_is_shown_again() -> None:
    import datetime as dt

    project = make_planned(deadline=dt.date(2026, 3, 10))
    answer = signed_in(project.manager).post(address(project, "propose/"), {"note": ""})
    assert answer.status_code == 422
    shown = answer.content.decode()
    box = shown[shown.index('<label for="proposal-note">') : shown.index("Tell the sponsor why")]
    assert "(optional)" not in box
    assert all(word in box for word in (" required", 'aria-invalid="true"', 'id="proposal-note_error"'))


def test_strangers_find_nothing_and_foreign_proposals_are_not_reached_through_the_own_project() -> None:
    mine, foreign = make_planned(), make_proposal()
    client = signed_in(mine.sponsor)
    assert client.get(address(foreign.project)).status_code == 404
    assert client.post(address(foreign.project, f"{foreign.pk}/approve/")).status_code == 404
    assert client.post(address(mine, f"{foreign.pk}/approve/")).status_code == 404
    api = f"/api/v1/projects/{mine.pk}/baselines/{foreign.pk}/approve"
    assert client.post(api, {}, content_type="application/json").status_code == 404
    assert waiting_proposal(foreign.project) == foreign


@pytest.mark.parametrize("decisions", [1, 3])
def test_the_page_asks_the_same_number_of_questions(django_assert_num_queries: Any, decisions: int) -> None:
    from headway.project.baseline import services
    from headway.project.lifecycle.tests.factories import sponsor_of

    project = make_planned()
    for _ in range(decisions - 1):
        services.return_baseline(make_proposal(project), "Again", actor=sponsor_of(project))
    make_baseline(project)
    client = signed_in(actor_with("TM", project.scope).person)
    with django_assert_num_queries(14):
        assert client.get(address(project)).status_code == 200


def test_the_api_proposes_approves_and_shows() -> None:
    project = make_planned()
    manager, sponsor = signed_in(project.manager), signed_in(project.sponsor)
    base = f"/api/v1/projects/{project.pk}/baselines"
    assert [check["passed"] for check in manager.get(f"{base}/checks").json()["items"]] == [True] * 4
    proposed = manager.post(base, {"note": "Ready"}, content_type="application/json").json()
    assert (proposed["state"], proposed["activities"]) == ("proposed", 3)
    refused = manager.post(f"{base}/{proposed['id']}/approve", {}, content_type="application/json")
    assert refused.status_code == 403
    approved = sponsor.post(f"{base}/{proposed['id']}/approve", {}, content_type="application/json").json()
    assert (approved["number"], approved["digest"]) == (0, proposed["digest"])
    shown = manager.get(base).json()
    assert (shown["items"], shown["proposal"]) == ([approved], None)
    assert [row["outcome"] for row in manager.get(f"{base}/decisions").json()["items"]] == ["proceed"]


def test_the_api_withdraws_and_returns() -> None:
    project = make_planned()
    manager, sponsor = signed_in(project.manager), signed_in(project.sponsor)
    base = f"/api/v1/projects/{project.pk}/baselines"
    first = make_proposal(project)
    withdrawn = manager.post(f"{base}/{first.pk}/withdraw", content_type="application/json")
    assert withdrawn.json()["state"] == "withdrawn"
    second = make_proposal(project)
    body = {"reason": "Too long"}
    returned = sponsor.post(f"{base}/{second.pk}/return", body, content_type="application/json").json()
    assert (returned["outcome"], returned["reason"]) == ("recycle", "Too long")
    assert manager.get(f"{base}/decisions").json()["items"] == [returned]
    assert manager.get(base).json()["proposal"] is None
    assert manager.get(f"/api/v1/projects/{make_project().pk}/baselines").status_code == 404


@pytest.mark.parametrize(
    ("outcome", "reason"), [("return", " "), ("return", "x" * 2001), ("approve", "x" * 2001)]
)
def test_a_decision_whose_reason_is_refused_stands_on_its_page_again(outcome: str, reason: str) -> None:
    proposal = make_proposal()
    page = address(proposal.project, f"{proposal.pk}/{outcome}/")
    answer = signed_in(proposal.project.sponsor).post(page, {"reason": reason})
    assert (answer.status_code, f'id="reason-{proposal.pk}_error"' in answer.text) == (422, True)
    assert f">{reason}</textarea>" in answer.text
    assert waiting_proposal(proposal.project) == proposal
