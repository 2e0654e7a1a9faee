"""Permissions of this room."""

from headway.common.access import Permission, Space

CHANGE_PLAN = Permission("plan.change", Space.PROJECT)
