"""What holds in every test, whatever it is about: a template looks nothing up."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.template import Context, Template

# How rows are fetched: once for all of them.
FETCHING = {"__iter__", "__len__", "__bool__", "__getitem__"}


class Asked:
    """Notes what is asked: an error raised here would be taken for no by a template's `if`."""

    def __init__(self) -> None:
        self.queries: list[str] = []

    def __call__(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if not _a_list_is_fetched():
            self.queries.append(sql)
        return execute(sql, *rest)


def _a_list_is_fetched() -> bool:
    """Whether a template itself, or the page of a list in it, goes through rows that a view handed over."""
    frame, method = sys._getframe(2), ""
    while frame.f_back is not None:
        module = frame.f_globals["__name__"]
        if module.startswith("django.db.models"):
            method = frame.f_code.co_name
        elif method:
            return method in FETCHING and module.startswith(("django.template", "django.core.paginator"))
        frame = frame.f_back
    return False


@contextmanager
def quiet_templates() -> Iterator[None]:
    """Raise ``AssertionError`` when a template that was laid out has asked the database for something.

    A list that a view hands over is fetched here, once; what belongs to its rows was asked for with it.
    """
    engine: Any = Template
    render = engine._render

    def watched(template: Template, context: Context) -> Any:
        if any(isinstance(wrapper, Asked) for wrapper in connection.execute_wrappers):
            return render(template, context)  # a part of one that is watched
        asked = Asked()
        with connection.execute_wrapper(asked):
            text = render(template, context)
        assert not asked.queries, f"{template.name} asks the database: {asked.queries}"
        return text

    engine._render = watched
    try:
        yield
    finally:
        engine._render = render
