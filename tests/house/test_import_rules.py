"""Each import rule refuses what it is there to refuse, shown on a small made-up tree."""

import os
import subprocess
import sys
from pathlib import Path

from tests.house.repository import ROOT

SOUND = {
    "config/settings.py": "",
    "engine/network.py": "",
    "formats/safe_xml.py": "import lxml.etree",
    "formats/mspdi.py": "import headway.formats.safe_xml",
    "common/sqlite.py": "import sqlite3",
    "governance/strategy/models.py": "",
    "office/portfolio/services.py": "from headway.project.schedule import queries",
    "project/schedule/tests/test_plan.py": "import headway.office.portfolio.services",
    "project/schedule/services.py": "from headway.project.schedule import models",
    "project/schedule/queries.py": "from headway.project.schedule import models",
    "project/schedule/models.py": "import django.db",
}

VIOLATIONS = [
    ("project/schedule/models.py", "import headway.office", "Floors"),
    ("newroom/models.py", "", "Floors"),
    ("project/newroom/models.py", "", "Rooms of the project"),
    ("project/charter/models.py", "import headway.project.schedule.models", "Rooms of the project"),
    ("project/schedule/models.py", "import headway.project.schedule.services", "Inside a capability"),
    ("project/schedule/permissions.py", "import headway.project.schedule.models", "Inside a capability"),
    ("project/schedule/services.py", "import headway.project.schedule.tests.test_plan", "Tests are imported"),
    ("office/portfolio/services.py", "from headway.project.schedule import models", "The office takes"),
    ("office/portfolio/services.py", "from headway.project.schedule import services", "The office takes"),
    ("formats/mspdi.py", "import django.utils.timezone", "Engine and formats"),
    ("engine/network.py", "import time", "The engine has no clock"),
    ("project/schedule/services.py", "import sqlite3", "SQLite comes from"),
    ("project/schedule/services.py", "import lxml.etree", "XML is read"),
    ("project/schedule/services.py", "import httpx", "Nothing asks"),
]


# In one process of its own for all trees: starting it takes longer than checking one, and here the name
# `headway` is taken.
CHECK = """
import os, sys
from importlinter.cli import lint_imports
for folder in sys.argv[2:]:
    os.chdir(folder)
    sys.path[0] = folder
    print("TREE", folder)
    lint_imports(config_filename=sys.argv[1], no_cache=True, no_logo=True)
"""


def write_tree(folder: Path, files: dict[str, str]) -> None:
    """A package `headway` made of these files."""
    package = folder / "headway"
    for name, text in files.items():
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        for parent in [path.parent, *path.parent.parents]:
            if parent.is_relative_to(package):
                (parent / "__init__.py").touch()


def broken_rules(*folders: Path) -> list[list[str]]:
    """Of each tree, the names of the rules that it breaks."""
    result = subprocess.run(
        [sys.executable, "-c", CHECK, ROOT / "tools/import-rules.toml", *folders],
        env={**os.environ, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    told = result.stdout.split("TREE ")[1:]
    assert [tree.count("Contracts: ") for tree in told] == [1] * len(folders), result.stdout + result.stderr
    return [[line for line in tree.splitlines() if "BROKEN" in line] for tree in told]


def test_a_sound_tree_breaks_no_rule(tmp_path: Path) -> None:
    write_tree(tmp_path, SOUND)
    assert broken_rules(tmp_path) == [[]]


def test_each_violation_breaks_the_rule_against_it(tmp_path: Path) -> None:
    folders = [tmp_path / str(number) for number in range(len(VIOLATIONS))]
    for folder, (name, text, _rule) in zip(folders, VIOLATIONS, strict=True):
        write_tree(folder, {**SOUND, name: text})
    unseen = [
        (name, text, rule)
        for (name, text, rule), broken in zip(VIOLATIONS, broken_rules(*folders), strict=True)
        if not any(line.startswith(rule) for line in broken)
    ]
    assert unseen == []
