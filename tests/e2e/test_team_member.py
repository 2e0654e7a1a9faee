"""A team member reports in two clicks and reads the plan without being offered what is not theirs."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .conftest import Plan, Stage
from .world import World, work_of

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_a_team_member_reports_in_two_clicks_and_reads_the_plan(
    stage: Stage, tell: Callable[..., World]
) -> None:
    project = tell("P08").projects["P08"]
    activity, member = work_of(project)
    page = stage.page(member, "TM")
    page.goto("/")
    page.get_by_role("link", name="My work").click()
    item = page.get_by_role("article").filter(has=page.get_by_role("heading", name=activity.name))
    item.get_by_role("button", name="Done").click()
    expect(item).to_contain_text(f"Reported, waiting for {project.manager.name}")
    page.goto(f"/projects/{project.pk}/plan/")
    plan = Plan(page)
    for name in ("Undo", "Insert", "Delete", "Indent", "Data date"):
        assert page.get_by_role("button", name=name).count() == 0
    expect(page.get_by_role("treegrid")).to_have_attribute("aria-readonly", "true")
    plan.cell(activity.name, "name").dblclick()
    plan.keys("F2", "x", "Delete")
    assert page.locator(".hwg-editor").count() == 0
    expect(plan.row(activity.name)).to_be_visible()
