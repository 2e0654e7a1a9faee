"""Copy, cut and paste of the plan element, in a browser."""

from collections.abc import Callable

import pytest

from .conftest import PlanPage

pytestmark = pytest.mark.e2e
Open = Callable[..., PlanPage]


def paste(plan: PlanPage, text: str) -> None:
    """What another program put on the clipboard goes to where the user is."""
    plan.page.evaluate("text => navigator.clipboard.writeText(text)", text)
    plan.keys("Control+v")
    plan.saved()


def test_ranges_go_to_and_come_from_spreadsheets(open_plan: Open) -> None:
    plan = open_plan()
    plan.cell(12, "name").click()
    plan.keys("Shift+ArrowDown", "Shift+ArrowRight", "Control+c")
    assert plan.page.evaluate("navigator.clipboard.readText()") == "Survey 12\t5d\nDesign 13\t3d"
    plan.cell(14, "name").click()
    plan.keys("Control+End")
    paste(plan, "Tail A\t2d\r\nTail B\t3d\r\n")
    commands = plan.sent[-1]["commands"]
    assert [command["do"] for command in commands] == ["set", "add"]
    assert commands[1]["fields"] == {"name": "Tail B", "duration": "3d"}


@pytest.mark.parametrize(
    ("column", "text", "said", "sent"),
    [
        ("duration", "2d\nabc", "Line 2, Duration: A duration is a number and a unit", 0),
        ("duration", "2d\n3d\n4x", "Line 3, Duration: “4x” is not a duration", 1),
        ("percent", "40\n150", "Line 2, Complete: Complete is a number from 0 to 100", 0),
        ("start", "2026-04-01\nnever", "Line 2, Start: “never” is not a date", 1),
    ],
)
def test_one_bad_cell_and_nothing_is_pasted(
    open_plan: Open, column: str, text: str, said: str, sent: int
) -> None:
    plan = open_plan()
    before = [plan.cell(each, column).inner_text() for each in (2, 3, 4)]
    plan.cell(2, column).click()
    paste(plan, text)
    alert = plan.page.get_by_role("alert").inner_text()
    assert alert.startswith(f"Nothing was pasted. {said}")
    assert [plan.cell(each, column).inner_text() for each in (2, 3, 4)] == before
    assert plan.page.locator(".hwg-cell.wrong, .hwg-cell.pending").count() == 0
    assert len(plan.sent) == sent


def test_a_bad_cell_of_an_added_line_is_named_by_its_line(open_plan: Open) -> None:
    plan = open_plan(count=3)
    plan.cell(3, "name").click()
    paste(plan, "Last\t2d\nNew one\t3d\nNew two\t9x")
    alert = plan.page.get_by_role("alert").inner_text()
    assert alert.startswith("Nothing was pasted. Line 3, Duration: “9x”")
    assert plan.cell(3, "name").inner_text() == "Foundation 3"
    assert plan.page.get_by_role("treegrid").get_attribute("aria-rowcount") == "4"


def test_words_that_are_no_choice_are_refused_with_the_choices(open_plan: Open) -> None:
    plan = open_plan()
    show_columns(plan, "name", "calendar")
    plan.cell(3, "calendar").click()
    paste(plan, "Night shift")
    assert plan.sent[-1]["commands"][0]["fields"] == {"calendar": 2}
    paste(plan, "Moonlight")
    assert "“Moonlight” is none of: Project calendar, Standard" in plan.page.get_by_role("alert").inner_text()
    assert len(plan.sent) == 1


def test_what_nobody_can_type_is_left_out_and_counted(open_plan: Open) -> None:
    plan = open_plan()
    plan.cell(3, "predecessors").click()
    paste(plan, "2\t9d\n\t9d")
    assert plan.sent[-1]["commands"] == [
        {"do": "set", "id": 3, "fields": {"predecessors": "2"}, "version": 1},
        {"do": "set", "id": 4, "fields": {"predecessors": ""}, "version": 1},
    ]
    assert plan.page.locator(".hwg-notice").inner_text().startswith("2 values were left out")


def test_empty_cells_of_a_spreadsheet_leave_what_cannot_be_empty(open_plan: Open) -> None:
    plan = open_plan()
    plan.cell(3, "name").click()
    paste(plan, "\t2d\t\t\t\t\nNew\t")
    assert [command["fields"] for command in plan.sent[-1]["commands"]] == [
        {"duration": "2d", "predecessors": ""},
        {"name": "New"},
    ]


def test_copied_rows_bring_what_was_typed_not_the_dates_that_follow(open_plan: Open) -> None:
    plan = open_plan()
    plan.cell(3, "number").click()
    plan.keys("Control+c")
    plan.cell(6, "number").click()
    plan.keys("Control+v")
    plan.saved()
    fields = plan.sent[-1]["commands"][0]["fields"]
    assert {"name", "duration", "percent", "predecessors"} <= fields.keys()
    assert not {"start", "finish"} & fields.keys()


def test_rows_that_were_cut_move_below_the_row_they_are_pasted_on(open_plan: Open) -> None:
    plan = open_plan()
    plan.cell(3, "number").click()
    plan.keys("Shift+ArrowDown", "Control+x")
    assert plan.said().startswith("Cut 2 rows")
    assert "cut" in (plan.row(3).get_attribute("class") or "").split()
    plan.cell(8, "number").click()
    plan.keys("Control+v")
    plan.saved()
    assert plan.sent[-1]["commands"] == [{"do": "move", "ids": [3, 4], "parent": 1, "after": 8}]
    assert [plan.place(each) for each in (8, 3, 4, 9)] == [7, 8, 9, 10]
    assert plan.page.locator(".hwg-row.cut").count() == 0


def test_a_cut_row_does_not_go_below_itself_and_escape_leaves_it(open_plan: Open) -> None:
    plan = open_plan()
    plan.cell(1, "number").click()
    plan.keys("Control+x")
    plan.cell(4, "number").click()
    plan.keys("Control+v")
    assert plan.said() == "An activity cannot go below itself."
    plan.keys("Escape")
    plan.saved()
    assert plan.page.locator(".hwg-row.cut").count() == 0
    assert plan.sent == []


def test_clearing_a_name_is_answered_at_once_and_a_cut_cell_is_emptied(open_plan: Open) -> None:
    plan = open_plan()
    plan.cell(3, "name").click()
    plan.keys("Delete")
    assert plan.said() == "Activity cannot be empty."
    plan.cell(3, "finish").click()
    plan.keys("Delete")
    assert plan.said() == "Finish cannot be empty."
    plan.cell(3, "resources").click()
    plan.keys("Control+x")
    plan.saved()
    assert plan.page.evaluate("navigator.clipboard.readText()") == "Ann"
    assert plan.sent[-1]["commands"][0]["fields"] == {"resources": ""}
    assert len(plan.sent) == 1


def show_columns(plan: PlanPage, *keys: str) -> None:
    """The user has chosen these columns before."""
    plan.page.evaluate(
        """(columns) => {
          const settings = JSON.parse(localStorage["headway.gantt"]);
          localStorage["headway.gantt"] = JSON.stringify({ ...settings, columns });
        }""",
        list(keys),
    )
    plan.page.reload()
    plan.page.wait_for_selector("hw-gantt .hwg-treegrid")
    plan.saved()


def test_a_copy_event_that_reaches_the_page_serves_the_table_that_has_the_focus(open_plan: Open) -> None:
    """Firefox sends it to where text is selected, not to what has the focus."""
    copy = """() => {
      const clipboardData = new DataTransfer();
      const how = { clipboardData, bubbles: true, cancelable: true };
      document.body.dispatchEvent(new ClipboardEvent("copy", how));
      return clipboardData.getData("text/plain");
    }"""
    plan = open_plan()
    plan.cell(12, "name").click()
    assert plan.page.evaluate(copy) == "Survey 12"
    plan.page.get_by_role("button", name="Zoom in").focus()
    assert plan.page.evaluate(copy) == ""
