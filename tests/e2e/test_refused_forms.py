"""A form that is refused has the focus where something is wrong; what a choice needs opens with it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from headway.organisation.tests.factories import actor_with, make_user
from headway.project.health.models import ProjectHealth
from headway.project.lifecycle.tests.factories import make_portfolio, make_project
from headway.project.schedule.tests.factories import make_plan
from headway.project.team.tests.factories import assign

from .conftest import Stage

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def send(page: Page, button: str, status: int = 422) -> None:
    """Press a button whose form is refused, which the browser tells the console."""
    with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        page.get_by_role("button", name=button, exact=True).click()
    assert answered.value.status == status


def forgive(stage: Stage) -> None:
    """The refusals are what the walk is about."""
    stage.complaints = [said for said in stage.complaints if "status of 422" not in said]


def test_a_project_that_is_refused_has_the_focus_on_its_errors(stage: Stage, tmp_path: Path) -> None:
    pool = actor_with("POOL", make_portfolio().scope).person
    make_user(pool)
    page = stage.page(pool, "POOL")
    picture = tmp_path / "plan.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    for address, button in (("/projects/new/", "Open the project"), ("/projects/import/", "Import")):
        page.goto(address)
        if page.locator("input[type=file]").count():
            page.locator("input[type=file]").set_input_files(picture)
        send(page, button)
        expect(page.locator("[role=alert][data-focus]")).to_be_focused()
    forgive(stage)


def test_a_wrong_report_has_the_cursor_in_its_field(stage: Stage) -> None:
    project = make_plan({"name": "Dig"}, {"name": "Fence"})
    member = assign(project, "Dig").person
    assign(project, "Fence", member)
    make_user(member)
    page = stage.page(member, "TM")
    page.goto("/work/")
    item = page.get_by_role("article").nth(1)
    item.get_by_text("Report in detail").click()
    item.get_by_label("Percent done").fill("150")
    send(page, "Report")
    expect(page.get_by_role("article").nth(1).get_by_label("Percent done")).to_be_focused()
    forgive(stage)


def test_choosing_better_than_computed_opens_what_it_needs(stage: Stage) -> None:
    project = make_project()
    ProjectHealth.internal.filter(pk=project.pk).update(computed="amber")
    make_user(project.manager)
    page = stage.page(project.manager, "PM")
    page.goto(f"/projects/{project.pk}/status/")
    why = page.get_by_label("Why it is better (needed where it is better than computed)")
    page.get_by_label("Colour").select_option("red")
    expect(why).to_be_hidden()
    page.get_by_label("Colour").select_option("green")
    expect(why).to_be_visible()
