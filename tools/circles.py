"""Circles among files that import each other."""

from collections.abc import Collection, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

Name = TypeVar("Name")


def circle_in(imports: Mapping[Name, Collection[Name]]) -> list[Name]:
    """The members of one circle, or nothing."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []
