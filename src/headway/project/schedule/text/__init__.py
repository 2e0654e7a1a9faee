"""What people type and read: durations, dates, predecessors, resources.

Every parser raises ``Invalid`` with a sentence that says what to write. ``Units`` are those of the project.
"""

from .dates import date_text, parse_date
from .durations import Amount, Duration, Units, duration_text, parse_amount, parse_duration
from .predecessors import Predecessor, lag_text, parse_lag, parse_predecessors, predecessors_text
from .resources import Share, parse_resources, resources_text, share_text

__all__ = [
    "Amount",
    "Duration",
    "Predecessor",
    "Share",
    "Units",
    "date_text",
    "duration_text",
    "lag_text",
    "parse_amount",
    "parse_date",
    "parse_duration",
    "parse_lag",
    "parse_predecessors",
    "parse_resources",
    "predecessors_text",
    "resources_text",
    "share_text",
]
