"""A sponsor decides on a phone: the charter first, then the plan as the original baseline."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import Stage, serious
from .world import World

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}


def test_a_sponsor_confirms_a_charter_on_a_phone(stage: Stage, tell: Callable[..., World]) -> None:
    project = tell("P29").projects["P29"]
    page = stage.page(project.sponsor, "SP", **PHONE)
    page.goto("/sponsor/")
    assert _fits(page)
    page.get_by_role("link", name="Read and decide").click()
    assert _fits(page)
    page.get_by_role("button", name="Confirm the charter").click()
    expect(page.get_by_text("What you see here is what is in force.")).to_be_visible()
    expect(page.get_by_text(f"{project.sponsor.name} (Sponsor)").first).to_be_visible()


def test_a_sponsor_approves_the_original_baseline_on_a_phone(
    stage: Stage, tell: Callable[..., World]
) -> None:
    project = tell("P33").projects["P33"]
    page = stage.page(project.sponsor, "SP", **PHONE)
    page.goto("/sponsor/")
    assert (_fits(page), serious(page)) == (True, [])
    page.get_by_role("link", name="Details").click()
    assert _fits(page)
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("rowheader", name="B0")).to_contain_text("In force")
    expect(page.get_by_text("G2:")).to_be_visible()
    assert _fits(page)
    page.goto("/sponsor/")
    expect(page.get_by_text("Nothing is waiting for you")).to_be_visible()


def _fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= 360"))
