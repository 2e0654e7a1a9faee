"""XML from strangers, read as a stream of rows: the only place of the formats that opens XML.

No document type, hence no entities; no network; bounded row size and file size; the parser itself stops at
256 elements inside each other. Memory does not grow with the file, only with its largest row.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import BinaryIO

from lxml import etree

from headway.formats.errors import FormatError

Element = etree._Element

CHUNK = 1 << 16
PROLOG = 1 << 16
# All of these read plain ASCII as ASCII: the prolog can be examined before any parser sees it.
ENCODINGS = frozenset({"utf-8", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "windows-1252"})

_BYTE_ORDER = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
_BEFORE_ROOT = re.compile(rb"(?:\s+|<\?(?:(?!\?>).)*\?>|<!--(?:(?!-->).)*-->)*", re.DOTALL)
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)[\"']")


@dataclass(frozen=True, slots=True)
class XmlLimits:
    """Largest accepted bytes of a whole file and of one row, and number of rows."""

    file: int = 100_000_000
    row: int = 16_000_000
    rows: int = 200_000


DEFAULT_LIMITS = XmlLimits()


def iter_rows(
    source: BinaryIO, *, root: str, sections: Collection[str] = (), limits: XmlLimits = DEFAULT_LIMITS
) -> Iterator[tuple[str, Element]]:
    """Stream the children of the root element, and of `sections` the children of those.

    Yields the section's name ("" for a child of the root) and the element, which is whole, and gone when
    the next one is asked for.

    Raises
    ------
    FormatError
        For anything but a well-formed document with this root, within the limits, without a document type.
    """
    parser = etree.XMLPullParser(
        events=("start",), tag="{*}" + root,
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
    )  # fmt: skip
    tree = _Tree(sections=frozenset(sections), limits=limits)
    size = 0
    for chunk in _chunks(source, root):
        size += len(chunk)
        if size > limits.file:
            raise FormatError(0, f"The file is larger than {limits.file // 1_000_000} MB.")
        _feed(parser, chunk)
        yield from tree.take(parser, len(chunk))
    _close(parser)
    yield from tree.rest()


def local_name(element: etree._Element) -> str:
    """Name of an element without its namespace, "" for comments and the like."""
    return _without_namespace(element.tag) if isinstance(element.tag, str) else ""


@lru_cache(maxsize=1024)
def _without_namespace(tag: str) -> str:
    return tag[tag.rfind("}") + 1 :]


def root_name(head: bytes) -> str:
    """Name of the root element, without prefix, of a file that begins with `head`; "" when there is none."""
    found = re.match(rb"<(?:[\w.-]+:)?([\w.-]+)", head[_prolog_length(head) :])
    return found[1].decode("ascii", "replace") if found else ""


class _Tree:
    """What the parser has built so far, emptied from the front as soon as a row is whole."""

    def __init__(self, *, sections: frozenset[str], limits: XmlLimits) -> None:
        self.sections = sections
        self.limits = limits
        self.root: Element | None = None
        self.unread = 0
        self.taken = 0

    def take(self, parser: etree.XMLPullParser, fed: int) -> Iterator[tuple[str, Element]]:
        """Rows that have become whole with the last `fed` bytes."""
        for _, element in parser.read_events():
            if self.root is None:
                self.root = element
        self.unread += fed
        for row in self._whole_rows(open_end=True):
            self.unread = 0
            self.taken += 1
            if self.taken > self.limits.rows:
                raise FormatError(row[1].sourceline or 0, f"There are more than {self.limits.rows} rows.")
            yield row
        if self.unread > self.limits.row:
            raise FormatError(0, f"A single row is larger than {self.limits.row // 1_000_000} MB.")

    def rest(self) -> Iterator[tuple[str, Element]]:
        """Rows left when the document is at its end."""
        yield from self._whole_rows(open_end=False)

    def _whole_rows(self, *, open_end: bool) -> Iterator[tuple[str, Element]]:
        if self.root is None:
            return
        # At the open end of the tree the last element of each level may still grow.
        children = list(self.root)
        for child in children:
            grows = open_end and child is children[-1]
            name = local_name(child)
            if name in self.sections:
                yield from _taken(child, name, open_end=grows)
            elif name and not grows:
                yield "", child
            if not grows:
                self.root.remove(child)


def _taken(section: Element, name: str, *, open_end: bool) -> Iterator[tuple[str, Element]]:
    rows = list(section)
    for row in rows[:-1] if open_end else rows:
        if local_name(row):
            yield name, row
        section.remove(row)


def _chunks(source: BinaryIO, root: str) -> Iterator[bytes]:
    head = source.read(PROLOG)
    _refuse_prolog(head)
    if (found := root_name(head)) != root:
        raise FormatError(1, f"The file is a “{found}” document, not “{root}”.")
    yield head
    while chunk := source.read(CHUNK):
        yield chunk


def _feed(parser: etree.XMLPullParser, chunk: bytes) -> None:
    try:
        parser.feed(chunk)
    except etree.XMLSyntaxError as error:
        raise _broken(error) from error


def _close(parser: etree.XMLPullParser) -> None:
    try:
        parser.close()
    except etree.XMLSyntaxError as error:
        raise _broken(error) from error


def _prolog_length(head: bytes) -> int:
    start = 3 if head.startswith(b"\xef\xbb\xbf") else 0
    found = _BEFORE_ROOT.match(head, start)
    return found.end() if found else start


def _refuse_prolog(head: bytes) -> None:
    """Refuse what must never reach the parser: a document type, and encodings in which one could hide."""
    if not head.strip():
        raise FormatError(0, "The file is empty.")
    if head.startswith(_BYTE_ORDER):
        raise FormatError(1, "The file is not in UTF-8.")
    declared = _ENCODING.search(head[:200])
    encoding = declared[1].decode("ascii", "replace") if declared else "utf-8"
    if encoding.lower() not in ENCODINGS:
        raise FormatError(1, f"The encoding “{encoding}” is not accepted; use UTF-8.")
    length = _prolog_length(head)
    line = head.count(b"\n", 0, length) + 1
    following = head[length : length + 9].upper()
    if following.startswith(b"<!DOCTYPE"):
        raise FormatError(line, "The file declares a document type; such files are not accepted.")
    if not re.match(rb"<[A-Z_]", following):
        raise FormatError(line, "The file is not XML.")


def _broken(error: etree.XMLSyntaxError) -> FormatError:
    message = (error.msg or "broken").split(", line ")[0].rstrip(".")
    return FormatError(error.lineno or 0, f"The XML is broken: {message}.")
