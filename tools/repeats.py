"""Runs of lines that stand in two places: what is written twice is changed once, sooner or later."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.measures import File

LENGTH = 8
SAYS_SOMETHING = re.compile(r"\w")


@dataclass(frozen=True)
class Place:
    """Where a run stands: the first of its lines counted among those that say something, and in the file."""

    path: Path
    index: int
    line: int


@dataclass(frozen=True)
class Repeat:
    """A run of `lines` lines that stands in both places."""

    lines: int
    first: Place
    second: Place

    def __str__(self) -> str:
        first, second = self.first, self.second
        return f"{first.path}:{first.line} and {second.path}:{second.line}: the same {self.lines} lines"


def repeats(files: Iterable[File]) -> list[Repeat]:
    """All runs of at least ``LENGTH`` equal lines, at their full length, the longest first.

    Lines are compared token by token, whatever their indentation; imports, comments, docstrings and lines of
    closing brackets do not count. Runs that overlap each other in one file are none.
    """
    windows: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for file in files:
        lines = [(n, text) for n, text in file.code if SAYS_SOMETHING.search(text)]
        for index in range(len(lines) - LENGTH + 1):
            window = tuple(text for _, text in lines[index : index + LENGTH])
            windows[window].append(Place(file.path, index, lines[index][0]))
    pairs = {
        (first, second)
        for places in windows.values()
        for number, first in enumerate(places)
        for second in places[number + 1 :]
        if first.path != second.path or abs(first.index - second.index) >= LENGTH
    }
    return sorted(_joined(pairs), key=lambda repeat: (-repeat.lines, str(repeat)))


def _joined(pairs: set[tuple[Place, Place]]) -> Iterator[Repeat]:
    """Windows that follow each other in both places are one longer run."""
    at = {(first.path, first.index, second.path, second.index): (first, second) for first, second in pairs}
    for (path, index, other, there), (first, second) in at.items():
        if (path, index - 1, other, there - 1) in at:
            continue
        length = LENGTH
        while (path, index + length - LENGTH + 1, other, there + length - LENGTH + 1) in at:
            length += 1
        yield Repeat(length, first, second)
