"""A team member reports in two clicks and reads the plan without being offered what is not theirs."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from headway.project.schedule.models import Assignment

from .conftest import Plan, Stage
from .world import World

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_a_team_member_reports_in_two_clicks_and_reads_the_plan(
    stage: Stage, tell: Callable[..., World]
) -> None:
    project = tell("P08").projects["P08"]
    work = Assignment.internal.filter(project=project, activity__percent_complete__in=range(1, 99))
    row = work.select_related("activity", "resource__person").first()
    assert row is not None and row.resource.person is not None
    page = stage.page(row.resource.person, "TM")
    page.goto("/")
    page.get_by_role("link", name="My work").click()
    item = page.get_by_role("article").filter(has=page.get_by_role("heading", name=row.activity.name))
    item.get_by_role("button", name="Done").click()
    expect(item).to_contain_text(f"Reported, waiting for {project.manager.name}")
    page.goto(f"/projects/{project.pk}/plan/")
    plan = Plan(page)
    for name in ("Undo", "Insert", "Delete", "Indent", "Data date"):
        assert page.get_by_role("button", name=name).count() == 0
    expect(page.get_by_role("treegrid")).to_have_attribute("aria-readonly", "true")
    plan.cell(row.activity.name, "name").dblclick()
    plan.keys("F2", "x", "Delete")
    assert page.locator(".hwg-editor").count() == 0
    expect(plan.row(row.activity.name)).to_be_visible()
