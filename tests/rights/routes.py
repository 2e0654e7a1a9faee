"""Every route of the product, read from the resolver and from the API: what it answers and what it declares.

``make routes`` writes the table role × route to ``docs/permissions.csv``.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from headway.common.access import ANYONE, OpenTo, Permission
from headway.common.http.declarations import API_OPERATIONS, declaration_of
from headway.common.http.pages import Declaration

TABLE = Path(__file__).parent.parent.parent / "docs" / "permissions.csv"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
JOB_PAGES = {"/imports/<int:pk>/": "/imports/<int:job_pk>/"}  # shows a job, whatever its address says


@dataclass(frozen=True, slots=True)
class Route:
    """One method of one address."""

    method: str
    template: str  # /projects/<int:pk>/ or /api/v1/projects/{pk}/plan
    declaration: Declaration | None
    operation: Any = None  # django-ninja's, for API routes

    @property
    def is_api(self) -> bool:
        """Whether it is an operation of the API."""
        return self.operation is not None

    @property
    def unsafe(self) -> bool:
        """Whether it may change something."""
        return self.method not in SAFE

    @property
    def name(self) -> str:
        """Method and template."""
        return f"{self.method} {self.template}"

    def address(self, fill: Callable[[str], int | str]) -> str:
        """The address with its parameters filled in by name; ``jobs/<int:pk>`` asks for ``job_pk``."""
        template = JOB_PAGES.get(self.template) or re.sub(
            r"(\w+)s/<int:pk>", r"\1s/<int:\1_pk>", self.template
        )
        return re.sub(r"<(?:\w+:)?(\w+)>|\{(?:\w+:)?(\w+)\}", lambda m: str(fill(m[1] or m[2])), template)


def all_routes() -> list[Route]:
    """Every (method, address) that the product answers, libraries' own included."""
    return sorted({*_pages(), *_operations()}, key=lambda route: (route.template, route.method))


def _pages() -> Iterator[Route]:
    from django.urls import URLPattern, get_resolver

    def walk(patterns: Any, prefix: str) -> Iterator[Route]:
        for entry in patterns:
            template = prefix + _spelled(str(entry.pattern))
            if not isinstance(entry, URLPattern):
                yield from walk(entry.url_patterns, template)
                continue
            declaration = declaration_of(template, entry.callback)
            if declaration is API_OPERATIONS:
                continue
            for method in getattr(entry.callback, "methods", ("GET", "POST")):
                yield Route(method, template, declaration)

    yield from walk(get_resolver().url_patterns, "/")


def _spelled(pattern: str) -> str:
    """A regular expression of a library as an address: anchors away, named groups as parameters."""
    plain = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", pattern)
    return plain.replace("^", "").replace("$", "").replace("\\Z", "")


def _operations() -> Iterator[Route]:
    from headway.api.v1 import api

    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            address = "/api/v1/" + f"{prefix}/{path}".strip("/").replace("//", "/")
            for operation in view.operations:
                declaration = getattr(operation.view_func, "declaration", None)
                for method in operation.methods:
                    yield Route(method, address, declaration, operation)


def table() -> str:
    """The table role × route as CSV: yes where a role holds what the route declares."""
    from headway.organisation.roles import ROLES

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["method", "route", "declares", *(role.code for role in ROLES)])
    for route in all_routes():
        writer.writerow(
            [route.method, route.template, _name(route.declaration), *_marks(route.declaration, ROLES)]
        )
    return out.getvalue()


def _name(declaration: Declaration | None) -> str:
    if declaration is None:
        return "NOTHING"
    return declaration.code if isinstance(declaration, Permission) else declaration.whom


def _marks(declaration: Declaration | None, roles: Any) -> list[str]:
    if isinstance(declaration, OpenTo):
        return ["anyone" if declaration.whom == ANYONE else "yes"] * len(roles)
    return ["yes" if declaration and declaration.code in role.permissions else "" for role in roles]
