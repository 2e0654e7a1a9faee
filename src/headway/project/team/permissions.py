"""Permissions of this room."""

from headway.common.access import SIGNED_IN, OpenTo, Permission, Space

REPORT_PROGRESS = Permission("progress.report", Space.PROJECT)
OWN_WORK = OpenTo(SIGNED_IN, "everybody sees the own assignments, in projects that one may see")
ACCEPT_PROGRESS = Permission("progress.accept", Space.PROJECT)
