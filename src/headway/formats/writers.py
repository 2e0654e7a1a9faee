"""Which formats a plan can be written in."""

from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import BinaryIO

from headway.formats.calendar_entries import ICALENDAR, write_icalendar
from headway.formats.errors import FormatError
from headway.formats.format import Format
from headway.formats.mspdi import MSPDI, write_mspdi
from headway.formats.plan import PlanDocument
from headway.formats.xer import XER, write_xer

Writer = Callable[[PlanDocument, BinaryIO], None]
"""Writes a plan from the position of the file on, and leaves it open."""

WRITERS: Mapping[Format, Writer] = {MSPDI: write_mspdi, XER: write_xer, ICALENDAR: write_icalendar}


def format_named(name: str) -> Format:
    """The format with this key, or with the ending of this file name.

    Raises
    ------
    FormatError
        With the endings and keys there are.

    Examples
    --------
    >>> format_named("mspdi").key, format_named("Bridge.XML").key
    ('mspdi', 'mspdi')
    """
    ending = PurePath(name).suffix.lower()
    for form in WRITERS:
        if name == form.key or ending in form.extensions:
            return form
    known = ", ".join(f"{form.key} ({', '.join(form.extensions)})" for form in WRITERS)
    raise FormatError(0, f"No plan can be written as “{name}”. There are: {known}.")
