"""Telling a database that is away or busy from a mistake of ours."""

from django.db import InterfaceError, OperationalError, connection

OUTAGES = (OperationalError, InterfaceError)


def is_outage(fault: BaseException | None) -> bool:
    """Whether the database did not answer: gone, restarting, locked, full or unreadable. It passes by itself.

    SQLite reports mistakes in a statement as ``OperationalError`` too, under the code ``SQLITE_ERROR``.
    """
    if not isinstance(fault, OUTAGES):
        return False
    return getattr(fault.__cause__, "sqlite_errorname", "") != "SQLITE_ERROR"


def why_away() -> str:
    """Why the database cannot be reached, in its own words; "" when it can."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except OUTAGES as fault:
        return " ".join(str(fault).split()) or type(fault).__name__
    return ""
