"""Permissions of this room."""

from headway.common.access import Permission, Space

ASSESS_STATUS = Permission("status.assess", Space.PROJECT)
