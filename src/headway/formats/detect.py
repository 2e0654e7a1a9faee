"""Which format a plan file has, and reading it."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import BinaryIO

from headway.formats import safe_xml
from headway.formats.errors import FormatError
from headway.formats.mspdi import read_mspdi
from headway.formats.plan import PlanDocument
from headway.formats.safe_xml import DEFAULT_LIMITS, XmlLimits


class Format(StrEnum):
    """Formats that are recognised."""

    MSPDI = "Microsoft Project XML"
    PMXML = "Primavera XML"
    XER = "Primavera XER"
    MPP = "Microsoft Project MPP"
    UNKNOWN = "unknown"


Reader = Callable[..., PlanDocument]
READERS: Mapping[Format, Reader] = {Format.MSPDI: read_mspdi}

_ROOTS = {"Project": Format.MSPDI, "APIBusinessObjects": Format.PMXML}
_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")


def detect_format(head: bytes) -> Format:
    """The format of a file that begins with `head` (64 KB are always enough).

    Examples
    --------
    >>> detect_format(b'<?xml version="1.0"?><Project xmlns="http://schemas.microsoft.com/project">').value
    'Microsoft Project XML'
    """
    if head.startswith(_COMPOUND_FILE):
        return Format.MPP
    if head.startswith(b"ERMHDR"):
        return Format.XER
    return _ROOTS.get(safe_xml.root_name(head), Format.UNKNOWN)


def read_plan(source: BinaryIO, *, limits: XmlLimits = DEFAULT_LIMITS) -> PlanDocument:
    """The plan in a file of any format that can be read.

    Parameters
    ----------
    source : seekable binary file
    limits : XmlLimits
        Largest accepted file.

    Raises
    ------
    FormatError
        When the format cannot be read, or the file is refused; see the reader of its format.
    """
    head = safe_xml.beginning_of(source)
    found = detect_format(head)
    if found in READERS:
        return READERS[found](source, limits=limits)
    if found is Format.UNKNOWN and (not head or safe_xml.looks_like_xml(head)):
        safe_xml.refuse_beginning(head)
    what = "This is no plan file" if found is Format.UNKNOWN else f"{found.value} files cannot be read"
    raise FormatError(1, f"{what}; {', '.join(READERS)} can be read.")
