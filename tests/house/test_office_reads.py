"""What the office has of projects are questions, frozen answers and words: no table, nor a way to one."""

import ast
import importlib
from collections.abc import Iterator
from dataclasses import is_dataclass
from inspect import isfunction
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from django.db.models import Choices, Manager, Model, QuerySet

from headway.project.health.models import Colour, ProjectHealth
from headway.project.health.queries import PortfolioFilters, ProjectStatus, portfolio_projects
from headway.project.lifecycle.models import Project
from headway.project.lifecycle.queries import board_of
from tests.house.repository import SOURCE

TABLES = (Model, Manager, QuerySet, Choices)


def taken() -> Iterator[tuple[str, Any]]:
    """Everything that the office imports from projects, with its name."""
    for path in (SOURCE / "office").rglob("*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("headway.project"):
                module = importlib.import_module(str(node.module))
                yield from ((f"{node.module}.{one.name}", getattr(module, one.name)) for one in node.names)
            elif isinstance(node, ast.Import):
                yield from ((one.name, one) for one in node.names if one.name.startswith("headway.project"))


def leads_to_tables(hint: Any) -> bool:
    """Whether a type is a table, a set of its rows, or has one in it."""
    parts = [get_origin(hint) or hint, *get_args(hint)]
    if any(isinstance(part, type) and issubclass(part, TABLES) for part in parts):
        return True
    return any(leads_to_tables(part) for part in get_args(hint))


def is_frozen(kind: type[Any]) -> bool:
    """Whether nobody can change what is made of it."""
    if is_dataclass(kind):
        return bool(vars(kind)["__dataclass_params__"].frozen)
    return bool(getattr(kind, "model_config", {}).get("frozen"))


def is_given(value: Any) -> bool:
    """A function that answers no table, a frozen class whose fields hold none, or a plain value."""
    if isfunction(value):
        return not leads_to_tables(get_type_hints(value).get("return"))
    if isinstance(value, type):
        return is_frozen(value) and not any(map(leads_to_tables, get_type_hints(value).values()))
    if isinstance(value, str | tuple | list | dict | frozenset):
        return True
    return bool(get_args(value)) and not leads_to_tables(value)  # a name for a type


def test_the_office_takes_questions_frozen_answers_and_words() -> None:
    found = dict(taken())
    assert {name for name, value in found.items() if not is_given(value)} == set()
    assert found, "otherwise nothing was read"


@pytest.mark.parametrize("value", [Project, ProjectHealth, Colour, Project.objects, board_of, ast])
def test_a_table_or_a_way_to_one_would_be_found(value: Any) -> None:
    assert not is_given(value)


@pytest.mark.parametrize("value", [portfolio_projects, PortfolioFilters, ProjectStatus])
def test_questions_and_frozen_answers_are_allowed(value: Any) -> None:
    assert is_given(value)
