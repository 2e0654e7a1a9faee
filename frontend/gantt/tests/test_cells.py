"""Every cell of the table: what is typed or chosen in it, and what it says to people who listen."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from .conftest import PlanPage

pytestmark = pytest.mark.e2e
Open = Callable[..., PlanPage]

TYPED = [
    ("start", "2026-03-24", "2026-03-24", "Mar 24, 2026"),
    ("finish", "2026-03-27", "2026-03-27", "Mar 27, 2026"),
    ("predecessors", "2FS+2d", "2FS+2d", "2FS+2d"),
    ("resources", "Ann[50%]", "Ann[50%]", "Ann[50%]"),
    ("constraint_date", "2026-03-25", "2026-03-25", "Mar 25, 2026"),
    ("deadline", "2026-05-01", "2026-05-01", "May 1, 2026"),
    ("actual_start", "2026-03-26", "2026-03-26", "Mar 26, 2026"),
    ("actual_finish", "2026-03-28", "2026-03-28", "Mar 28, 2026"),
]
CHOSEN = [
    ("kind", "Milestone", "milestone", "Milestone"),
    ("mode", "Manual", "manual", "Manual"),
    ("active", "No", 0, "No"),
    ("constraint", "Finish no later than", "fnlt", "Finish no later than"),
    ("calendar", "Night shift", 2, "Night shift"),
]


def show(page: Page, columns: list[str]) -> None:
    """The table shows these columns from the start."""
    page.add_init_script(f"localStorage['headway.gantt'] = JSON.stringify({{ columns: {columns} }})")


def last_change(plan: PlanPage) -> Any:
    (command,) = plan.sent[-1]["commands"]
    return command


def test_what_is_typed_into_a_cell_is_sent_as_it_stands_and_shown(page: Page, open_plan: Open) -> None:
    show(page, ["number", "name", *(column for column, *_ in TYPED)])
    plan = open_plan()
    for version, (column, typed, sent, shown) in enumerate(TYPED, 1):
        plan.cell(3, column).click()
        plan.type(typed)
        plan.keys("Enter")
        plan.saved()
        assert last_change(plan) == {"do": "set", "id": 3, "fields": {column: sent}, "version": version}
        assert (column, plan.cell(3, column).inner_text()) == (column, shown)


def test_a_date_is_taken_out_of_its_cell(page: Page, open_plan: Open) -> None:
    show(page, ["number", "name", "deadline"])
    plan = open_plan()
    plan.cell(4, "deadline").click()
    plan.keys("Delete")
    plan.saved()
    assert last_change(plan)["fields"] == {"deadline": None}
    assert plan.cell(4, "deadline").inner_text() == ""


def test_what_is_chosen_in_a_cell_by_keys_is_sent_and_shown(page: Page, open_plan: Open) -> None:
    show(page, ["number", "name", *(column for column, *_ in CHOSEN)])
    plan = open_plan()
    for version, (column, words, sent, shown) in enumerate(CHOSEN, 1):
        plan.cell(3, column).click()
        plan.keys("F2")
        plan.type(words)
        plan.keys("Enter")
        plan.saved()
        assert (column, plan.page.locator(".hwg-editor").count()) == (column, 0)
        assert last_change(plan) == {"do": "set", "id": 3, "fields": {column: sent}, "version": version}
        assert (column, plan.cell(3, column).inner_text()) == (column, shown)


def test_what_the_timeline_shows_stands_as_text_in_cells_that_name_their_column(
    page: Page, open_plan: Open
) -> None:
    columns = ["name", "critical", "total_float", "deadline", "baseline_start", "baseline_finish"]
    show(page, columns)
    plan = open_plan()
    heads = {
        head.get_attribute("aria-colindex"): head.inner_text()
        for head in page.get_by_role("columnheader").all()
    }

    def read(activity: int) -> dict[str, str]:
        """Cells by the heads that a screen reader says with them."""
        cells = plan.row(activity).get_by_role("gridcell").all()
        return {heads[cell.get_attribute("aria-colindex")]: cell.inner_text() for cell in cells}

    assert read(4) == {
        "Activity": "Frame 4",
        "Critical": "Critical",
        "Total float": "0d",
        "Deadline": "Apr 6, 2026",
        "Baseline start": "Mar 29, 2026",
        "Baseline finish": "Apr 1, 2026",
    }
    assert read(14) == {
        "Activity": "Permit 14",
        "Critical": "",
        "Total float": "3.5d",
        "Deadline": "",
        "Baseline start": "Mar 31, 2026",
        "Baseline finish": "Apr 10, 2026",
    }
    assert read(15)["Total float"] == "-0.5d"
    plan.cell(4, "deadline").click()
    plan.drawn()
    current = page.get_by_role("treegrid").get_attribute("aria-activedescendant")
    assert plan.row(4).get_by_role("gridcell", name="Apr 6, 2026").get_attribute("id") == current
