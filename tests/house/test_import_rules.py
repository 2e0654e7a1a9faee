"""Each import rule refuses what it is there to refuse, shown on a small made-up tree."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

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
    ("project/schedule/rules.py", "import headway.project.schedule.models", "Inside a capability"),
    ("project/schedule/services.py", "import headway.project.schedule.tests.test_plan", "Tests are imported"),
    ("office/portfolio/services.py", "from headway.project.schedule import models", "The office takes"),
    ("office/portfolio/services.py", "from headway.project.schedule import services", "The office takes"),
    ("formats/mspdi.py", "import django.utils.timezone", "Engine and formats"),
    ("engine/network.py", "import time", "The engine has no clock"),
    ("project/schedule/services.py", "import sqlite3", "SQLite comes from"),
    ("project/schedule/services.py", "import lxml.etree", "XML and archives"),
    ("project/schedule/services.py", "import httpx", "Requests to the outside"),
    ("project/schedule/services.py", "import markdown_it", "Markdown becomes"),
]


def broken_rules(folder: Path, files: dict[str, str]) -> list[str]:
    """Names of the rules that a package `headway` made of these files breaks."""
    package = folder / "headway"
    for name, text in files.items():
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        for parent in [path.parent, *path.parent.parents]:
            if parent.is_relative_to(package):
                (parent / "__init__.py").touch()
    rules = ROOT / "tools/import-rules.toml"
    result = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--config", rules, "--no-logo", "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Contracts: " in result.stdout, result.stdout + result.stderr
    return [line for line in result.stdout.splitlines() if "BROKEN" in line]


def test_a_sound_tree_breaks_no_rule(tmp_path: Path) -> None:
    assert broken_rules(tmp_path, SOUND) == []


@pytest.mark.parametrize(("name", "text", "rule"), VIOLATIONS, ids=lambda value: str(value)[:40])
def test_a_violation_breaks_the_rule_against_it(tmp_path: Path, name: str, text: str, rule: str) -> None:
    broken = broken_rules(tmp_path, {**SOUND, name: text})
    assert [line for line in broken if line.startswith(rule)] != []
