"""Columns of the plan element: which, in which order, how wide, in any language, remembered."""

from collections.abc import Callable

import pytest

from .conftest import PlanPage

pytestmark = pytest.mark.e2e
Open = Callable[..., PlanPage]
USUAL = [
    "number",
    "wbs",
    "name",
    "duration",
    "start",
    "finish",
    "percent",
    "predecessors",
    "total_float",
    "critical",
    "resources",
]


def order(plan: PlanPage) -> list[str]:
    """The columns as they stand, by the numbers a screen reader counts."""
    heads = plan.page.locator("[role=columnheader]").all()
    heads.sort(key=lambda head: int(head.get_attribute("aria-colindex") or 0))
    return [head.get_attribute("data-key") or "" for head in heads]


def centre(plan: PlanPage, key: str) -> tuple[float, float]:
    box = plan.page.locator(f'[role=columnheader][data-key="{key}"]').bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.parametrize("query", ["", "dir=rtl&lang=ar"])
def test_a_head_is_dragged_to_another_place_which_is_remembered(open_plan: Open, query: str) -> None:
    plan = open_plan(query)
    plan.cell(3, "duration").click()
    x, y = centre(plan, "start")
    beyond = -20 if not query else 20
    plan.drag(centre(plan, "finish"), (x + beyond, y))
    plan.drop()
    expected = [*USUAL[:4], "finish", "start", *USUAL[6:]]
    assert order(plan) == expected
    current = plan.page.get_by_role("treegrid").get_attribute("aria-activedescendant")
    assert plan.cell(3, "duration").get_attribute("id") == current
    plan.page.reload()
    plan.page.wait_for_selector("hw-gantt .hwg-treegrid")
    assert order(plan) == expected


def test_escape_leaves_a_dragged_head_where_it_was(open_plan: Open) -> None:
    plan = open_plan()
    plan.drag(centre(plan, "finish"), centre(plan, "name"))
    plan.keys("Escape")
    plan.drop()
    assert order(plan) == USUAL


def test_an_edge_is_dragged_wider_and_a_double_click_makes_it_usual_again(open_plan: Open) -> None:
    plan = open_plan()
    handle = plan.page.locator('[data-key="duration"] .hwg-resize')
    box = handle.bounding_box()
    assert box
    before = plan.cell(3, "duration").evaluate("cell => cell.offsetWidth")
    plan.drag((box["x"] + 3, box["y"] + 20), (box["x"] + 43, box["y"] + 20))
    plan.drop()
    assert plan.cell(3, "duration").evaluate("cell => cell.offsetWidth") == before + 40
    handle.dblclick()
    plan.saved()
    assert plan.cell(3, "duration").evaluate("cell => cell.offsetWidth") == before


def test_columns_are_shown_hidden_and_ordered_by_keys_alone(open_plan: Open) -> None:
    plan = open_plan()
    plan.cell(3, "number").click()
    plan.keys("m")
    dialog = plan.page.get_by_role("dialog", name="Columns")
    dialog.get_by_role("checkbox", name="Deadline").focus()
    plan.keys("Space")
    assert order(plan)[-1] == "deadline"
    assert plan.page.evaluate("document.activeElement.dataset.for") == "box-deadline"
    dialog.get_by_role("button", name="Deadline: one place earlier").focus()
    plan.keys("Enter", "Enter")
    assert order(plan)[-3:] == ["deadline", "critical", "resources"]
    dialog.get_by_role("checkbox", name="WBS").focus()
    plan.keys("Space")
    assert "wbs" not in order(plan)
    dialog.get_by_role("button", name="Usual columns").focus()
    plan.keys("Enter", "Escape")
    assert order(plan) == USUAL
    assert plan.page.evaluate("document.activeElement.getAttribute('role')") == "treegrid"


@pytest.mark.parametrize("query", ["", "lang=de", "dir=rtl&lang=ar", "lang=pl"])
def test_every_date_has_room_in_its_column(open_plan: Open, query: str) -> None:
    plan = open_plan(query)
    dates = plan.page.locator('.hwg-row:not([hidden]) :is([data-key="start"], [data-key="finish"])')
    cut = dates.evaluate_all(
        "cells => cells.filter(cell => cell.scrollWidth > cell.clientWidth).map(cell => cell.textContent)"
    )
    assert cut == []


@pytest.mark.parametrize("query", ["", "dir=rtl&lang=ar"])
def test_digits_stand_below_digits_of_the_same_worth(open_plan: Open, query: str) -> None:
    plan = open_plan(query)
    sides = plan.page.locator('.hwg-row:not([hidden]) [data-key="duration"]').evaluate_all(
        """cells => cells.map((cell) => {
          const range = document.createRange();
          range.selectNodeContents(cell);
          return Math.round(cell.getBoundingClientRect().right - range.getBoundingClientRect().right);
        })"""
    )
    assert len(set(sides)) == 1
    assert sides[0] < 12


def test_a_phone_shows_cards_and_leaves_the_columns_of_wide_pages_alone(open_plan: Open) -> None:
    plan = open_plan()
    plan.page.set_viewport_size({"width": 360, "height": 760})
    plan.saved()
    plan.cell(3, "name").click()
    plan.keys("Escape", "m")
    assert plan.page.locator("dialog[open]").count() == 0
    assert not plan.page.get_by_role("button", name="Columns").is_visible()
    plan.page.set_viewport_size({"width": 1500, "height": 820})
    plan.saved()
    assert order(plan) == USUAL
