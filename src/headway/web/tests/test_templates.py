"""Rules for every template of the product, not only those of this room."""

import re
from pathlib import Path

import pytest
from django.template import engines

from headway.web.templatetags.headway_ui import register as library

PACKAGE = Path(__file__).parents[2]
TEMPLATES = sorted(path for folder in PACKAGE.rglob("templates") for path in folder.rglob("*.html"))
NOT_TRANSLATED = {"gallery.html"}  # examples for people who build pages
SAME_IN_ALL_LANGUAGES = {"Headway", "B", "· Headway", "Esc", "Ctrl K", "–", "·", "(", ")", ":", ",", "/"}


def short(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def visible_text(source: str) -> list[str]:
    """Pieces of text that stand outside of tags, comments and translations."""
    source = re.sub(r"{%\s*comment.*?endcomment\s*%}|{#.*?#}", "", source, flags=re.S)
    source = re.sub(r"{%\s*blocktranslate.*?endblocktranslate\s*%}", "", source, flags=re.S)
    source = re.sub(r"{%.*?%}|{{.*?}}", "\0", source, flags=re.S)
    source = re.sub(r"<[^>]*>", "\0", source, flags=re.S)
    return [piece for part in source.split("\0") if (piece := " ".join(part.split()))]


def is_markup(piece: str) -> bool:
    """Class names that fill a block of a page."""
    return all(word.startswith("hw-") for word in piece.split())


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_templates_compile(path: Path) -> None:
    engines["django"].from_string(path.read_text())


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_templates_hold_no_inline_script_or_style(path: Path) -> None:
    source = path.read_text()
    markup = re.sub(r"{%.*?%}|{{.*?}}", "", source, flags=re.S)
    assert re.findall(r"\sstyle\s*=|<style|\son[a-z]+\s*=|javascript:|\bhx-on", markup) == []
    scripts = re.findall(r"<script[^>]*>", source)
    assert [tag for tag in scripts if "nonce=" not in tag and "application/json" not in tag] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_templates_name_no_address_outside_the_installation(path: Path) -> None:
    assert re.findall(r"(?:src|href|action)=[\"'](?:https?:)?//", path.read_text()) == []


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path.name not in NOT_TRANSLATED], ids=short)
def test_words_on_pages_are_translated(path: Path) -> None:
    pieces = visible_text(path.read_text())
    words = [text for text in pieces if re.search(r"[^\W\d_]", text) and not is_markup(text)]
    assert [text for text in words if text not in SAME_IN_ALL_LANGUAGES] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=short)
def test_forms_that_post_carry_a_token(path: Path) -> None:
    source = path.read_text()
    posting = [
        form for form in re.findall(r"<form.*?</form>", source, flags=re.S) if 'method="post"' in form.lower()
    ]
    safe = ("csrf_token", "form_fields.html", "{% slot body %}")
    assert [form for form in posting if not any(mark in form for mark in safe)] == []


def test_every_component_is_used_on_some_page() -> None:
    """The gallery shows what there is; what nothing else uses is not a component."""
    pages = "".join(path.read_text() for path in TEMPLATES if path.name not in NOT_TRANSLATED)
    tags = {name for name in library.tags if not re.search(rf"{{%\s*{name}\b", pages)}
    filters = {name for name in library.filters if not re.search(rf"\|{name}\b", pages)}
    assert (tags, filters) == (set(), set())
