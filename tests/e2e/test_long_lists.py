"""Lists that are longer than a page, and what is left to do in a project that has ended."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from headway.exchange import services
from headway.exchange.models import PlanUpdate
from headway.exchange.tests.conftest import upload
from headway.exchange.tests.documents import small_plan
from headway.organisation.tests.factories import make_user
from headway.project.lifecycle.services import Move
from headway.project.lifecycle.tests.factories import decide, manager_of, sponsor_of
from headway.project.schedule.models import Activity, Assignment
from headway.project.schedule.tests.factories import make_plan
from headway.project.team.tests.factories import assign

from .conftest import Stage, run_jobs, serious

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def picture(page: Page, folder: Path, name: str) -> None:
    """What somebody may look at after the test."""
    page.screenshot(path=folder / f"{name}.png")


def test_work_beyond_the_first_hundred_is_a_page_away(stage: Stage, tmp_path: Path) -> None:
    project = make_plan(*({"name": f"Step {number:03}", "duration": "1d"} for number in range(1, 104)))
    member = assign(project, "Step 001")
    first = Assignment.internal.get(project=project)
    others = Activity.internal.filter(project=project).exclude(pk=first.activity_id)
    for activity in others:
        Assignment.objects.create(project=project, activity=activity, resource=first.resource)
    make_user(member.person)
    page = stage.page(member.person, "TM")
    page.goto("/work/")
    pages = page.get_by_role("navigation", name="Pages")
    expect(pages).to_contain_text("1 to 100 of 103")
    expect(page.get_by_role("article")).to_have_count(100)
    pages.get_by_role("link", name="Next page").click()
    expect(pages).to_contain_text("101 to 103 of 103")
    expect(page.get_by_role("article")).to_have_count(3)
    expect(pages.locator("[aria-current=page]")).to_have_text("2")
    assert serious(page) == []
    picture(page, tmp_path, "pages")


def test_a_newer_file_of_a_project_that_has_ended_can_only_be_discarded(stage: Stage, tmp_path: Path) -> None:
    project = make_plan({"name": "Dig", "duration": "3d"})
    services.receive_newer_plan(project, upload(small_plan().xml(), "newer.xml"), actor=manager_of(project))
    make_user(project.manager)
    page = stage.page(project.manager, "PM")
    run_jobs(page)
    decide(project, Move(state="terminated", reason="Flood"), actor=sponsor_of(project))
    update = PlanUpdate.internal.get(project=project)
    page.goto(f"/projects/{project.pk}/updates/{update.pk}/")
    discard = page.get_by_role("button", name="Discard", exact=True)
    expect(discard).to_be_in_viewport()
    expect(page.get_by_role("button", name="Apply")).to_have_count(0)
    assert serious(page) == []
    picture(page, tmp_path, "discard")
    discard.click()
    expect(page.get_by_text("Discarded")).to_be_visible()
    update.refresh_from_db()
    assert update.state == PlanUpdate.State.DISCARDED
