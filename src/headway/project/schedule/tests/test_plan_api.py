"""The plan over HTTP: the columns of the contract, changes, what was missed, and ids of others."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from headway.engine import moment
from headway.organisation.tests.factories import actor_with, make_organisation, make_user
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.tests.factories import make_project, manager_of
from headway.project.schedule.commands import Indent
from headway.project.schedule.models import (
    Activity,
    Link,
    PlanCalendar,
    PlanStep,
    ReferenceDates,
    ReferenceSet,
)
from headway.project.schedule.services import change_plan
from headway.project.schedule.store import steps
from headway.project.schedule.tests.factories import MONDAY, make_plan, named, raw_rows, set_fields

pytestmark = pytest.mark.django_db

COLUMNS = {
    "id",
    "number",
    "parent",
    "wbs",
    "name",
    "kind",
    "mode",
    "active",
    "start",
    "finish",
    "duration",
    "duration_text",
    "percent",
    "total_float",
    "free_float",
    "critical",
    "early_start",
    "early_finish",
    "late_start",
    "late_finish",
    "constraint",
    "constraint_date",
    "deadline",
    "actual_start",
    "actual_finish",
    "calendar",
    "predecessors",
    "resources",
    "baseline_start",
    "baseline_finish",
    "version",
}
ANSWER = {
    "revision",
    "activities",
    "removed",
    "order",
    "links",
    "project",
    "new_resources",
    "refs",
    "undo",
    "redo",
    "message",
}


class Api:
    """The API as one person uses it."""

    def __init__(self, project: Project, client: Client, person: Any = None) -> None:
        self.client, self.url = client, f"/api/v1/projects/{project.pk}"
        client.force_login(make_user(person or project.manager))

    def plan(self) -> Any:
        return self.client.get(f"{self.url}/plan").json()

    def post(self, path: str, **body: Any) -> Any:
        return self.client.post(f"{self.url}/plan/{path}", json.dumps(body), content_type="application/json")

    def change(self, *commands: dict[str, Any], **body: Any) -> Any:
        return self.post("changes", **{"revision": self.plan()["revision"], "commands": commands, **body})


def column(answer: Any, name: str) -> dict[int, Any]:
    return dict(zip(answer["activities"]["id"], answer["activities"][name], strict=True))


def test_the_plan_is_columns_of_equal_length_in_display_order(client: Client) -> None:
    project = make_plan(
        {"name": "Phase"},
        {"name": "A", "duration": "2w", "resources": "Ann[50%]"},
        {"name": "B", "predecessors": "2SS+1d"},
    )
    a, b = named(project, "A"), named(project, "B")
    change_plan(project, [Indent((a.pk, b.pk))], actor=manager_of(project))
    reference = ReferenceSet.objects.create(project=project, number=0, name="Baseline")
    ReferenceDates.objects.create(
        project=project, reference=reference, activity=a, start=MONDAY, finish=MONDAY + 60
    )
    plan = Api(project, client).plan()
    rows = plan["activities"]
    assert set(rows) == COLUMNS
    assert {len(values) for values in rows.values()} == {3}
    assert rows["name"] == ["Phase", "A", "B"]
    assert rows["wbs"] == ["1", "1.1", "1.2"]
    assert rows["kind"] == ["summary", "task", "task"]
    assert rows["parent"] == [0, named(project, "Phase").pk, named(project, "Phase").pk]
    assert rows["duration_text"] == ["10d", "2w", "1d?"]
    assert rows["duration"] == [10 * 28_800, 10 * 28_800, 28_800]
    assert rows["predecessors"] == ["", "", "2SS+1d"]
    assert rows["resources"] == ["", "Ann[50%]", ""]
    assert rows["start"][2] == moment("2026-03-03T08:00")
    assert rows["baseline_start"] == [None, MONDAY, None]
    assert (rows["active"], rows["mode"], rows["constraint"]) == ([1, 1, 1], ["auto"] * 3, ["asap"] * 3)
    assert plan["links"] == {
        "id": [Link.internal.get().pk],
        "from": [a.pk],
        "to": [b.pk],
        "type": ["SS"],
        "lag": [28_800],
        "lag_text": ["+1d"],
        "driving": [1],
    }
    assert plan["shading"] == {"weekdays": [5, 6], "exceptions": []}
    assert plan["units"] == {"minutes_per_day": 480, "minutes_per_week": 2400, "days_per_month": 20}
    assert plan["can"]["change"] is True
    assert plan["undo"] == "Indent 2 activities"


def test_a_change_answers_the_rows_that_differ(client: Client) -> None:
    project = make_plan({"name": "A"}, {"name": "B", "predecessors": "1"}, {"name": "C", "constraint": "mso"})
    api = Api(project, client)
    row = named(project, "A")
    answer = api.change({"do": "set", "id": row.pk, "version": row.version, "fields": {"duration": "3d"}})
    body = answer.json()
    assert (answer.status_code, set(body)) == (200, ANSWER)
    assert set(body["activities"]) == COLUMNS
    assert {row.pk, named(project, "B").pk} <= set(body["activities"]["id"])
    assert column(body, "version")[row.pk] == row.version + 1
    assert (body["order"], body["removed"]) == (None, [])
    assert body["undo"] == "Change duration of “A”"


def test_a_preview_answers_the_same_and_keeps_the_revision(client: Client) -> None:
    project = make_plan({"name": "A"}, {"name": "B", "predecessors": "1"})
    api, row, before = Api(project, client), named(project, "A"), raw_rows(project)
    command = {"do": "set", "id": row.pk, "version": row.version, "fields": {"duration": "3d"}}
    seen = api.change(command, preview=True).json()
    assert raw_rows(project) == before
    done = api.change(command).json()
    assert column(seen, "start") == column(done, "start")
    assert seen["revision"] == done["revision"] - 1


def test_a_changed_outline_answers_the_order_and_the_ids_of_what_was_added(client: Client) -> None:
    project = make_plan({"name": "A"}, {"name": "B"})
    api, a, b = Api(project, client), named(project, "A").pk, named(project, "B").pk
    body = api.change(
        {"do": "add", "ref": "n1", "parent": None, "after": a, "fields": {"name": "New"}},
        {
            "do": "add",
            "ref": "n2",
            "parent": "n1",
            "after": None,
            "fields": {"name": "Below", "duration": "2d"},
        },
        {"do": "delete", "ids": [b]},
    ).json()
    new, below = named(project, "New").pk, named(project, "Below").pk
    assert body["refs"] == {"n1": new, "n2": below}
    assert (body["order"], body["removed"]) == ([a, new, below], [b])


@pytest.mark.parametrize(
    ("command", "status"),
    [
        ({"do": "set", "id": "A", "fields": {"name": "X"}}, 428),
        ({"do": "set", "id": "A", "version": 99, "fields": {"name": "X"}}, 409),
        ({"do": "set", "id": "A", "version": 1, "fields": {"duration": "soon"}}, 422),
        ({"do": "set", "id": "A", "version": 1, "fields": {"duration": ["3d"]}}, 422),
        ({"do": "set", "id": "A", "version": 1, "fields": {}, "project": 5}, 422),
        ({"do": "set", "id": -1, "version": 1, "fields": {}}, 422),
        ({"do": "set", "id": 2**63, "version": 1, "fields": {}}, 422),
        ({"do": "set", "id": 1.5, "version": 1, "fields": {}}, 422),
        ({"do": "explode", "ids": [1]}, 422),
        ({"do": "delete", "ids": []}, 422),
        ({"do": "link", "from": "A", "to": "A"}, 422),
        ({"do": "link", "from": "A", "to": "B", "type": "XX"}, 422),
        ({"do": "unlink", "from": "A", "to": "B"}, 422),
    ],
)
def test_what_cannot_be_done_is_a_problem_and_changes_nothing(
    client: Client, command: Any, status: int
) -> None:
    project = make_plan({"name": "A"}, {"name": "B"})
    ids = {name: named(project, name).pk for name in "AB"}
    before = raw_rows(project)
    answer = Api(project, client).change({key: ids.get(str(value), value) for key, value in command.items()})
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["status"] == status
    assert raw_rows(project) == before


def test_a_value_of_a_new_activity_that_is_refused_names_it_as_the_page_does(client: Client) -> None:
    project = make_plan({"name": "A"})
    add = {"do": "add", "ref": "n1", "fields": {"resources": "Ann", "percent": 20}}
    bad = {"do": "add", "ref": "n2", "after": "n1", "fields": {"name": "B", "duration": "soon"}}
    problem = Api(project, client).change(add, bad).json()
    assert (problem["status"], problem["row"], problem["field"]) == (422, "n2", "duration")


def test_undo_and_redo_answer_like_changes(client: Client) -> None:
    project = make_plan({"name": "A"})
    api = Api(project, client)
    set_fields(project, "A", duration="3d")
    body = api.post("undo", revision=api.plan()["revision"]).json()
    assert (set(body), column(body, "duration_text")) == (ANSWER, {named(project, "A").pk: "1d?"})
    assert (body["undo"], body["redo"]) == ("Add “A”", "Change duration of “A”")
    assert column(api.post("redo", revision=body["revision"]).json(), "duration_text") == {
        named(project, "A").pk: "3d"
    }


def test_a_page_that_is_behind_gets_what_it_missed(client: Client) -> None:
    project = make_plan({"name": "A"}, {"name": "B"}, {"name": "C"})
    api = Api(project, client)
    since = api.plan()["revision"]
    url = f"{api.url}/plan/changes"
    assert client.get(f"{url}?since={since}").status_code == 204
    set_fields(project, "A", deadline="2026-05-01")
    api.change({"do": "delete", "ids": [named(project, "C").pk]})
    body = client.get(f"{url}?since={since}").json()
    assert (body["revision"], len(body["removed"])) == (since + 2, 1)
    assert named(project, "A").pk in body["activities"]["id"]
    assert body["order"] == [named(project, "A").pk, named(project, "B").pk]


def test_a_page_from_before_the_oldest_step_that_is_kept_gets_the_whole_order(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "STEPS_KEPT", 2)
    project = make_plan({"name": "A"}, {"name": "B"}, {"name": "C"})
    api = Api(project, client)
    since = api.plan()["revision"]
    set_fields(project, "A", deadline="2026-05-01")
    api.change({"do": "delete", "ids": [named(project, "C").pk]})
    for days in (2, 3, 4):
        set_fields(project, "B", duration=f"{days}d")
    body = client.get(f"{api.url}/plan/changes?since={since}").json()
    a, b = named(project, "A").pk, named(project, "B").pk
    assert (body["revision"], body["order"]) == (since + 5, [a, b])
    assert {a, b} <= set(body["activities"]["id"])


def test_what_was_missed_is_answered_without_the_images_of_steps(client: Client) -> None:
    project = make_plan({"name": "A"}, {"name": "B"})
    api = Api(project, client)
    since = api.plan()["revision"]
    api.change({"do": "delete", "ids": [named(project, "B").pk]})
    with CaptureQueriesContext(connection) as captured:
        client.get(f"{api.url}/plan/changes?since={since}")
    assert [sql["sql"] for sql in captured if '"after"' in sql["sql"] or '"before"' in sql["sql"]] == []


def test_a_change_from_a_page_that_is_behind_answers_what_it_missed_too(client: Client) -> None:
    project = make_plan({"name": "A"}, {"name": "B"})
    api = Api(project, client)
    since = api.plan()["revision"]
    set_fields(project, "A", deadline="2026-05-01")
    row = named(project, "B")
    command = {"do": "set", "id": row.pk, "version": row.version, "fields": {"name": "B2"}}
    body = api.change(command, revision=since).json()
    assert set(body["activities"]["id"]) == {named(project, "A").pk, row.pk}
    assert body["revision"] == since + 2


def test_an_activity_says_why_it_is_where_it_is(client: Client) -> None:
    project = make_plan({"name": "A", "duration": "2d"}, {"name": "B", "predecessors": "1FS+1d"})
    api, row = Api(project, client), named(project, "B")
    lines = client.get(f"{api.url}/activities/{row.pk}/why").json()["lines"]
    assert [(line["field"], line["kind"], line["activity"]) for line in lines] == [
        ("start", "link", named(project, "A").pk),
        ("finish", "duration", None),
        ("late_start", "duration", None),
        ("late_finish", "project_finish", None),
    ]
    assert lines[0]["text"] == "It waits for “A” (1) to finish +1d."


# ---- ids of others ----


def foreign_commands(own: Activity, foreign: Activity, calendar: int) -> list[dict[str, Any]]:
    """Every field of every command that takes an id, once with a foreign one."""
    mine, other = own.pk, foreign.pk
    return [
        {"do": "set", "id": other, "version": foreign.version, "fields": {"name": "stolen"}},
        {"do": "set", "id": mine, "version": own.version, "fields": {"calendar": calendar}},
        {"do": "set", "id": mine, "version": own.version, "fields": {"predecessors": "77"}},
        {"do": "add", "ref": "n1", "parent": other, "after": None, "fields": {}},
        {"do": "add", "ref": "n1", "parent": None, "after": other, "fields": {}},
        {"do": "delete", "ids": [mine, other]},
        {"do": "indent", "ids": [mine, other]},
        {"do": "outdent", "ids": [other]},
        {"do": "move", "ids": [mine, other], "parent": None, "after": None},
        {"do": "move", "ids": [mine], "parent": other, "after": None},
        {"do": "move", "ids": [mine], "parent": None, "after": other},
        {"do": "link", "from": mine, "to": other},
        {"do": "link", "from": other, "to": mine},
        {"do": "unlink", "from": mine, "to": other},
        {"do": "unlink", "from": other, "to": mine},
    ]


@pytest.mark.slow
def test_an_id_of_another_plan_is_as_unknown_as_one_that_never_was(client: Client) -> None:
    own, other = make_plan({"name": "A"}, {"name": "B"}), make_plan({"name": "Secret"})
    Activity.internal.filter(project=other).update(number=77)
    before = raw_rows(own), raw_rows(other)
    steps = PlanStep.internal.count()
    calendar = PlanCalendar.internal.get(project=other).pk
    api, mine, foreign = Api(own, client), named(own, "B"), named(other, "Secret")
    for command in foreign_commands(mine, foreign, calendar):
        answer = api.change(command)
        never = json.loads(
            json.dumps(command).replace(f" {foreign.pk}", " 888888").replace(f"[{foreign.pk}", "[888888")
        )
        assert answer.status_code == 422, command
        assert "Secret" not in answer.content.decode()
        told = answer.content.decode().replace(str(foreign.pk), "888888")
        assert told == api.change(never).content.decode().replace(str(foreign.pk), "888888")
    assert (raw_rows(own), raw_rows(other), PlanStep.internal.count()) == (*before, steps)


def test_a_foreign_plan_is_not_found_by_any_route(client: Client) -> None:
    own, other = make_plan({"name": "A"}), make_plan({"name": "Secret"})
    before = raw_rows(other)
    api, row = Api(own, client), named(other, "Secret")
    foreign = f"/api/v1/projects/{other.pk}"
    body = json.dumps({"revision": 1, "commands": [{"do": "delete", "ids": [row.pk]}]})
    revision = json.dumps({"revision": 1})
    kind: Any = {"content_type": "application/json"}
    answers = [
        client.get(f"{foreign}/plan"),
        client.get(f"{foreign}/plan/changes?since=1"),
        client.post(f"{foreign}/plan/changes", body, **kind),
        client.post(f"{foreign}/plan/undo", revision, **kind),
        client.post(f"{foreign}/plan/redo", revision, **kind),
        client.get(f"{foreign}/activities/{row.pk}/why"),
        client.get(f"{api.url}/activities/{row.pk}/why"),
    ]
    assert [answer.status_code for answer in answers] == [404] * len(answers)
    assert not any("Secret" in answer.content.decode() for answer in answers)
    assert raw_rows(other) == before


@pytest.mark.parametrize("role", ["PD", "PA", "AS"])
def test_the_office_reads_the_plan_and_changes_nothing(client: Client, role: str) -> None:
    project = make_plan({"name": "A"})
    before = raw_rows(project)
    api = Api(project, client, actor_with(role, make_organisation()).person)
    plan = api.plan()
    assert (plan["activities"]["name"], plan["can"]) == (["A"], {"change": False})
    row = named(project, "A")
    answers = [
        api.change({"do": "set", "id": row.pk, "version": row.version, "fields": {"name": "X"}}),
        api.change(
            {"do": "set", "id": row.pk, "version": row.version, "fields": {"name": "X"}}, preview=True
        ),
        api.post("undo", revision=1),
        api.post("redo", revision=1),
    ]
    assert [answer.status_code for answer in answers] == [403] * 4
    assert raw_rows(project) == before


def test_a_project_without_a_plan_has_none_to_read(client: Client) -> None:
    project = make_project()
    assert Api(project, client).client.get(f"/api/v1/projects/{project.pk}/plan").status_code == 404


# ---- how often the database is asked ----


def queries(run: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        run()
    return len(captured)


def test_the_number_of_queries_does_not_grow_with_the_plan(client: Client) -> None:
    small = make_plan({"name": "A", "resources": "Ann"})
    large = make_plan(
        {"name": "A", "resources": "Ann"},
        {"name": "B", "predecessors": "1", "resources": "Bob"},
        {"name": "C", "predecessors": "1;2", "resources": "Ann;Bob"},
        project=make_project(),
    )
    assert counted(Api(small, client)) == counted(Api(large, client))


def counted(api: Api) -> tuple[int, int]:
    """Queries of opening a plan and of changing one name."""
    revision = api.plan()["revision"]
    row = Activity.internal.get(project_id=int(api.url.rpartition("/")[2]), name="A")
    command = {"do": "set", "id": row.pk, "version": row.version, "fields": {"name": "A2"}}
    return queries(api.plan), queries(lambda: api.post("changes", revision=revision, commands=[command]))
