"""Permissions of this room."""

from headway.common.access import Permission, Space

EDIT_CHARTER = Permission("charter.edit", Space.PROJECT)
CONFIRM_CHARTER = Permission("charter.confirm", Space.PROJECT)
