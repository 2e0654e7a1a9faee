"""XML from strangers, read as a stream of rows: the only place of the formats that opens XML.

No document type, hence no entities; no network; bounded row size; the parser itself stops at 256 elements
inside each other. Memory does not grow with the file, only with its largest row.
"""

import codecs
import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import BinaryIO

from lxml import etree

from headway.formats.budget import MEGABYTE
from headway.formats.errors import FormatError

Element = etree._Element

CHUNK = 1 << 16
PROLOG = 1 << 16
# All of these read plain ASCII as ASCII: the prolog can be examined before any parser sees it.
ENCODINGS = frozenset({"utf-8", "us-ascii", "ascii", "iso-8859-1", "iso-8859-15", "windows-1252"})

# UTF-16 says so by its first two bytes, and is made UTF-8 on the way to the parser.
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_NO_MARK = (b"\x00<", b"<\x00")
_BEFORE_ROOT = re.compile(rb"(?:\s+|<\?(?:(?!\?>).)*\?>|<!--(?:(?!-->).)*-->)*", re.DOTALL)
# Anywhere in the declaration, however long it is; a declaration stands at the very beginning or is none.
_ENCODING = re.compile(
    rb"\A((?:\xef\xbb\xbf)?<\?xml(?:(?!\?>).)*?encoding\s*=\s*[\"'])([^\"']*)([\"'])", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class XmlLimits:
    """Largest accepted bytes of one row, and number of rows."""

    row: int = 4 * MEGABYTE
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
    chunks = _Chunks(source)
    head = next(chunks, b"")
    refuse_beginning(head)
    if (found := root_name(head)) != root:
        raise FormatError(1, f"The file is a “{found}” document, not “{root}”.")
    parser = etree.XMLPullParser(
        events=("start",),
        tag="{*}" + root,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
    )
    etree.clear_error_log()
    tree = _Tree(sections=frozenset(sections), limits=limits)
    for chunk in chain([head], chunks):
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
            raise FormatError(0, f"A single row is larger than {self.limits.row // MEGABYTE} MB.")

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
        row.clear()  # or taking a row out of the tree costs the square of its elements
        section.remove(row)


class _Chunks:
    """The bytes of a file in pieces, the first of them long enough to tell what it is; UTF-16 as UTF-8."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self._first = True
        self._decoder: codecs.IncrementalDecoder | None = None

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        chunk = self._source.read(CHUNK)
        first, self._first = self._first, False
        if first and chunk.startswith(_UTF_16) and not chunk.startswith(_UTF_32):
            self._decoder = codecs.getincrementaldecoder("utf-16")()
        if self._decoder is None and not chunk:
            raise StopIteration
        if self._decoder is None:
            return chunk
        try:
            recoded = self._decoder.decode(chunk, final=not chunk).encode()
        except UnicodeError as error:
            raise FormatError(0, "The file begins as UTF-16 does, and is not.") from error
        if not chunk:
            self._decoder = None
        return _ENCODING.sub(rb"\1UTF-8\3", recoded, count=1) if first else recoded


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


def _mark_length(head: bytes) -> int:
    return len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0


def _prolog_length(head: bytes) -> int:
    start = _mark_length(head)
    found = _BEFORE_ROOT.match(head, start)
    return found.end() if found else start


def beginning_of(source: BinaryIO) -> bytes:
    """The first bytes of a file, UTF-16 as UTF-8, enough to tell what it is. The source stays where it is."""
    place = source.tell()
    head = next(_Chunks(source), b"")
    source.seek(place, io.SEEK_SET)
    return head


def looks_like_xml(head: bytes) -> bool:
    """Whether somebody meant it to be XML, whatever is wrong with it."""
    return head.startswith((*_UTF_32, *_NO_MARK)) or head[_mark_length(head) :].lstrip().startswith(b"<")


def refuse_beginning(head: bytes) -> None:
    """Refuse what must never reach the parser: a document type, and encodings in which one could hide.

    Raises
    ------
    FormatError
        With the line, and a sentence that says what is wrong.
    """
    if not head.strip():
        raise FormatError(0, "The file is empty.")
    _refuse_encoding(head)
    length = _prolog_length(head)
    line = head.count(b"\n", 0, length) + 1
    following = head[length : length + 9].upper()
    if following.startswith(b"<!DOCTYPE"):
        raise FormatError(line, _DOCUMENT_TYPE)
    if following.startswith((b"<?", b"<!--")):
        raise FormatError(line, f"The plan does not begin within the first {PROLOG // 1024} KB of the file.")
    if not re.match(rb"<[A-Z_]", following):
        raise FormatError(line if looks_like_xml(head) else 0, "The file is not XML.")


_DOCUMENT_TYPE = (
    "The file declares a document type (<!DOCTYPE …>), which can define entities that grow or read other "
    "files. Plan files have none; such files are not accepted."
)


def _refuse_encoding(head: bytes) -> None:
    if head.startswith(_UTF_32):
        raise FormatError(1, "The file is in UTF-32, which is not accepted; save it as UTF-8.")
    if head.startswith(_NO_MARK):
        raise FormatError(
            1, "The file is in UTF-16 without a byte order mark, which is not accepted; save it as UTF-8."
        )
    declared = _ENCODING.match(head)
    encoding = declared[2].decode("ascii", "replace") if declared else "utf-8"
    if encoding.lower() not in ENCODINGS:
        raise FormatError(1, f"The encoding “{encoding}” is not accepted; save the file as UTF-8.")


_CUT_OFF = "The file ends before the plan does; it was cut off"
_ENTITY = "There is an entity here (&…;) that is not defined"
_REASONS: dict[int, str] = {
    etree.ErrorTypes.ERR_TAG_NOT_FINISHED: _CUT_OFF,
    etree.ErrorTypes.ERR_GT_REQUIRED: _CUT_OFF,
    etree.ErrorTypes.ERR_CDATA_NOT_FINISHED: _CUT_OFF,
    etree.ErrorTypes.ERR_COMMENT_NOT_FINISHED: _CUT_OFF,
    etree.ErrorTypes.ERR_DOCUMENT_END: "Something follows where the plan has ended",
    etree.ErrorTypes.ERR_INVALID_CHAR: "There is a character here that XML does not allow",
    etree.ErrorTypes.ERR_INVALID_ENCODING: "There are bytes here that are not in the encoding of the file",
    etree.ErrorTypes.ERR_UNDECLARED_ENTITY: _ENTITY,
    etree.ErrorTypes.WAR_UNDECLARED_ENTITY: _ENTITY,
    etree.ErrorTypes.ERR_NAME_REQUIRED: "There is a “&” or “<” here that stands for nothing",
    etree.ErrorTypes.ERR_TAG_NAME_MISMATCH: "An element is closed here that is not the last one opened",
    etree.ErrorTypes.ERR_ATTRIBUTE_REDEFINED: "An attribute stands twice in one element here",
}
_OWN_LIMIT = "XML_PARSE_HUGE"  # what the parser says where one of its own limits ends it
_TOO_DEEP = "depth"


def _broken(error: etree.XMLSyntaxError) -> FormatError:
    """The parser's finding in words of ours; what it would advise a programmer to do is left out."""
    line, code = error.lineno or 0, error.code
    message = (error.msg or "").split(", line ")[0].rstrip(".")
    last = error.error_log.last_error
    if not line and last is not None:
        # It found no element because of what it had stumbled over before.
        line, code, message = last.line, last.type, last.message
    if _OWN_LIMIT in message:
        deep = _TOO_DEEP in message
        what = "More than 256 elements are inside each other" if deep else "A text or a name is too long"
        return FormatError(line, f"{what}. No plan file is like this; it is not accepted.")
    if code in _REASONS:
        return FormatError(line, f"{_REASONS[code]}.")
    return FormatError(line, f"The XML is broken: {message}.")
