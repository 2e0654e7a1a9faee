"""Tracking periods of a ProTrack file: what had been done of each activity by a status date."""

from collections.abc import Iterator

from headway.formats.errors import FormatError
from headway.formats.protrack.fields import Fields
from headway.formats.safe_xml import Element, local_name
from headway.formats.tracked import Status

ROUNDING = 1e-6  # of what is complete but for the arithmetic of the program that wrote it


def read_status_date(row: Fields) -> tuple[str, int]:
    """Name and date of a tracking period."""
    status = row.stamp("EndDate")
    if status is None:
        raise FormatError(row.line, "EndDate of the tracking period is missing.")
    return row.text("Name"), status


def read_statuses(element: Element) -> Iterator[Status]:
    """Of each activity what had been done; in the file its number stands before its values."""
    activity: int | None = None
    for child in element:
        if local_name(child) == "Activity":
            text = (child.text or "").strip()
            if not (text.isascii() and text.isdigit() and len(text) <= 9):
                raise FormatError(child.sourceline or 0, f"Activity is “{text[:40]}”, not a number.")
            activity = int(text)
        elif local_name(child).startswith("TProTrackActivityTracking"):
            if activity is None:
                raise FormatError(child.sourceline or 0, "Progress is told of no activity.")
            yield _status(Fields(child), activity)
            activity = None


def _status(row: Fields, activity: int) -> Status:
    complete = row.decimal("PercentageComplete", 0.0)
    if not 0 <= complete <= 1 + ROUNDING:
        raise row.refuse("PercentageComplete", f"is {complete:g}, not 0 to 1")
    return Status(
        line=row.line,
        activity=activity,
        actual_start=row.stamp("ActualStart"),
        actual_duration=row.hours("ActualDuration"),
        remaining_duration=row.hours("RemainingDuration"),
        complete=1.0 if complete > 1 - ROUNDING else complete,
        extra_cost=row.money("ActualCostDev"),
        remaining_extra_cost=row.money("RemainingCostDev"),
    )
