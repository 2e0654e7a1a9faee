"""What no committed file may hold, and what the source tree must look like."""

import ast
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.house.repository import ROOT, SOURCE, comments, committed_texts, python_texts

MACHINE_PATH = re.compile(r"(?<![\w./-])/(?:work/(?:main|shared)|root|Users|home/\w+|opt/pypi|tmp/\w+)/")
REGISTRY = re.compile(r"\b(?:pypi\.org|pythonhosted\.org|registry\.npmjs\.org|registry\.yarnpkg\.com)\b")
BARE_TYPE_IGNORE = re.compile(r"#\s*type:\s*ignore(?!\[[\w, -]+\]\s+[#–-]*\s*\w)")
BARE_NOQA = re.compile(r"#\s*noqa(?!: [A-Z]+\d+(, ?[A-Z]+\d+)*\s+[#–-]*\s*\w)")
UNSCOPED_SQL = {"raw", "extra"}
WRITES = {
    "atomic",
    "bulk_create",
    "bulk_update",
    "create",
    "delete",
    "get_or_create",
    "in_hand",
    "save",
    "update",
    "update_or_create",
}
NO_SERVICES = {"views", "pages", "api", "forms", "permissions", "queries", "hats", "places"}


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name, text in committed_texts().items()
        if name != "tests/house/test_committed_files.py"
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_path_of_somebodys_machine_is_committed() -> None:
    assert lines_with(MACHINE_PATH) == []


def test_no_package_registry_is_named() -> None:
    assert lines_with(REGISTRY) == []


@pytest.mark.parametrize("text", ["cd /home/ann/headway", "see /root/notes", "'/Users/ann/plan.xml'"])
def test_a_path_of_a_machine_is_recognised(text: str) -> None:
    assert MACHINE_PATH.search(text)


@pytest.mark.parametrize("text", ["src/root/notes", "/projects/7/", "the address /roles/ of a page"])
def test_another_path_passes(text: str) -> None:
    assert not MACHINE_PATH.search(text)


@pytest.mark.parametrize("text", ["https://pypi.org/simple", "files.pythonhosted.org", "registry.npmjs.org"])
def test_a_registry_is_recognised(text: str) -> None:
    assert REGISTRY.search(text)


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_python_lock_holds_hashes_and_no_address(name: str) -> None:
    lock = (ROOT / name).read_text()
    pinned = re.findall(r"^[\w.\[\]-]+==", lock, re.MULTILINE)
    assert "://" not in lock
    assert lock.count("\n    --hash=sha256:") >= len(pinned) > 0


def test_the_npm_lock_holds_no_address() -> None:
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()


def pinned_versions(name: str) -> dict[str, str]:
    found = re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==([\w.]+)", (ROOT / name).read_text(), re.MULTILINE)
    return {package.lower().replace("_", "-"): version for package, version in found}


def test_the_locks_are_in_step_with_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    runtime, development = pinned_versions("requirements.lock"), pinned_versions("requirements-dev.lock")
    asked = [Requirement(line) for line in project["project"]["dependencies"]]
    tools = [Requirement(line) for line in project["dependency-groups"]["dev"] if isinstance(line, str)]

    unmet = [
        f"{requirement} in {name}"
        for name, lock, wanted in [("runtime", runtime, asked), ("development", development, asked + tools)]
        for requirement in wanted
        if not requirement.specifier.contains(lock.get(requirement.name.lower(), "0"))
    ]
    assert unmet == []
    assert runtime.items() <= development.items()


def test_every_exception_to_a_check_says_why() -> None:
    bare = [
        f"{name}:{line}: {comment}"
        for name, text in python_texts().items()
        for line, comment in comments(text)
        if BARE_TYPE_IGNORE.search(comment) or BARE_NOQA.search(comment)
    ]
    assert bare == []


@pytest.mark.parametrize(
    "comment", ["# type: ignore", "# type: ignore[misc]", "# noqa", "# noqa: S101", "#noqa"]
)
def test_an_exception_without_a_reason_is_recognised(comment: str) -> None:
    assert BARE_TYPE_IGNORE.search(comment) or BARE_NOQA.search(comment)


@pytest.mark.parametrize(
    "comment", ["# type: ignore[misc]  # numba is untyped", "# noqa: S101  checked above"]
)
def test_an_exception_with_a_reason_passes(comment: str) -> None:
    assert not (BARE_TYPE_IGNORE.search(comment))
    assert not (BARE_NOQA.search(comment))


def lines_calling(names: set[str], text: str) -> list[int]:
    """The lines of a module that call a method with one of these names."""
    calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    return [call.lineno for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr in names]


def calls_of(names: set[str], *, files: Callable[[Path], bool]) -> list[str]:
    """Where a method with one of these names is called in the product's own files."""
    return [
        f"{name}:{line}"
        for name, text in python_texts().items()
        if name.startswith("src/") and files(Path(name))
        for line in lines_calling(names, text)
    ]


def test_a_write_or_a_way_around_would_be_found() -> None:
    assert lines_calling(WRITES, "row.save()\nrows.filter(pk=1).update(name=2)\nupdate(row)") == [1, 2]
    assert lines_calling(UNSCOPED_SQL, "rows.raw('SELECT 1')\nrows.values()") == [1]


def test_no_query_goes_around_the_scoped_managers() -> None:
    assert calls_of(UNSCOPED_SQL, files=lambda path: True) == []


def test_pages_api_forms_rules_and_reads_leave_writing_to_services() -> None:
    found = calls_of(WRITES, files=lambda path: not NO_SERVICES.isdisjoint({path.stem, path.parent.name}))
    assert found == []


def test_every_folder_of_modules_is_a_package() -> None:
    """The import rules and the type checker see packages only."""
    bare = {path.parent for path in SOURCE.rglob("*.py") if not (path.parent / "__init__.py").is_file()}
    assert bare == set()
