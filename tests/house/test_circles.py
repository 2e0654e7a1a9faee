"""No file imports, by whatever way round, a file that imports it."""

from collections.abc import Mapping

import grimp
import pytest

from tools.circles import circle_in

Imports = Mapping[str, set[str]]


def imports_of_the_house() -> Imports:
    """What each module imports; tests and migrations are nobody's ground."""
    graph = grimp.build_graph("headway")
    kept = {name for name in graph.modules if not {"tests", "migrations"} & set(name.split("."))}
    return {name: graph.find_modules_directly_imported_by(name) & kept for name in kept}


def test_no_file_of_the_house_stands_in_a_circle() -> None:
    assert circle_in(imports_of_the_house()) == []


@pytest.mark.parametrize("closing", ["headway.engine.schedule", "headway.common.clock"])
def test_a_circle_would_be_found(closing: str) -> None:
    imports = {name: set(imported) for name, imported in imports_of_the_house().items()}
    importer = next(name for name, imported in imports.items() if closing in imported)
    imports[closing].add(importer)
    assert {closing, importer} <= set(circle_in(imports))
