"""Networks outside the project whose dates another scheduler computed; skipped where they are not at hand."""

import datetime as dt
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from headway.engine import (
    Activity,
    Calendar,
    CalendarException,
    Link,
    LinkType,
    Network,
    Terms,
    moment,
    schedule,
    written,
)
from headway.engine.tests.known import known_networks

SPACE = {"m": "http://schemas.microsoft.com/project"}


def read_network(path: Path) -> Network:
    """Leaf activities, links with working lags and the holidays of one calendar: all these files have."""
    root = ET.parse(path).getroot()
    holidays = [
        CalendarException(dt.date.fromisoformat(first[:10]), dt.date.fromisoformat(last[:10]))
        for period in root.iterfind(".//m:Exception/m:TimePeriod", SPACE)
        for first, last in [
            (period.findtext("m:FromDate", "", SPACE), period.findtext("m:ToDate", "", SPACE))
        ]
    ]
    activities, links = [], []
    for task in root.iterfind(".//m:Task", SPACE):
        number = int(task.findtext("m:UID", "", SPACE))
        hours = task.findtext("m:Duration", "", SPACE).removeprefix("PT").partition("H")[0]
        activities.append(Activity(id=number, duration=int(hours) * 3600))
        for link in task.iterfind("m:PredecessorLink", SPACE):
            kind = (LinkType.FF, LinkType.FS, LinkType.SF, LinkType.SS)[
                int(link.findtext("m:Type", "", SPACE))
            ]
            lag = int(link.findtext("m:LinkLag", "", SPACE)) * 6
            predecessor = int(link.findtext("m:PredecessorUID", "", SPACE))
            links.append(Link(predecessor=predecessor, successor=number, type=kind, lag=lag))
    calendar = Calendar.standard(exceptions=holidays)
    return Network.of(activities, links, terms=Terms(start=moment("2025-01-06T08:00"), calendars=(calendar,)))


@pytest.mark.parametrize("path", known_networks(), ids=lambda path: path.name)
def test_all_dates_and_the_float_equal_those_of_another_scheduler(path: Path) -> None:
    expected = json.loads((path.parent / f"ms-{path.stem.partition('-')[2]}.json").read_text())
    network = read_network(path)

    dates = schedule(network)

    columns = (dates.early_start, dates.early_finish, dates.late_start, dates.late_finish)
    computed = {
        str(activity): [*(written(column[row])[:16] for column in columns), dates.total_float[row] / 3600]
        for row, activity in enumerate(network.activities.id)
    }
    assert computed == expected
    assert not np.any(dates.critical[dates.total_float > 0])
