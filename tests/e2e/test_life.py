"""From the first day to a hold: a manager opens a project, types its plan and asks; the sponsor decides."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from headway.project.lifecycle.models import Project

from .conftest import Plan, Stage, serious
from .world import World

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_a_project_begins_without_a_file_and_is_put_on_hold_by_its_sponsor(
    stage: Stage, tell: Callable[..., World]
) -> None:
    told = tell("P32").projects["P32"]
    page = stage.page(told.manager, "PM")
    page.goto("/projects/new/")
    page.get_by_role("button", name="Act as Project manager pool").click()
    assert serious(page) == []
    page.get_by_label("Portfolio or programme").select_option(label=told.portfolio.name)
    page.get_by_label("Code").fill("VALVES")
    page.get_by_label("Name", exact=True).fill("Valve register")
    page.get_by_label("Sponsor").fill(told.sponsor.name)
    page.get_by_role("button", name="Open the project").click()
    expect(page.locator(".hw-hat-name")).to_have_text("Project manager")
    page.get_by_role("button", name="Add the first activity").click()
    page.keyboard.type("Survey the valves")
    page.keyboard.press("Enter")
    plan = Plan(page)
    expect(plan.cell("Survey the valves", "duration")).to_be_visible()
    page.get_by_role("link", name="Life cycle").click()
    page.get_by_label("Reason").fill("The permit of the harbour office is missing.")
    page.get_by_label("hold").fill((timezone.localdate() + dt.timedelta(days=30)).isoformat())
    page.get_by_role("main").get_by_role("button").last.click()
    expect(page.get_by_role("button", name="Withdraw")).to_be_visible()

    phone = stage.page(told.sponsor, "SP", viewport={"width": 360, "height": 740}, has_touch=True)
    phone.goto("/sponsor/")
    phone.get_by_role("link", name="Read and decide").last.click()
    expect(phone.get_by_text("The permit of the harbour office is missing.")).to_be_visible()
    assert serious(phone) == []
    phone.locator("textarea[name=decide-reason]").fill("Agreed until the permit is there.")
    phone.locator("form[action$='/decide/'] button[type=submit]").click()
    expect(phone.get_by_text("Agreed until the permit is there.").first).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert Project.internal.get(code="VALVES").state == "on_hold"
