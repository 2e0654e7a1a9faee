"""The manager's judgement stands beside the computed status, never over it; people may comment beside it."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone
from lxml import html

from headway.collaboration.models import Comment
from headway.collaboration.queries import comments_on, openings_on, threads_of
from headway.collaboration.services import answer_comment, write_comment
from headway.collaboration.tests.factories import install_guards as protect_comments
from headway.common.access import Actor
from headway.common.http import lists
from headway.common.journal.models import JournalEntry
from headway.common.refusal import Forbidden, Invalid, Refusal, Stale, VersionMissing
from headway.organisation.roles import OFFICE
from headway.organisation.tests.factories import actor, actor_with, make_organisation, make_user, signed_in
from headway.project.charter.tests.factories import install_guards
from headway.project.control.models import Action, StatusAssessment
from headway.project.control.queries import actions_of, open_actions
from headway.project.control.services import Judgement, Step, assess_status, finish_action, is_better
from headway.project.health.models import ProjectHealth
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.services import Move
from headway.project.lifecycle.tests.factories import decide, make_project, manager_of, sponsor_of

pytestmark = pytest.mark.django_db
TOMORROW = timezone.localdate() + dt.timedelta(days=1)
STEPS = [Step(text="Hire a second crew", due=TOMORROW)]


def computed(colour: str, **fields: Any) -> Project:
    """A project whose computed status is this colour."""
    project = make_project(**fields)
    ProjectHealth.internal.filter(pk=project.pk).update(computed=colour)
    return project


def health_of(project: Project) -> ProjectHealth:
    return ProjectHealth.objects.within(project).get()


def founded(colour: str = "green") -> Judgement:
    return Judgement(
        colour=colour, narrative="Going well", rationale="The float is real", road_to_green=STEPS
    )


@pytest.mark.parametrize(
    ("computed_colour", "assessed"), [("green", "amber"), ("amber", "red"), ("red", "red")]
)
def test_a_judgement_not_better_than_computed_needs_no_reason(computed_colour: str, assessed: str) -> None:
    project = computed(computed_colour)
    made = assess_status(project, Judgement(colour=assessed, narrative="So it is"), actor=manager_of(project))
    assert (made.colour, made.computed, made.hat) == (assessed, computed_colour, "PM")
    row = health_of(project)
    assert (row.computed, row.assessed) == (computed_colour, assessed)


@pytest.mark.parametrize(
    ("computed_colour", "assessed"), [("red", "amber"), ("red", "green"), ("amber", "green")]
)
def test_a_better_judgement_needs_rationale_and_dated_actions(computed_colour: str, assessed: str) -> None:
    project = computed(computed_colour)
    bare = Judgement(colour=assessed, narrative="Fine")
    reasoned = Judgement(colour=assessed, narrative="Fine", rationale="It will be")
    for judgement, field in ((bare, "rationale"), (reasoned, "road_to_green")):
        with pytest.raises(Invalid) as refused:
            assess_status(project, judgement, actor=manager_of(project))
        assert refused.value.extra["field"] == field
    assert health_of(project).assessed == ""
    assess_status(project, founded(assessed), actor=manager_of(project))
    assert [action.text for action in open_actions(project)] == ["Hire a second crew"]


def test_green_beside_an_unknown_status_needs_a_reason_and_no_actions() -> None:
    project = computed("grey")
    with pytest.raises(Invalid):
        assess_status(project, Judgement(colour="green", narrative="Fine"), actor=manager_of(project))
    judgement = Judgement(colour="green", narrative="Fine", rationale="Not begun yet")
    assess_status(project, judgement, actor=manager_of(project))


@pytest.mark.parametrize(
    "judgement",
    [
        Judgement(colour="grey", narrative="x"),
        Judgement(colour="blue", narrative="x"),
        Judgement(colour="red", narrative=" "),
        Judgement(colour="red", narrative="x" * 601),
        Judgement(colour="red", narrative="x", road_to_green=[Step(text="late", due=dt.date(2020, 1, 1))]),
        Judgement(colour="red", narrative="x", road_to_green=[Step(text=" ", due=TOMORROW)]),
    ],
)
def test_a_judgement_that_says_nothing_is_refused(judgement: Judgement) -> None:
    project = computed("red")
    with pytest.raises(Invalid):
        assess_status(project, judgement, actor=manager_of(project))
    assert not StatusAssessment.internal.exists()
    assert not Action.internal.exists()


def test_better_is_a_matter_of_rank() -> None:
    assert [is_better("green", one) for one in ("green", "amber", "red", "grey")] == [
        False,
        True,
        True,
        False,
    ]


def test_judgements_are_kept_as_they_were_given() -> None:
    project = computed("green")
    assess_status(project, founded(), actor=manager_of(project))
    install_guards("control")
    with pytest.raises(DatabaseError), transaction.atomic():
        StatusAssessment.internal.update(colour="red")


def test_an_action_is_done_once_and_versions_count() -> None:
    project = computed("red")
    assess_status(project, founded(), actor=manager_of(project))
    action = Action.internal.get()
    with pytest.raises(VersionMissing):
        finish_action(action, actor=manager_of(project), version=None)
    finish_action(action, actor=manager_of(project), version=1)
    with pytest.raises(Stale):
        finish_action(action, actor=manager_of(project), version=1)
    assert not open_actions(project).exists()
    assert not actions_of(manager_of(project)).exists()


def test_nobody_but_the_manager_judges() -> None:
    project = computed("green")
    others: list[Actor] = [
        actor_with(role, make_organisation()) for role in (*sorted(OFFICE), "TM", "PgM", "PB", "SA")
    ]
    assess_status(project, founded(), actor=manager_of(project))
    action = Action.internal.get()
    for somebody in (*others, sponsor_of(project), manager_of(make_project()), actor(project.manager, "SP")):
        if somebody.person_id == project.manager_id:
            continue
        with pytest.raises(Forbidden):
            assess_status(project, founded(), actor=somebody)
        with pytest.raises(Forbidden):
            finish_action(action, actor=somebody, version=1)
    assert health_of(project).assessed == "green"


def test_a_closed_project_is_not_judged() -> None:
    project = computed("red")
    assess_status(project, founded(), actor=manager_of(project))
    Project.internal.filter(pk=project.pk).update(state="closed")
    project.refresh_from_db()
    with pytest.raises(Refusal):
        assess_status(project, founded(), actor=manager_of(project))
    with pytest.raises(Refusal):
        finish_action(Action.internal.get(), actor=manager_of(project), version=1)


# Comments


@pytest.mark.parametrize("role", ["PA", "PD", "AS", "PgM", "FC"])
def test_who_may_comment_signs_with_name_and_capacity(role: str) -> None:
    project = computed("green")
    somebody = actor_with(role, make_organisation())
    comment = write_comment(health_of(project), "Is the float real?", actor=somebody)
    assert (comment.author, comment.hat) == (somebody.person, role)
    assert list(comments_on(health_of(project), manager_of(project))) == [comment]


@pytest.mark.parametrize("role", ["TM", "ML", "RM", "CO", "SA"])
def test_who_may_not_comment_is_refused(role: str) -> None:
    project = computed("green")
    with pytest.raises(Forbidden):
        write_comment(health_of(project), "x", actor=actor_with(role, make_organisation()))


@pytest.mark.parametrize("role", ["PM", "SP", "PA", "PgM"])
def test_who_answers_for_the_project_or_comments_answers_a_comment(role: str) -> None:
    project = computed("green")
    said = write_comment(health_of(project), "Is the float real?", actor=actor_with("PA", project.scope))
    somebody = actor_with(role, project.scope)
    answer = answer_comment(said, "It is: two crews.", actor=somebody)
    assert (answer.author, answer.hat) == (somebody.person, role)
    (thread,) = threads_of(openings_on(health_of(project), somebody), somebody)
    assert (thread.comment, thread.answers) == (said, [answer])
    entry = JournalEntry.internal.get(scope_id=project.pk, action="comment.answered")
    assert entry.content == {"comment": said.pk, "text": "It is: two crews."}


def test_beside_a_project_that_has_ended_people_still_comment_and_the_page_offers_it() -> None:
    project, office = computed("green"), actor_with("PA", make_organisation())
    decide(project, Move(state="terminated", reason="Flood"), actor=sponsor_of(project))
    said = write_comment(health_of(project), "What did we learn?", actor=office)
    answer_comment(said, "To test the ground.", actor=manager_of(project))
    page = signed_in(office.person).get(f"/projects/{project.pk}/status/").text
    assert ("To test the ground." in page, "Your comment, signed" in page) == (True, True)


@pytest.mark.parametrize("role", ["PM", "SP"])
def test_who_answers_for_the_project_begins_no_comment_beside_its_status(role: str) -> None:
    """Their own words are the judgement and the decision."""
    project = computed("green")
    with pytest.raises(Forbidden):
        write_comment(health_of(project), "x", actor=actor_with(role, project.scope))


@pytest.mark.parametrize("role", ["TM", "ML", "RM", "BO"])
def test_who_may_not_answer_is_refused(role: str) -> None:
    project = computed("green")
    said = write_comment(health_of(project), "Is the float real?", actor=actor_with("PA", project.scope))
    with pytest.raises(Forbidden):
        answer_comment(said, "x", actor=actor_with(role, project.scope))
    assert Comment.internal.get() == said


def test_an_answer_is_not_answered_and_says_something() -> None:
    project = computed("green")
    said = write_comment(health_of(project), "Is the float real?", actor=actor_with("PA", project.scope))
    answer = answer_comment(said, "It is.", actor=manager_of(project))
    for subject, text in ((answer, "Really?"), (said, " "), (said, "x" * 2001)):
        with pytest.raises(Invalid):
            answer_comment(subject, text, actor=manager_of(project))


def test_the_manager_answers_on_the_page_and_by_the_api() -> None:
    project, other = computed("red"), computed("red")
    analyst = actor_with("PA", make_organisation())
    said = write_comment(health_of(project), "Is the float real?", actor=analyst)
    manager, base = signed_in(project.manager), f"/projects/{project.pk}/status/"
    assert manager.post(f"{base}comments/{said.pk}/answer/", {"text": "It is."}).status_code == 302
    page = manager.get(base)
    assert (page.context["can_comment"], page.context["can_answer"]) == (False, True)
    assert "It is." in page.text
    api = f"/api/v1/projects/{project.pk}/status/comments/{said.pk}/answers"
    answered = manager.post(api, {"text": "Two crews."}, content_type="application/json").json()
    assert (answered["answers"], answered["hat"]) == (said.pk, "PM")
    elsewhere = f"/projects/{other.pk}/status/comments/{said.pk}/answer/"
    assert signed_in(other.manager).post(elsewhere, {"text": "x"}).status_code == 404


def test_comments_are_read_by_those_who_see_the_project_and_kept() -> None:
    project, other = computed("green"), computed("green")
    analyst = actor_with("PA", project.scope)
    write_comment(health_of(project), "Seen", actor=analyst)
    assert not comments_on(health_of(project), manager_of(other)).exists()
    with pytest.raises(Forbidden):
        write_comment(health_of(other), "x", actor=analyst)
    with pytest.raises(Invalid):
        write_comment(health_of(project), "  ", actor=analyst)
    with pytest.raises(Invalid):
        write_comment(health_of(project), "x" * 2001, actor=analyst)
    protect_comments()
    with pytest.raises(DatabaseError), transaction.atomic():
        Comment.internal.update(text="Never said")


# Pages and API


def test_the_manager_judges_on_the_page_and_the_analyst_comments() -> None:
    project = computed("red")
    manager = signed_in(project.manager)
    base = f"/projects/{project.pk}/status/"
    data = {"colour": "amber", "narrative": "Better than it looks"}
    refused = manager.post(f"{base}assess/", data)
    assert refused.status_code == 422
    assert refused.context["form"].errors["rationale"]
    data |= {"rationale": "Crew doubled", "action_1": "Second shift", "due_1": TOMORROW.isoformat()}
    assert manager.post(f"{base}assess/", data).headers["Location"] == f"{base}#assessed"
    assert 'id="assessed" tabindex="-1"' in manager.get(base).text
    action = Action.internal.get()
    assert manager.post(f"{base}actions/{action.pk}/done/", {"version": "1"}).status_code == 302
    analyst = signed_in(actor_with("PA", make_organisation()).person)
    page = analyst.get(base)
    assert (page.context["can_assess"], page.context["can_comment"]) == (False, True)
    assert "No comments yet. Here questions are asked" in page.text
    assert analyst.post(f"{base}comments/", {"text": "Noted"}).status_code == 302
    assert analyst.post(f"{base}assess/", data).status_code == 403
    assert b"Noted" in manager.get(base).content


def refusals_of(client: Client, project: Project, **data: str) -> dict[str, list[str]]:
    """The sentences beside the fields of a refused judgement, as the page shows them."""
    answer = client.post(f"/projects/{project.pk}/status/assess/", data)
    assert answer.status_code == 422
    page = html.fromstring(answer.text)
    found = {
        box.get("id").removeprefix("id_").removesuffix("_error"): [
            " ".join(text.text_content().split()) for text in box.xpath(".//p")
        ]
        for box in page.xpath("//div[contains(@id, '_error')]")
    }
    assert {field.get("name") for field in page.xpath("//*[@aria-invalid='true']")} == set(found)
    return found


def test_all_that_a_better_judgement_lacks_is_said_at_once_beside_its_fields() -> None:
    project = computed("red")
    client = signed_in(project.manager)
    how, why = (
        "Say in a few words how the project is doing.",
        "Your judgement is better than the computed status. Say why.",
    )
    assert refusals_of(client, project, colour="green") == {
        "narrative": [how],
        "rationale": [why],
        "action_1": ["Name at least one action with a date that leads to green."],
        "due_1": ["Choose the day by which it is done."],
    }
    assert refusals_of(client, project, colour="red") == {"narrative": [how]}
    assert refusals_of(client, project, narrative="x") == {
        "colour": ["Choose the colour that you would give the project."]
    }
    begun = {"narrative": "x", "rationale": "y", "action_2": "Hire"}
    assert refusals_of(client, project, colour="green", **begun) == {
        "due_2": ["An action needs a text and a date."]
    }
    ProjectHealth.internal.filter(pk=project.pk).update(computed="grey")
    assert refusals_of(client, project, colour="green", narrative="x") == {"rationale": [why]}
    assert not StatusAssessment.internal.exists()


def test_an_action_without_a_date_is_shown_again() -> None:
    project = computed("red")
    data = {"colour": "red", "narrative": "x", "action_2": "Something"}
    answer = signed_in(project.manager).post(f"/projects/{project.pk}/status/assess/", data)
    assert answer.context["form"].errors["due_2"] == ["An action needs a text and a date."]


def test_strangers_find_no_status() -> None:
    project, other = computed("red"), computed("red")
    client = signed_in(other.manager)
    assert client.get(f"/projects/{project.pk}/status/").status_code == 404
    assert client.post(f"/projects/{project.pk}/status/assess/", {}).status_code == 404
    assert client.get(f"/api/v1/projects/{project.pk}/status").status_code == 404


def test_comments_come_in_pages_with_their_answers_and_an_answer_stays_on_its_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lists, "PAGE_SIZE", 2)
    project, office = computed("red"), actor_with("PA", make_organisation())
    first, *_later = [write_comment(health_of(project), text, actor=office) for text in ("A", "B", "C")]
    answer_comment(first, "Answered", actor=manager_of(project))
    client, address = signed_in(project.manager), f"/projects/{project.pk}/status/"

    def told(page: str) -> list[tuple[str, list[str]]]:
        threads = client.get(address + page).context["threads"]
        return [(one.comment.text, [answer.text for answer in one.answers]) for one in threads]

    assert (told(""), told("?page=2")) == ([("C", []), ("B", [])], [("A", ["Answered"])])
    form = f"{address}comments/{first.pk}/answer/?page=2"
    assert f'action="{form}"' in client.get(f"{address}?page=2").text
    assert client.post(form, {"text": "More"})["Location"] == f"{address}?page=2"
    refused = client.post(form, {"text": " "})
    assert (refused.status_code, f"answer-{first.pk}_error" in refused.text) == (422, True)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_number_of_questions(django_assert_num_queries: Any, rows: int) -> None:
    project = computed("red")
    for _ in range(rows):
        assess_status(project, founded(), actor=manager_of(project))
        write_comment(health_of(project), "x", actor=actor_with("PA", make_organisation()))
    client = signed_in(project.manager)
    with django_assert_num_queries(15):
        assert len(client.get(f"/projects/{project.pk}/status/").context["assessments"]) == rows


def test_the_api_shows_judges_comments_and_finishes() -> None:
    project = computed("red")
    manager, analyst = signed_in(project.manager), signed_in(actor_with("PA", make_organisation()).person)
    base = f"/api/v1/projects/{project.pk}"
    body = {
        "colour": "amber",
        "narrative": "Better",
        "rationale": "Crew doubled",
        "road_to_green": [{"text": "Second shift", "due": TOMORROW.isoformat()}],
    }

    def send(client: Client, path: str, body: dict[str, Any]) -> Any:
        return client.post(base + path, body, content_type="application/json")

    assert send(manager, "/status/assessments", body).json()["computed"] == "red"
    assert send(analyst, "/status/assessments", body).status_code == 403
    assert send(analyst, "/status/comments", {"text": "Noted"}).json()["hat"] == "PA"
    shown = manager.get(f"{base}/status").json()
    assert shown["computed"]["status"] == "red"
    assert [reason["code"] for reason in shown["computed"]["reasons"]] == ["no_plan", "unknown"]
    assert [row["status"] for row in shown["assessments"]] == ["amber"]
    (action,) = shown["actions"]
    assert (
        send(manager, f"/actions/{action['id']}/done", {"version": action["version"]}).json()["state"]
        == "done"
    )
    assert send(manager, f"/actions/{action['id']}/done", {}).status_code == 428


@pytest.mark.parametrize("text", [" ", "x" * 2001])
def test_a_comment_or_an_answer_that_is_refused_stands_in_its_box_again(client: Client, text: str) -> None:
    project = make_project()
    office = actor_with("PA", make_organisation())
    said = write_comment(health_of(project), "Is that so?", actor=office)
    for person, page, box in (
        (office.person, "comments/", "comment-text"),
        (project.manager, f"comments/{said.pk}/answer/", f"answer-{said.pk}"),
    ):
        client.force_login(make_user(person))
        answer = client.post(f"/projects/{project.pk}/status/{page}", {"text": text})
        assert (answer.status_code, f'id="{box}_error"' in answer.text) == (422, True)
        assert f">{text}</textarea>" in answer.text
    assert Comment.objects.within(project).count() == 1


@pytest.mark.parametrize(
    ("computed_colour", "better"),
    [("red", "green amber"), ("amber", "green"), ("grey", "green"), ("green", ""), ("none", "")],
)
def test_what_a_better_judgement_needs_is_open_and_called_so(computed_colour: str, better: str) -> None:
    project = computed(computed_colour)
    client, base = signed_in(project.manager), f"/projects/{project.pk}/status/"
    fold = html.fromstring(client.get(base).text).xpath("//details[@data-open-for='colour']")[0]
    assert (fold.get("data-values"), fold.get("open")) == (better, None)
    words = [" ".join(label.text_content().split()) for label in fold.xpath(".//label")]
    assert words[0] == "Why it is better (needed where it is better than computed)"
    assert words[3].endswith("(optional)")
    StatusAssessment.objects.create(
        project=project,
        colour="green",
        computed="green",
        narrative="Well",
        assessed_by=project.manager,
        assessed_at=timezone.now(),
    )
    fold = html.fromstring(client.get(base).text).xpath("//details[@data-open-for='colour']")[0]
    assert (fold.get("open") is not None) == bool(better)
