"""A PMO analyst filters, drills down, and finds nothing to edit but a comment."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import Plan, Stage
from .world import World

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
ANALYST = "Tomas Brekke"
DIRECTOR = "Ilse Marwick-Oduya"
NO_PEN = "[type=hidden], [type=search]"
WRITES = (f"input:not({NO_PEN})", "select", "textarea", "[contenteditable=true]", "[draggable=true]")
EDITABLE = ", ".join(f"main {kind}:not(form[method=get] *)" for kind in WRITES)
PAGES = ("", "charter/", "plan/", "progress/", "status/", "baseline/", "team/", "life/", "history/")


def test_filters_are_in_the_address_and_numbers_lead_to_their_rows(
    stage: Stage, tell: Callable[..., World]
) -> None:
    page = stage.page(tell("P08", "P32", "P36").person(ANALYST), "PA")
    page.goto("/portfolio/")
    assert [_figure(page, name) for name in ("Projects", "Not green", "Unknown", "Green")] == [3, 1, 1, 2]
    page.get_by_label("Code or name").fill("P0")
    page.get_by_role("button", name="Filter").click()
    expect(page).to_have_url(re.compile(r"[?&]q=P0(&|$)"))
    assert _rows(page) == ["P08"]
    page.get_by_role("link", name="Show all").click()
    page.get_by_role("link", name="Not green: 1").click()
    expect(page).to_have_url(re.compile(r"[?&]computed=not_green"))
    assert _rows(page) == ["P36"]
    page.get_by_role("link", name="Show all").click()
    page.get_by_role("link", name="Unknown: 1").click()
    expect(page).to_have_url(re.compile(r"[?&]computed=grey"))
    assert _rows(page) == ["P36"]


@pytest.mark.parametrize(
    ("name", "hat", "role"), [(ANALYST, "PA", "PMO analyst"), (DIRECTOR, "PD", "PMO director")]
)
def test_a_project_is_read_only_for_the_office_but_for_a_signed_comment(
    stage: Stage, tell: Callable[..., World], name: str, hat: str, role: str
) -> None:
    world = tell("P08")
    project = world.projects["P08"]
    page = stage.page(world.person(name), hat)
    page.goto("/portfolio/")
    page.get_by_role("link", name="P08").click()
    looks_editable = {}
    for part in PAGES:
        answer = page.goto(f"/projects/{project.pk}/{part}")
        assert answer is not None
        assert answer.ok, part
        found = page.locator(EDITABLE).evaluate_all("all => all.map(one => one.id || one.outerHTML)")
        buttons = page.locator("main form:not([method=get]) button").all_inner_texts()
        looks_editable[part] = (found, buttons)
        if part == "plan/":
            Plan(page)
            assert page.get_by_role("button", name=re.compile("Undo|Insert|Delete|Indent|Link")).count() == 0
    assert {part: found for part, found in looks_editable.items() if found != ([], [])} == {
        "status/": (["comment-text"], ["Comment"])
    }
    page.goto(f"/projects/{project.pk}/status/")
    page.get_by_label("Your comment").fill("Is the pilot area agreed?")
    page.get_by_role("button", name="Comment", exact=True).click()
    said = page.locator("li", has_text="Is the pilot area agreed?")
    expect(said).to_contain_text(f"{name} ({role})")


def _figure(page: Page, name: str) -> int:
    tile = page.locator(".hw-tile", has=page.get_by_text(name, exact=True))
    return int(tile.locator(".hw-tile-value").inner_text())


def _rows(page: Page) -> list[str]:
    return [text.split()[0] for text in page.locator("tbody th a").all_inner_texts()]
