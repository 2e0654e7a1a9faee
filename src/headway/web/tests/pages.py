"""Rendering of template snippets, and reading of what came out."""

from typing import Any

from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory
from lxml import html


def render(source: str, address: str = "/", **context: Any) -> str:
    """A snippet with the component library loaded, as part of the page at ``address``."""
    request: HttpRequest = RequestFactory().get(address)
    return Template("{% load headway_ui %}" + source).render(Context({"request": request, **context})).strip()


def parse(source: str, address: str = "/", **context: Any) -> Any:
    """The same as an lxml element; untyped, since a test that finds nothing has to fail anyway."""
    return html.fragment_fromstring(render(source, address, **context), create_parent="div")


def words(tree: Any) -> str:
    """The text of a tree with single spaces."""
    return " ".join(tree.text_content().split())
