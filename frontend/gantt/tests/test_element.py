"""What people do with the plan element, in a browser."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from .conftest import PlanPage

pytestmark = pytest.mark.e2e
Open = Callable[..., PlanPage]
DAY = 86400


def test_typing_on_a_cell_edits_it_and_sends_its_version(open_plan: Open) -> None:
    plan = open_plan()
    plan.cell(3, "name").click()
    plan.type("Dig")
    plan.keys("Enter")
    plan.saved()
    assert plan.cell(3, "name").inner_text() == "Dig"
    assert plan.sent[-1]["commands"] == [{"do": "set", "id": 3, "fields": {"name": "Dig"}, "version": 1}]
    assert plan.page.evaluate("document.activeElement.getAttribute('role')") == "treegrid"


def test_undo_and_redo_name_what_they_did(open_plan: Open) -> None:
    plan = open_plan()
    plan.cell(3, "name").click()
    plan.type("Dig")
    plan.keys("Enter", "Control+z")
    plan.saved()
    assert plan.cell(3, "name").inner_text() == "Foundation 3"
    assert plan.said().startswith("Undone: ")
    plan.keys("Control+y")
    plan.saved()
    assert plan.cell(3, "name").inner_text() == "Dig"


def test_a_slip_is_answered_beside_the_cell_before_anything_is_sent(open_plan: Open) -> None:
    plan = open_plan()
    plan.cell(3, "duration").click()
    plan.type("abc")
    plan.keys("Enter")
    assert plan.page.get_by_role("alert").inner_text().startswith("A duration is a number and a unit")
    assert plan.sent == []


def test_a_refused_value_stays_in_its_cell_with_the_reason(open_plan: Open) -> None:
    plan = open_plan()
    plan.cell(3, "duration").click()
    plan.type("4x")
    plan.keys("Enter")
    plan.saved()
    assert plan.cell(3, "duration").inner_text() == "4x"
    assert plan.cell(3, "duration").get_attribute("aria-invalid") == "true"
    assert "“4x” is not a duration" in plan.page.get_by_role("alert").inner_text()
    plan.keys("Enter", "Escape")
    plan.saved()
    assert plan.cell(3, "duration").inner_text() == "5d"


def test_new_lines_are_written_one_after_the_other(open_plan: Open) -> None:
    plan = open_plan()
    plan.cell(3, "number").click()
    plan.keys("Insert")
    plan.type("One")
    plan.keys("Enter")
    plan.type("Two")
    plan.keys("Enter", "Escape")
    plan.saved()
    assert (plan.cell(61, "name").inner_text(), plan.cell(62, "name").inner_text()) == ("One", "Two")
    assert (plan.place(61), plan.place(62)) == (plan.place(3) + 1, plan.place(3) + 2)
    assert plan.page.locator(".hwg-row.draft:not([hidden])").count() == 0


def test_tab_goes_on_in_a_new_line_and_a_click_elsewhere_keeps_the_focus(open_plan: Open) -> None:
    plan = open_plan()
    plan.cell(3, "number").click()
    plan.keys("Insert")
    plan.type("One")
    plan.keys("Tab")
    plan.saved()
    editor = plan.page.locator(".hwg-editor")
    assert editor.get_attribute("aria-label") == "Duration of One"
    plan.type("2d")
    plan.page.get_by_role("button", name="Zoom in").click()
    plan.saved()
    assert plan.cell(61, "duration").inner_text() == "2d"
    assert plan.page.evaluate("document.activeElement.dataset.action") == "zoomIn"


def test_a_sign_in_page_instead_of_data_is_told_and_blocks_nothing(open_plan: Open) -> None:
    plan = open_plan()
    plan.page.route("**/plan/changes", lambda route: route.fulfill(body="<html>", content_type="text/html"))
    plan.cell(3, "name").click()
    plan.type("Lost")
    plan.keys("Enter")
    plan.saved()
    assert "Reload the page" in plan.page.get_by_role("alert").inner_text()
    assert plan.cell(3, "name").inner_text() == "Foundation 3"
    plan.page.unroute("**/plan/changes")
    plan.type("Kept")
    plan.keys("Enter")
    plan.saved()
    assert plan.cell(3, "name").inner_text() == "Kept"


def test_selected_rows_are_indented_moved_and_deleted_by_keys(open_plan: Open) -> None:
    plan = open_plan()
    plan.cell(5, "number").click()
    plan.keys("Shift+ArrowDown", "Alt+Shift+ArrowRight")
    plan.saved()
    assert [plan.row(each).get_attribute("aria-level") for each in (4, 5, 6)] == ["2", "3", "3"]
    plan.cell(13, "number").click()
    plan.keys("Control+ArrowUp")
    plan.saved()
    assert plan.place(13) == plan.place(12) - 1
    plan.keys("Delete")
    plan.saved()
    assert plan.row(13).count() == 0
    plan.page.get_by_role("button", name="Undo", exact=True).last.click()
    plan.saved()
    assert plan.row(13).count() == 1


def test_one_value_goes_into_all_selected_activities(open_plan: Open) -> None:
    plan = open_plan()
    plan.cell(4, "finish").click()
    plan.keys("ArrowRight", "Shift+ArrowDown")
    plan.type("55")
    plan.keys("Control+Enter")
    plan.saved()
    assert [plan.cell(each, "percent").inner_text() for each in (4, 5, 6)] == ["55%", "55%", "0%"]


@pytest.mark.parametrize(("query", "direction"), [("", 1), ("dir=rtl&lang=ar", -1)])
def test_a_dragged_bar_starts_no_earlier_than_where_it_was_dropped(
    open_plan: Open, query: str, direction: int
) -> None:
    plan = open_plan(query)
    bar = plan.bar(14)
    middle = (bar["from"] + bar["to"]) / 2
    plan.drag((middle, bar["y"]), (middle + 36 * direction, bar["y"]))
    plan.page.wait_for_timeout(400)
    assert plan.sent[-1]["preview"] is True
    plan.drop()
    assert plan.bar(14)["start"] - bar["start"] == 3 * DAY
    assert plan.sent[-1]["commands"][0]["fields"] == {"start": bar["start"] + 3 * DAY}


def test_edges_progress_and_links_are_dragged(open_plan: Open) -> None:
    plan = open_plan()
    bar = plan.bar(15)
    plan.drag((bar["to"] - 2, bar["y"]), (bar["to"] + 22, bar["y"]))
    plan.drop()
    assert plan.sent[-1]["commands"][0]["fields"] == {"finish": bar["finish"] + 2 * DAY}
    bar = plan.bar(14)
    done = bar["from"] + (bar["to"] - bar["from"]) * bar["percent"] / 100
    plan.drag((done, bar["y"] + 6), ((bar["from"] + bar["to"]) / 2, bar["y"] + 6))
    plan.drop()
    assert plan.bar(14)["percent"] == 50
    first, second = plan.bar(5), plan.bar(16)
    plan.drag((first["to"] + 9, first["y"]), (second["from"] + 8, second["y"]))
    plan.drop()
    assert plan.sent[-1]["commands"] == [{"do": "link", "from": 5, "to": 16, "type": "FS", "lag": ""}]


def test_escape_gives_up_a_drag(open_plan: Open) -> None:
    plan = open_plan()
    bar = plan.bar(14)
    plan.drag((bar["from"] + 20, bar["y"]), (bar["from"] + 80, bar["y"]))
    plan.keys("Escape")
    plan.drop()
    assert plan.bar(14)["start"] == bar["start"]
    assert all(request["preview"] for request in plan.sent)


def test_who_changed_the_same_activity_is_told_and_can_be_overruled(open_plan: Open) -> None:
    plan = open_plan()
    plan.others(4, "Theirs")
    plan.cell(4, "name").click()
    plan.type("Mine")
    plan.keys("Enter")
    plan.saved()
    assert plan.cell(4, "name").inner_text() == "Theirs"
    assert "Lee has changed" in plan.page.get_by_role("alert").inner_text()
    plan.page.get_by_role("button", name="Save mine over it").click()
    plan.saved()
    assert plan.cell(4, "name").inner_text() == "Mine"


def test_a_change_of_another_activity_is_no_conflict(open_plan: Open) -> None:
    plan = open_plan()
    plan.others(5, "Theirs")
    plan.cell(4, "name").click()
    plan.type("Mine")
    plan.keys("Enter")
    plan.saved()
    assert (plan.cell(4, "name").inner_text(), plan.cell(5, "name").inner_text()) == ("Mine", "Theirs")


def test_changes_made_offline_wait_and_go_out_later(open_plan: Open) -> None:
    plan = open_plan()
    plan.page.context.set_offline(True)
    plan.cell(4, "name").click()
    plan.type("Kept")
    plan.keys("Enter")
    plan.page.get_by_text("Offline: 1 change waiting").wait_for()
    assert plan.cell(4, "name").inner_text() == "Kept"
    plan.page.context.set_offline(False)
    plan.page.get_by_text("All changes saved").wait_for()
    assert plan.sent[-1]["commands"][0]["fields"] == {"name": "Kept"}


def test_letters_are_commands_on_a_row_and_the_help_lists_them(open_plan: Open) -> None:
    plan = open_plan()
    plan.cell(3, "number").click()
    plan.keys("c")
    assert plan.said() == "Critical path: hidden"
    plan.keys("w")
    plan.page.get_by_role("button", name="Go to Permit 2").click()
    plan.saved()
    assert plan.row(2).get_attribute("aria-selected") == "true"
    plan.page.get_by_role("treegrid").focus()
    plan.keys("?")
    help_ = plan.page.get_by_role("dialog", name="Keyboard shortcuts")
    assert "Critical path" in help_.inner_text()


def test_in_a_cell_letters_are_text_and_with_alt_a_few_are_commands(open_plan: Open) -> None:
    plan = open_plan()
    plan.cell(3, "name").click()
    plan.keys("Alt+c")
    assert plan.said() != "Critical path: hidden"
    plan.keys("Alt+w")
    plan.page.get_by_role("heading", name="Why this date?").wait_for()
    tips = [plan.page.locator(f"[data-action={id_}]").get_attribute("title") for id_ in ("why", "fit")]
    assert tips == ["Why this date? (Alt+W)", "Fit the whole project (0 on a row)"]
    plan.keys("Escape")
    assert plan.page.locator(".hwg-editor").count() == 0
    plan.type("w")
    assert plan.page.locator(".hwg-editor").input_value() == "w"


def test_the_plan_is_at_hand_when_it_stands_on_the_page(open_plan: Open) -> None:
    plan = open_plan()
    assert plan.page.evaluate("document.activeElement.getAttribute('role')") == "treegrid"
    plan.keys("ArrowDown", "ArrowDown")
    assert plan.row(3).get_attribute("aria-selected") == "true"
    assert plan.page.evaluate("scrollY") == 0


def test_whoever_is_busy_elsewhere_stays_there(page: Page, open_plan: Open) -> None:
    script = """addEventListener("DOMContentLoaded", () => {
      const box = document.createElement("input");
      document.body.prepend(box);
      box.focus();
    })"""
    page.add_init_script(script)
    plan = open_plan()
    assert plan.page.evaluate("document.activeElement.localName") == "input"


def test_a_reader_finds_no_way_to_change_anything(open_plan: Open) -> None:
    plan = open_plan(canChange=False)
    buttons = plan.page.locator(".hwg-toolbar button").all()
    assert [button.get_attribute("data-action") for button in buttons] == [
        "find",
        "why",
        "zoomOut",
        "zoomIn",
        "fit",
        "today",
        "view",
        "columns",
        "picture",
        "help",
    ]
    plan.cell(3, "name").dblclick()
    plan.keys("F2", "Delete", "Insert", "Control+ArrowUp")
    assert plan.page.locator(".hwg-editor, .hwg-cell.editable").count() == 0
    assert plan.page.get_by_role("treegrid").get_attribute("aria-readonly") == "true"
    assert plan.sent == []


def test_an_empty_plan_has_the_one_button_that_fills_it(open_plan: Open) -> None:
    plan = open_plan(count=0)
    plan.page.get_by_role("button", name="Add the first activity").click()
    plan.type("First")
    plan.keys("Enter", "Escape")
    plan.saved()
    assert plan.page.get_by_role("row", name="First").count() == 1


@pytest.mark.parametrize("query", ["", "theme=dark", "dir=rtl&lang=ar"])
@pytest.mark.parametrize("width", [1500, 360])
def test_axe_finds_nothing_serious(open_plan: Open, query: str, width: int) -> None:
    plan = open_plan(query)
    plan.page.set_viewport_size({"width": width, "height": 800})
    plan.cell(3, "name").click()
    plan.saved()
    found = Axe().run(plan.page).response["violations"]
    assert [each["id"] for each in found if each["impact"] in {"serious", "critical"}] == []


@pytest.mark.parametrize("query", ["", "dir=rtl&lang=ar"])
@pytest.mark.parametrize(("activity", "keys"), [(3, ()), (20, ("Control+End",))])
def test_what_is_wrong_stands_whole_inside_the_table(
    open_plan: Open, query: str, activity: int, keys: tuple[str, ...]
) -> None:
    plan = open_plan(query, count=20)
    plan.page.set_viewport_size({"width": 1300, "height": 520})
    plan.cell(activity, "name").click()
    plan.keys(*keys)
    for column in ("duration", "start", "finish", "percent", "predecessors"):
        plan.page.locator(f'.hwg-row[data-id="{activity}"] [data-key="{column}"]').click()
        plan.type("-")
        plan.keys("Enter")
        bubble = plan.page.get_by_role("alert")
        box, pane = bubble.bounding_box(), plan.page.locator(".hwg-clip").bounding_box()
        assert box
        assert pane
        assert pane["x"] <= box["x"]
        assert box["x"] + box["width"] <= pane["x"] + pane["width"]
        assert pane["y"] <= box["y"]
        assert box["y"] + box["height"] <= pane["y"] + pane["height"]
        plan.keys("Escape")


def test_a_cell_that_nobody_can_type_in_says_why(open_plan: Open) -> None:
    plan = open_plan()
    plan.cell(1, "finish").click()
    plan.type("c")
    assert plan.said() == "Finish of a summary comes from the activities below it. Change it there."
    plan.cell(3, "wbs").click()
    plan.keys("ArrowRight", "F2", "Escape")
    plan.cell(3, "resources").click()
    plan.keys("ArrowLeft")
    plan.type("c")
    assert plan.said() == "Critical is computed; nobody types it."
    assert plan.page.locator(".hwg-note").inner_text() == plan.said()
    assert plan.sent == []


def test_escape_forgets_a_refused_value(open_plan: Open) -> None:
    plan = open_plan()
    plan.cell(3, "duration").click()
    plan.type("4x")
    plan.keys("Enter")
    plan.saved()
    plan.cell(3, "duration").click()
    plan.keys("Escape")
    plan.saved()
    assert plan.cell(3, "duration").inner_text() == "5d"
    assert plan.page.get_by_role("alert").count() == 0


def test_a_change_says_what_was_done_and_what_it_did(open_plan: Open) -> None:
    plan = open_plan()
    plan.cell(5, "number").click()
    plan.keys("Alt+Shift+ArrowRight")
    plan.saved()
    assert plan.said().startswith("Saved: indent “Roof 5”.")
    plan.keys("Delete")
    plan.saved()
    assert plan.page.locator(".hwg-notice").inner_text().startswith("Deleted 1 activity")
    plan.cell(1, "number").click()
    plan.keys("Delete")
    plan.saved()
    assert plan.page.locator(".hwg-notice").inner_text().startswith("Deleted 9 activities")
    plan.keys("Control+a")
    assert plan.said() == "50 activities selected"


def test_a_screen_reader_knows_place_and_level_of_every_row(open_plan: Open) -> None:
    plan = open_plan()
    places = [
        [plan.row(each).get_attribute(f"aria-{name}") for name in ("level", "posinset", "setsize")]
        for each in (1, 2, 10, 11)
    ]
    assert places == [["1", "1", "6"], ["2", "1", "9"], ["2", "9", "9"], ["1", "2", "6"]]
    plan.cell(1, "number").click()
    plan.keys("-")
    assert plan.row(1).get_attribute("aria-expanded") == "false"
    plan.keys("/")
    assert plan.said() == "Everything is collapsed"
    assert plan.page.get_by_role("treegrid").get_attribute("aria-rowcount") == "7"


def test_why_is_asked_from_a_cell_too_and_said_date_by_date(open_plan: Open) -> None:
    plan = open_plan()
    plan.cell(3, "start").click()
    plan.keys("Alt+w")
    panel = plan.page.get_by_role("complementary")
    assert "Foundation 3" in panel.inner_text()
    panel.get_by_text("Any later, and the project would finish later.").wait_for()
    assert [each.inner_text().split("\n")[:2] for each in panel.get_by_role("listitem").all()] == [
        ["Start Fri, Mar 20, 2026, 8:00 AM", "Link Starts when its predecessor has finished."],
        ["Finish Wed, Mar 25, 2026, 9:00 AM", "Calendar Works Monday to Friday, 08:00 to 17:00."],
        [
            "Late finish Wed, Mar 25, 2026, 9:00 AM",
            "Project finish Any later, and the project would finish later.",
        ],
    ]
    assert plan.said() == (
        "Start: Starts when its predecessor has finished. Finish: Works Monday to Friday, 08:00 to 17:00. "
        "Late finish: Any later, and the project would finish later."
    )


def test_an_activity_is_found_by_its_name_even_where_it_is_folded_away(open_plan: Open) -> None:
    plan = open_plan(count=2000, group=50)
    plan.cell(3, "number").click()
    plan.keys("/", "Control+f")
    plan.type("survey 120")
    field = plan.page.get_by_role("searchbox", name="Find an activity")
    assert plan.page.locator(".hwg-find-count").inner_text() == "1 of 2"  # 120 and 1200
    assert plan.said() == "1 of 2: Survey 120"
    plan.saved()
    assert plan.row(120).get_attribute("aria-selected") == "true"
    plan.keys("Enter")
    plan.saved()
    assert plan.row(1200).get_attribute("aria-selected") == "true"
    field.fill("nowhere")
    assert plan.page.locator(".hwg-find-count").inner_text() == "None found"
    plan.keys("Escape")
    assert plan.page.evaluate("document.activeElement.getAttribute('role')") == "treegrid"
    assert field.count() == 0
