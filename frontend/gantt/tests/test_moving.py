"""Moving bars, summaries and rows of the plan element: by mouse, by finger, by keys."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from .conftest import Box, PlanPage

pytestmark = pytest.mark.e2e
Open = Callable[..., PlanPage]
DAY = 86400


class Finger:
    """One finger on the screen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.devtools = page.context.new_cdp_session(page)
        self.devtools.send("Emulation.setTouchEmulationEnabled", {"enabled": True})

    def down(self, x: float, y: float) -> None:
        self._send("touchStart", (x, y))

    def move(self, x: float, y: float) -> None:
        self._send("touchMove", (x, y))

    def up(self) -> None:
        self.devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    def drag(self, start: tuple[float, float], end: tuple[float, float], *, rest: int) -> None:
        """Down, wait, along in steps; still down at the end."""
        self.down(*start)
        self.page.wait_for_timeout(rest)
        for step in range(1, 9):
            share = step / 8
            self.move(start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)
            self.page.wait_for_timeout(16)

    def pinch(self, x: float, y: float, before: float, after: float) -> None:
        """Two fingers beside a point, so far apart before and after."""
        self._send("touchStart", (x - before / 2, y), (x + before / 2, y))
        self.page.wait_for_timeout(500)  # long enough for one finger to take hold
        for step in range(1, 6):
            apart = before + (after - before) * step / 5
            self._send("touchMove", (x - apart / 2, y), (x + apart / 2, y))
            self.page.wait_for_timeout(16)
        self.up()

    def _send(self, kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": x, "y": y, "id": at} for at, (x, y) in enumerate(places)]
        self.devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


@pytest.fixture
def finger(page: Page) -> Finger:
    return Finger(page)


def scrolled(plan: PlanPage) -> dict[str, Any]:
    found: dict[str, Any] = plan.page.locator(".hwg-scroll").evaluate(
        "scroller => ({ left: scroller.scrollLeft, top: scroller.scrollTop })"
    )
    return found


def wait_until_scrolled(plan: PlanPage, axis: str, beyond: float) -> float:
    """Frames are as quick as the machine; answers how far it came."""
    for _ in range(200):
        if scrolled(plan)[axis] > beyond:
            break
        plan.page.wait_for_timeout(50)
    return float(scrolled(plan)[axis])


def middle(bar: dict[str, float]) -> tuple[float, float]:
    return (bar["from"] + bar["to"]) / 2, bar["y"]


def test_a_finger_that_rests_on_a_bar_drags_it(open_plan: Open, finger: Finger) -> None:
    plan = open_plan()
    bar = plan.bar(14)
    x, y = middle(bar)
    finger.drag((x, y), (x + 36, y), rest=500)
    assert plan.page.locator(".hwg-tip").inner_text().startswith("Start ")
    finger.up()
    plan.saved()
    assert plan.sent[-1]["commands"][0]["fields"] == {"start": bar["start"] + 3 * DAY}


def test_a_finger_reaches_the_end_of_a_bar_without_aiming_at_a_pixel(open_plan: Open, finger: Finger) -> None:
    plan = open_plan()
    bar = plan.bar(14)
    finger.drag((bar["to"] - 11, bar["y"]), (bar["to"] + 13, bar["y"]), rest=500)
    finger.up()
    plan.saved()
    assert plan.sent[-1]["commands"][0]["fields"] == {"finish": bar["finish"] + 2 * DAY}


def test_a_finger_that_moves_at_once_scrolls_and_changes_nothing(open_plan: Open, finger: Finger) -> None:
    plan = open_plan()
    x, y = middle(plan.bar(14))
    finger.drag((x, y), (x, y - 150), rest=0)
    finger.up()
    plan.saved()
    assert scrolled(plan)["top"] > 0
    assert plan.sent == []


def test_a_tap_picks_the_row_and_a_resting_finger_drags_it_elsewhere(open_plan: Open, finger: Finger) -> None:
    plan = open_plan()
    box, target = plan.cell(6, "number").bounding_box(), plan.cell(3, "number").bounding_box()
    assert box
    assert target
    start = (box["x"] + 20, box["y"] + 16)
    finger.down(*start)
    finger.up()
    plan.saved()
    assert plan.row(6).get_attribute("aria-selected") == "true"
    finger.drag(start, (start[0], target["y"] + 3), rest=500)
    finger.up()
    plan.saved()
    assert plan.sent[-1]["commands"] == [{"do": "move", "ids": [6], "parent": 1, "after": 2}]


def test_two_fingers_zoom_the_timeline_about_the_point_between_them(open_plan: Open, finger: Finger) -> None:
    plan = open_plan()
    bar = plan.bar(14)
    finger.pinch(bar["from"], bar["y"], 80, 160)  # one finger lies on the bar
    plan.saved()
    zoomed = plan.bar(14)
    assert zoomed["to"] - zoomed["from"] == pytest.approx(2 * (bar["to"] - bar["from"]), rel=0.02)
    assert zoomed["from"] == pytest.approx(bar["from"], abs=2)
    assert plan.sent == []


def test_a_double_tap_opens_a_cell(open_plan: Open, finger: Finger) -> None:
    plan = open_plan()
    box = plan.cell(6, "name").bounding_box()
    assert box
    for _ in range(2):
        finger.down(box["x"] + 60, box["y"] + 16)
        finger.up()
        plan.page.wait_for_timeout(60)
    assert plan.page.get_by_label("Activity of Wiring 6").count() == 1


@pytest.mark.parametrize("query", ["", "dir=rtl&lang=ar"])
def test_a_dragged_summary_takes_what_is_below_it_along_in_one_step(open_plan: Open, query: str) -> None:
    plan = open_plan(query)
    bar = plan.bar(11)
    direction = 1 if not query else -1
    first = min(plan.bar(each)["start"] for each in range(12, 21))
    plan.drag(middle(bar), (middle(bar)[0] + 60 * direction, bar["y"]))
    assert plan.page.locator(".hwg-tip").inner_text().startswith("Start ")
    plan.drop()
    changes = [request for request in plan.sent if not request["preview"]]
    assert len(changes) == 1
    fields = {"constraint": "snet", "constraint_date": first + 5 * DAY}
    assert changes[0]["commands"][0] == {"do": "set", "id": 11, "version": 1, "fields": fields}


@pytest.mark.parametrize("query", ["", "dir=rtl&lang=ar"])
def test_a_drag_draws_where_what_follows_would_move_to(open_plan: Open, query: str) -> None:
    plan = open_plan(query)
    bar, follower = plan.bar(14), plan.bar(15)
    onwards = 1 if bar["to"] > bar["from"] else -1

    def at(time: float, y: float) -> Box:
        """Around the start of a bar and its frame, but for the middle, where the link ends."""
        return plan.x(time) - 2, plan.x(time) + 2, y - 12, y - 4

    with plan.page.expect_response("**/plan/changes") as answer:
        plan.drag(middle(bar), (middle(bar)[0] + 60 * onwards, bar["y"]))
    rows = answer.value.json()["activities"]
    start = rows["start"][rows["id"].index(15)]
    assert start > follower["start"]
    there, here = at(start, follower["y"]), at(follower["start"], follower["y"])
    plan.page.get_by_text("other activities move").wait_for()
    plan.drawn()
    ghost = plan.pixels(there, here)
    plan.keys("Escape")
    assert plan.bar(15) == follower  # the bar itself has not moved
    left = plan.pixels(there, here)
    assert ghost[0] != left[0]
    assert ghost[1] == left[1]
    plan.drop()
    assert plan.pixels(there, here) == left


def test_a_summary_that_has_a_limit_says_why_it_stays(open_plan: Open) -> None:
    plan = open_plan()
    limit = "{ commands: [{ do: 'set', id: 11, fields: { constraint: 'fnlt' } }] }"
    plan.page.evaluate(f"document.querySelector('hw-gantt').bench.queue.add({limit})")
    plan.saved()
    bar = plan.bar(11)
    plan.drag(middle(bar), (middle(bar)[0] + 60, bar["y"]))
    plan.drop()
    assert "has a constraint of its own" in plan.said()
    plan.cell(11, "number").click()
    plan.keys("Alt+ArrowRight")
    assert "has a constraint of its own" in plan.said()
    assert len([request for request in plan.sent if not request["preview"]]) == 1


def test_a_bar_that_is_held_says_so_and_why(open_plan: Open) -> None:
    plan = open_plan()
    before = plan.bar(14)["start"]
    plan.page.route(
        "**/plan/changes",
        lambda route: route.fulfill(json=unchanged(plan, route.request.post_data_json["revision"] + 1)),
    )
    plan.cell(14, "number").click()
    plan.keys("Alt+ArrowLeft")
    plan.saved()
    assert plan.bar(14)["start"] == before
    notice = plan.page.locator(".hwg-notice")
    assert notice.inner_text().startswith("“Permit 14” still starts on")
    notice.get_by_role("button", name="Why this date?").click()
    assert "Permit 14" in plan.page.get_by_role("complementary").inner_text()


def unchanged(plan: PlanPage, revision: int) -> dict[str, Any]:
    """What the server answers where a change moved nothing."""
    whole = plan.page.request.get(f"{plan.address}api/v1/projects/7/plan").json()
    nothing: dict[str, list[Any]] = {name: [] for name in whole["activities"]}
    return {
        "revision": revision,
        "activities": nothing,
        "removed": [],
        "order": None,
        "links": None,
        "project": whole["project"],
        "refs": {},
        "undo": "Move “Permit 14”",
        "redo": None,
        "new_resources": [],
        "message": "",
    }


def test_a_bar_held_at_the_edge_scrolls_the_timeline_on(open_plan: Open) -> None:
    plan = open_plan()
    x, y = middle(plan.bar(14))
    right = plan.page.viewport_size["width"] - 20  # type: ignore[index]  # it was set
    before = scrolled(plan)["left"]
    plan.drag((x, y), (right, y))
    gone = wait_until_scrolled(plan, "left", before) - before
    assert gone > 0
    start = plan.bar(14)["start"]
    plan.drop()
    moved = plan.sent[-1]["commands"][0]["fields"]["start"] - start
    assert moved >= round((right - x + gone) / 12) * DAY


def test_rows_held_at_the_lower_edge_scroll_on_to_their_new_place(open_plan: Open) -> None:
    plan = open_plan(count=200)
    box = plan.cell(3, "number").bounding_box()
    assert box
    plan.drag((box["x"] + 20, box["y"] + 16), (box["x"] + 20, 805))
    assert wait_until_scrolled(plan, "top", 600) > 600
    plan.drop()
    move = plan.sent[-1]["commands"][0]
    assert (move["do"], move["ids"]) == ("move", [3])
    assert move["after"] is None or move["after"] > 30


def test_a_range_of_cells_is_picked_with_the_mouse(open_plan: Open) -> None:
    plan = open_plan()
    first, last = plan.cell(4, "duration").bounding_box(), plan.cell(6, "start").bounding_box()
    assert first
    assert last
    plan.drag((first["x"] + 10, first["y"] + 10), (last["x"] + 10, last["y"] + 10))
    plan.page.mouse.up()
    plan.keys("Control+c")
    text = plan.page.evaluate("navigator.clipboard.readText()")
    assert [line.split("\t")[0] for line in text.split("\n")] == ["3d", "10d", "8d"]
    assert all(len(line.split("\t")) == 2 for line in text.split("\n"))


def test_the_first_row_of_its_level_says_that_it_is(open_plan: Open) -> None:
    plan = open_plan()
    plan.cell(2, "number").click()
    plan.keys("Control+ArrowUp")
    assert plan.said() == "“Permit 2” is the first on its level already."
    plan.cell(10, "number").click()
    plan.keys("Control+ArrowDown")
    assert plan.said() == "“Inspection 10” is the last on its level already."
    assert plan.sent == []


def test_rows_are_picked_one_by_one_and_in_ranges_with_the_mouse(open_plan: Open) -> None:
    plan = open_plan()
    plan.cell(3, "number").click()
    plan.cell(6, "number").click(modifiers=["Control"])
    plan.cell(8, "number").click(modifiers=["Control"])
    plan.cell(6, "number").click(modifiers=["Control"])
    plan.drawn()
    chosen = "row => row.getAttribute('aria-selected') === 'true'"
    rows = plan.page.locator(".hwg-row:not([hidden])")
    assert rows.evaluate_all(f"rows => rows.filter({chosen}).map(row => +row.dataset.id)") == [3, 8]
    box = plan.cell(10, "start").bounding_box()
    assert box
    plan.page.keyboard.down("Control")
    plan.drag((box["x"] + 10, box["y"] + 10), (box["x"] + 14, box["y"] + 12))  # a hand is not steady
    plan.page.mouse.up()
    plan.page.keyboard.up("Control")
    plan.drawn()
    assert rows.evaluate_all(f"rows => rows.filter({chosen}).map(row => +row.dataset.id)") == [3, 8, 10]
    plan.cell(5, "name").click()
    plan.cell(9, "name").click(modifiers=["Shift"])
    plan.drawn()
    picked = rows.evaluate_all(f"rows => rows.filter({chosen}).map(row => +row.dataset.id)")
    assert sorted(picked) == [5, 6, 7, 8, 9]
    assert plan.page.locator(".hwg-count").inner_text() == "5 activities selected"


def test_rows_that_are_apart_are_picked_by_keys(open_plan: Open) -> None:
    plan = open_plan()
    plan.cell(3, "number").click()
    plan.keys("Control+Space")
    assert plan.said().startswith("1 activity selected. Arrow keys move")
    plan.keys("ArrowDown", "ArrowDown", "Control+Space", "ArrowDown", "Control+Space", "Control+Space")
    assert plan.said() == "2 activities selected"
    plan.keys("ArrowDown", "Control+l")
    plan.saved()
    assert plan.sent[-1]["commands"] == [{"do": "link", "from": 3, "to": 5, "type": "FS", "lag": ""}]
    plan.keys("Escape", "ArrowDown")
    assert plan.page.locator(".hwg-row[aria-selected=true]:not([hidden])").count() == 1
