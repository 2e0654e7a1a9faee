"""Which format a plan file has, and reading it."""

import io
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import BinaryIO

from headway.formats import safe_xml
from headway.formats.budget import MEGABYTE
from headway.formats.errors import FormatError
from headway.formats.format import Format
from headway.formats.mspdi import MSPDI, read_mspdi
from headway.formats.plan import PlanDocument
from headway.formats.pmxml import PMXML, read_pmxml
from headway.formats.protrack import PROTRACK, read_protrack, read_tracked
from headway.formats.tracked import TrackedPlan
from headway.formats.xer import XER, read_xer

Reader = Callable[[BinaryIO], PlanDocument]
"""Reads a file from its position, and leaves it open."""

READERS: Mapping[Format, Reader] = {
    MSPDI: read_mspdi,
    XER: read_xer,
    PMXML: read_pmxml,
    PROTRACK: read_protrack,
}

TRACKED: Mapping[Format, Callable[[BinaryIO], TrackedPlan]] = {PROTRACK: read_tracked}
"""Formats that tell progress at status dates."""

LARGEST = 100 * MEGABYTE
IMPORTED = (MSPDI,)
"""Formats of plans that go on here, where dates follow the rules of Microsoft Project."""
_SAVE = "Open the plan in Microsoft Project, save it as XML, and choose that file."
_EXPORT = "Export the project from Primavera for Microsoft Project as XML, and choose that file."
_CHOOSE = "Choose a {names} file."
_UNPACK = "If a plan is in it, unpack it and choose the plan’s {names} file."
# Not readable, but known by the first bytes: what the file seems to be, and what to do.
_OTHERS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", f"a Microsoft Project MPP file, which cannot be read. {_SAVE}"),
    (b"MPX,", f"a Microsoft Project MPX file, which cannot be read. {_SAVE}"),
    (b"\x89PNG", f"a picture (PNG), not a plan. {_CHOOSE}"),
    (b"\xff\xd8\xff", f"a picture (JPEG), not a plan. {_CHOOSE}"),
    (b"GIF8", f"a picture (GIF), not a plan. {_CHOOSE}"),
    (b"%PDF", f"a PDF document, not a plan. {_CHOOSE}"),
    (b"PK\x03\x04", f"a ZIP archive, or an Office document such as Excel’s. {_UNPACK}"),
    (b"\x1f\x8b", f"a compressed file (GZIP). {_UNPACK}"),
    (b"7z\xbc\xaf", f"a compressed file (7z). {_UNPACK}"),
    (b"Rar!", f"a compressed file (RAR). {_UNPACK}"),
)
# Readable, but not for every purpose.
_UNWANTED = {
    XER: f"a Primavera XER file, which cannot be imported. {_EXPORT}",
    PMXML: f"a Primavera XML file, which cannot be imported. {_EXPORT}",
    PROTRACK: "a ProTrack file, which cannot be imported. {names} files can be.",
}


def names_of(among: Iterable[Format]) -> str:
    """Names of formats, as people choose between them."""
    return " or ".join(form.name for form in among)


def read_plan(
    source: BinaryIO, *, largest: int = LARGEST, among: Collection[Format] = tuple(READERS)
) -> PlanDocument:
    """The plan in a file of any format that can be read.

    Parameters
    ----------
    source : seekable binary file
    largest : int
        Bytes of the largest accepted file.
    among : collection of Format
        Those that are accepted.

    Raises
    ------
    FormatError
        When the format cannot be read, or the file is refused; see the reader of its format.
    """
    read = READERS[format_of(source, among=among)]
    _refuse_larger(source, largest)
    return read(source)


def read_tracked_plan(source: BinaryIO, *, largest: int = LARGEST) -> TrackedPlan:
    """The plan in a file with its budgets and the progress at its status dates; like `read_plan`."""
    form = format_of(source)
    if form not in TRACKED:
        names = names_of(TRACKED)
        raise FormatError(0, f"A {form.name} file tells no progress at status dates. Choose a {names} file.")
    _refuse_larger(source, largest)
    return TRACKED[form](source)


def _refuse_larger(source: BinaryIO, largest: int) -> None:
    place = source.tell()
    if source.seek(0, io.SEEK_END) - place > largest:
        raise FormatError(0, f"The file is larger than {largest // MEGABYTE} MB.")
    source.seek(place)


def format_of(source: BinaryIO, *, among: Collection[Format] = tuple(READERS)) -> Format:
    """The format of a file, one of those accepted, as far as its first bytes tell. The source stays where it
    is.

    Raises
    ------
    FormatError
        For everything else, with a sentence that says what the file seems to be, and what to do.
    """
    head = safe_xml.beginning_of(source)
    if not head.strip() or safe_xml.looks_like_xml(head):
        safe_xml.refuse_beginning(head)
    found = detect_format(head)
    if found is None or found not in among:
        raise FormatError(0, _other(head, found).format(names=names_of(among)))
    return found


def detect_format(head: bytes) -> Format | None:
    """The format that can be read of a file that begins with `head` (64 KB are always enough).

    Examples
    --------
    >>> detect_format(b'<?xml version="1.0"?><Project xmlns="http://schemas.microsoft.com/project">').name
    'Microsoft Project XML'
    """
    found = [form for form in READERS if form.recognises(head)]
    return found[-1] if found else None  # a later one tells itself apart from an earlier with the same root


def _other(head: bytes, found: Format | None) -> str:
    """What a file seems to be that is not accepted, and what to do."""
    known: Iterable[str] = (words for start, words in _OTHERS if head.startswith(start))
    unwanted = "" if found is None else _UNWANTED.get(found, "")
    seems = unwanted or next(iter(known), "")
    return f"This seems to be {seems}" if seems else f"This is no plan file. {_CHOOSE}"
