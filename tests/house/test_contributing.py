"""docs/contributing.md names examples that are there."""

import re

import pytest

from tests.house.repository import ROOT, SOURCE

TEXT = (ROOT / "docs/contributing.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`([\w/]+\.py)(?:::(\w+))?`", TEXT)


def test_each_way_has_an_example() -> None:
    headings = re.findall(r"^## .*$", TEXT, re.MULTILINE)
    assert [heading for heading in headings if ".py" not in heading] == []
    assert len(headings) == 9


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_an_example_is_where_the_page_says(path: str, name: str) -> None:
    file = ROOT / path if path.startswith("tests/") else SOURCE / path
    defined = rf"^(?:def|class) {name}\b|^{name}\b.*="
    assert re.search(defined if name else "", file.read_text(encoding="utf-8"), re.MULTILINE)
