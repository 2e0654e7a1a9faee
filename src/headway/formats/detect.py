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
_SAVE = "Open the plan in Microsoft Project, save it as XML, and choose that file."
_EXPORT = "Export the project from Primavera for Microsoft Project as XML, and choose that file."
_UNPACK = "If a plan is in it, unpack it and choose the plan’s Microsoft Project XML file."
_CHOOSE = "Choose a Microsoft Project XML file."
# Not readable, but known by name: what the file seems to be, and what to do.
_UNREADABLE: Mapping[Format, str] = {
    Format.MPP: f"This seems to be a Microsoft Project MPP file, which cannot be read. {_SAVE}",
    Format.XER: f"This seems to be a Primavera XER file, which cannot be read. {_EXPORT}",
    Format.PMXML: f"This seems to be a Primavera XML file, which cannot be read. {_EXPORT}",
}
_NO_PLAN = (
    (b"\x89PNG", f"This seems to be a picture (PNG), not a plan. {_CHOOSE}"),
    (b"\xff\xd8\xff", f"This seems to be a picture (JPEG), not a plan. {_CHOOSE}"),
    (b"GIF8", f"This seems to be a picture (GIF), not a plan. {_CHOOSE}"),
    (b"%PDF", f"This seems to be a PDF document, not a plan. {_CHOOSE}"),
    (b"MPX,", f"This seems to be a Microsoft Project MPX file, which cannot be read. {_SAVE}"),
    (b"PK\x03\x04", f"This seems to be a ZIP archive, or an Office document such as Excel’s. {_UNPACK}"),
    (b"\x1f\x8b", f"This seems to be a compressed file (GZIP). {_UNPACK}"),
    (b"7z\xbc\xaf", f"This seems to be a compressed file (7z). {_UNPACK}"),
    (b"Rar!", f"This seems to be a compressed file (RAR). {_UNPACK}"),
)


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
    return READERS[readable_format(source)](source, limits=limits)


def readable_format(source: BinaryIO) -> Format:
    """The format of a file that can be read, as far as its first bytes tell. The source stays where it is.

    Raises
    ------
    FormatError
        For everything else, with a sentence that says what the file seems to be, and what to do.
    """
    head = safe_xml.beginning_of(source)
    found = detect_format(head)
    if not head.strip() or safe_xml.looks_like_xml(head):
        safe_xml.refuse_beginning(head)
    if found in READERS:
        return found
    known = (sentence for start, sentence in _NO_PLAN if head.startswith(start))
    raise FormatError(0, _UNREADABLE.get(found) or next(known, f"This is no plan file. {_CHOOSE}"))
