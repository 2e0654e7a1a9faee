"""Pages and API of what came of a plan file: who reads the reports, what they show, what they cost."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from headway.exchange.models import OmittedFact, PlanImport, ReconciledActivity
from headway.exchange.queries import SHOWN
from headway.exchange.report.rows import WITHOUT_PLACE
from headway.exchange.words import DIFFERENCES, OMISSIONS, SHOW_LABELS
from headway.formats.explain import Reason
from headway.formats.mspdi import MSPDI
from headway.formats.plan import Omission
from headway.formats.words import Worded
from headway.organisation.tests.factories import actor_with, signed_in
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.tests.factories import make_project, manager_of
from headway.project.schedule.services import create_plan

pytestmark = pytest.mark.django_db
QUERIES_OF_REPORT = 10
QUERIES_OF_LIST = 10


def test_the_report_is_for_readers_of_the_project_only(project: Project) -> None:
    row = PlanImport.internal.get()
    stranger = signed_in(make_project().manager, "PM")
    reader = signed_in(actor_with("TM", project.scope).person)
    pages = [
        f"/projects/{project.pk}/imports/",
        f"/projects/{project.pk}/imports/{row.pk}/",
        f"/projects/{project.pk}/imports/{row.pk}/omitted/",
        f"/projects/{project.pk}/imports/{row.pk}/report.csv",
        f"/api/v1/projects/{project.pk}/imports",
        f"/api/v1/projects/{project.pk}/imports/{row.pk}/activities",
        f"/api/v1/projects/{project.pk}/imports/{row.pk}/omitted",
    ]
    assert [reader.get(address).status_code for address in pages] == [200] * 7
    assert [stranger.get(address).status_code for address in pages] == [404] * 7


def test_a_report_is_not_reached_through_another_project(project: Project) -> None:
    """Its id in the address of a project of one's own."""
    other = make_project()
    client = signed_in(other.manager, "PM")
    assert client.get(f"/projects/{other.pk}/imports/{PlanImport.internal.get().pk}/").status_code == 404


def test_a_spreadsheet_runs_nothing_from_the_report(project: Project, manager: Client) -> None:
    answer: Any = manager.get(f"/projects/{project.pk}/imports/{PlanImport.internal.get().pk}/report.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    assert len(text.splitlines()) == 5


def test_the_report_filters_by_outcome_and_words(project: Project, manager: Client) -> None:
    ReconciledActivity.internal.filter(name="Dig").update(outcome="different", reason="unexplained")
    address = f"/projects/{project.pk}/imports/{PlanImport.internal.get().pk}/"
    different = manager.get(f"{address}?show=different").text
    assert "Dig" in different
    assert "Pour slab" not in different
    assert "Walls" in manager.get(f"{address}?q=wall").text
    assert "Pour slab" not in manager.get(f"{address}?q=wall").text
    sentence = "There is no “no-such” to choose. Choose what the page offers."
    assert sentence in manager.get(f"{address}?show=no-such").text
    refused = manager.get(f"{address}report.csv?show=no-such")
    assert (refused.status_code, f"Show: {sentence}" in refused.text) == (422, True)


def report_with(*outcomes: tuple[str, str]) -> PlanImport:
    """The one import, its report telling of an activity with each outcome and reason."""
    row = PlanImport.internal.get()
    ReconciledActivity.internal.all().delete()
    ReconciledActivity.objects.bulk_create(
        ReconciledActivity(
            project_id=row.project_id,
            plan_import=row,
            position=n,
            uid=n,
            number=n,
            name=f"A{n}",
            group="open",
            outcome=outcome,
            reason=reason,
            stored=[None] * 7,
            computed=[None] * 7,
        )
        for n, (outcome, reason) in enumerate(outcomes)
    )
    return row


def test_each_figure_of_the_report_opens_exactly_its_rows(project: Project, manager: Client) -> None:
    """Activities of every outcome; the number on the tile is the number of rows behind it."""
    follows = ("different", "neighbour")
    row = report_with(
        *[("exact", "")] * 3, *[("equal", "")] * 2, ("different", "unexplained"), *[follows] * 3, ("none", "")
    )
    figures = {"activities": 10, "compared": 9, "exact": 3, "equal": 5, "unexplained": 1}
    row.counts.update(figures)
    PlanImport.internal.filter(pk=row.pk).update(counts=row.counts)
    address = f"/projects/{project.pk}/imports/{row.pk}/"
    tiles = re.findall(rf'<a href="{address}([^"]*)" aria-label="[^:"]*: (\d+)"', manager.get(address).text)
    assert [int(number) for _, number in tiles] == list(figures.values())
    for query, number in tiles:
        assert manager.get(address + query).context["page"].paginator.count == int(number)


def test_of_two_files_of_one_moment_the_later_one_is_listed_first(project: Project, manager: Client) -> None:
    first = PlanImport.internal.get()
    second = PlanImport.internal.get()
    second.pk = None
    second.save()
    PlanImport.internal.update(at=first.at)
    address = f"/api/v1/projects/{project.pk}/imports?limit=1"
    newest = manager.get(address).json()
    rest = manager.get(f"{address}&after={newest['next']}").json()
    assert [row["id"] for row in newest["items"] + rest["items"]] == [second.pk, first.pk]
    assert rest["next"] is None


def test_every_reason_that_a_report_can_store_has_words() -> None:
    for listed in (Reason, Omission):
        rows: list[Worded] = list(listed)
        assert all(re.fullmatch("[a-z_]+", row.value) for row in rows)
        assert all(row.words[:1].isupper() for row in rows)
        assert len({row.words for row in rows}) == len(rows)
    assert [str(words) for words in DIFFERENCES.values()] == [row.words for row in Reason]
    assert [str(words) for words in OMISSIONS.values()] == [row.words for row in Omission]


def test_reasons_are_words_on_pages_and_keys_for_programs(project: Project, manager: Client) -> None:
    row = report_with(("different", "neighbour"))
    OmittedFact.objects.create(
        project=project, plan_import=row, line=1, owner="task", field="Mood", reason="custom_field"
    )
    page, api = (
        f"/projects/{project.pk}/imports/{row.pk}/",
        f"/api/v1/projects/{project.pk}/imports/{row.pk}/",
    )
    assert "Depends on an activity that differs" in manager.get(page).text
    assert [said["reason"] for said in manager.get(f"{api}activities").json()["items"]] == ["neighbour"]
    assert "Custom field" in manager.get(f"{page}omitted/").text
    assert "custom_field" in [said["reason"] for said in manager.get(f"{api}omitted").json()["items"]]


def test_every_filter_of_a_report_has_words() -> None:
    assert set(SHOW_LABELS) == set(SHOWN)


def test_what_the_plan_has_no_place_for_has_the_name_that_its_file_gives_it() -> None:
    things = {f"{owner}.{name}" for owner, names in WITHOUT_PLACE.items() for name in names}
    assert things <= set(MSPDI.names)


def test_whoever_reads_the_plan_finds_the_report_of_its_file(project: Project) -> None:
    report = f"/projects/{project.pk}/imports/{PlanImport.internal.get().pk}/"
    for role in ("SP", "TM", "PA"):
        client = signed_in(actor_with(role, project.scope).person, role)
        files = f"/projects/{project.pk}/imports/"
        assert f'href="{files}"' in client.get(f"/projects/{project.pk}/plan/").text
        assert f'href="{report}"' in client.get(files).text
        assert f'href="/projects/{project.pk}/import/"' not in client.get(files).text


def test_a_plan_that_came_from_no_file_shows_no_files() -> None:
    project = make_project()
    create_plan(project, actor=manager_of(project), start=0)
    page = signed_in(project.manager, "PM").get(f"/projects/{project.pk}/plan/")
    assert "/imports/" not in page.text


@pytest.mark.parametrize("rows", [1, 60])
def test_the_report_costs_the_same_queries_for_one_row_and_for_many(
    rows: int, project: Project, manager: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    row = report_with(*[("exact", "")] * rows)
    with django_assert_num_queries(QUERIES_OF_REPORT):
        assert manager.get(f"/projects/{project.pk}/imports/{row.pk}/").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_imports_costs_the_same_queries_for_one_and_for_three(
    rows: int, project: Project, manager: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = PlanImport.internal.get()
    PlanImport.objects.bulk_create(
        PlanImport(
            project=project,
            person=first.person,
            name=f"{n}.xml",
            format="mspdi",
            size=1,
            digest="",
            counts=first.counts,
        )
        for n in range(rows - 1)
    )
    for page in ("import", "imports"):
        with django_assert_num_queries(QUERIES_OF_LIST):
            assert manager.get(f"/projects/{project.pk}/{page}/").status_code == 200
