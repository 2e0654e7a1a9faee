"""The page of a project's life cycle, and the same by program."""

import datetime as dt

import pytest
from django.utils import timezone

from headway.organisation.actors import PersonActor
from headway.organisation.tests.factories import actor_with, browser, grant
from headway.project.lifecycle.models import MoveRequest, Project
from headway.project.lifecycle.services import Move, request_move
from headway.project.lifecycle.tests.factories import decide, make_project, manager_of, sponsor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    project = make_project()
    Project.internal.filter(pk=project.pk).update(state="executing")
    project.refresh_from_db()
    return project


def soon() -> dt.date:
    return timezone.localdate() + dt.timedelta(days=30)


def address(project: Project, rest: str = "") -> str:
    return f"/projects/{project.pk}/life/{rest}"


def test_manager_asks_sponsor_declines_manager_asks_again_and_sponsor_decides(project: Project) -> None:
    manager, sponsor = browser(manager_of(project)), browser(sponsor_of(project))
    shown = manager.get(address(project)).text
    assert "Request a decision" in shown
    assert address(project, "decide/") not in shown
    hold = {"ask-state": "on_hold", "ask-reason": "Flood warning", "ask-review_on": soon().isoformat()}
    assert manager.post(address(project, "request/"), hold).status_code == 302
    asked = MoveRequest.internal.get()
    assert "Withdraw the request" in manager.get(address(project)).text
    assert "Flood warning" in sponsor.get(f"/projects/{project.pk}/").text
    shown = sponsor.get(address(project)).text
    assert "Flood warning" in shown
    assert address(project, "decide/") in shown
    assert (
        sponsor.post(address(project, f"requests/{asked.pk}/decline/"), {"reason": "Wait"}).status_code == 302
    )
    assert "Wait" in manager.get(address(project)).text
    manager.post(address(project, "request/"), hold)
    asked = MoveRequest.internal.get(outcome="waiting")
    seen = {"decide-version": project.version, "decide-answers": asked.pk}
    decided = seen | {
        "decide-state": "on_hold",
        "decide-reason": "Agreed",
        "decide-review_on": soon().isoformat(),
    }
    assert sponsor.post(address(project, "decide/"), decided).status_code == 302
    project.refresh_from_db()
    assert (project.state, project.state_reason) == ("on_hold", "Agreed")
    assert "to be reviewed" in manager.get(f"/projects/{project.pk}/").text
    assert "Resume (Executing)" in sponsor.get(address(project)).text


def test_the_manager_takes_the_request_back(project: Project) -> None:
    manager = browser(manager_of(project))
    asked = request_move(project, Move(state="closing", reason="Done"), actor=manager_of(project))
    assert manager.post(address(project, f"requests/{asked.pk}/withdraw/")).status_code == 302
    asked.refresh_from_db()
    assert asked.outcome == "withdrawn"


def test_what_is_missing_is_said_beside_the_field_and_nothing_moves(project: Project) -> None:
    sponsor = browser(sponsor_of(project))
    for fields, words in (
        ({"decide-state": "on_hold", "decide-reason": "Flood"}, "within 90 days"),
        ({"decide-state": "on_hold", "decide-review_on": soon().isoformat()}, "required"),
        ({"decide-state": "closed", "decide-reason": "Enough"}, "not one of the available choices"),
    ):
        answer = sponsor.post(address(project, "decide/"), {"decide-version": project.version, **fields})
        assert (answer.status_code, words in answer.text) == (422, True)
    project.refresh_from_db()
    assert project.state == "executing"


def test_readers_see_where_it_is_and_nothing_to_press(project: Project) -> None:
    request_move(project, Move(state="closing", reason="All handed over"), actor=manager_of(project))
    for role in ("TM", "PA", "PD"):
        shown = browser(actor_with(role, project.scope)).get(address(project)).text
        assert "All handed over" in shown
        assert address(project, "") + "requests" not in shown
        assert "decide/" not in shown
    gone = make_project(confidential=True)
    assert browser(actor_with("TM", project.scope)).get(address(gone)).status_code == 404


def test_a_sponsor_who_wears_another_hat_sees_the_request_and_which_hat_decides(project: Project) -> None:
    grant(project.sponsor, "TM", project.scope)
    request_move(project, Move(state="closing", reason="All handed over"), actor=manager_of(project))
    client = browser(PersonActor(project.sponsor, chosen_hat="TM"))
    assert "All handed over" in client.get("/sponsor/").text
    shown = client.get(address(project)).text
    assert 'value="SP" type="submit">Act as Sponsor<' in shown
    assert "decide/" not in shown


def test_the_hint_names_only_roles_that_decide_the_step_asked_for() -> None:
    idea = make_project(state="business_case")
    request_move(idea, Move(state="authorised", reason="Funded"), actor=sponsor_of(idea))
    board = actor_with("PB", idea.portfolio.scope)
    grant(board.person, "GA", idea.portfolio.scope)
    grant(board.person, "TM", idea.scope)
    shown = browser(PersonActor(board.person, chosen_hat="TM")).get(address(idea)).text
    assert "Act as Portfolio board member" in shown
    own = browser(sponsor_of(idea)).get(address(idea)).text
    assert "Act as" not in own.split("<main")[1]


def test_a_sponsor_is_not_offered_to_decide_the_step_that_the_sponsor_asked_for() -> None:
    idea = make_project(state="idea")
    grant(idea.sponsor, "PB", idea.portfolio.scope)
    request_move(idea, Move(state="cancelled", reason="No use"), actor=sponsor_of(idea))
    client = browser(PersonActor(idea.sponsor, chosen_hat="PB"))
    offered = client.get(address(idea)).context["decide_form"].fields["state"].choices
    assert [state for state, _name in offered] == ["business_case"]
    seen = {"decide-version": idea.version, "decide-answers": MoveRequest.internal.get().pk}
    refused = client.post(
        address(idea, "decide/"), {**seen, "decide-state": "cancelled", "decide-reason": "No use"}
    )
    assert refused.status_code == 403
    decided = client.post(
        address(idea, "decide/"), {**seen, "decide-state": "business_case", "decide-reason": "Try"}
    )
    assert decided.status_code == 302
    asked = MoveRequest.internal.get()
    assert (asked.outcome, asked.decided_by) == ("withdrawn", None)


def test_a_page_older_than_the_request_or_the_project_decides_nothing(project: Project) -> None:
    sponsor = browser(sponsor_of(project))
    asked = request_move(project, Move(state="closing", reason="Done"), actor=manager_of(project))
    said = {"decide-state": "terminated", "decide-reason": "No use", "decide-version": project.version}
    without_request = sponsor.post(address(project, "decide/"), said)
    without_version = sponsor.post(
        address(project, "decide/"), {**said, "decide-version": "", "decide-answers": asked.pk}
    )
    older = sponsor.post(
        address(project, "decide/"),
        {**said, "decide-version": project.version + 1, "decide-answers": asked.pk},
    )
    assert [answer.status_code for answer in (without_request, without_version, older)] == [409, 428, 409]
    told = f"The last change is from {project.manager.name} (State change requested)."
    assert told in without_request.text
    for refused in (without_request, older):
        assert "This has changed since you opened it." in refused.text
        form = refused.context["decide_form"]
        assert (form["reason"].value(), form["state"].value()) == ("No use", "terminated")
        assert (form["version"].value(), form["answers"].value()) == (project.version, asked.pk)
    project.refresh_from_db()
    assert project.state == "executing"
    form = sponsor.get(address(project)).context["decide_form"]
    assert (form["version"].value(), form["answers"].value()) == (project.version, asked.pk)


def test_a_closed_project_offers_nothing_more(project: Project) -> None:
    for state in ("closing", "closed"):
        decide(project, Move(state=state, reason="Handed over"), actor=sponsor_of(project))
    shown = browser(sponsor_of(project)).get(address(project)).text
    assert "Handed over" in shown
    assert "decide/" not in shown
    assert "request/" not in browser(manager_of(project)).get(address(project)).text


def test_the_board_is_offered_what_leads_out_of_the_pipeline_and_the_sponsor_asks_for_it() -> None:
    idea = make_project(state="business_case")
    shown = browser(sponsor_of(idea)).get(address(idea)).text
    assert "Request a decision" in shown
    assert address(idea, "decide/") not in shown
    board = browser(actor_with("PB", idea.portfolio.scope))
    assert "Authorise" in board.get(address(idea)).text
    board.post(
        address(idea, "decide/"),
        {"decide-version": idea.version, "decide-state": "authorised", "decide-reason": "Funded"},
    )
    idea.refresh_from_db()
    assert idea.state == "authorised"


def test_the_api_does_the_same(project: Project) -> None:
    manager, sponsor = browser(manager_of(project)), browser(sponsor_of(project))
    base = f"/api/v1/projects/{project.pk}"
    body = {"state": "on_hold", "reason": "Flood", "review_on": soon().isoformat()}
    asked = manager.post(f"{base}/move-requests", body, content_type="application/json").json()
    assert (asked["state"], asked["request"]["state"], asked["may_decide"]) == ("executing", "on_hold", [])
    refused = manager.post(f"{base}/moves", body, content_type="application/json")
    assert refused.status_code == 403
    number = asked["request"]["id"]
    answer = sponsor.post(
        f"{base}/move-requests/{number}/decline", {"reason": "Not yet"}, content_type="application/json"
    )
    assert answer.json()["request"] is None
    missing = sponsor.post(f"{base}/moves", body, content_type="application/json")
    assert missing.status_code == 428
    older = {**body, "version": asked["version"], "answers": number}
    assert sponsor.post(f"{base}/moves", older, content_type="application/json").status_code == 409
    moved = sponsor.post(
        f"{base}/moves", {**body, "version": asked["version"]}, content_type="application/json"
    ).json()
    assert (moved["state"], moved["resumes"], moved["may_decide"]) == (
        "on_hold",
        "executing",
        ["executing", "terminated"],
    )
    again = manager.post(
        f"{base}/move-requests", {"state": "executing", "reason": "Dry"}, content_type="application/json"
    ).json()["request"]["id"]
    withdrawn = manager.post(f"{base}/move-requests/{again}/withdraw", content_type="application/json")
    assert withdrawn.json()["request"] is None
    wrong = sponsor.post(
        f"{base}/moves",
        {"state": "planning", "reason": "x", "version": moved["version"]},
        content_type="application/json",
    )
    assert wrong.status_code == 409
    assert manager.get(f"{base}/life").json()["reason"] == "Flood"


def test_a_request_is_not_declined_without_a_reason_and_its_page_stays(project: Project) -> None:
    asked = request_move(project, Move(state="closing", reason="Done"), actor=manager_of(project))
    sponsor, page = browser(sponsor_of(project)), address(project, f"requests/{asked.pk}/decline/")
    for reason in (" ", "x" * 2001):
        answer = sponsor.post(page, {"reason": reason})
        assert (answer.status_code, 'id="decline-reason_error"' in answer.text) == (422, True)
        assert f">{reason}</textarea>" in answer.text
