"""The plan as a picture: all that is shown, rows out of sight too, in one file."""

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page

from .conftest import PlanPage

pytestmark = pytest.mark.e2e
Open = Callable[..., PlanPage]
LAYERS = ("critical", "float", "baseline", "today", "data-date", "deadline", "shade")
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
    plan.keys("/")
    plan.saved()
    root = picture(plan, tmp_path)
    words = [each.text for each in root.iter(TEXT)]
    assert "Stage 2" in words
    assert "Survey 12" not in words
    assert root.get("direction") == ("rtl" if query else "ltr")


def test_what_is_painted_beside_the_bars_is_in_the_picture_while_it_is_wanted(
    page: Page, open_plan: Open, tmp_path: Path
) -> None:
    page.clock.set_fixed_time("2026-03-18T00:00:00")
    plan = open_plan()
    colour = plan.page.evaluate("document.querySelector('hw-gantt').bench.state.view.theme.colour")

    def drawn() -> dict[str, int]:
        found = [each.get(name) for each in picture(plan, tmp_path).iter() for name in ("fill", "stroke")]
        return {layer: found.count(colour[layer]) for layer in LAYERS}

    rows = page.request.get(f"{plan.address}api/v1/projects/7/plan").json()["activities"]
    floats = [more for more, kind in zip(rows["total_float"], rows["kind"], strict=True) if kind != "summary"]
    due = [each for each in rows["deadline"] if each is not None]
    plan.cell(2, "number").click()
    plan.keys("f")
    count = drawn()
    assert count["baseline"] == len(rows["id"]) > 0
    assert count["float"] == len([each for each in floats if each > 0]) > 0
    assert count["deadline"] == len(due) + 2  # line and word of the project's
    assert (count["today"], count["data-date"]) == (2, 2)
    assert count["shade"] > 10
    assert count["critical"] > 10
    plan.cell(2, "number").click()
    plan.keys("f", "b", "t", "d", "e", "n", "c")
    assert drawn() == dict.fromkeys(LAYERS, 0)
