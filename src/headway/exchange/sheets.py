"""Tables as CSV that a spreadsheet opens without running anything."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\N{FULLWIDTH EQUALS SIGN}")


def safe(cell: Any) -> Any:
    """A cell whose text no spreadsheet takes for a formula; numbers of ours stay numbers.

    >>> safe("=1+1"), safe("Pour slab"), safe(-5)
    ("'=1+1", 'Pour slab', -5)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(DANGEROUS) else cell


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        """The line itself."""
        return text


def csv_lines(rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """The rows as lines of CSV, one at a time; begins with the mark by which spreadsheets know UTF-8."""
    writer = csv.writer(_Echo())
    yield "\N{ZERO WIDTH NO-BREAK SPACE}"
    for row in rows:
        yield writer.writerow([safe(cell) for cell in row])
