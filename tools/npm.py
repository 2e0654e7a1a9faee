"""npm with the Node the front end is built with: the machine's own, else the one of the Python wheel.

python tools/npm.py run check
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
import hatch_build  # noqa: E402  the build hook stands at the root, outside every package


def main(arguments: list[str]) -> int:
    if hatch_build.system_node() is None:
        subprocess.run([sys.executable, "-m", "pip", "install", "-q", hatch_build.NODE_WHEEL], check=True)
    node, npm = hatch_build.node_commands()
    path = f"{Path(node[0]).resolve().parent}{os.pathsep}{os.environ.get('PATH', '')}"
    environment = {**os.environ, "PATH": path}
    if not (ROOT / "node_modules").is_dir():
        # What it says is no answer of the script that was asked for.
        subprocess.run(
            [*npm, "ci", "--ignore-scripts"], cwd=ROOT, check=True, env=environment, stdout=sys.stderr
        )
    return subprocess.run([*npm, *arguments], cwd=ROOT, check=False, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
