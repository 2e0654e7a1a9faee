"""Permissions of this room."""

from headway.common.access.permissions import Permission, Space

VIEW_JOURNAL = Permission("journal.view", Space.BORDER, writes=False)
VIEW_OWN_ACTS = Permission("journal.view_own", Space.BORDER, writes=False)
