"""Tables as CSV that a spreadsheet opens without running anything."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse

# Where a spreadsheet begins a cell: also behind a semicolon or a tab, where that is what separates them.
_FORMULA = re.compile('(^|[;\t\r\n])(?="*[-=+@\t\r\n＝＋－＠])')


def safe(cell: Any) -> Any:
    """A cell of whose text no spreadsheet takes a part for a formula; numbers of ours stay numbers.

    >>> safe("=1+1"), safe("Pour slab;=1+1"), safe("Pour slab; dry"), safe(-5)
    ("'=1+1", "Pour slab;'=1+1", 'Pour slab; dry', -5)
    """
    return _FORMULA.sub(r"\1'", cell) if isinstance(cell, str) else cell


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


def csv_answer(rows: Iterable[Sequence[Any]], *, name: str) -> HttpResponse:
    """The rows as a file to be kept, sent while they are read."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    answer: Any = StreamingHttpResponse(
        csv_lines(rows), content_type="text/csv; charset=utf-8", headers=headers
    )
    return answer  # type: ignore[no-any-return]  # a streaming response is a response to everybody but the stubs
