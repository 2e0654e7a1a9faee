"""How a component becomes markup, and how addresses keep their filters."""

from typing import Any

from django.http import QueryDict
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString


def component(name: str, **values: Any) -> SafeString:
    """A component template rendered with these values alone: nothing leaks in from the page."""
    return render_to_string(f"components/{name}.html", values)


def query_of(context: Context) -> QueryDict:
    """The query of the page that is being rendered."""
    request = context.get("request")
    return request.GET if request is not None else QueryDict()


def with_query(context: Context, **changes: Any) -> str:
    """The page's own address with these query parameters changed; None removes one."""
    query = query_of(context).copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"
