"""Permissions of this room."""

from headway.common.access import Permission, Space

PROPOSE_BASELINE = Permission("baseline.propose", Space.PROJECT)
APPROVE_BASELINE = Permission("baseline.approve", Space.PROJECT)
