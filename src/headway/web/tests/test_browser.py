"""The gallery in a browser: readable for everybody, at every width, and usable by keyboard."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("headway.web.tests.urls"),
]

LOOKS = {
    "light": {},
    "dark": {"headway_theme": "dark"},
    "right to left": {"django_language": "ar"},
    "right to left, dark": {"django_language": "ar", "headway_theme": "dark"},
    "compact": {"headway_density": "compact"},
}


@pytest.fixture
def gallery(live_server: Any, page: Page) -> Iterator[Page]:
    """The gallery; fails where a script broke or the content security policy refused something."""
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    say = "e => console.error('CSP ' + e.violatedDirective)"
    page.add_init_script(f"document.addEventListener('securitypolicyviolation', {say})")
    page.on("console", lambda said: complaints.append(said.text) if said.text.startswith("CSP") else None)
    page.route("**/cockpit/", lambda route: route.fulfill(body="Cockpit"))
    page.goto(f"{live_server.url}/gallery/")
    yield page
    assert complaints == []


def serious(page: Page) -> list[tuple[str, list[str]]]:
    found = Axe().run(page).response["violations"]
    return [
        (one["id"], [str(node["target"]) for node in one["nodes"]])
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]


def _more(frame: Locator) -> set[str]:
    """Where a box that scrolls shows that there is more."""
    return set(str(frame.get_attribute("class")).split()) - {"hw-scrolls"}


@pytest.mark.parametrize("look", LOOKS)
def test_everybody_can_read_every_component(gallery: Page, live_server: Any, look: str) -> None:
    for name, value in LOOKS[look].items():
        gallery.context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    gallery.reload()
    assert serious(gallery) == []


def test_no_page_is_wider_than_its_window(gallery: Page) -> None:
    widths = [360, 768, 1024, 1280]
    seen = []
    for width in widths:
        gallery.set_viewport_size({"width": width, "height": 740})
        seen.append(gallery.evaluate("document.documentElement.scrollWidth"))
    assert seen == widths


def test_a_table_that_is_wider_than_its_window_says_so(gallery: Page) -> None:
    frame = gallery.locator(".hw-scrolls:has(> .hw-table-wrap)").first
    hint, box = frame.get_by_text("Scroll sideways to see all columns"), frame.locator(".hw-table-wrap")
    gallery.set_viewport_size({"width": 1600, "height": 740})
    assert hint.is_hidden()
    gallery.set_viewport_size({"width": 360, "height": 740})
    hint.wait_for()
    assert _more(frame) == {"hw-more-after"}
    box.evaluate("box => { box.scrollLeft = box.scrollWidth }")
    gallery.locator(".hw-more-before").first.wait_for()
    assert _more(frame) == {"hw-more-before"}


def test_a_system_that_is_dark_gets_a_dark_page(gallery: Page) -> None:
    read = "getComputedStyle(document.documentElement).getPropertyValue('--hw-surface')"
    light = gallery.evaluate(read)
    gallery.emulate_media(color_scheme="dark")
    assert (light, gallery.evaluate(read)) == ("rgb(255, 255, 255)", "rgb(28, 32, 38)")


def test_paper_is_light_and_has_no_tools(gallery: Page) -> None:
    gallery.emulate_media(media="print", color_scheme="dark")
    assert gallery.locator(".hw-topbar").is_hidden()
    assert gallery.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_a_chosen_theme_is_remembered(gallery: Page) -> None:
    gallery.get_by_label("Menu of Rosa Almeida").click()
    gallery.get_by_label("Dark").check()
    gallery.reload()
    assert gallery.locator("html").get_attribute("data-bs-theme") == "dark"
    gallery.get_by_label("Menu of Rosa Almeida").click()
    gallery.get_by_label("As the system").check()
    gallery.reload()
    assert gallery.locator("html").get_attribute("data-bs-theme") is None


def test_the_palette_finds_and_does_what_the_page_offers(gallery: Page) -> None:
    gallery.keyboard.press("Control+k")
    gallery.keyboard.type("baseline")
    gallery.locator('#palette [role="option"]').wait_for()
    assert serious(gallery) == []
    gallery.keyboard.press("Enter")
    assert gallery.locator("#example-dialog").evaluate("dialog => dialog.open") is True


def test_the_palette_goes_to_pages(gallery: Page) -> None:
    gallery.keyboard.press("Control+k")
    gallery.keyboard.type("cockp")
    gallery.locator('#palette [role="option"]').wait_for()
    gallery.keyboard.press("Enter")
    gallery.wait_for_url("**/cockpit/")


def test_g_and_a_letter_go_to_a_page_but_not_while_somebody_writes(gallery: Page, live_server: Any) -> None:
    gallery.locator("#id_name").first.focus()
    gallery.keyboard.type("gc")
    assert gallery.locator("#id_name").first.input_value() == "gc"
    gallery.locator("#main").focus()
    gallery.keyboard.type("gc")
    gallery.wait_for_url("**/cockpit/")


def test_a_question_mark_lists_the_shortcuts_that_are_bound(gallery: Page) -> None:
    gallery.evaluate(
        "void headway.shortcuts.register([{keys: 'Alt+ArrowLeft', label: 'A day earlier', group: 'Plan'}])"
    )
    gallery.keyboard.press("?")
    listed = gallery.locator("[data-shortcut-list]").inner_text()
    assert "A day earlier" in listed
    assert "g then c" in listed
    gallery.keyboard.press("Escape")
    assert gallery.locator("#shortcuts").evaluate("dialog => dialog.open") is False


def test_a_dialog_gives_the_focus_back_to_its_button(gallery: Page) -> None:
    button = gallery.get_by_role("button", name="Peek")
    button.click()
    assert serious(gallery) == []
    gallery.keyboard.press("Escape")
    assert button.evaluate("one => one === document.activeElement") is True


def test_a_menu_closes_by_escape_and_gives_the_focus_back(gallery: Page) -> None:
    summary = gallery.locator("summary", has_text="Acting as")
    summary.click()
    gallery.keyboard.press("ArrowDown")
    assert gallery.locator(":focus").get_attribute("value") == "PM"
    gallery.keyboard.press("Escape")
    assert summary.evaluate("one => one === document.activeElement && !one.parentElement.open") is True


def test_a_menu_in_a_table_is_not_cut_off(gallery: Page) -> None:
    gallery.set_viewport_size({"width": 1280, "height": 900})
    menu = gallery.locator("table details[data-menu]").last
    menu.locator("summary").click()
    item = menu.locator(".hw-menu-item")
    on_top = "one => { const b = one.getBoundingClientRect();"
    on_top += " return one.contains(document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2)) }"
    assert item.evaluate(on_top) is True


def test_a_toast_offers_undo_and_errors_stay(gallery: Page) -> None:
    gallery.evaluate("headway.toast({text: 'Moved.', undo: () => headway.toast({text: 'Back again.'})})")
    gallery.locator(".hw-toast", has_text="Moved.").get_by_role("button", name="Undo").click()
    assert gallery.locator(".hw-toast", has_text="Back again.").is_visible()
    assert gallery.locator(".hw-toast", has_text="Moved.").count() == 0


def test_a_toast_over_a_dialog_is_within_reach(gallery: Page) -> None:
    gallery.get_by_role("button", name="Peek").click()
    gallery.evaluate("headway.toast({text: 'Not stored.', level: 'error'})")
    toast = gallery.locator(".hw-toast", has_text="Not stored.")
    toast.get_by_role("button", name="Dismiss").click()
    assert toast.count() == 0
    gallery.keyboard.press("Escape")
    assert gallery.locator("body > [data-toasts]").count() == 1


def test_the_palette_shows_what_the_server_finds_after_what_the_page_knows(gallery: Page) -> None:
    found = {"items": [{"label": "P01 Project Harbour", "url": "/gallery/?found", "detail": "Project"}]}
    gallery.route("**/api/v1/search?q=project", lambda route: route.fulfill(json=found))
    gallery.keyboard.press("Control+k")
    gallery.keyboard.type("project")
    gallery.locator('#palette [role="option"]', has_text="Harbour").wait_for()
    assert gallery.locator('#palette [role="option"] > span:first-of-type').all_inner_texts() == [
        "Projects",
        "P01 Project Harbour",
    ]
    gallery.keyboard.press("ArrowUp")
    with gallery.expect_navigation(url="**/gallery/?found"):
        gallery.keyboard.press("Enter")


def test_a_hostile_name_in_a_toast_and_in_the_palette_stays_text(gallery: Page) -> None:
    gallery.evaluate("window.hit = false")
    hostile = "<img src=x onerror='window.hit=true'>"
    gallery.evaluate("name => headway.toast({text: name})", hostile)
    gallery.evaluate(
        "name => void headway.palette.register([{label: name, detail: name, run: () => 0}])", hostile
    )
    gallery.keyboard.press("Control+k")
    gallery.keyboard.type("img")
    gallery.locator('#palette [role="option"]').wait_for()
    assert gallery.evaluate("window.hit") is False
    assert gallery.locator(".hw-toast img, #palette img").count() == 0
