"""How fast the plan element is in headless Chromium, against the limits it promises to hold.

Usage: python benchmarks/gantt/measure.py [--activities 10000] [--runs 5] [--chromium PATH]

Needs the built front end (python hatch_build.py), Node, Playwright and a Chromium. The plan comes
from the development server of the element, which makes it up; times are of the browser's own work:

painted     from the arrival of the plan's last byte until it stands on the screen
total       the same from the moment the element asks for it, loopback and parsing included
frame       time of the main thread per frame while scrolling 97 px each frame
apart       how far those frames were apart by the clock: 16.7 is all that a 60 Hz screen can show
moved       an answer that moves every bar: from its text until the screen shows it

Prints one line per figure, the median of the runs; ends with 1 when a limit is broken.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
LIMITS = {"painted": 400.0, "frame": 12.0, "moved": 100.0}
FRAMES = 240

WATCH = """
localStorage.setItem("headway.gantt", JSON.stringify({ pxPerDay: 24 }));
addEventListener("plan-ready", () => requestAnimationFrame(() => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => {
    window.paintedAt = performance.now();
    document.documentElement.dataset.painted = "";
  };
  channel.port2.postMessage(0); // runs as soon as the frame is done
}));
"""
SCROLL = """async (frames) => {
  const scroller = document.querySelector(".hwg-scroll");
  const begun = performance.now();
  for (let i = 1; i <= frames; i++) {
    scroller.scrollTop = i * 97;
    await new Promise(requestAnimationFrame);
  }
  return performance.now() - begun;
}"""
MOVE = """async () => {
  const text = await (await fetch("/dev/shift", { method: "POST" })).text();
  const queue = document.querySelector("hw-gantt").bench.queue;
  await new Promise(requestAnimationFrame);
  const begun = performance.now();
  queue.take(JSON.parse(text), "change");
  await new Promise(requestAnimationFrame);
  const channel = new MessageChannel();
  await new Promise((painted) => {
    channel.port1.onmessage = painted;
    channel.port2.postMessage(0); // runs as soon as the frame is done
  });
  return performance.now() - begun;
}"""
TIMES = """() => {
  const plan = performance.getEntriesByType("resource").find((entry) => entry.name.endsWith("/plan"));
  return { painted: window.paintedAt - plan.responseEnd, total: window.paintedAt - plan.startTime };
}"""


def task_seconds(devtools: CDPSession) -> float:
    metrics = devtools.send("Performance.getMetrics")["metrics"]
    return float(next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration"))


def scroll(page: Page) -> tuple[float, float]:
    """Main-thread milliseconds per frame, and how far apart frames were."""
    devtools = page.context.new_cdp_session(page)
    # Time of the thread, not of the clock: what else runs on the machine does not count.
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = task_seconds(devtools)
    clock = page.evaluate(SCROLL, FRAMES)
    return (task_seconds(devtools) - before) * 1000 / FRAMES, clock / FRAMES


def measure_page(page: Page, address: str) -> dict[str, float]:
    """One fresh page: open, scroll, let everything move."""
    page.add_init_script(WATCH)
    page.goto(address)
    page.wait_for_selector("html[data-painted]", state="attached")
    figures: dict[str, float] = page.evaluate(TIMES)
    page.wait_for_timeout(500)
    figures["frame"], figures["apart"] = scroll(page)
    figures["moved"] = page.evaluate(MOVE)
    figures["nodes"] = page.evaluate("document.querySelectorAll('*').length")
    return figures


def measure(arguments: argparse.Namespace, address: str) -> list[dict[str, float]]:
    flags = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=arguments.chromium, args=flags)
        runs = []
        for _ in range(arguments.runs):
            page = browser.new_page(viewport={"width": 1600, "height": 900})
            options: dict[str, Any] = {"count": arguments.activities, "group": 100}
            page.request.post(f"{address}dev/reset", data=json.dumps(options))
            runs.append(measure_page(page, address))
            page.close()
        browser.close()
    return runs


def report(runs: list[dict[str, float]]) -> bool:
    """Prints the medians; true when all limits hold."""
    held = True
    for name in runs[0]:
        value = statistics.median(run[name] for run in runs)
        limit = LIMITS.get(name)
        verdict = "" if limit is None else f"  limit {limit:g}  {'ok' if value <= limit else 'BROKEN'}"
        held = held and (limit is None or value <= limit)
        unit = "" if name == "nodes" else " ms"
        spread = ", ".join(f"{run[name]:.1f}" for run in runs)
        print(f"{name:8} {value:8.1f}{unit}{verdict}   ({spread})")
    return held


def main() -> int:
    layout = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=layout)
    parser.add_argument("--activities", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--chromium", default=shutil.which("chromium"))
    arguments = parser.parse_args()
    command = ["node", str(ROOT / "frontend/gantt/dev/server.mjs"), "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            runs = measure(arguments, server.stdout.readline().strip())
        finally:
            server.terminate()
    load = f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    print(f"{arguments.activities} activities and as many links, 1600 × 900, {arguments.runs} runs, {load}")
    return 0 if report(runs) else 1


if __name__ == "__main__":
    sys.exit(main())
