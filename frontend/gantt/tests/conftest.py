"""The plan element in a browser, over the made-up plan of its development server."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Request

import hatch_build

# Two x and two y of the screen.
Box = tuple[float, float, float, float]
SETTINGS = "headway.gantt"
ZOOM = json.dumps({"pxPerDay": 12})
SERVER = Path(__file__).resolve().parents[1] / "dev/server.mjs"


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium, as it starts without a graphics card and as root."""
    flags = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    return {"executable_path": shutil.which("chromium"), "args": flags}


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    # The Node that builds the front end, the machine's own or the wheel's, serves the made-up plan too.
    node, _npm = hatch_build.node_commands()
    with subprocess.Popen([*node, str(SERVER), "0"], stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.terminate()


class PlanPage:
    """A page with the element, in the words of a user."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.sent: list[dict[str, Any]] = []
        self.errors: list[str] = []
        page.on("request", self._note)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _note(self, request: Request) -> None:
        if request.method == "POST" and request.post_data and "/dev/" not in request.url:
            self.sent.append(json.loads(request.post_data))

    def cell(self, activity: int, column: str) -> Locator:
        return self.page.locator(f'.hwg-row[data-id="{activity}"] .hwg-cell[data-key="{column}"]')

    def row(self, activity: int) -> Locator:
        return self.page.locator(f'.hwg-row[data-id="{activity}"]')

    def place(self, activity: int) -> int:
        return int(self.row(activity).get_attribute("aria-rowindex") or 0)

    def keys(self, *keys: str) -> None:
        """Presses the keys one after the other and waits until what they did is drawn."""
        for key in keys:
            self.page.keyboard.press(key)
        self.drawn()

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def drawn(self) -> None:
        """Waits for a frame: the element draws in the next one, and what waits there came after it."""
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => done()))")

    def saved(self) -> None:
        """Waits until everything is stored and drawn."""
        self.drawn()
        self.page.wait_for_selector("hw-gantt:not([data-saving])")
        self.page.evaluate("() => new Promise((done) => setTimeout(() => requestAnimationFrame(done), 30))")

    def said(self) -> str:
        return self.page.locator(".hwg-live").inner_text()

    def others(self, activity: int, name: str) -> None:
        """Somebody else renames an activity."""
        plan = self.page.request.get(f"{self.address}api/v1/projects/7/plan").json()["activities"]
        version = plan["version"][plan["id"].index(activity)]
        command = {"do": "set", "id": activity, "version": version, "fields": {"name": name}}
        self.page.request.post(f"{self.address}dev/others", data={"commands": [command]})

    def bar(self, activity: int) -> dict[str, float]:
        """Where the bar of an activity is on the screen, and its dates."""
        return self.page.evaluate(
            """(id) => {
              const { state, surface: { viewport, drawing } } = document.querySelector("hw-gantt").bench;
              const { model, scale, theme } = state.view;
              const slot = model.slotOf.get(id);
              const { start, finish, percent } = model.table.number;
              const box = drawing.canvas.getBoundingClientRect();
              const at = (time) => {
                const x = scale.x(time) - viewport.left;
                return box.left + (theme.rtl ? drawing.width - x : x);
              };
              const row = model.rowOf[slot] * theme.rowHeight - viewport.top;
              return {
                from: at(start[slot]), to: at(finish[slot]), start: start[slot], finish: finish[slot],
                percent: percent[slot],
                y: box.top + theme.headerHeight + row + theme.barTop + theme.barHeight / 2,
              };
            }""",
            activity,
        )

    def x(self, time: float) -> float:
        """Where a moment of the plan is on the screen."""
        return self.page.evaluate(
            """(time) => {
              const { state, surface: { viewport, drawing } } = document.querySelector("hw-gantt").bench;
              const { scale, theme } = state.view;
              const x = scale.x(time) - viewport.left;
              return drawing.canvas.getBoundingClientRect().left + (theme.rtl ? drawing.width - x : x);
            }""",
            time,
        )

    def colour(self, name: str) -> str:
        """A colour of the drawing as "#rrggbb"."""
        return self.page.evaluate(
            """(name) => {
              const pen = new OffscreenCanvas(1, 1).getContext("2d");
              pen.fillStyle = document.querySelector("hw-gantt").bench.state.view.theme.colour[name];
              return pen.fillStyle;
            }""",
            name,
        )

    def pixels(self, *boxes: Box) -> list[list[str]]:
        """Colours that the timeline shows in boxes of the screen, row by row."""
        return self.page.evaluate(
            """(boxes) => {
              const { canvas } = document.querySelector("hw-gantt").bench.surface.drawing;
              const { left, top } = canvas.getBoundingClientRect();
              const pen = canvas.getContext("2d");
              const two = (part) => part.toString(16).padStart(2, "0");
              return boxes.map(([one, other, high, low]) => {
                const from = Math.ceil(Math.min(one, other) - left);
                const width = Math.max(1, Math.floor(Math.max(one, other) - left) - from);
                const height = Math.round(low - high);
                const { data } = pen.getImageData(from, Math.round(high - top), width, height);
                const colour = (at) => `#${[...data.slice(at, at + 3)].map(two).join("")}`;
                return Array.from({ length: width * height }, (_, pixel) => colour(pixel * 4));
              });
            }""",
            boxes,
        )

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        self.page.mouse.move(*start)
        self.page.mouse.down()
        self.page.mouse.move(*end, steps=5)

    def drop(self) -> None:
        self.page.mouse.up()
        self.saved()


@pytest.fixture
def open_plan(page: Page, context: BrowserContext, address: str) -> Iterator[Callable[..., PlanPage]]:
    """Opens a fresh made-up plan; a script error on the page fails the test."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.add_init_script(f"localStorage['{SETTINGS}'] ??= '{ZOOM}'")
    plan = PlanPage(page, address)

    def open_(query: str = "", **options: Any) -> PlanPage:
        page.set_viewport_size({"width": 1500, "height": 820})
        page.request.post(f"{address}dev/reset", data=options)
        page.goto(f"{address}?{query}")
        page.wait_for_selector("hw-gantt .hwg-treegrid")
        plan.saved()
        return plan

    yield open_
    assert plan.errors == []
