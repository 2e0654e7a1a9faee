"""The server takes the safe SQLite library before anything else can take another one."""

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_what_the_server_imports_before_the_swap_loads_no_sqlite() -> None:
    tree = ast.parse((ROOT / "src/headway/config/wsgi.py").read_text())
    swap = [ast.unparse(node) for node in tree.body].index("sqlite.swap()")
    before = [ast.unparse(node) for node in tree.body[:swap] if isinstance(node, ast.Import | ast.ImportFrom)]
    assert "from headway.common import sqlite" in before
    look = [*before, "import sys", "print([name for name in sys.modules if 'sqlite3' in name])"]
    told = subprocess.run([sys.executable, "-c", "\n".join(look)], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"
