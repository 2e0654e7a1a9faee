"""Rows of an XER file on their way out."""

from collections.abc import Iterable, Mapping
from typing import BinaryIO

from headway.engine import written
from headway.formats.xer.tables import KINDS, decoded

Fields = Mapping[str, object]
"""Values by the names of their columns; None is nothing."""


def write_table(sink: BinaryIO, name: str, rows: Iterable[Fields]) -> None:
    """One table; all rows have the columns of the first. A table without rows is not written."""
    columns: list[str] = []
    for row in rows:
        if not columns:
            columns = list(row)
            write_line(sink, "%T", [name])
            write_line(sink, "%F", columns)
        write_line(sink, "%R", [row[column] for column in columns])


def write_line(sink: BinaryIO, kind: str, values: Iterable[object]) -> None:
    """One line, in Windows-1252 as far as it is read again as the same text, else in UTF-8."""
    text = "\t".join([kind, *map(_field, values)])
    try:
        raw = text.encode("cp1252")
    except UnicodeEncodeError:
        raw = text.encode("utf-8", "replace")
    if decoded(raw) != text:
        raw = text.encode("utf-8", "replace")
    sink.write(raw + b"\r\n")


def _field(value: object) -> str:
    """A value without what would end it. A line within a text may not begin like a row."""
    if value is None:
        return ""
    text = str(value).replace("\t", " ").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    return "\n".join([lines[0], *(f" {line}" if line.startswith(KINDS) else line for line in lines[1:])])


def moment(time: int | None) -> str | None:
    """A date with hours and minutes, and seconds where there are any."""
    if time is None:
        return None
    said = written(time).replace("T", " ")
    return said.removesuffix(":00") if time % 60 == 0 else said


def hours(seconds: int | None) -> str | None:
    """Seconds in hours, exact to the second."""
    return None if seconds is None else f"{round(seconds / 3600, 8):.8f}".rstrip("0").rstrip(".")


def flag(value: object) -> str:
    """Y or N."""
    return "Y" if value else "N"
