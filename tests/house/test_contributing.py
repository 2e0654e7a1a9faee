"""What docs/contributing.md shows is there, as it is shown; what ARCHITECTURE.md names is there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.repository import ROOT, SOURCE

TEXT = (ROOT / "docs/contributing.md").read_text(encoding="utf-8")
EXAMPLE = r"`([\w/]+\.py)(?:::(\w+))?`"
NAMED = re.findall(EXAMPLE, TEXT)
MAP = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
PLACES = sorted(set(re.findall(r"`([a-z]\w*(?:/[\w.-]+)+)/?`", MAP)))


def place_of(path: str) -> Path:
    return ROOT / path if path.startswith(("docs/", "frontend/", "tests/", "tools/")) else SOURCE / path


def quoted() -> Iterator[tuple[str, str]]:
    """(line, files named in its section) of the code that the page shows, without what is told beside it."""
    for section in re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:]:
        files = " ".join(path for path, _ in re.findall(EXAMPLE, section))
        for block in re.findall(r"```python\n(.*?)```", section, re.DOTALL):
            for line in block.splitlines():
                if code := re.sub(r"  +#.*", "", line).strip():
                    yield code, files


def as_pattern(code: str) -> str:
    """How a line is found that may be laid out otherwise, with something in the place of each ``…``."""
    return r"\s*".join(".*?" if one == "…" else re.escape(one) for one in re.findall(r"\w+|\S", code))


def test_each_way_has_an_example() -> None:
    headings = re.findall(r"^## .*$", TEXT, re.MULTILINE)
    assert [heading for heading in headings if ".py" not in heading] == []
    assert len(headings) == 13


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_an_example_is_where_the_page_says(path: str, name: str) -> None:
    file = place_of(path)
    defined = rf"^(?:def|class) {name}\b|^{name}\b.*="
    assert re.search(defined if name else "", file.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize(("code", "files"), list(quoted()))
def test_what_is_shown_stands_in_a_file_that_is_named_there(code: str, files: str) -> None:
    texts = [place_of(path).read_text(encoding="utf-8") for path in files.split()]
    assert any(re.search(as_pattern(code), text, re.DOTALL) for text in texts)


def test_the_map_of_the_house_names_places_that_are_there() -> None:
    assert [place for place in PLACES if not place_of(place).exists() and place != "src/headway"] == []
    assert len(PLACES) > 40, "otherwise nothing was read"
