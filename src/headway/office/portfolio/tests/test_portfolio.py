"""The portfolio page shows what the viewer may see, counts honestly, and costs the same for many projects."""

import csv
import datetime as dt
import io
import math
import re
from typing import Any
from urllib.parse import parse_qsl

import pytest
from django.test import Client
from django.utils import timezone

from headway.governance.strategy.models import Portfolio
from headway.office.portfolio.forms import PortfolioFilterForm
from headway.organisation.actors import PersonActor
from headway.organisation.tests.factories import actor_with, make_organisation, make_user
from headway.project.health.models import ProjectHealth
from headway.project.health.queries import PortfolioFilters, portfolio_counts, portfolio_projects
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.tests.factories import make_portfolio, make_project

pytestmark = pytest.mark.django_db
QUERIES_OF_DOWNLOAD = 7


def with_health(project: Project, **columns: Any) -> Project:
    """The project's roll-up row as a plan would have made it."""
    given = {"computed": "green", "evaluated_at": timezone.now(), **columns}
    ProjectHealth.internal.update_or_create(project=project, defaults=given)
    return project


@pytest.fixture
def portfolio() -> Portfolio:
    return make_portfolio()


@pytest.fixture
def analyst(portfolio: Portfolio) -> PersonActor:
    return actor_with("PA", portfolio.scope)


def codes(actor: PersonActor, **filters: str) -> list[str]:
    return [row.code for row in portfolio_projects(actor, PortfolioFilters.model_validate(filters))]


def test_the_analyst_sees_the_own_portfolio_and_no_confidential_or_foreign_project(
    portfolio: Portfolio, analyst: PersonActor
) -> None:
    seen = with_health(make_project(portfolio=portfolio))
    with_health(make_project(portfolio=portfolio, confidential=True), computed="red")
    with_health(make_project(), computed="red")
    assert codes(analyst) == [seen.code]
    assert portfolio_counts(analyst, PortfolioFilters()).total == 1
    assert portfolio_counts(analyst, PortfolioFilters()).red == 0


def test_archived_projects_are_shown_when_asked_for(portfolio: Portfolio, analyst: PersonActor) -> None:
    live, closed = make_project(portfolio=portfolio), make_project(portfolio=portfolio)
    Project.internal.filter(pk=closed.pk).update(state=Project.State.CLOSED)
    for project in (live, closed):
        with_health(project)
    assert codes(analyst) == [live.code]
    assert codes(analyst, state="closed") == [closed.code]
    assert codes(analyst, state="all", sort="code") == sorted([live.code, closed.code])


def test_unknown_counts_as_not_green(portfolio: Portfolio, analyst: PersonActor) -> None:
    for colour in ("green", "grey", "red"):
        with_health(make_project(portfolio=portfolio), computed=colour)
    found = portfolio_counts(analyst, PortfolioFilters())
    assert (found.total, found.green, found.not_green, found.grey) == (3, 1, 2, 1)


@pytest.mark.parametrize("state", ["idea", "business_case"])
def test_what_has_not_begun_is_shown_and_counted_as_neither_green_nor_unknown(
    state: str, portfolio: Portfolio, analyst: PersonActor
) -> None:
    """Grey says that somebody should know and nobody does; an idea has promised nothing to miss."""
    waits = make_project(portfolio=portfolio, state=state)
    running = with_health(make_project(portfolio=portfolio), computed="grey")
    found = portfolio_counts(analyst, PortfolioFilters())
    assert (found.total, found.none, found.not_green, found.grey, found.green) == (2, 1, 1, 1, 0)
    assert codes(analyst, sort="code") == sorted([waits.code, running.code])
    assert codes(analyst, computed="none") == codes(analyst, state=state) == [waits.code]
    assert codes(analyst, computed="not_green") == [running.code]


def test_every_state_that_a_project_can_have_is_offered_as_a_filter(analyst: PersonActor) -> None:
    offered = dict(PortfolioFilterForm(actor=analyst).fields["state"].choices)  # type: ignore[attr-defined]  # it is a ChoiceField
    assert set(offered) == {"", "all", *Project.State.values}


def test_filters_that_cannot_be_are_said_and_left_aside(client: Client, analyst: PersonActor) -> None:
    value = "9" * 201
    names = {"q", "portfolio", "programme", "state", "size", "approach", "computed", "sort"}
    client.force_login(make_user(analyst.person))
    page = client.get("/portfolio/", dict.fromkeys(names, value))
    assert (page.status_code, set(page.context["form"].errors)) == (200, names)
    assert not page.context["filters"].any
    for name in names:
        assert client.get("/api/v1/portfolio/projects", {name: value}).status_code == 422


def test_an_order_that_cannot_be_is_said_and_not_carried_on(client: Client, analyst: PersonActor) -> None:
    client.force_login(make_user(analyst.person))
    shown = client.get("/portfolio/?sort=abc").text
    assert "Sorted by: There is no “abc” to choose. Choose what the page offers." in shown
    assert 'name="sort"' not in shown
    assert 'name="sort" value="code"' in client.get("/portfolio/?sort=code").text


def test_late_and_diverging_are_found(portfolio: Portfolio, analyst: PersonActor) -> None:
    late = with_health(
        make_project(portfolio=portfolio),
        deadline=dt.date(2027, 1, 1),
        forecast_finish=dt.date(2027, 1, 2),
        assessed="green",
    )
    watermelon = with_health(make_project(portfolio=portfolio), computed="red", assessed="green")
    with_health(make_project(portfolio=portfolio), computed="grey", assessed="green")
    assert codes(analyst, late="1") == [late.code]
    assert codes(analyst, diverging="1") == [watermelon.code]


def test_the_worst_tolerance_use_comes_first_and_unknown_last(
    portfolio: Portfolio, analyst: PersonActor
) -> None:
    calm = with_health(make_project(portfolio=portfolio), use=0.2)
    unknown = with_health(make_project(portfolio=portfolio), use=None)
    burning = with_health(make_project(portfolio=portfolio), use=1.4)
    assert codes(analyst) == [burning.code, calm.code, unknown.code]
    assert codes(analyst, sort="use") == [calm.code, burning.code, unknown.code]


HOSTILE = pytest.mark.parametrize("value", ["'; DROP TABLE x;--", "__class__", "project__manager__email"])


@pytest.mark.parametrize("name", ["q", "portfolio", "programme"])
@HOSTILE
def test_hostile_filters_find_nothing(
    portfolio: Portfolio, analyst: PersonActor, name: str, value: str
) -> None:
    with_health(make_project(portfolio=portfolio))
    assert codes(analyst, **{name: value}) == []


@pytest.mark.parametrize("name", ["state", "size", "approach", "computed", "assessed", "sort"])
@HOSTILE
def test_hostile_codes_are_refused(client: Client, analyst: PersonActor, name: str, value: str) -> None:
    client.force_login(make_user(analyst.person))
    assert client.get("/api/v1/portfolio/projects", {name: value}).status_code == 422


@pytest.mark.parametrize("projects_there", [1, 3])
def test_the_page_asks_the_same_number_of_questions(
    client: Client, django_assert_num_queries: Any, projects_there: int
) -> None:
    portfolio = make_portfolio()
    viewer = actor_with("PA", portfolio.scope)
    for _ in range(projects_there):
        with_health(make_project(portfolio=portfolio))
    client.force_login(make_user(viewer.person))
    with django_assert_num_queries(8):
        response = client.get("/portfolio/")
    assert response.status_code == 200
    assert len(response.context["page"].object_list) == projects_there


def test_tiles_link_to_the_rows_they_count(client: Client) -> None:
    viewer = actor_with("PA", make_organisation())
    portfolio = make_portfolio()
    with_health(make_project(portfolio=portfolio), computed="red")
    with_health(make_project(portfolio=portfolio))
    client.force_login(make_user(viewer.person))
    tiles = {tile["key"]: tile for tile in client.get("/portfolio/").context["tiles"]}
    assert (tiles["total"]["value"], tiles["red"]["value"]) == (2, 1)
    behind = client.get(f"/portfolio/{tiles['red']['href']}").context["page"].object_list
    assert [row.computed for row in behind] == ["red"]
    for tile in tiles.values():
        behind = client.get(f"/portfolio/{tile['href']}").context["page"].object_list
        assert len(behind) == tile["value"], tile["key"]


def test_the_api_answers_as_the_page_does(client: Client) -> None:
    viewer = actor_with("PA", make_organisation())
    project = with_health(make_project(), computed="amber", use=0.7)
    with_health(make_project(), computed="green")
    client.force_login(make_user(viewer.person))
    answer = client.get("/api/v1/portfolio/projects?computed=amber").json()
    assert (answer["total"], answer["by_status"]["amber"]) == (1, 1)
    assert [(row["code"], row["use"]) for row in answer["items"]] == [(project.code, 0.7)]


def test_who_holds_no_role_with_a_portfolio_is_refused(client: Client) -> None:
    member = actor_with("TM", make_project().scope)
    client.force_login(make_user(member.person))
    assert client.get("/portfolio/").status_code == 403
    assert client.get("/api/v1/portfolio/projects").status_code == 403


@pytest.mark.parametrize("sort", ["", "use", "-name", "milestone"])
def test_the_api_is_read_in_parts_without_end_or_repetition(client: Client, sort: str) -> None:
    for use in (0.7, None, 0.7, 0.2, None):
        with_health(make_project(), use=use)
    client.force_login(make_user(actor_with("PA", make_organisation()).person))
    address = f"/api/v1/portfolio/projects?sort={sort}"
    whole, items, after = client.get(address).json(), [], ""
    for _part in range(3):
        part = client.get(f"{address}&limit=2{after}").json()
        items += part["items"]
        after = f"&after={part['next']}"
    assert (items, part["next"], part["total"]) == (whole["items"], None, 5)


def test_a_row_says_how_a_project_is_and_what_comes_next(client: Client) -> None:
    steps = (("Permit", 3), ("Shell", 9), ("Roof", 20))
    ahead = [[number, name, f"2027-01-{day:02}"] for number, (name, day) in enumerate(steps, start=1)]
    project = with_health(
        make_project(size_class="L", approach="H"),
        computed="red",
        assessed="green",
        phase="Groundwork",
        use=1.4,
        u_time=1.4,
        deadline=dt.date(2027, 3, 1),
        deadline_hard=True,
        forecast_finish=dt.date(2027, 3, 9),
        data_date=dt.date(2026, 12, 7),
        next_milestones=ahead,
        next_milestone_date=dt.date(2027, 1, 3),
    )
    calm = with_health(make_project(), deadline=dt.date(2027, 3, 1), forecast_finish=dt.date(2027, 3, 1))
    client.force_login(make_user(actor_with("PA", make_organisation()).person))
    page = client.get("/portfolio/?sort=-use").text
    first, second = (row.split("</tr>")[0] for row in page.split("<tbody>")[1].split("<tr>")[1:])
    told = " ".join(re.sub("<[^>]*>", " ", first).split())
    assert told == (
        f"Computed: Red, assessed: Green {project} {project.portfolio.name} Initiating Groundwork · L "
        f"{project.manager.name} {project.sponsor.name} 1 Mar 2027 Hard 9 Mar 2027 Late "
        "Tolerance use: Red, 140 % as of 7 Dec 2026 Permit 3 Jan 2027 Shell 9 Jan 2027"
    )
    assert calm.code in second
    assert "Late" not in second
    assert "Hard" not in second
    row = client.get("/api/v1/portfolio/projects?sort=-use").json()["items"][0]
    expected = {
        "code": project.code,
        "size": "L",
        "approach": "H",
        "state": project.state,
        "phase": "Groundwork",
        "computed": "red",
        "assessed": "green",
        "use": 1.4,
        "u_time": 1.4,
        "u_cost": None,
        "deadline": "2027-03-01",
        "deadline_hard": True,
        "forecast_finish": "2027-03-09",
        "next_milestones": [{"activity": key, "name": name, "date": day} for key, name, day in ahead],
    }
    assert {name: row[name] for name in expected} == expected


def downloaded(client: Client, query: str = "") -> list[dict[str, str]]:
    answer: Any = client.get(f"/portfolio/projects.csv{query}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert answer["Content-Disposition"] == 'attachment; filename="portfolio.csv"'
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_download_has_the_rows_of_the_page_in_its_order_and_of_nobody_elses_projects(
    client: Client, portfolio: Portfolio, analyst: PersonActor
) -> None:
    for use, computed in ((0.2, "green"), (1.4, "red"), (math.inf, "red"), (None, "grey")):
        with_health(make_project(portfolio=portfolio), use=use, computed=computed)
    with_health(make_project(portfolio=portfolio, confidential=True), computed="red")
    with_health(make_project(), computed="red")
    client.force_login(make_user(analyst.person))
    for query in ("", "?sort=code", "?sort=-use&computed=red", "?computed=not_green&page=7", "?q=nothing"):
        filters = PortfolioFilters.model_validate(dict(parse_qsl(query.removeprefix("?"))))
        assert [row["Code"] for row in downloaded(client, query)] == codes(
            analyst, **dict(parse_qsl(query.removeprefix("?")))
        )
        link = f'href="/portfolio/projects.csv?{query.removeprefix("?")}"'.replace("&", "&amp;")
        found = portfolio_counts(analyst, filters).total
        assert (link in client.get(f"/portfolio/{query}").text) == bool(found)
    assert [row["Tolerance use, %"] for row in downloaded(client, "?sort=-use")] == [
        "no tolerance left",
        "140",
        "20",
        "",
    ]


def test_a_line_of_the_download_says_what_the_row_says_and_no_cell_is_a_formula(client: Client) -> None:
    ahead = [[1, "+Permit", "2027-01-03"], [2, "Shell", "2027-01-09"], [3, "Roof", "2027-01-20"]]
    project = make_project(size_class="L", approach="H", name="=HYPERLINK(1)")
    with_health(
        project,
        computed="red",
        assessed="green",
        phase="@Groundwork",
        use=1.4,
        deadline=dt.date(2027, 3, 1),
        deadline_hard=True,
        forecast_finish=dt.date(2027, 3, 9),
        data_date=dt.date(2026, 12, 7),
        next_milestones=ahead,
    )
    client.force_login(make_user(actor_with("PA", make_organisation()).person))
    (row,) = downloaded(client)
    assert list(row.values()) == [
        project.code,
        "'=HYPERLINK(1)",
        project.portfolio.name,
        "",
        "Initiating",
        "'@Groundwork",
        "L",
        "Hybrid",
        project.manager.name,
        project.sponsor.name,
        "Red",
        "Green",
        "2027-03-01",
        "yes",
        "2027-03-09",
        "",
        "140",
        "2026-12-07",
        "'+Permit",
        "2027-01-03",
        "Shell",
        "2027-01-09",
    ]


@pytest.mark.parametrize("number", [1, 5])
def test_the_download_costs_the_same_queries_for_one_project_and_for_many(
    client: Client, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        with_health(make_project())
    client.force_login(make_user(actor_with("PA", make_organisation()).person))
    with django_assert_num_queries(QUERIES_OF_DOWNLOAD):
        assert len(downloaded(client)) == number


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("computed=puce", "Computed status: There is no “puce” to choose. Choose what the page offers."),
        ("sort=abc", "Sorted by: There is no “abc” to choose. Choose what the page offers."),
    ],
)
def test_a_download_with_a_filter_that_cannot_be_is_refused(
    client: Client, query: str, sentence: str
) -> None:
    with_health(make_project())
    client.force_login(make_user(actor_with("PA", make_organisation()).person))
    answer = client.get(f"/portfolio/projects.csv?{query}")
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)


def test_who_may_not_see_the_portfolio_downloads_nothing(client: Client) -> None:
    client.force_login(make_user(make_project().manager))
    assert client.get("/portfolio/projects.csv").status_code == 403


def test_a_milestone_that_should_be_over_is_called_overdue(client: Client) -> None:
    today = timezone.localdate()
    ahead = [[1, "Permit", (today - dt.timedelta(days=1)).isoformat()], [2, "Shell", today.isoformat()]]
    with_health(make_project(), next_milestones=ahead)
    client.force_login(make_user(actor_with("PA", make_organisation()).person))
    permit, shell = client.get("/portfolio/").text.split("Permit")[1].split("Shell")
    assert ("Overdue" in permit, "Overdue" in shell) == (True, False)
    over = with_health(make_project(), next_milestones=ahead)
    Project.internal.filter(pk=over.pk).update(state=Project.State.CLOSED)
    assert "Overdue" not in client.get(f"/portfolio/?state=all&q={over.code}").text
