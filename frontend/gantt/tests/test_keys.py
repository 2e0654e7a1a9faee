"""What keys do with bars, links, levels and the zoom, read from left to right and from right to left."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from .conftest import PlanPage

pytestmark = pytest.mark.e2e
Open = Callable[..., PlanPage]
DAY = 86400
BOTH = pytest.mark.parametrize(
    ("query", "onwards", "back"),
    [("", "ArrowRight", "ArrowLeft"), ("dir=rtl&lang=ar", "ArrowLeft", "ArrowRight")],
)


def commands(plan: PlanPage, *keys: str) -> Any:
    """What keys have the element send in one change."""
    before = len(plan.sent)
    plan.keys(*keys)
    plan.saved()
    (change,) = plan.sent[before:]
    assert change["preview"] is False
    return change["commands"]


@BOTH
def test_edges_bars_and_progress_follow_the_keys(
    open_plan: Open, query: str, onwards: str, back: str
) -> None:
    plan = open_plan(query)
    bar = plan.bar(13)
    plan.cell(13, "number").click()
    for key, fields in [
        (f"Control+Shift+{onwards}", {"finish": bar["finish"] + DAY}),
        (f"Control+Shift+{back}", {"finish": bar["finish"]}),
        (f"Alt+{onwards}", {"start": bar["start"] + DAY}),
        (f"Alt+{back}", {"start": bar["start"]}),
        ("Alt+ArrowUp", {"percent": bar["percent"] + 10}),
        ("Alt+ArrowDown", {"percent": bar["percent"]}),
    ]:
        (command,) = commands(plan, key)
        assert (key, command["id"], command["fields"]) == (key, 13, fields)
    assert plan.bar(13) == bar


def test_progress_goes_no_further_than_nothing_and_all(open_plan: Open) -> None:
    plan = open_plan()
    plan.cell(14, "number").click()
    assert commands(plan, "Alt+ArrowDown")[0]["fields"] == {"percent": 0}
    plan.cell(2, "number").click()
    fields = [commands(plan, "Alt+ArrowUp")[0]["fields"]["percent"] for _ in range(4)]
    assert fields == [80, 90, 100, 100]


@BOTH
def test_levels_follow_the_keys(open_plan: Open, query: str, onwards: str, back: str) -> None:
    plan = open_plan(query)
    plan.cell(5, "number").click()
    assert commands(plan, f"Alt+Shift+{onwards}") == [{"do": "indent", "ids": [5]}]
    assert plan.row(5).get_attribute("aria-level") == "3"
    assert commands(plan, f"Alt+Shift+{back}") == [{"do": "outdent", "ids": [5]}]
    assert plan.row(5).get_attribute("aria-level") == "2"


def test_links_are_taken_away_by_a_key(open_plan: Open) -> None:
    plan = open_plan()
    plan.cell(14, "number").click()
    between = commands(plan, "Shift+ArrowDown", "Control+Shift+L")
    assert between == [{"do": "unlink", "from": 14, "to": 15}]
    assert plan.cell(15, "predecessors").inner_text() == ""
    plan.keys("Escape", "ArrowUp", "ArrowUp")  # of a single row all links go
    assert {(each["from"], each["to"]) for each in commands(plan, "Control+Shift+L")} == {(12, 13), (13, 14)}


def test_the_first_rows_values_fill_the_selection(page: Page, open_plan: Open) -> None:
    page.add_init_script('localStorage[\'headway.gantt\'] = \'{"columns": ["name", "duration", "mode"]}\'')
    plan = open_plan()
    plan.cell(5, "duration").click()
    sent = commands(plan, "Shift+ArrowRight", "Shift+ArrowDown", "Shift+ArrowDown", "Control+d")
    fields = {"duration": plan.cell(5, "duration").inner_text(), "mode": "manual"}
    assert [(each["id"], each["fields"]) for each in sent] == [(6, fields), (7, fields)]
    assert plan.cell(7, "mode").inner_text() == "Manual"


@pytest.mark.parametrize("query", ["", "dir=rtl&lang=ar"])
def test_the_timeline_is_zoomed_and_scrolled_by_keys(page: Page, open_plan: Open, query: str) -> None:
    page.clock.set_fixed_time("2026-05-20T12:00:00")
    plan = open_plan(query)
    drawing = page.locator(".hwg-drawing").bounding_box()
    assert drawing

    def day() -> float:
        return abs(plan.x(DAY) - plan.x(0))

    def in_sight(time: float) -> bool:
        return bool(drawing["x"] <= plan.x(time) <= drawing["x"] + drawing["width"])

    project = page.request.get(f"{plan.address}api/v1/projects/7/plan").json()["project"]
    ends = (project["start"], project["finish"])
    today = 1779278400
    plan.cell(3, "number").click()
    for key, width in [("1", 36), ("2", 12), ("3", 3.6), ("4", 1.2), ("5", 0.3), ("1", 36)]:
        plan.keys(key)
        assert day() == pytest.approx(width)
    plan.keys(".")
    assert day() == pytest.approx(36 * 1.4)
    plan.keys(",", ",")
    assert day() == pytest.approx(36 / 1.4)
    assert not in_sight(today)
    plan.keys("g")
    assert in_sight(today)
    assert not all(map(in_sight, ends))
    plan.keys("0")
    assert all(map(in_sight, ends))
    assert abs(plan.x(ends[1]) - plan.x(ends[0])) > drawing["width"] * 0.8


def test_what_a_key_did_to_a_bar_is_said_with_the_new_date(open_plan: Open) -> None:
    plan = open_plan()
    plan.cell(14, "number").click()
    plan.keys("Alt+ArrowRight")
    plan.saved()
    assert plan.cell(14, "start").inner_text() == "Apr 2, 2026"
    assert plan.said() == "Saved: set “Permit 14”. “Permit 14” starts 2026-04-02"
