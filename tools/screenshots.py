"""Photographs pages of a running demo organisation.

python tools/screenshots.py ADDRESS FOLDER
"""

import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

SIZE: ViewportSize = {"width": 1440, "height": 900}
START_LIMIT = 60.0


@dataclass(frozen=True)
class Picture:
    """One page: who looks (part of the role's name on the sign-in page), and which links lead there."""

    name: str
    role: str
    links: tuple[str, ...] = ()


PICTURES = (
    Picture("plan", "Project manager", ("Projects", "*", "Plan")),
    Picture("portfolio", "PMO analyst", ("Portfolio",)),
    Picture("sponsor", "Sponsor", ("Decisions",)),
    Picture("my-work", "Team member", ("My work",)),
)


def wait_for(address: str) -> None:
    """Until the server answers."""
    until = time.monotonic() + START_LIMIT
    while True:
        try:
            urlopen(f"{address}/healthz", timeout=5).close()
        except (URLError, ConnectionError):
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
        else:
            return


def follow(page: Page, link: str) -> None:
    """Click a link by its words; "*" is the first one in the rows of a table."""
    if link == "*":
        page.locator("main tbody a").first.click()
    else:
        page.get_by_role("link", name=link, exact=True).first.click()
    page.wait_for_load_state("networkidle")


def take(browser: Browser, picture: Picture, *, address: str, folder: Path) -> None:
    """One picture, in a session of its own."""
    page = browser.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
    page.goto(f"{address}/accounts/login/")
    page.get_by_role("row").filter(has_text=picture.role).first.get_by_role("button").click()
    page.wait_for_load_state("networkidle")
    for link in picture.links:
        follow(page, link)
    page.screenshot(path=folder / f"{picture.name}.png")
    page.close()


def main(address: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    wait_for(address)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for picture in PICTURES:
            take(browser, picture, address=address, folder=folder)
            print(f"{folder / picture.name}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
