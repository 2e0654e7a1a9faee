"""How soon what is saved is in the browser while `make dev` runs.

    python benchmarks/development.py [--runs 3]

Starts it in a copy of this checkout with a home of its own, opens the sign-in page in Chromium, and saves a
template, a style and a script of the copy with a mark in them. Exit status 1 when one of them took longer
than the limit to be seen.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from first_start import free_port
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = (".git", ".venv", ".*_cache", "__pycache__", "test-results", "var")
LIMIT = 2.0
START_LIMIT = 120.0
# What is saved: the file, how the mark N gets into its text, what the browser then says is true.
SAVES: dict[str, tuple[str, Callable[[str, str], str], str]] = {
    "template": (
        "src/headway/web/templates/web/document.html",
        lambda text, mark: text.replace("<body ", f'<body data-saved="{mark}" '),
        "(mark) => document.body?.dataset.saved === mark",
    ),
    "style": (
        "frontend/styles/base.css",
        lambda text, mark: f'{text}:root {{ --saved: "{mark}"; }}\n',
        "(mark) => getComputedStyle(document.documentElement).getPropertyValue('--saved').includes(mark)",
    ),
    "script": (
        "frontend/shell/app.ts",
        lambda text, mark: f'{text}document.documentElement.dataset.saved = "{mark}";\n',
        "(mark) => document.documentElement.dataset.saved === mark",
    ),
}


@contextmanager
def copied_checkout() -> Iterator[Path]:
    """Files to save: those of the checkout itself stay as they are, however this ends."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / "headway"
        shutil.copytree(ROOT, copy, symlinks=True, ignore=shutil.ignore_patterns(*LEFT_OUT))
        yield copy


@contextmanager
def development(checkout: Path, address: str) -> Iterator[None]:
    """`make dev` in an installation with an organisation that has nobody in it."""
    home, source = checkout / "var", checkout / "src"
    environment = {**os.environ, "HEADWAY_HOME": str(home), "PYTHONPATH": str(source)}
    make = "from headway.organisation.tests.factories import make_organisation as make; make()"
    for arguments in (["migrate", "--verbosity", "0"], ["shell", "--verbosity", "0", "--command", make]):
        command = [sys.executable, "-m", "headway.cli.main", "manage", *arguments]
        subprocess.run(command, cwd=checkout, env=environment, check=True)
    command = [sys.executable, "-m", "tools.dev", address]
    with subprocess.Popen(command, cwd=checkout, env=environment, stdout=subprocess.DEVNULL) as server:
        try:
            yield
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()


def open_page(page: Page, address: str) -> None:
    """Wait for the server, and until the page listens for what is saved."""
    until = time.monotonic() + START_LIMIT
    while time.monotonic() < until:
        try:
            page.goto(address)
        except Exception:  # noqa: BLE001  whatever it says: nobody listens yet
            time.sleep(0.3)
        else:
            page.wait_for_timeout(2_000)
            return
    sys.exit(f"nothing answers at {address}")


def seconds_until_seen(page: Page, checkout: Path, kind: str, mark: str) -> float:
    """Save one file with a mark, wait until the browser shows it, and take it out again."""
    name, marked, seen = SAVES[kind]
    path = checkout / name
    text = path.read_text()
    begun = time.monotonic()
    path.write_text(marked(text, mark))
    try:
        page.wait_for_function(seen, arg=mark, timeout=30_000)
        return time.monotonic() - begun
    finally:
        path.write_text(text)
        page.wait_for_timeout(3_000)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    runs, slow = parser.parse_args().runs, False
    host = f"127.0.0.1:{free_port()}"
    with (
        copied_checkout() as checkout,
        development(checkout, host),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        open_page(page, f"http://{host}/accounts/login/")
        for kind in SAVES:
            took = [seconds_until_seen(page, checkout, kind, f"{kind}{number}") for number in range(runs)]
            slow |= max(took) > LIMIT
            print(f"{kind:<10} {'  '.join(f'{each:.2f}' for each in took)} s, limit {LIMIT} s", flush=True)
        browser.close()
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
