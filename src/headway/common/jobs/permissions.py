"""Who may see jobs."""

from headway.common.access import SIGNED_IN, OpenTo

OWN_JOBS = OpenTo(SIGNED_IN, "people see and call off only what they asked for themselves")
