"""A PMO analyst filters, drills down, and finds nothing to edit but a comment."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import Plan, Stage
from .test_every_page import Cast
from .world import World

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]
ANALYST = "Tomas Brekke"
DIRECTOR = "Ilse Marwick-Oduya"
NO_PEN = "[type=hidden], [type=search]"
WRITES = (f"input:not({NO_PEN})", "select", "textarea", "[contenteditable=true]", "[draggable=true]")
EDITABLE = ", ".join(f"main {kind}:not(form[method=get] *)" for kind in WRITES)
FILES = re.compile("/(imports|updates)/")
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
    page.get_by_role("link", name="Show all").click()
    expect(page).to_have_url(re.compile("/portfolio/$"))
    for width in (1366, 1024, 390):
        page.set_viewport_size({"width": width, "height": 850})
        box = page.get_by_role("region", name="Projects")
        fits = "([it, width]) => innerWidth === width && it.scrollWidth === it.clientWidth"
        page.wait_for_function(fits, arg=[box.element_handle(), width])
        expect(box.get_by_role("link", name="Data date")).to_be_visible()


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
        looks_editable[part] = _looks_editable(page, f"/projects/{project.pk}/{part}")
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


def test_files_and_differences_are_read_only_for_the_office(stage: Stage, tell: Callable[..., World]) -> None:
    cast = Cast(tell("P32", "P33"))
    page = stage.page(cast.world.person(ANALYST), "PA")
    addresses = [address for address in cast.pages("PA") if FILES.search(address)]
    kinds = {re.sub(r"\d+", "N", address) for address in addresses}
    assert kinds == {
        "/projects/N/imports/",
        "/projects/N/imports/N/",
        "/projects/N/imports/N/omitted/",
        "/projects/N/updates/N/",
    }
    assert [(one, _looks_editable(page, one)) for one in addresses] == [(one, ([], [])) for one in addresses]
    manager = cast.person("PM")
    assert manager is not None
    (update,) = (one for one in addresses if "/updates/" in one)
    assert _looks_editable(stage.page(manager, "PM"), update) != ([], []), "who may, finds something there"


def _looks_editable(page: Page, address: str) -> tuple[list[str], list[str]]:
    """What on a page seems to be there to be changed or sent."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.ok, address
    found = page.locator(EDITABLE).evaluate_all("all => all.map(one => one.id || one.outerHTML)")
    return found, page.locator("main form:not([method=get]) button").all_inner_texts()


def _figure(page: Page, name: str) -> int:
    tile = page.locator(".hw-tile", has=page.get_by_text(name, exact=True))
    return int(tile.locator(".hw-tile-value").inner_text())


def _rows(page: Page) -> list[str]:
    return [text.split()[0] for text in page.locator("tbody th a").all_inner_texts()]
