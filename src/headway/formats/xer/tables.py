"""The rows of an XER file, read as a stream: one line, or one whose text goes on in the next, at a time."""

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import BinaryIO

from headway.engine.plan_time import plan_time
from headway.formats.budget import MEGABYTE
from headway.formats.errors import FormatError
from headway.formats.xer.format import MARK
from headway.formats.years import LONGEST, YEARS, date_and_time

HOUR = 3600
LARGEST = 1e18
_NUMBER = re.compile(r"[-+]?(\d{1,18}(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?", re.ASCII)
KINDS = ("%T", "%F", "%R", "%E")


@dataclass(frozen=True, slots=True)
class XerLimits:
    """Largest accepted bytes of one row, columns of one table, and number of rows."""

    row: int = 4 * MEGABYTE
    columns: int = 1_000
    rows: int = 2_000_000


DEFAULT_LIMITS = XerLimits()


class Row:
    """Fields of one row by name; of text beyond the last column nothing is known.

    Every method that takes a value raises `FormatError` with the line when it cannot be read.
    """

    __slots__ = ("_columns", "_fields", "line", "table")

    def __init__(self, table: str, columns: Mapping[str, int], fields: list[str], line: int) -> None:
        self.table, self._columns, self._fields, self.line = table, columns, fields, line

    def text(self, name: str, default: str = "") -> str:
        """Text without surrounding space; the default where there is none."""
        at = self._columns.get(name, -1)
        return (self._fields[at].strip() or default) if 0 <= at < len(self._fields) else default

    def refuse(self, name: str, problem: str) -> FormatError:
        """The error that says what is wrong with a field."""
        return FormatError(self.line, f"{name} of {self.table} {problem}.")

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Y or N."""
        said = self.text(name).upper()
        return default if said not in ("Y", "N") else said == "Y"

    def optional_integer(self, name: str) -> int | None:
        """A whole number, or None where there is none."""
        said = self.text(name)
        if not said:
            return None
        if not re.fullmatch(r"[-+]?\d{1,18}(\.0*)?", said, re.ASCII):
            raise self.refuse(name, f"is “{said[:40]}”, not a whole number")
        return int(said.partition(".")[0])

    def identity(self, name: str) -> int:
        """A number of its own, from 1 on, that must be there."""
        number = self.optional_integer(name)
        if number is None:
            raise self.refuse(name, "is missing")
        if not 0 < number < 1 << 53:
            raise self.refuse(name, f"is {number}, not a number from 1 on")
        return number

    def reference(self, name: str) -> int | None:
        """The number of something else; nothing, zero and less refer to nothing."""
        number = self.optional_integer(name)
        return number if number is not None and number > 0 else None

    def decimal(self, name: str) -> float | None:
        """A decimal number, also with a comma, or None where there is none."""
        said = self.text(name).replace(",", ".")
        if not said:
            return None
        if not _NUMBER.fullmatch(said) or abs(number := float(said)) > LARGEST:
            raise self.refuse(name, f"is “{said[:40]}”, not a number")
        return number

    def hours(self, name: str) -> int | None:
        """Hours, in seconds; they may be negative."""
        number = self.decimal(name)
        if number is None:
            return None
        if abs(number) * HOUR > LONGEST:
            raise self.refuse(name, "is longer than any plan")
        return round(number * HOUR)

    def moment(self, name: str) -> int | None:
        """A date with time of day, as plan time."""
        said = self.text(name)
        if not said:
            return None
        time = _moment(said) if len(said) <= 40 else None
        if time is None:
            raise self.refuse(
                name, f"is “{said[:40]}”, not a date between {YEARS.start} and {YEARS.stop - 1}"
            )
        return time

    def items(self) -> Iterator[tuple[str, str]]:
        """Names and fields, as far as there are both."""
        return zip(self._columns, self._fields, strict=False)


@lru_cache(maxsize=4096)
def _moment(text: str) -> int | None:
    moment = date_and_time(text)
    return None if moment is None else plan_time(moment)


def iter_rows(source: BinaryIO, *, limits: XerLimits = DEFAULT_LIMITS) -> Iterator[Row]:
    """The rows of all tables in the order of the file; the row of the header has the table ERMHDR.

    Raises
    ------
    FormatError
        For anything that does not begin as an XER file, for rows without a table, and beyond the limits.
    """
    table = ""
    columns: dict[str, int] = {}
    for count, (line, text) in enumerate(_records(source, limits)):
        if count > limits.rows:
            raise FormatError(line, f"The file has more than {limits.rows:,} rows.")
        fields = text.split("\t")
        kind = fields.pop(0)
        if kind == "%R":
            if not columns:
                raise FormatError(line, "A row stands before the names of its columns.")
            yield Row(table, columns, fields, line)
        elif kind == "%T":
            table, columns = (fields[0].strip() if fields else ""), {}
        elif kind == "%F":
            if len(fields) > limits.columns:
                raise FormatError(line, f"A table has more than {limits.columns:,} columns.")
            columns = {name.strip(): at for at, name in enumerate(fields)}
        elif kind == "%E":
            return
        elif kind == MARK:
            yield Row(MARK, {str(at): at for at in range(len(fields))}, fields, line)


def _records(source: BinaryIO, limits: XerLimits) -> Iterator[tuple[int, str]]:
    """Lines with their numbers, joined with those that go on with their text."""
    begun, record = 0, ""
    for line, text in _lines(source, limits):
        if line == 1:
            if not text.startswith(MARK):
                raise FormatError(1, "The file does not begin as an XER file does, with ERMHDR.")
            begun, record = 1, text
        elif text.startswith(KINDS):
            yield begun, record
            begun, record = line, text
        elif text:
            record = f"{record}\n{text}"
            if len(record) > limits.row:
                raise FormatError(begun, f"A row is larger than {limits.row // MEGABYTE} MB.")
    if not begun:
        raise FormatError(1, "The file is empty.")
    yield begun, record


def _lines(source: BinaryIO, limits: XerLimits) -> Iterator[tuple[int, str]]:
    mark = source.read(2)
    if mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        wide = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
        yield from _wide_lines(source, wide, limits)
        return
    number, first = 0, mark
    while raw := first + source.readline(limits.row + 1):
        number, first = number + 1, b""
        if len(raw) > limits.row:
            raise FormatError(number, f"A row is larger than {limits.row // MEGABYTE} MB.")
        yield number, decoded(raw).rstrip("\r\n")


def _wide_lines(source: BinaryIO, encoding: str, limits: XerLimits) -> Iterator[tuple[int, str]]:
    reader = codecs.getreader(encoding)(source, "replace")
    number = 0
    while text := reader.readline(limits.row + 1):
        number += 1
        if len(text) > limits.row:
            raise FormatError(number, f"A row is larger than {limits.row // MEGABYTE} MB.")
        yield number, text.rstrip("\r\n")


def decoded(raw: bytes) -> str:
    """Text of a line: UTF-8 where it is some, else Windows-1252, in which P6 writes unless told otherwise."""
    if raw.isascii():
        return raw.decode("ascii")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
