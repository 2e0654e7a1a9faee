"""The plan as a picture: all that is shown, rows out of sight too, in one file."""

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from .conftest import PlanPage

pytestmark = pytest.mark.e2e
Open = Callable[..., PlanPage]
TEXT = "{http://www.w3.org/2000/svg}text"


def picture(plan: PlanPage, folder: Path) -> ElementTree.Element:
    """What the browser saves."""
    with plan.page.expect_download() as download:
        plan.page.get_by_role("button", name="Save the plan as a picture").click()
    assert download.value.suggested_filename == "P-7.svg"
    path = folder / "plan.svg"
    download.value.save_as(path)
    return ElementTree.parse(path).getroot()


def test_the_picture_holds_every_row_and_its_name_as_text(open_plan: Open, tmp_path: Path) -> None:
    plan = open_plan(count=300)
    plan.cell(3, "name").click()
    plan.type("Dig <deep> & wide")
    plan.keys("Enter")
    plan.saved()
    words = [each.text for each in picture(plan, tmp_path).iter(TEXT)]
    assert words.count("Dig <deep> & wide") >= 2  # in the table and beside its bar
    assert "Stage 30" in words
    assert "Inspection 298" in words
    assert plan.said() == "The picture of the plan is among your downloads."


@pytest.mark.parametrize("query", ["", "dir=rtl&lang=ar"])
def test_a_picture_shows_what_the_screen_shows(open_plan: Open, tmp_path: Path, query: str) -> None:
    plan = open_plan(query)
    plan.cell(1, "number").click()
    plan.keys("/", "b")
    plan.saved()
    root = picture(plan, tmp_path)
    words = [each.text for each in root.iter(TEXT)]
    assert "Stage 2" in words
    assert "Survey 12" not in words
    baseline = plan.page.locator("hw-gantt").evaluate(
        "element => getComputedStyle(element).getPropertyValue('--hwg-baseline')"
    )
    assert [each for each in root.iter() if each.get("fill") == baseline.strip()] == []
    assert root.get("direction") == ("rtl" if query else "ltr")
