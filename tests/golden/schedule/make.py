"""Write the golden files beside this one: seeded networks with the dates of MPXJ's `MicrosoftScheduler`.

Needs `pip install mpxj jpype1` and Java; the test reads only the files. Run from the project's root:

    python tests/golden/schedule/make.py
"""

import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2] / "benchmarks"))

from microsoft_peer import Peer  # noqa: E402  the path comes first
from networks import Columns, grouped, plain, varied  # noqa: E402  the path comes first

from headway.engine import Calendar  # noqa: E402  the path comes first

NETWORKS = {
    "plain-100": plain(100, 11),
    "plain-200": plain(200, 12),
    "varied-100": varied(100, 21),
    "varied-200": varied(200, 22),
    "grouped-100": grouped(100, 31),
    "grouped-200": grouped(200, 32),
}
YEARS = range(2020, 2031)


def calendar_values(calendar: Calendar) -> dict[str, Any]:
    """A calendar as JSON; all its exceptions are single days without work."""
    days = [e.first.isoformat() for e in calendar.exceptions if e.first.year in YEARS]
    return {"name": calendar.name, "week": calendar.week, "days_off": days}


def golden(columns: Columns) -> dict[str, Any]:
    peer = Peer(columns)
    peer.schedule()
    return {
        "start": columns.terms.start,
        "calendars": [calendar_values(calendar) for calendar in columns.terms.calendars],
        "activities": columns.activities,
        "links": columns.links,
        "dates": peer.dates(),
    }


for name, columns in NETWORKS.items():
    target = HERE / f"{name}.json"
    parts = (f'"{key}": {json.dumps(value)}' for key, value in golden(columns).items())
    target.write_text("{\n" + ",\n".join(parts) + "\n}\n")
    print(target.name)
