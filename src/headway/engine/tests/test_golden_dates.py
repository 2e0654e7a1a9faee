"""Seeded networks of `tests/golden/schedule`: all dates and total floats as MPXJ's MicrosoftScheduler
computed them.

The files with one calendar also agree on the free float. With several, the peer takes a lag from the free
float as if all calendars were alike; the engine measures it on the successor's calendar, as it does
everywhere else.
"""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from headway.engine import Calendar, CalendarException, Network, Terms, schedule, written

GOLDEN = Path(__file__).parents[4] / "tests" / "golden" / "schedule"
FILES = sorted(GOLDEN.glob("*.json"))


def read_calendar(values: dict[str, Any]) -> Calendar:
    off = [dt.date.fromisoformat(day) for day in values["days_off"]]
    week = tuple(tuple((start, finish) for start, finish in shifts) for shifts in values["week"])
    return Calendar(week, tuple(CalendarException(day, day) for day in off), name=values["name"])


def computed_rows(network: Network) -> list[list[str | int]]:
    dates = schedule(network)
    moments = (dates.early_start, dates.early_finish, dates.late_start, dates.late_finish)
    floats = (dates.total_float, dates.free_float)
    return [
        [*(written(column[row])[:16] for column in moments), *(int(column[row]) // 60 for column in floats)]
        for row in range(len(network.activities.id))
    ]


def test_the_golden_files_are_there() -> None:
    assert len(FILES) == 6


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_dates_and_floats_equal_the_golden_ones(path: Path) -> None:
    golden = json.loads(path.read_text())
    terms = Terms(start=golden["start"], calendars=tuple(map(read_calendar, golden["calendars"])))
    compared = 6 if path.stem.startswith("plain") else 5

    rows = computed_rows(Network.from_columns(golden["activities"], golden["links"], terms=terms))

    assert [row[:compared] for row in rows] == [row[:compared] for row in golden["dates"]]
